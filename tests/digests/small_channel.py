"""A small channel with people in several time zones, and the part of Tierdesk that tells them what comes near."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.tools.digests import round_of
from bot.workflows.reminding import Reminding
from channel import deadlines, migrations, outbox
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.rights import Right
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.digests_rounds import habits
from channel.digests_times import is_quiet
from channel.errors import NotFound
from channel.tables.journal import Deadline
from channel.tables.parties import Kind, Organisation, Person, SlackIdentity
from channel.tables.programmes import Certificate
from channel.tables.requests import DigestSetting

SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
START = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe")
QUIET = ((None, None), (time(19), time(7, 30)), (time(7), time(10)), (time(1), time(4)))


@dataclass
class SmallChannel:
    """One reseller whose people hold certificates; `told` is what each was told when."""

    folder: Path
    seed: int
    clock: MovableClock = field(default_factory=lambda: MovableClock(START, ticking=False))
    told: list[tuple[int, str, date, datetime]] = field(default_factory=list)
    digests: list[tuple[int, date]] = field(default_factory=list)
    quiet_messages: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a repeatable world, not a secret
        self.engine = open_engine(sqlite_url(self.folder / "channel.sqlite"))
        migrations.upgrade(self.engine)
        self.restart()
        with self.gate.acting(SYSTEM, Right.OPERATE) as action:
            action.session.add_all(self._rows())
        self.reminding.plan()

    def restart(self) -> None:
        """Another process begins on the same database."""
        self.gate = Gate(self.engine, self.clock)
        self.reminding = Reminding(self.gate, self.clock)

    def tick(self) -> None:
        """Perform what is due, then send what nobody wants held back."""
        self.reminding.plan()
        with self.gate.viewing(SYSTEM) as session:
            due = [row.id for row in deadlines.due(session, self.clock.now())]
        for row in due:
            with self.gate.acting(SYSTEM, Right.OPERATE) as action:
                deadline = action.find(Deadline, Deadline.id == row)
                self.reminding.perform(action, deadline)
                deadlines.mark_done(action, deadline)
        self._send()

    def _send(self) -> None:
        with self.gate.viewing(SYSTEM) as session:
            pending = outbox.pending(session)
        held = self.reminding.hold(message.person_id for message in pending)
        for message in pending:
            if message.person_id in held:
                continue
            self._read(message.person_id, message.content)
            with self.gate.acting(SYSTEM, Right.OPERATE) as action:
                outbox.mark_sent(action, message.key)

    def _read(self, person: int, content: dict[str, object]) -> None:
        with self.gate.viewing(SYSTEM) as session:
            habit = habits(session, [person]).get(person)
        if habit is not None and is_quiet(habit.setting, habit.zone, self.clock.now()):
            self.quiet_messages += 1
        viewer = viewer_of(self.gate, person)
        if viewer.person_id is None:
            return
        try:
            value = round_of(self.gate, viewer, content)
        except NotFound:
            return
        if value.span.digest:
            self.digests.append((person, value.span.through))
        self.told += [(person, item.name, item.day, self.clock.now()) for item in value.told.reminders]

    def _rows(self) -> list[object]:
        rows: list[object] = [
            self._organisation(1, Kind.VENDOR), self._organisation(2, Kind.DISTRIBUTOR),
            self._organisation(3, Kind.RESELLER),
        ]  # fmt: skip
        for person, zone in enumerate(ZONES, 1):
            rows += [
                Person(id=person, key=f"p{person}", organisation_id=3, name=f"P {person}", email=f"p{person}@x.example",
                       title="", language="en", timezone=zone, as_of=START),
                SlackIdentity(team="T", user=f"U{person}", person_id=person, organisation_id=3, as_of=START),
            ]  # fmt: skip
            start, end = QUIET[(person + self.seed) % len(QUIET)]
            rows.append(
                DigestSetting(person_id=person, organisation_id=3, as_of=START, quiet_from=start, quiet_to=end,
                              frequency=self.chance.choice(["daily", "weekly", "off"]), topics=["certificates"],
                              weekday=self.chance.randrange(7), hour=self.chance.randrange(24),
                              free_days=self.chance.random() < 0.3),
            )  # fmt: skip
            rows += [
                Certificate(vendor_id=1, distributor_id=2, reseller_id=3, person_id=person, code=f"C{person}-{number}",
                            issued_on=date(2025, 1, 1), as_of=START,
                            expires_on=START.date() + timedelta(days=self.chance.randrange(20, 420)))
                for number in range(25)
            ]  # fmt: skip
        return rows

    @staticmethod
    def _organisation(number: int, kind: Kind) -> Organisation:
        return Organisation(
            id=number, key=f"o{number}", kind=kind, name=f"O {number}", legal_name=f"O {number}", country="DE",
            currency="EUR", timezone="Europe/Berlin", as_of=START,
        )  # fmt: skip

    def certificates(self) -> list[Certificate]:
        """All of them."""
        with self.gate.viewing(SYSTEM) as session:
            return list(session.scalars(select(Certificate)))
