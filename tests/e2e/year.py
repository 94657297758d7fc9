"""The people of a year of deals: what they write and press in the playground, and what its rows came to."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.playground.demo import Demo
from bot.playground.driver import Attachment, Message
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.deals.states import State
from channel.tables.deals import Policy, Registration
from channel.tables.parties import PersonRight

BERLIN = ZoneInfo("Europe/Berlin")
SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
NUMBER = re.compile(r"DR-\d{4}-\d{4}")
PATIENCE = 60.0

T = TypeVar("T")


def at(day: str, time: str = "09:00") -> datetime:
    """A moment in Berlin."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=BERLIN)


class Year:
    """Twelve months of the demo channel, acted by its people.

    Everything is done in a thread of its own: the browser's event loop may run in the caller's.
    """

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.numbers: dict[str, str] = {}

    def begin(self) -> None:
        """Northwall and Halden remind three times, and Northwall has a second person who decides."""
        viewer = viewer_for_slack(self.parts.gate, "TNORTHWALL", "UNORTHWALLMARKETING")
        with self.rows() as action:
            for policy in action.session.scalars(select(Policy)):
                policy.parameters = {**policy.parameters, "reminder_days": [14, 7, 1]}
            for right in (Right.DECIDE_DEALS, Right.SEE_DEALS):
                action.session.add(
                    PersonRight(
                        person_id=viewer.person_id,
                        organisation_id=viewer.organisation_id,
                        right=right,
                        as_of=action.now,
                    )
                )

    @property
    def parts(self) -> Any:
        """The parts of the app that runs now."""
        assert self.demo.parts is not None
        return self.demo.parts

    def rows(self) -> Any:
        """Rows as they are, whoever may see them."""
        return self.parts.gate.acting(SYSTEM, Right.OPERATE)

    def says(self, person: str, words: str, *files: Attachment) -> str:
        """What the app answers to words, and to files beside them."""
        return _elsewhere(lambda: self._says(person, words, files))

    def confirms(self, person: str) -> str:
        """What comes of pressing the confirmation that the person was shown last."""
        return _elsewhere(lambda: self._confirms(person))

    def does(self, person: str, words: str, *files: Attachment) -> str:
        """What comes of asking for something and confirming its draft."""
        draft = self.says(person, words, *files)
        assert self._confirmation(person) is not None, f"{person} was shown no draft for “{words}”, but: {draft}"
        return self.confirms(person)

    def registers(self, person: str, words: str, *files: Attachment, known_as: str = "") -> None:
        """Register one or many deals; their numbers are known by the first word of the customer from now on."""
        self.learn(self.does(person, words, *files), known_as)

    def learn(self, told: str, known_as: str = "") -> None:
        """Know the registrations named in what was told, by a name or by the first word of their customer."""
        with self.rows() as action:
            found = action.session.execute(
                select(Registration.number, Registration.customer).where(Registration.number.in_(NUMBER.findall(told)))
            ).all()
        assert found, told
        self.numbers.update({known_as or row.customer.split()[0].casefold(): row.number for row in found})

    def decides(self, person: str, decision: str, *customers: str, because: str = "") -> str:
        """Decide on the registrations of customers in one message."""
        named = ", ".join(self.numbers[customer] for customer in customers)
        return self.does(person, " ".join(filter(None, (decision, named + (because and ","), because))))

    def does_to(self, customer: str, person: str, words: str) -> str:
        """Ask for something about a customer's registration, `{}` in the words, and confirm it."""
        return self.does(person, words.format(self.numbers[customer]))

    def state(self, customer: str) -> State:
        """What the row says."""
        with self.rows() as action:
            number = self.numbers[customer]
            return State(action.session.scalars(select(Registration.state).where(Registration.number == number)).one())

    def states(self, *customers: str) -> set[State]:
        """What the rows say."""
        return {self.state(customer) for customer in customers}

    def moves_to(self, moment: datetime) -> None:
        """Move the clock; what has come due is done."""
        _elsewhere(lambda: self._moves_to(moment))

    def heard(self, person: str) -> list[Message]:
        """All that the app ever wrote to somebody."""
        return [message for message in self.demo.driver.messages("dm", person) if message.is_app]

    def restart(self, until: datetime) -> None:
        """Stop the app, let time go on to a moment, and start the app again."""

        def again() -> None:
            self.demo.stop_app()
            self.demo.playground.clockwork.set(until)
            self.demo.start_app()
            self.parts.deadlines.begin()
            self._quiet()

        _elsewhere(again)

    def _moves_to(self, moment: datetime) -> None:
        self.demo.playground.clockwork.set(moment)
        self._quiet()

    def _says(self, person: str, words: str, files: tuple[Attachment, ...]) -> str:
        before = len(self.heard(person))
        self.demo.driver.say(person, "dm", words, files=files)
        self._quiet()
        return "\n".join(message.text for message in self.heard(person)[before:])

    def _confirms(self, person: str) -> str:
        found = self._confirmation(person)
        assert found is not None, f"{person} has nothing to confirm"
        message, action = found
        before = len(self.heard(person))
        self.demo.driver.press(person, message, action)
        self._quiet()
        return "\n".join(one.text for one in (*self.heard(person)[before - 1 :],))

    def _confirmation(self, person: str) -> tuple[Message, str] | None:
        message = self.heard(person)[-1]
        for block in message.blocks:
            for element in block.get("elements", []):
                if str(element.get("action_id", "")).startswith("draft.confirm"):
                    return message, element["action_id"]
        return None

    def _quiet(self) -> None:
        assert self.demo.driver.wait_until_quiet(PATIENCE, settle=0.05)


def _elsewhere(do: Callable[[], T]) -> T:
    with ThreadPoolExecutor(1) as other:
        return other.submit(do).result()
