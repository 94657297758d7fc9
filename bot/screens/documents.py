"""Answers from documents: the quotes first, each with its source; a source in place; the honest “they do not say”."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from bot.screens.blocks import Block, Screen, actions, button, context, section
from bot.screens.sources import passage_drawn
from bot.screens.text import Language, day, escape
from knowledge.answerability import Gap
from knowledge.answering import Answer, Citation, Source
from knowledge.suspicion import suspicions

SOURCE: dict[Language, str] = {"en": "Source", "de": "Quelle"}
VERSION: dict[Language, str] = {"en": "version", "de": "Version"}
PAGE: dict[Language, str] = {"en": "p.", "de": "S."}
EFFECTIVE: dict[Language, str] = {"en": "effective", "de": "gültig ab"}
SUPERSEDED: dict[Language, str] = {"en": "superseded on", "de": "abgelöst am"}
DISAGREE: dict[Language, str] = {
    "en": "Two documents differ here; both are shown with their dates.",
    "de": "Zwei Dokumente unterscheiden sich hier; beide stehen mit Datum da.",
}
NEWER: dict[Language, str] = {
    "en": "The more recent is {title}, effective {since}.",
    "de": "Neuer ist {title}, gültig ab {since}.",
}
ABSTAINED: dict[Language, str] = {
    "en": "The documents you may see do not answer that.",
    "de": "Die Dokumente, die Sie sehen dürfen, beantworten das nicht (nicht aufgeführt).",
}
LACKING: dict[Language, str] = {
    "en": "They know {about}, but say nothing about: {lacking}.",
    "de": "Sie kennen {about}, sagen aber nichts zu: {lacking}.",
}
UNMENTIONED: dict[Language, str] = {
    "en": "None of them mentions: {lacking}.",
    "de": "Keines davon erwähnt: {lacking}.",
}
THERE: dict[Language, str] = {"en": "available", "de": "verfügbar"}
LEFT: dict[Language, str] = {"en": "fits, {left} left", "de": "reicht, {left} bleiben"}
SHORT: dict[Language, str] = {"en": "{left} short", "de": "{left} fehlen"}
NEAREST: dict[Language, str] = {"en": "Closest", "de": "Am nächsten kommen"}
NEAR: dict[Language, str] = {
    "en": "What comes nearest, word for word; it may be about something else:",
    "de": "Was dem am nächsten kommt, Wort für Wort; es kann um anderes gehen:",
}
ASK_SOMEBODY: dict[Language, str] = {
    "en": "Ask your partner manager at the distributor, or put it in other words.",
    "de": "Fragen Sie Ihren Ansprechpartner beim Distributor, oder formulieren Sie es anders.",
}
STEERING: dict[Language, str] = {
    "en": ":warning: holds words that try to steer an assistant",
    "de": ":warning: enthält Worte, die einen Assistenten lenken sollen",
}
IN_ANOTHER: dict[Language, str] = {
    "en": "The documents that you may see say this, word for word; they are written in German:",
    "de": "Das sagen die Dokumente, die Sie sehen dürfen, im Wortlaut; verfasst sind sie auf Englisch:",
}
WIDEST_IN_MESSAGE = 80
MOST_BUTTONS = 3


def answer_screen(value: Answer, language: Language, *, lead: bool = True) -> Screen:
    """Up to three quotes with their sources, or the abstention with what comes closest; with `lead`, quotes in another
    language than the reader's after a sentence in the reader's own.
    """
    if value.abstained or not value.citations:
        return _abstention(value, language)
    blocks: list[Block] = []
    plain: list[str] = []
    if lead and all(citation.source.language != language for citation in value.citations):
        blocks.append(section(IN_ANOTHER[language]))
        plain.append(IN_ANOTHER[language])
    if value.disagree:
        words = _disagreement(value.citations[0].source, value.citations[1].source, language)
        blocks.append(section(f":warning: {words}"))
        plain.append(words)
    for line in (*_comparison(value), *_sum(value, language)):
        blocks.append(section(line))
        plain.append(line.strip("`"))
    tabled = len(value.comparison.quotes) if value.comparison else 0
    for number, citation in enumerate(value.citations, 1):
        drawn, cited = _cited(number, citation, language, quoted=number > tabled)
        blocks += drawn
        plain.append(cited)
    blocks.append(_sources([citation.source for citation in value.citations], language))
    return Screen("\n".join(plain), tuple(blocks))


def _cited(number: int, citation: Citation, language: Language, *, quoted: bool) -> tuple[list[Block], str]:
    """A citation as blocks and in plain words; what stands in a table above is not quoted again."""
    source = _where(citation.source, language)
    cited = f"[{number}] {SOURCE[language]}: {source}"
    small = context(f"[{number}] {source}")
    if not quoted:
        return [small], cited
    header = f"{escape(citation.header)}\n" if citation.header else ""
    return [section(_quoted(citation)), small], f"{header}{escape(citation.quote)}\n{cited}"


def _disagreement(one: Source, other: Source, language: Language) -> str:
    """That two documents differ, and which of them is the current one, or that both are."""
    newer, older = (one, other) if one.effective_from >= other.effective_from else (other, one)
    if newer.effective_from == older.effective_from:
        return DISAGREE[language]
    since = day(newer.effective_from, language)
    return f"{DISAGREE[language]} {NEWER[language].format(title=escape(newer.title), since=since)}"


def _comparison(value: Answer) -> tuple[str, ...]:
    """The two things as columns of a table, each cell with the number of its citation."""
    if value.comparison is None:
        return ()
    lines = ["– | " + " | ".join(value.comparison.subjects)]
    for point in value.comparison.points:
        one, other = (
            f"{cell or '–'} [{_number(value, row.source, row.line)}]"
            for cell, row in zip((point.one, point.other), point.rows, strict=True)
        )
        lines.append(f"{point.label} | {one} | {other}")
    return (passage_drawn("\n".join(lines), "table", WIDEST_IN_MESSAGE),)


def _sum(value: Answer, language: Language) -> tuple[str, ...]:
    """The sum in figures: so many times one, what that makes, and what there is."""
    found = value.sum
    if found is None:
        return ()
    unit = found.unit
    each = _number(value, found.each.source, found.each.quote)
    line = f"{found.many} × {_plain(found.each.value, language)} {unit} [{each}] = *{_plain(found.total, language)} {unit}*"
    if found.there is None or found.left is None:
        return (line,)
    words = (SHORT, LEFT)[found.left >= 0][language].format(left=f"{_plain(abs(found.left), language)} {unit}")
    there = _number(value, found.there.source, found.there.quote)
    return (f"{line}; {THERE[language]} {_plain(found.there.value, language)} {unit} [{there}]: {words}",)


def _number(value: Answer, source: Source, line: str) -> int:
    """The number of the citation in which a line of a passage stands."""
    return next(n for n, c in enumerate(value.citations, 1) if c.source.passage == source.passage and line in c.quote)


def _plain(figure: Decimal, language: Language) -> str:
    written = f"{figure:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return written.replace(".", ",") if language == "de" else written


def _abstention(value: Answer, language: Language) -> Screen:
    lines = [ABSTAINED[language]]
    if value.gap is not None and value.gap.lacking:
        lines.append(_lacking(value.gap, language))
    if value.nearest:
        lines.append(f"{NEAREST[language]}: {', '.join(escape(title) for title in value.nearest)}.")
    text = " ".join(lines)
    blocks: list[Block] = [section(text)]
    plain = [text]
    for number, citation in enumerate(value.near, 1):
        drawn, cited = _cited(number, citation, language, quoted=True)
        blocks += [context(NEAR[language]), *drawn]
        plain += [NEAR[language], cited]
    blocks.append(context(ASK_SOMEBODY[language]))
    shown = {source.document: source for source in (*(c.source for c in value.near), *value.closest)}
    if shown:
        blocks.append(_sources(list(shown.values()), language))
    return Screen("\n".join((*plain, ASK_SOMEBODY[language])), tuple(blocks))


def _lacking(gap: Gap, language: Language) -> str:
    words = (UNMENTIONED, LACKING)[bool(gap.about)][language]
    return words.format(about=f"“{escape(gap.about)}”", lacking=", ".join(map(escape, gap.lacking)))


def _sources(sources: Sequence[Source], language: Language) -> Block:
    return actions(
        *(
            button(f"{SOURCE[language]} {number}", f"source.open.{number}", str(source.passage))
            for number, source in enumerate(sources[:MOST_BUTTONS], 1)
        )
    )


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
    if suspicions(source.text):
        parts.append(STEERING[language])
    return ", ".join(parts)


def _quoted(citation: Citation) -> str:
    words = f"{citation.header}\n{citation.quote}" if citation.header else citation.quote
    return passage_drawn(words, citation.source.form, WIDEST_IN_MESSAGE)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Answer: answer_screen}
