"""What people do with requests in these tests: ask, confirm, answer, and look."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.playground.demo import Demo
from bot.playground.driver import Message
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.requests import PartnerRequest

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))


def rows(demo: Demo) -> list[PartnerRequest]:
    """All requests there are."""
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        found = list(action.session.scalars(select(PartnerRequest).order_by(PartnerRequest.id)))
        action.session.expunge_all()
    return found


def asked(demo: Demo, person: str, words: str) -> str:
    """What the app says to words in the direct conversation."""
    return demo.driver.ask(person, "dm", words).text


def news(demo: Demo, person: str) -> Message:
    """The last message of the app to a person."""
    demo.driver.wait_until_quiet()
    return [message for message in demo.driver.messages("dm", person) if message.is_app][-1]


def confirmed(demo: Demo, person: str) -> str:
    """What the app reports once the person confirmed the draft that stands last."""
    demo.driver.press(person, news(demo, person), "draft.confirm")
    return news(demo, person).text


def accepted(demo: Demo, person: str, note: str = "") -> None:
    """Accept the request whose card stands last."""
    _answered(demo, person, "request.accepted", note)
    confirmed(demo, person)


def declined(demo: Demo, person: str, note: str) -> Any:
    """Decline the request whose card stands last; what the form said when it took the words for too little."""
    submitted = _answered(demo, person, "request.declined", note)
    if not submitted.errors:
        confirmed(demo, person)
    return submitted


def _answered(demo: Demo, person: str, action: str, note: str) -> Any:
    if not demo.driver.views(person):
        demo.driver.press(person, news(demo, person), action)
    return demo.driver.submit(demo.driver.views(person)[-1], {"note": note})
