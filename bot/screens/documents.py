"""Answers from documents: the quotes first, each with its source; a source in place; the honest “they do not say”."""

from collections.abc import Callable, Sequence
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
NEAREST: dict[Language, str] = {"en": "Closest", "de": "Am nächsten kommen"}
ASK_SOMEBODY: dict[Language, str] = {
    "en": "Ask your partner manager at the distributor, or put it in other words.",
    "de": "Fragen Sie Ihren Ansprechpartner beim Distributor, oder formulieren Sie es anders.",
}
STEERING: dict[Language, str] = {
    "en": ":warning: holds words that try to steer an assistant",
    "de": ":warning: enthält Worte, die einen Assistenten lenken sollen",
}
WIDEST_IN_MESSAGE = 80


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
    blocks.append(_sources([citation.source for citation in value.citations], language))
    return Screen("\n".join(plain), tuple(blocks))


def _abstention(value: Answer, language: Language) -> Screen:
    lines = [ABSTAINED[language]]
    if value.gap is not None and value.gap.lacking:
        lines.append(_lacking(value.gap, language))
    if value.nearest:
        lines.append(f"{NEAREST[language]}: {', '.join(escape(title) for title in value.nearest)}.")
    text = " ".join(lines)
    blocks: list[Block] = [section(text), context(ASK_SOMEBODY[language])]
    if value.closest:
        blocks.append(_sources(value.closest, language))
    return Screen(f"{text} {ASK_SOMEBODY[language]}", tuple(blocks))


def _lacking(gap: Gap, language: Language) -> str:
    words = (UNMENTIONED, LACKING)[bool(gap.about)][language]
    return words.format(about=f"“{escape(gap.about)}”", lacking=", ".join(map(escape, gap.lacking)))


def _sources(sources: Sequence[Source], language: Language) -> Block:
    return actions(
        *(
            button(f"{SOURCE[language]} {number}", f"source.open.{number}", str(source.passage))
            for number, source in enumerate(sources, 1)
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
