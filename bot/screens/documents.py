"""Answers from documents: the quotes first, each with its source; a source in place; the honest “they do not say”."""

from collections.abc import Callable
from itertools import groupby, zip_longest
from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, section, shorten
from bot.screens.text import Language, day, escape
from knowledge.answering import Answer, Citation, Source

SOURCE: dict[Language, str] = {"en": "Source", "de": "Quelle"}
VERSION: dict[Language, str] = {"en": "version", "de": "Version"}
PAGE: dict[Language, str] = {"en": "p.", "de": "S."}
EFFECTIVE: dict[Language, str] = {"en": "effective", "de": "gültig ab"}
SUPERSEDED: dict[Language, str] = {"en": "superseded on", "de": "abgelöst am"}
DISAGREE: dict[Language, str] = {
    "en": "Two documents differ here; both are shown with their dates.",
    "de": "Zwei Dokumente unterscheiden sich hier; beide stehen mit Datum da.",
}
ABSTAINED: dict[Language, str] = {
    "en": "The documents you may see do not answer that.",
    "de": "Die Dokumente, die Sie sehen dürfen, beantworten das nicht (nicht aufgeführt).",
}
NEAREST: dict[Language, str] = {"en": "Closest", "de": "Am nächsten kommen"}
ASK_SOMEBODY: dict[Language, str] = {
    "en": "Ask your partner manager at the distributor, or put it in other words.",
    "de": "Fragen Sie Ihren Ansprechpartner beim Distributor, oder formulieren Sie es anders.",
}
CLOSE: dict[Language, str] = {"en": "Close", "de": "Schließen"}
LONGEST_PASSAGE = 2800
COLUMN = " | "
WIDEST_IN_MESSAGE = 80
WIDEST_IN_MODAL = 60


def answer_screen(value: Answer, language: Language) -> Screen:
    """Up to three quotes with their sources, or the abstention with what comes closest."""
    if value.abstained or not value.citations:
        return _abstention(value, language)
    blocks: list[Block] = []
    plain: list[str] = []
    if value.disagree:
        blocks.append(section(f":warning: {DISAGREE[language]}"))
        plain.append(DISAGREE[language])
    for number, citation in enumerate(value.citations, 1):
        source = _where(citation.source, language)
        blocks += [section(_quoted(citation)), context(f"[{number}] {source}")]
        header = f"{escape(citation.header)}\n" if citation.header else ""
        plain.append(f"{header}{escape(citation.quote)}\n[{number}] {SOURCE[language]}: {source}")
    blocks.append(
        actions(
            *(
                button(f"{SOURCE[language]} {number}", f"source.open.{number}", str(citation.source.passage))
                for number, citation in enumerate(value.citations, 1)
            )
        )
    )
    return Screen("\n".join(plain), tuple(blocks))


def source_view(value: Source, language: Language) -> dict[str, Any]:
    """The passage in place, as a modal."""
    blocks: list[Block] = [
        section(f"*{escape(value.title)}*"),
        context(_where(value, language)),
    ]
    if value.section:
        blocks.append(context(escape(value.section)))
    blocks.append(section(_drawn(shorten(value.text, LONGEST_PASSAGE), value.form, WIDEST_IN_MODAL)))
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": SOURCE[language]},
        "close": {"type": "plain_text", "text": CLOSE[language]},
        "blocks": blocks,
    }


def _abstention(value: Answer, language: Language) -> Screen:
    lines = [ABSTAINED[language]]
    if value.nearest:
        lines.append(f"{NEAREST[language]}: {', '.join(escape(title) for title in value.nearest)}.")
    text = " ".join(lines)
    return Screen(f"{text} {ASK_SOMEBODY[language]}", (section(text), context(ASK_SOMEBODY[language])))


def _where(source: Source, language: Language) -> str:
    """Document, version, page or section, effective date."""
    parts = [f"{escape(source.title)}, {VERSION[language]} {escape(source.version)}"]
    if source.page is not None:
        parts.append(f"{PAGE[language]} {source.page}")
    elif source.section:
        parts.append(f"“{escape(source.section.rsplit(' › ', 1)[-1])}”")
    parts.append(f"{EFFECTIVE[language]} {day(source.effective_from, language)}")
    if source.superseded_on:
        parts.append(f"{SUPERSEDED[language]} {day(source.superseded_on, language)}")
    return ", ".join(parts)


def _quoted(citation: Citation) -> str:
    words = f"{citation.header}\n{citation.quote}" if citation.header else citation.quote
    return _drawn(words, citation.source.form, WIDEST_IN_MESSAGE)


def _drawn(text: str, form: str, widest: int) -> str:
    """Rows of a table stand in columns, up to `widest` characters in all; everything else is a quotation."""
    drawn: list[str] = []
    lines = [line for line in text.splitlines() if line.strip()]
    for in_table, run in groupby(lines, lambda line: form == "table" and COLUMN in line):
        if in_table:
            drawn.append("```" + "\n".join(_columns(list(run), widest)).replace("```", "") + "```")
        else:
            drawn.append("\n".join(f"> {escape(line)}" for line in run))
    return "\n".join(drawn)


def _columns(lines: list[str], widest: int) -> list[str]:
    """The lines with their columns below each other, where that is not too wide."""
    rows = [line.split(COLUMN) for line in lines]
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    if sum(widths) + len(COLUMN) * len(widths) > widest:
        return [escape(line) for line in lines]
    return [escape(COLUMN.join(map(str.ljust, row, widths)).rstrip()) for row in rows]


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Answer: answer_screen}
