"""Buttons and forms: unknown, pressed again, pressed by somebody else, filled with rubbish."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.playground import people, posting
from bot.playground.demo import Demo
from bot.playground.driver import Message
from bot.screens.blocks import actions, button
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.deals import Registration
from channel.tables.journal import AuditEntry

PERSON = "alpenrock.sales"
PLACE = "#brightpath-alpenrock"
DEAL = (
    "register a deal: Seeblick Klinik GmbH, 82319 Starnberg DE, seeblick-klinik.example, 14 FW120, 22000 EUR, "
    "close 2027-02-26, contact Eva Brandner e.brandner@seeblick-klinik.example, IT head, new network"
)
SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))


def registered(demo: Demo) -> int:
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        return action.session.scalar(select(func.count()).select_from(Registration)) or 0


def done_to(demo: Demo, number: str) -> list[str]:
    """What the audit says that was done to a deal."""
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        return list(action.session.scalars(select(AuditEntry.action).where(AuditEntry.subject == number)))


def buttons_in(demo: Demo, where: str, team: str, *elements: dict[str, Any]) -> Message:
    """A message of the app with these buttons, as an old version of it might have left one."""
    ws = demo.playground.workspace
    with ws.lock:
        body = posting.app_body(ws, team, "An old message", blocks=[actions(*elements)])
        post = posting.add(ws, ws.conversation(people.conversation_id(where)), body)
    return next(m for m in demo.driver.messages(where, PERSON) if m.ts == post.ts)


def drafted(demo: Demo) -> Message:
    return demo.driver.ask(PERSON, "dm", DEAL).public[-1]


def value_of(message: Message, action_id: str) -> str:
    elements = [e for block in message.blocks for e in block.get("elements", [])]
    return str(next(e["value"] for e in elements if e.get("action_id") == action_id))


def last(demo: Demo, person: str = PERSON, where: str = "dm") -> str:
    demo.driver.wait_until_quiet()
    return demo.driver.messages(where, person)[-1].text


@pytest.mark.parametrize(
    "action_id", ["order.everything", "ask", "choice", "draft.confirm", "source.open", "deal.approve"]
)
def test_a_button_that_means_nothing_any_more_says_so(demo: Demo, action_id: str) -> None:
    message = buttons_in(demo, PLACE, "TBRIGHTPATH", button("Old", action_id, "no-such-thing"))
    registrations = registered(demo)
    mark = demo.driver.mark()
    demo.driver.press(PERSON, message, action_id, "no-such-thing")
    demo.driver.wait_until_quiet()

    heard = demo.driver.heard(mark, PERSON, PLACE)
    said = f"{heard.text}{heard.private_text}{''.join(demo.driver.text_of(view) for view in demo.driver.views(PERSON))}"
    assert said
    assert "went wrong" not in said
    assert registered(demo) == registrations


def test_a_confirmation_pressed_twice_registers_one_deal(demo: Demo) -> None:
    before = registered(demo)
    message = drafted(demo)
    key = value_of(message, "draft.confirm")
    demo.driver.press(PERSON, message, "draft.confirm")
    demo.driver.wait_until_quiet()
    again = buttons_in(demo, PLACE, "TBRIGHTPATH", button("Register", "draft.confirm", key))
    demo.driver.press(PERSON, again, "draft.confirm")
    demo.driver.wait_until_quiet()

    assert registered(demo) == before + 1
    assert done_to(demo, "DR-2026-0153").count("deal.submit") == 1
    assert "DR-2026-0153" in " ".join(m.text for m in demo.driver.messages("dm", PERSON))


def test_somebody_else_cannot_confirm(demo: Demo) -> None:
    before = registered(demo)
    key = value_of(drafted(demo), "draft.confirm")
    message = buttons_in(demo, PLACE, "TBRIGHTPATH", button("Register", "draft.confirm", key))
    mark = demo.driver.mark()
    demo.driver.press("brightpath.pm", message, "draft.confirm")
    demo.driver.wait_until_quiet()

    heard = demo.driver.heard(mark, "brightpath.pm", PLACE)
    assert "Entwurf konnte ich nicht finden" in heard.text + heard.private_text
    assert "Seeblick" not in heard.text + heard.private_text
    assert registered(demo) == before


def test_confirming_with_nothing_to_confirm_is_said(demo: Demo) -> None:
    heard = demo.driver.ask(PERSON, "dm", "confirm")

    assert "nothing waiting" in heard.text or "wartet nichts" in heard.text


@pytest.mark.parametrize(
    ("field", "text"),
    [("value", "a lot of money"), ("country", "Narnia"), ("currency", "Taler"), ("lines", "many things")],
)
def test_rubbish_in_the_form_is_said_at_its_field(demo: Demo, field: str, text: str) -> None:
    demo.driver.shortcut(PERSON, "register_deal")
    demo.driver.wait_until_quiet()
    (view,) = demo.driver.views(PERSON)
    sent = demo.driver.submit(view, {"customer": "Seeblick Klinik GmbH", field: text})

    assert list(sent.errors) == [field]
    assert demo.driver.views(PERSON), "the form stays open with what was typed"


def test_an_option_that_does_not_exist_counts_as_other_and_still_waits_for_a_confirmation(demo: Demo) -> None:
    reviewer = "brightpath.partner"
    message = buttons_in(demo, PLACE, "TBRIGHTPATH", button("Reject", "deal.reject", "DR-2026-0149"))
    demo.driver.press(reviewer, message, "deal.reject")
    demo.driver.wait_until_quiet()
    (view,) = demo.driver.views(reviewer)
    demo.driver.submit(view, {"reason": "because", "note": "no"})

    assert "Reason: the programme's rules were not met" in last(demo, reviewer)
    assert done_to(demo, "DR-2026-0149") == []
