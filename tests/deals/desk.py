from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot import replies
from bot.changes import CHANGES, TOPICS
from bot.tools import registry
from bot.tools.results import Asking, Result
from channel import deadlines, drafts, outbox
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_for_slack, viewer_of
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.deals import commands
from channel.deals.views import RegistrationView
from channel.tables import Table
from channel.tables.deals import Registration, RegistrationHistory
from channel.tables.journal import AuditEntry, Deadline
from channel.tables.parties import Person
from knowledge.library import Library

WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
GUESTS = {"tirol": "BRIGHTPATH", "calder": "BRIGHTPATH"}
ISARWERK: dict[str, Any] = {
    "customer": "Isarwerk Klinik GmbH",
    "mpns": ("NW-FW120",),
    "quantities": (25,),
    "value": "48000",
    "currency": "EUR",
    "dates": ("2027-01",),
    "person": "Max Huber",
    "email": "max.huber@isarwerk-klinik.example",
}
ADDRESS = "they sit in 80331 München"


class Desk:
    """People of the demo world at their tools, on a database of their own."""

    def __init__(self, file: Path, library: Library) -> None:
        self.clock = MovableClock(MORNING, ticking=False)
        self.engine = open_engine(sqlite_url(file))
        self.gate = Gate(self.engine, self.clock)
        self.library = library

    def who(self, key: str) -> Viewer:
        organisation = key.partition(".")[0]
        team = GUESTS.get(organisation, organisation.upper())
        return viewer_for_slack(self.gate, f"T{team}", "U" + key.upper().replace(".", ""))

    def asking(self, key: str, text: str = "", thread: str = "") -> Asking:
        person = self.who(key)
        return Asking(person, person, text, "en", self.clock.now(), thread or key, self.gate, self.library)

    def ask(self, key: str, capability: str, text: str = "", thread: str = "", **said: object) -> Result:
        return registry.run(capability, said, self.asking(key, text, thread))

    def read(self, result: Result) -> str:
        return replies.screen_for(result.value, "en").text

    def confirm(self, key: str, draft: str | None) -> dict[str, Any]:
        assert draft is not None
        person = self.who(key)
        with self.gate.viewing(person) as session:
            change = CHANGES[drafts.by_key(session, draft).capability]
        with self.gate.acting(person, change.right) as action:
            return drafts.confirm(action, draft, change.perform)

    def register(self, key: str = "alpenrock.sales", text: str = ADDRESS, **changed: object) -> str:
        """The number of a deal that a reseller registered in one sentence."""
        drafted = self.ask(key, "deal.register", text, **{**ISARWERK, **changed})
        return str(self.confirm(key, drafted.draft)["number"])

    def decide(self, key: str, decision: str, number: str, **said: object) -> dict[str, Any]:
        drafted = self.ask(key, "deal.decide", f"{decision} {number}", decision=decision, deals=(number,), **said)
        return self.confirm(key, drafted.draft)

    def seen_by(self, key: str, number: str) -> RegistrationView:
        value = self.ask(key, "deal.status", deals=(number,)).value
        assert isinstance(value, RegistrationView)
        return value

    def let_time_work(self) -> None:
        """Perform what has come due."""
        with self.gate.viewing(SYSTEM) as session:
            due = [row.id for row in deadlines.due(session, self.clock.now())]
        for row in due:
            with self.gate.acting(SYSTEM, Right.OPERATE) as action:
                deadline = action.find(Deadline, Deadline.id == row)
                commands.run_deadline(action, deadline)
                deadlines.mark_done(action, deadline)

    def told(self) -> list[tuple[str, str, str]]:
        """Who is owed which message, with its first line."""
        with self.gate.viewing(SYSTEM) as session:
            owed = [(row.person_id, row.topic, dict(row.content)) for row in outbox.pending(session)]
        messages = []
        for person, topic, content in owed:
            viewer = viewer_of(self.gate, person)
            value = TOPICS[topic](self.gate, viewer, content)
            messages.append((viewer.name, topic, replies.screen_for(value, "en").text))
        return messages

    def history(self, number: str) -> list[tuple[str | None, str, str]]:
        """From, command and to of each step."""
        with self.unseen() as action:
            steps = action.session.scalars(
                select(RegistrationHistory)
                .join(Registration, Registration.id == RegistrationHistory.registration_id)
                .where(Registration.number == number)
                .order_by(RegistrationHistory.position)
            )
            return [(step.from_state, step.command, step.to_state) for step in steps]

    def audited(self, number: str) -> list[str]:
        with self.unseen() as action:
            entries = select(AuditEntry.action).where(AuditEntry.subject == number).order_by(AuditEntry.id)
            return list(action.session.scalars(entries))

    def unseen(self) -> Any:
        """Rows as they are, whoever may see them."""
        return self.gate.acting(SYSTEM, Right.OPERATE)

    def state(self, number: str) -> str:
        """What the row says, whoever looks."""
        with self.unseen() as action:
            return action.session.scalars(select(Registration.state).where(Registration.number == number)).one()

    def count(self, table: type[Table]) -> int:
        with self.unseen() as action:
            return action.session.scalar(select(func.count()).select_from(table)) or 0

    def name(self, key: str) -> str:
        viewer = self.who(key)
        with self.gate.viewing(viewer) as session:
            return session.scalars(select(Person.name).where(Person.id == viewer.person_id)).one()

    def close(self) -> None:
        self.engine.dispose()
