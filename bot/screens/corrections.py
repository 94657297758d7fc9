"""Corrections to documents: the form, the drafts of both sides, and the news."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.screens.blocks import Block, Screen, actions, button, context, section, shorten
from bot.screens.form_parts import View, form, text_input
from bot.screens.sources import passage_drawn
from bot.screens.text import Language, escape
from bot.tools.corrections import AnswerDraft, CorrectionDraft, CorrectionNotice
from channel.corrections import LONGEST, REPORTED, CorrectionView, Standing
from knowledge.answering import Source

CORRECTION_FORM: Final = "correction.form"
ANSWER_FORM: Final = "correction.answer.form"
SUGGESTION: Final = "suggestion"
NOTE: Final = "note"
SHOWN: Final = 500
PAGE: Final[Mapping[Language, str]] = {"en": "p.", "de": "S."}


def correction_form(source: Source, language: Language) -> View:
    """The form for what is wrong in a passage."""
    german = language == "de"
    blocks = [
        section(passage_drawn(shorten(source.text, SHOWN), source.form)),
        context(_place(source.title, source.version, source.page, source.section, language)),
        text_input(
            SUGGESTION,
            "Was müsste dort stehen, und woher wissen Sie es?"
            if german
            else "What should it say, and how do you know?",
            long=True,
            longest=LONGEST,
            optional=False,
        ),
    ]
    title = "Stimmt nicht?" if german else "Something wrong?"
    submit = "Weiter" if german else "Continue"
    return form(CORRECTION_FORM, title, submit, {"passage": str(source.passage)}, blocks, language)


def answer_form(view: CorrectionView, standing: Standing, language: Language) -> View:
    """The form for a publisher's word on a correction."""
    german = language == "de"
    accepted = standing is Standing.ACCEPTED
    if german:
        label = "Was geschieht jetzt? (wird mitgeteilt)" if accepted else "Warum stimmt die Stelle? (wird mitgeteilt)"
        title = "Stimmt, ändern wir" if accepted else "Bleibt so"
    else:
        label = "What happens next? (they read it)" if accepted else "Why is the passage right? (they read it)"
        title = "Accept" if accepted else "Keep as it is"
    blocks = [
        *_said(view, language),
        text_input(NOTE, label, long=True, longest=LONGEST, optional=accepted),
    ]
    kept = {"number": view.number, "standing": str(standing)}
    return form(ANSWER_FORM, title, "Weiter" if german else "Continue", kept, blocks, language)


def draft_screen(value: CorrectionDraft, language: Language) -> Screen:
    """The passage, the words that go to its publisher, and that the document stays as it is until they act."""
    german, source = language == "de", value.source
    lead = (
        f"Danke. Diese Korrektur an die Herausgeber von „{escape(source.title)}“ schicken?"
        if german
        else f"Thank you. Send this correction to the publishers of “{escape(source.title)}”?"
    )
    note = (
        "Das Dokument bleibt, wie es ist, bis sie entscheiden; die Antwort bringe ich Ihnen hierher."
        if german
        else "The document stays as it is until they decide; I bring you their answer here."
    )
    passage = passage_drawn(shorten(source.text, SHOWN), source.form)
    where = _place(source.title, source.version, source.page, source.section, language)
    yours = f"{'Ihre Worte' if german else 'Your words'}: {escape(value.suggestion)}"
    blocks = (
        section(f"*{lead}*\n{yours}"),
        section(passage),
        context(where),
        context(note),
        actions(
            button("Abschicken" if german else "Send it", "draft.confirm", value.key, "primary"),
            button("Verwerfen" if german else "Discard", "draft.discard", value.key),
        ),
    )
    return Screen(f"{lead}\n{yours}\n{passage}\n{where}\n{note}", blocks)


def answer_screen(value: AnswerDraft, language: Language) -> Screen:
    """What the reporter will read."""
    german, number = language == "de", value.correction.number
    accepted = value.standing is Standing.ACCEPTED
    if german:
        lead = f"{number} annehmen?" if accepted else f"{number} ablehnen?"
        reads = f"Gemeldet hat es {escape(value.correction.reporter) or 'ein Partner'}; dort wird gelesen: "
    else:
        lead = f"Accept {number}?" if accepted else f"Decline {number}?"
        reads = f"{escape(value.correction.reporter) or 'A partner'} reported it and reads: "
    reads += escape(value.note) or "–"
    buttons = actions(
        button("Bestätigen" if german else "Confirm", "draft.confirm", value.key, "primary"),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    )
    return Screen(f"{lead}\n{reads}", (section(f"*{lead}*\n{reads}"), buttons))


def notice_screen(value: CorrectionNotice, language: Language) -> Screen:
    """News of a correction: to its publishers with what they can do, to its reporter with what came of it."""
    view = value.correction
    lead = _lead(value, language)
    blocks = [section(f"*{lead}*"), *_said(view, language)]
    plain = [lead, escape(view.suggestion), passage_drawn(shorten(view.passage_text, SHOWN), "")]
    if view.answer:
        words = f"{'Antwort' if language == 'de' else 'Answer'}: {escape(view.answer)}"
        blocks.append(section(words))
        plain.append(words)
    if value.topic == REPORTED and not value.done and view.standing is Standing.OPEN:
        blocks.append(_ways(view.number, language))
    return Screen("\n".join(plain), tuple(blocks))


def _lead(value: CorrectionNotice, language: Language) -> str:
    view, german = value.correction, language == "de"
    number, title = view.number, escape(view.title)
    if value.topic == REPORTED and value.done:
        return (
            f"{number} ist bei den Herausgebern von „{title}“."
            if german
            else f"{number} is with the publishers of “{title}”."
        )
    if value.topic == REPORTED:
        who = escape(view.reporter) or ("Ein Partner" if german else "A partner")
        return (
            f"{who} meldet einen Fehler in „{title}“ ({number})."
            if german
            else (f"{who} reports an error in “{title}” ({number}).")
        )
    if german:
        word = "angenommen" if view.standing is Standing.ACCEPTED else "nicht übernommen"
        return f"{number} zu „{title}“ wurde {word}."
    word = "accepted" if view.standing is Standing.ACCEPTED else "not taken over"
    return f"{number} on “{title}” was {word}."


def _said(view: CorrectionView, language: Language) -> list[Block]:
    return [
        section(f"> {escape(shorten(view.suggestion, SHOWN))}".replace("\n", "\n> ")),
        context(_place(view.title, view.version, view.page, view.section, language)),
        section(passage_drawn(shorten(view.passage_text, SHOWN), "table" if "|" in view.passage_text else "")),
    ]


def _ways(number: str, language: Language) -> Block:
    german = language == "de"
    return actions(
        button("Stimmt, ändern wir" if german else "Accept", "correction.accepted", number, "primary"),
        button("Bleibt so" if german else "Keep as it is", "correction.declined", number),
    )


def _place(title: str, version: str, page: int | None, heading: str, language: Language) -> str:
    parts = [f"{escape(title)} {escape(version)}"]
    if page is not None:
        parts.append(f"{PAGE[language]} {page}")
    elif heading:
        parts.append(f"“{escape(heading.rsplit(' › ', 1)[-1])}”")
    return ", ".join(parts)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    CorrectionDraft: draft_screen,
    AnswerDraft: answer_screen,
    CorrectionNotice: notice_screen,
}
