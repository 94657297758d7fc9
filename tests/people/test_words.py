"""What an administrator's words about people come to, once it is clear that they are about people."""

from __future__ import annotations

import pytest

from bot.playground.demo import Demo
from bot.tools import registry
from bot.tools.people import PeopleDraft, PeopleList
from bot.tools.questions import Question
from bot.tools.results import Asking
from bot.understanding.requests import Slots
from channel.access.identifying import viewer_for_slack
from channel.access.rights import Right
from channel.errors import NotFound, NotPossible
from channel.people import Act


def said(demo: Demo, words: str, slots: Slots = Slots()) -> object:  # noqa: B008 - frozen
    assert demo.parts is not None
    parts = demo.parts
    person = next(p for p in demo.playground.workspace.people.values() if p.key == "alpenrock.owner")
    viewer = viewer_for_slack(parts.gate, person.team, person.id)
    asking = Asking(viewer, viewer, words, "en", parts.clock.now(), "t", parts.gate, parts.library)
    return registry.run("people.manage", slots, asking).value


@pytest.mark.parametrize(
    ("words", "name", "given", "taken"),
    [
        ("Lena may see the credit line from now on", "Lena Brandl", {Right.SEE_CREDIT}, set()),
        ("Petra darf keinen Kredit mehr sehen", "Petra Holzer", set(), {Right.SEE_CREDIT}),
        ("Marta shouldn't see prices any more", "Marta Rieger", set(), {Right.SEE_PRICES}),
        ("Entzieh Lena das Recht, Projekte zu registrieren", "Lena Brandl", set(), {Right.REGISTER_DEALS}),
        ("Petra is now presales", "Petra Holzer", {Right.REGISTER_DEALS}, {Right.SEE_CREDIT}),
        ("Lena ist jetzt Einkäuferin", "Lena Brandl", {Right.SEE_CREDIT}, {Right.REGISTER_DEALS}),
        ("Lena gets Petra's rights while she is on leave", "Lena Brandl", {Right.SEE_CREDIT}, set()),
        ("Lena bekommt die Rechte von Petra", "Lena Brandl", {Right.SEE_CREDIT}, set()),
        ("mach Marta zum Admin", "Marta Rieger", {Right.ADMINISTER}, set()),
    ],
)
def test_rights_given_and_taken(
    demo: Demo, words: str, name: str, given: set[Right], taken: set[Right]
) -> None:
    draft = said(demo, words)
    assert isinstance(draft, PeopleDraft)
    assert (draft.act, draft.name) == (Act.CHANGE, name)
    assert (set(draft.given), set(draft.taken)) == (given, taken)


@pytest.mark.parametrize(
    "words", ["remove Marta", "Marta left on Friday", "Marta arbeitet nicht mehr hier", "sperr bitte Marta Rieger"]
)
def test_leaving(demo: Demo, words: str) -> None:
    draft = said(demo, words)
    assert isinstance(draft, PeopleDraft)
    assert (draft.act, draft.name) == (Act.REMOVE, "Marta Rieger")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("who may register deals?", {"Lena Brandl", "Marta Rieger", "Georg Aigner"}),
        ("wer darf den Kredit sehen?", {"Petra Holzer", "Georg Aigner"}),
        ("who may not see credit", {"Lena Brandl", "Marta Rieger"}),
        ("wer ist bei uns Admin?", {"Georg Aigner"}),
    ],
)
def test_who_may(demo: Demo, words: str, names: set[str]) -> None:
    found = said(demo, words)
    assert isinstance(found, PeopleList)
    assert {c.name for c in found.colleagues} == names


def test_somebody_new_needs_a_role(demo: Demo) -> None:
    question = said(demo, "add jan.huber@alpenrock.example", Slots(email="jan.huber@alpenrock.example"))
    assert isinstance(question, Question)
    draft = said(demo, "add jan.huber@alpenrock.example as buyer", Slots(email="jan.huber@alpenrock.example"))
    assert isinstance(draft, PeopleDraft)
    assert (draft.act, draft.name) == (Act.ADD, "Jan Huber")
    assert Right.SEE_CREDIT in draft.given


def test_a_name_without_a_wish_is_asked_about(demo: Demo) -> None:
    assert isinstance(said(demo, "Petra"), Question)


def test_what_is_so_already_is_said(demo: Demo) -> None:
    with pytest.raises(NotPossible, match="nothing to change"):
        said(demo, "give Petra the right to see credit")


def test_a_name_from_elsewhere_is_not_found(demo: Demo) -> None:
    with pytest.raises(NotFound):
        said(demo, "remove Nadia Rossi", Slots(person="Nadia Rossi"))


def test_somebody_named_before_is_meant_only_by_a_word_that_points_there(demo: Demo) -> None:
    draft = said(demo, "remove her please", Slots(person="Petra"))
    assert isinstance(draft, PeopleDraft)
    assert draft.name == "Petra Holzer"
    with pytest.raises(NotFound):
        said(demo, "Nadia Rossi removed please", Slots(person="Petra", email="petra.holzer@alpenrock.example"))


def test_an_answer_goes_on_with_the_address_named_before(demo: Demo) -> None:
    draft = said(demo, "as buyer", Slots(email="jan.huber@alpenrock.example"))
    assert isinstance(draft, PeopleDraft)
    assert draft.act is Act.ADD
