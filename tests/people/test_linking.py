"""Somebody unknown writes: their administrator is asked once, links them with a role, and they are in at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bot.playground.demo import Demo
from bot.playground.driver import Message
from bot.tools.people import decision
from bot.tools.results import Asking
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.errors import NotFound
from channel.tables.journal import AuditEntry
from channel.tables.parties import Person, PersonRight, SlackIdentity
from channel.tables.requests import LinkRequest

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
STRANGER, OWNER, OTHER_OWNER = "guest.unknown", "tirol.owner", "calder.owner"
QUESTION = "price for 4 NW-AP7"


def called(demo: Demo, email: str, name: str = "Jana Moser") -> None:
    """Have Slack show the stranger under another address."""
    people = demo.playground.workspace.people
    user = next(u for u, person in people.items() if person.key == STRANGER)
    people[user] = replace(people[user], email=email, name=name)


def from_app(demo: Demo, person: str) -> list[Message]:
    demo.driver.wait_until_quiet()
    return [m for m in demo.driver.messages("dm", person) if m.is_app]


def requests(demo: Demo) -> list[LinkRequest]:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        rows = list(action.session.scalars(select(LinkRequest)))
        action.session.expunge_all()
    return rows


def linked_as(demo: Demo, role: str) -> None:
    demo.driver.press(OWNER, from_app(demo, OWNER)[-1], "link.accept")
    (form,) = demo.driver.views(OWNER)
    demo.driver.submit(form, {"role": role})
    demo.driver.wait_until_quiet()


def test_the_administrator_is_asked_once_and_the_stranger_told_nothing_else(demo: Demo) -> None:
    called(demo, "jana.moser@tirol.example")
    first = demo.driver.ask(STRANGER, "dm", QUESTION).text
    again = demo.driver.ask(STRANGER, "dm", QUESTION).text
    assert "just asked" in first
    assert "24 Nov 2026" in again
    for said in (first, again):
        assert "Tirol" not in said
        assert "Gruber" not in said
        assert "AP7" not in said
    cards = [m for m in from_app(demo, OWNER) if "jana.moser@tirol.example" in m.text]
    assert len(cards) == 1
    assert not any("jana.moser" in m.text for m in from_app(demo, OTHER_OWNER))
    assert [row.state for row in requests(demo)] == ["open"]


def test_linked_with_a_role_the_person_is_welcome_and_gets_answers(demo: Demo) -> None:
    called(demo, "jana.moser@tirol.example")
    demo.driver.ask(STRANGER, "dm", QUESTION)
    linked_as(demo, "presales")
    assert "Jana Moser ist verknüpft" in from_app(demo, OWNER)[-1].text
    assert "verknüpft" in from_app(demo, STRANGER)[-1].text
    assert "EUR" in demo.driver.ask(STRANGER, "dm", QUESTION).text
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        person = action.session.scalars(select(Person).where(Person.email == "jana.moser@tirol.example")).one()
        held = set(action.session.scalars(select(PersonRight.right).where(PersonRight.person_id == person.id)))
        assert "register_deals" in held
        assert "administer" not in held
        audited = select(AuditEntry).where(AuditEntry.action == "link.accepted")
        assert len(list(action.session.scalars(audited))) == 1


def test_an_address_known_already_is_linked_to_its_person(demo: Demo) -> None:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        known = select(Person.id).where(Person.key == "tirol.presales").scalar_subquery()
        action.session.execute(delete(SlackIdentity).where(SlackIdentity.person_id == known))
    assert "gerade" in demo.driver.ask("tirol.presales", "dm", "Preis für 4 NW-AP7").text
    linked_as(demo, "keep")
    assert "EUR" in demo.driver.ask("tirol.presales", "dm", QUESTION).text


def test_declined_is_declined(demo: Demo) -> None:
    called(demo, "jana.moser@tirol.example")
    demo.driver.ask(STRANGER, "dm", QUESTION)
    demo.driver.press(OWNER, from_app(demo, OWNER)[-1], "link.decline")
    demo.driver.wait_until_quiet()
    before = len(from_app(demo, OWNER))
    assert "has not linked" in demo.driver.ask(STRANGER, "dm", QUESTION).text
    assert len(from_app(demo, OWNER)) == before
    assert [row.state for row in requests(demo)] == ["declined"]


def test_added_by_the_administrator_one_may_ask_again_after_a_decline(demo: Demo) -> None:
    called(demo, "jana.moser@tirol.example")
    demo.driver.ask(STRANGER, "dm", QUESTION)
    demo.driver.press(OWNER, from_app(demo, OWNER)[-1], "link.decline")
    demo.driver.wait_until_quiet()
    demo.driver.ask(OWNER, "dm", "add jana.moser@tirol.example as sales user")
    demo.driver.press(OWNER, from_app(demo, OWNER)[-1], "draft.confirm")
    demo.driver.wait_until_quiet()
    demo.clock.advance(timedelta(minutes=5))
    assert "just asked" in demo.driver.ask(STRANGER, "dm", QUESTION).text
    linked_as(demo, "keep")
    assert "EUR" in demo.driver.ask(STRANGER, "dm", QUESTION).text


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("jana@gmail.com", "private e-mail"),
        ("", "no confirmed work e-mail"),
        ("jana@nowhere.example", "Ask the Tierdesk administrator"),
        ("jana@kestrel.example", "Ask the Tierdesk administrator"),
        ("jana@donau.example.nowhere.example", "Ask the Tierdesk administrator"),
    ],
)
def test_who_cannot_be_matched_reads_what_to_do(demo: Demo, email: str, words: str) -> None:
    called(demo, email)
    assert words in demo.driver.ask(STRANGER, "dm", QUESTION).text
    assert requests(demo) == []


def test_another_workspace_reads_like_an_unknown_company(demo: Demo) -> None:
    called(demo, "jana@kestrel.example")
    elsewhere = demo.driver.ask(STRANGER, "dm", QUESTION).text
    called(demo, "jana@nowhere.example")
    assert demo.driver.ask(STRANGER, "dm", QUESTION).text == elsewhere


def test_without_an_administrator_nobody_is_asked(demo: Demo) -> None:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        action.session.execute(delete(PersonRight).where(PersonRight.right == "administer"))
    called(demo, "jana.moser@tirol.example")
    assert "Nobody administers" in demo.driver.ask(STRANGER, "dm", QUESTION).text
    assert requests(demo) == []


@pytest.mark.parametrize("person", ["tirol.presales", "calder.owner"])
def test_nobody_but_the_administrator_can_decide(demo: Demo, person: str) -> None:
    called(demo, "jana.moser@tirol.example")
    demo.driver.ask(STRANGER, "dm", QUESTION)
    demo.driver.wait_until_quiet()
    (waiting,) = requests(demo)
    assert demo.parts is not None
    parts = demo.parts
    who = next(p for p in demo.playground.workspace.people.values() if p.key == person)
    viewer = viewer_for_slack(parts.gate, who.team, who.id)
    asking = Asking(viewer, viewer, "", "en", parts.clock.now(), "t", parts.gate, parts.library)
    for role in ("owner", None):
        with pytest.raises(NotFound):
            decision(asking, waiting.id, role)
    assert [row.state for row in requests(demo)] == ["open"]
