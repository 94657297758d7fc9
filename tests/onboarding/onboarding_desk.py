"""Being the people of an onboarding in the local Slack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from bot.playground.demo import Demo
from bot.playground.driver import Message
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.base import Table

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
MANAGER, CREDIT = "kestrel.partner", "kestrel.credit"
OWNER, SALES = "nordlys.owner", "nordlys.sales"
VENDOR = "northwall.channel"


def rows(demo: Demo, entity: type[Table], *criteria: Any) -> list[Any]:
    """All rows of a table, for a test to look at."""
    assert demo.parts is not None
    with demo.parts.gate.acting(SYSTEM, Right.OPERATE) as action:
        found = list(action.session.scalars(select(entity).where(*criteria).order_by(entity.id)))  # type: ignore[attr-defined] # every table has an id
        action.session.expunge_all()
    return found


def said(demo: Demo, person: str) -> list[Message]:
    """What the app told a person directly, the oldest first."""
    demo.driver.wait_until_quiet()
    return [message for message in demo.driver.messages("dm", person) if message.is_app]


def last(demo: Demo, person: str) -> Message:
    return said(demo, person)[-1]


def heard(demo: Demo, person: str) -> str:
    """All that the app told a person directly."""
    return "\n".join(message.text for message in said(demo, person))


def ask(demo: Demo, person: str, words: str) -> str:
    demo.driver.ask(person, "dm", words)
    return last(demo, person).text


def press(demo: Demo, person: str, action: str) -> str:
    """Press a button of the last message that has it."""
    message = next(m for m in reversed(said(demo, person)) if action in actions(m))
    demo.driver.press(person, message, action)
    return last(demo, person).text


def actions(message: Message) -> Iterable[str]:
    return {e["action_id"] for block in message.blocks if block["type"] == "actions" for e in block["elements"]}


def confirm(demo: Demo, person: str, words: str) -> str:
    """Ask for a change and confirm it."""
    ask(demo, person, words)
    return press(demo, person, "draft.confirm")


def fill(demo: Demo, person: str, **values: Any) -> str:
    """Send the form that is open and confirm the draft that it makes."""
    submitted = demo.driver.submit(demo.driver.views(person)[-1], values)
    assert not submitted.errors, submitted.errors
    return press(demo, person, "draft.confirm")


def drop(demo: Demo, person: str, name: str, content: str, words: str = "") -> str:
    demo.driver.say(person, "dm", words, files=[(name, content.encode())])
    return last(demo, person).text
