"""Corrections to documents: reported by readers, answered by publishers, always by a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Outcome, Result, Tool
from channel import corrections, drafts
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.corrections import CorrectionView, Standing
from channel.errors import NotFound, NotPossible
from knowledge.answering import Source

SUGGEST: Final = "knowledge.suggest"
ANSWER: Final = "correction.answer"


class SuggestionArguments(Arguments):
    """What the correction is about."""

    mpns: tuple[str, ...] = ()
    document: str | None = None


@dataclass(frozen=True)
class CorrectionDraft:
    """A correction to be confirmed: the passage, and what should stand there in the reporter's words."""

    key: str
    source: Source
    suggestion: str


@dataclass(frozen=True)
class AnswerDraft:
    """A publisher's answer to be confirmed."""

    key: str
    correction: CorrectionView
    standing: Standing
    note: str


@dataclass(frozen=True)
class CorrectionNotice:
    """News of a correction: `topic` is one of `channel.corrections.REPORTED` and `ANSWERED`; `done`: just confirmed."""

    topic: str
    correction: CorrectionView
    done: bool = False


def suggest(asking: Asking, arguments: SuggestionArguments) -> Result:
    """A correction of the passage that the words are about, to be confirmed.

    Raises:
        NotFound: when no document in sight is about it.
    """
    about = " ".join(filter(None, (asking.text, arguments.document)))
    found = asking.library.find(asking.person, " ".join((about, *arguments.mpns)), asking.now, 1)
    if not found:
        raise NotFound(
            in_words(
                asking,
                "I do not find the passage that you mean in the documents you may see.",
                "Ich finde die gemeinte Stelle in den Dokumenten nicht, die Sie sehen dürfen.",
            ),
            in_words(
                asking,
                "Name the product or the document, or open the source of an answer and press “Something wrong?”.",
                "Nennen Sie Produkt oder Dokument, oder öffnen Sie eine Quelle und drücken „Stimmt nicht?“.",
            ),
        )
    return about_passage(asking, found[0].source.passage, asking.text)


def about_passage(asking: Asking, passage: int, suggestion: str) -> Result:
    """A correction of one passage, to be confirmed.

    Raises:
        NotFound: when the passage is not, or no longer, in the reader's sight.
        NotPossible: when nothing is suggested.
    """
    if not suggestion.strip():
        raise NotPossible(
            in_words(asking, "Say what should stand there instead.", "Schreiben Sie, was dort stehen müsste.")
        )
    source = asking.library.passage(asking.person, passage)
    with asking.gate.acting(asking.person, Right.ASK) as action:
        key = drafts.save(action, SUGGEST, asking.thread, {"passage": passage, "suggestion": suggestion.strip()})
    return Result(CorrectionDraft(key, source, suggestion.strip()), Outcome.DRAFT, draft=key)


def answer(asking: Asking, number: str, standing: Standing, note: str) -> Result:
    """A publisher's answer to a correction, to be confirmed.

    Raises:
        NotFound: when there is no such correction in sight.
        NotPossible: when it is answered already, or declined without a word.
    """
    with asking.gate.viewing(asking.person) as session:
        view = corrections.correction(session, asking.person.person_id, number)
    if view.standing is not Standing.OPEN:
        raise NotPossible(in_words(asking, f"{number} was answered already.", f"{number} ist schon beantwortet."))
    if standing is Standing.DECLINED and not note.strip():
        raise NotPossible(in_words(asking, "Say why, in a sentence.", "Schreiben Sie in einem Satz, warum."))
    content = {"number": number, "standing": str(standing), "note": note.strip()}
    with asking.gate.acting(asking.person, Right.PUBLISH) as action:
        key = drafts.save(action, ANSWER, asking.thread, content)
    return Result(AnswerDraft(key, view, standing, note.strip()), Outcome.DRAFT, draft=key)


def reported(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> CorrectionNotice:
    """What a confirmed correction came to, in its reporter's sight."""
    return CorrectionNotice(corrections.REPORTED, _read(gate, viewer, content), done=True)


def answered(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> CorrectionNotice:
    """What a confirmed answer came to, in the publisher's sight."""
    return CorrectionNotice(corrections.ANSWERED, _read(gate, viewer, content), done=True)


def _read(gate: Gate, viewer: Viewer, content: dict[str, Any]) -> CorrectionView:
    with gate.viewing(viewer) as session:
        return corrections.correction(session, viewer.person_id, content["number"])


NOTICES: Final = {
    corrections.REPORTED: lambda gate, viewer, content: CorrectionNotice(
        corrections.REPORTED, _read(gate, viewer, content)
    ),
    corrections.ANSWERED: lambda gate, viewer, content: CorrectionNotice(
        corrections.ANSWERED, _read(gate, viewer, content)
    ),
}
"""Every topic of messages about corrections, and how it is read."""

TOOLS = (Tool(SUGGEST, SuggestionArguments, Right.ASK, suggest, drafts=True),)
