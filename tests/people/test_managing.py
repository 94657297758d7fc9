"""An administrator gives, changes and takes rights by chat; they hold at once, also in open threads."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.playground.demo import Demo
from bot.playground.driver import Heard, Message
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.journal import AuditEntry, Draft
from channel.tables.parties import Person, PersonRight

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
OWNER, SALES, BUYER = "alpenrock.owner", "alpenrock.sales", "alpenrock.buyer"
CREDIT = "How much of our credit line is left?"


def rights(demo: Demo, person: str) -> set[str]:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        statement = select(PersonRight.right).join(Person, Person.id == PersonRight.person_id)
        return set(action.session.scalars(statement.where(Person.key == person)))


def news(demo: Demo, person: str) -> Message:
    demo.driver.wait_until_quiet()
    return [m for m in demo.driver.messages("dm", person) if m.is_app][-1]


def confirmed(demo: Demo, person: str, words: str) -> Heard:
    drafted = demo.driver.ask(person, "dm", words)
    demo.driver.press(person, news(demo, person), "draft.confirm")
    demo.driver.wait_until_quiet()
    return drafted


def test_a_right_given_holds_in_an_open_thread_and_the_person_hears_of_it(demo: Demo) -> None:
    assert "role" in demo.driver.ask(SALES, "dm", CREDIT).text
    drafted = confirmed(demo, OWNER, "give Lena the right to see credit")
    assert "Lena Brandl" in drafted.text
    assert "see credit" in drafted.text
    assert "see_credit" in rights(demo, SALES)
    assert "Kredit sehen" in news(demo, SALES).text
    assert "EUR" in demo.driver.ask(SALES, "dm", CREDIT).text


def test_a_right_taken_ends_in_an_open_thread(demo: Demo) -> None:
    assert "EUR" in demo.driver.ask(BUYER, "dm", CREDIT).text
    confirmed(demo, OWNER, "take the finance rights away from Petra")
    assert "EUR" not in demo.driver.ask(BUYER, "dm", CREDIT).text


def test_nothing_changes_before_it_is_confirmed(demo: Demo) -> None:
    before = rights(demo, SALES)
    demo.driver.ask(OWNER, "dm", "make Lena administrator")
    assert rights(demo, SALES) == before


def test_a_role_brings_its_rights_and_takes_those_of_the_old_one(demo: Demo) -> None:
    drafted = confirmed(demo, OWNER, "make Petra presales")
    assert "register deals" in drafted.text
    assert "see credit" in drafted.text
    assert rights(demo, BUYER) == rights(demo, SALES)


@pytest.mark.parametrize("words", ["remove Petra", "Petra Holzer hat die Firma verlassen"])
def test_who_leaves_sees_nothing_more_at_once(demo: Demo, words: str) -> None:
    demo.driver.ask(BUYER, "dm", "RMA for one NW-FW120, it is dead")
    confirmed(demo, OWNER, words)
    assert rights(demo, BUYER) == set()
    said = demo.driver.ask(BUYER, "dm", CREDIT).text
    assert "EUR" not in said
    assert "know you" in said or "kenne Sie" in said
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        left = select(Draft.state).join(Person, Person.id == Draft.person_id).where(Person.key == BUYER)
        assert "open" not in set(action.session.scalars(left))
        audited = select(AuditEntry).where(AuditEntry.action == "people.remove")
        assert len(list(action.session.scalars(audited))) == 1


def test_the_last_administrator_stays(demo: Demo) -> None:
    for words in ("remove Georg Aigner", "take the admin rights away from Georg"):
        assert "administrator" in demo.driver.ask(OWNER, "dm", words).text
    assert "administer" in rights(demo, OWNER)


def test_two_administrators_then_one_may_go(demo: Demo) -> None:
    confirmed(demo, OWNER, "make Lena administrator")
    confirmed(demo, OWNER, "take the admin rights away from Georg")
    assert "administer" not in rights(demo, OWNER)
    assert "administer" in rights(demo, SALES)


def test_the_list_names_who_may_do_what(demo: Demo) -> None:
    said = demo.driver.ask(OWNER, "dm", "who has access in our company?").text
    for name in ("Lena Brandl", "Marta Rieger", "Petra Holzer", "Georg Aigner", "register deals"):
        assert name in said
    assert "Nadia" not in said


def test_only_administrators_manage_people(demo: Demo) -> None:
    for words in ("make me admin please", "remove Petra from our users", "who has access in our company"):
        said = demo.driver.ask(SALES, "dm", words).text
        assert "Petra Holzer" not in said
        assert "draft" not in said
    assert "administer" not in rights(demo, SALES)


def test_nobody_of_another_organisation_is_managed(demo: Demo) -> None:
    said = demo.driver.ask("brightpath.partner", "dm", "remove Lena Brandl from the users").text
    assert "not find" in said
    assert rights(demo, SALES)
    said = demo.driver.ask("brightpath.partner", "dm", "add max.new@alpenrock.example as sales user").text
    assert "max.new@alpenrock.example" in said
    assert "no address of your organisation" in said


def test_rights_of_other_kinds_of_organisations_cannot_be_given(demo: Demo) -> None:
    said = demo.driver.ask(OWNER, "dm", "give Lena the right to see cost").text
    assert "does not exist in your organisation" in said
