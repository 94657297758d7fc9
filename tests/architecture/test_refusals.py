"""Whatever is refused below the conversation can be said in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest
from tree import ROOT

from channel import errors, refusals
from channel.deals import refusals as deal_refusals
from channel.errors import NotPossible, Refusal, Wording
from ingest.loading import refusals as loading_refusals

ROOMS = ("channel", "ingest/loading")
NOT_YET = ("channel/deals/", "ingest/loading/files.py")
"""What still writes some of its refusals in English alone."""
FOR_OPERATORS = {"BadSetting"}
"""Said on a terminal, to who runs Tierdesk."""
RAISED = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, Refusal) and name not in FOR_OPERATORS
}
WORDINGS = {
    name: value
    for module in (refusals, deal_refusals, loading_refusals)
    for name, value in vars(module).items()
    if isinstance(value, Wording)
}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield f"{name}:{node.lineno}", node


def _worded() -> Iterator[tuple[str, str, set[str]]]:
    """Where a refusal is worded, by which wording, and what is filled in."""
    for place, call in _calls():
        function = call.func
        if (
            isinstance(function, ast.Attribute)
            and function.attr == "of"
            and isinstance(function.value, ast.Name)
            and function.value.id in RAISED
        ):
            wording = ast.unparse(call.args[0]).rpartition(".")[2]
            yield place, wording, {str(given.arg) for given in call.keywords}


def _blanks(texts: tuple[str, str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_no_refusal_is_written_in_one_language() -> None:
    bare = [
        place
        for place, call in _calls()
        if isinstance(call.func, ast.Name) and call.func.id in RAISED and not place.startswith(NOT_YET)
    ]
    assert bare == [], "raise Kind.of(refusals.WORDING, ...)"


@pytest.mark.parametrize("name", WORDINGS)
def test_both_languages_say_the_same_with_the_same_blanks(name: str) -> None:
    wording = WORDINGS[name]
    assert wording.en[0]
    assert wording.de[0]
    assert wording.en[0] != wording.de[0]
    assert bool(wording.en[1]) == bool(wording.de[1]), "both say what to do next, or neither"
    assert _blanks(wording.en) == _blanks(wording.de)


def test_every_wording_is_used_and_its_blanks_are_filled() -> None:
    used = list(_worded())
    wrong = [place for place, name, given in used if given != _blanks(WORDINGS[name].en)]
    assert wrong == []
    assert set(WORDINGS) - {name for _, name, _ in used} <= {"DRAFT_DONE"}, "said by ConfirmedBefore"


def test_days_and_words_are_written_as_each_language_does() -> None:
    ended = Wording(
        en=("It ended on {day} ({state}).", "Ask again."), de=("Es endete am {day} ({state}).", "Neu fragen.")
    )
    refusal = NotPossible.of(ended, day=date(2026, 12, 3), state={"en": "lost", "de": "verloren"})
    assert refusal.words("en") == ("It ended on 3 Dec 2026 (lost).", "Ask again.")
    assert refusal.line("de") == "Es endete am 03.12.2026 (verloren). Neu fragen."


def test_what_was_written_in_the_person_s_language_stays_as_it_is() -> None:
    assert NotPossible("Das geht nicht.", "Fragen Sie.").line("de") == "Das geht nicht. Fragen Sie."
