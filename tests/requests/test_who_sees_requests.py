"""A request is seen by who made it and by who decides it; nobody else sees or answers anything."""

from __future__ import annotations

import pytest
from request_desk import SYSTEM, asked, confirmed, news, rows
from sqlalchemy import select

from bot.playground.demo import Demo
from channel import requests
from channel.access.identifying import viewer_of
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotFound, Refusal
from channel.requests import Standing
from channel.tables.journal import AuditEntry, OutboxMessage
from channel.tables.parties import Person

BUYER, WISH = "fjordbyte.sales", "NW60A7733210 does not start any more, RMA please"
OTHERS = ["pixelforge.owner", "alpenrock.owner", "brightpath.partner", "northwall.channel", "torvald.partner"]


def viewer(demo: Demo, key: str) -> Viewer:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        person = action.session.scalars(select(Person.id).where(Person.key == key)).one()
    return viewer_of(demo.parts.gate, person)


def requested(demo: Demo) -> None:
    asked(demo, BUYER, WISH)
    confirmed(demo, BUYER)


@pytest.mark.parametrize("person", OTHERS)
def test_others_neither_see_nor_hear_nor_answer(demo: Demo, person: str) -> None:
    requested(demo)
    assert demo.parts is not None
    someone = viewer(demo, person)
    with demo.parts.gate.viewing(someone) as session, pytest.raises(NotFound):
        requests.request(session, someone, "RMA-0001")
    content = {"number": "RMA-0001", "standing": str(Standing.ACCEPTED), "note": ""}
    for writer in (requests.answer, requests.withdraw):
        with pytest.raises(NotFound), demo.parts.gate.acting(someone, Right.ASK) as action:
            writer(action, content)
    assert not any("RMA-0001" in message.text for message in demo.driver.messages("dm", person))
    assert "Fjordbyte" not in asked(demo, person, "status of RMA-0001")
    assert [row.state for row in rows(demo)] == ["open"]


def test_at_the_recipient_it_takes_the_right(demo: Demo) -> None:
    asked(demo, "alpenrock.buyer", "please increase our credit line by 25k until the end of January")
    confirmed(demo, "alpenrock.buyer")
    assert demo.parts is not None
    for person, sees in [("brightpath.credit", True), ("brightpath.partner", False), ("brightpath.pm", False)]:
        someone = viewer(demo, person)
        with demo.parts.gate.viewing(someone) as session:
            assert bool(requests.waiting(session, someone, [requests.CREDIT])) is sees


def test_who_asked_cannot_answer_and_colleagues_cannot_withdraw(demo: Demo) -> None:
    requested(demo)
    assert demo.parts is not None
    content = {"number": "RMA-0001", "standing": str(Standing.ACCEPTED), "note": ""}
    with pytest.raises(Refusal), demo.parts.gate.acting(viewer(demo, BUYER), Right.ASK) as action:
        requests.answer(action, content)
    with pytest.raises(Refusal), demo.parts.gate.acting(viewer(demo, "fjordbyte.buyer"), Right.ASK) as action:
        requests.withdraw(action, content)


def test_a_request_that_was_withdrawn_can_no_longer_be_answered(demo: Demo) -> None:
    requested(demo)
    card = news(demo, "kestrel.partner")
    demo.driver.press(BUYER, news(demo, BUYER), "request.withdraw")
    confirmed(demo, BUYER)
    assert [row.state for row in rows(demo)] == ["withdrawn"]
    assert "withdrawn" in news(demo, "kestrel.partner").text
    demo.driver.press("kestrel.partner", card, "request.accepted")
    (view,) = demo.driver.views("kestrel.partner")
    assert "note" not in {block.get("block_id") for block in view["blocks"]}


def test_the_same_confirmation_twice_asks_once(demo: Demo) -> None:
    asked(demo, BUYER, WISH)
    demo.driver.press(BUYER, news(demo, BUYER), "draft.confirm")
    asked(demo, BUYER, "yes")
    asked(demo, BUYER, "yes")
    assert len(rows(demo)) == 1
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        audited = action.session.scalars(select(AuditEntry).where(AuditEntry.action == requests.ASKED)).all()
        owed = action.session.scalars(select(OutboxMessage).where(OutboxMessage.topic == requests.ASKED)).all()
    assert len(audited) == 1
    assert len({message.person_id for message in owed}) == len(owed) > 0


def test_the_own_request_is_found_by_its_number_and_in_the_list(demo: Demo) -> None:
    requested(demo)
    assert "waiting for an answer" in asked(demo, BUYER, "any news on our RMA?")


def test_in_a_shared_channel_the_draft_goes_to_its_person_alone(demo: Demo) -> None:
    heard = demo.driver.ask(BUYER, "#kestrel-fjordbyte", f"@Tierdesk {WISH}")
    assert "NW60A7733210" not in heard.text
    assert "NW60A7733210" in heard.private_text
