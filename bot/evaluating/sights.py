"""What people of the configured or the demo channel may know by name, without the rest of the product."""

import difflib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.naming import names_for
from bot.settings import read_settings
from bot.understanding.names import Names
from channel import migrations
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.clock import Clock, MovableClock, SystemClock
from channel.database import open_engine, sqlite_url
from channel.errors import BadInput
from channel.tables.parties import Person

ALIKE = 3
NOBODY = "guest.unknown"
"""Who is linked to no organisation."""


@dataclass(frozen=True)
class Sights:
    """The people of one channel and what they know. `demo`: it is the demo channel, not the data folder."""

    gate: Gate
    clock: Clock
    timezone: str
    demo: bool
    people: dict[str, int]
    zones: dict[str, str]

    def names_of(self, key: str) -> Names:
        """The names in sight of the person with that key.

        Raises:
            BadInput: when there is no such person.
        """
        if key == NOBODY:
            return Names()
        if key not in self.people:
            near = difflib.get_close_matches(key, self.people, ALIKE, cutoff=0.3)
            raise BadInput(
                f"I know nobody with the key {key}.",
                f"Did you mean {' or '.join(near)}?" if near else "Keys look like company.role.",
            )
        return names_for(self.gate, viewer_of(self.gate, self.people[key]))

    def now_of(self, key: str) -> datetime:
        """The channel's present in that person's time zone."""
        return self.clock.now().astimezone(ZoneInfo(self.zones.get(key, self.timezone)))


@contextmanager
def opened(*, demo: bool) -> Iterator[Sights]:
    """The channel of the data folder where there is one; else, or with `demo`, the demo channel without documents.

    Raises:
        BadSetting: when a setting cannot be used, or the database is of another version.
    """
    settings = None if demo else read_settings()
    if settings is not None:
        file = make_url(settings.channel_database).database
        if settings.channel_database.startswith("sqlite") and not Path(file or "").exists():
            settings = None
    if settings is None:
        with tempfile.TemporaryDirectory(prefix="tierdesk-demo-") as folder:
            yield from _demo(sqlite_url(Path(folder) / "channel.sqlite"))
        return
    engine = open_engine(settings.channel_database)
    try:
        migrations.check(engine)
        yield _sights(Gate(engine, SystemClock()), SystemClock(), settings.timezone, demo=False)
    finally:
        engine.dispose()


def _demo(database: str) -> Iterator[Sights]:
    from bot.playground import people
    from bot.playground.world import WORLD
    from ingest.records import load_world

    world = people.load(WORLD / "slack.yaml")
    clock = MovableClock(world.starts_at, ticking=False)
    engine = open_engine(database)
    try:
        migrations.upgrade(engine)
        gate = Gate(engine, clock)
        load_world(gate, WORLD, clock.now())
        yield _sights(gate, clock, "Europe/Berlin", demo=True)
    finally:
        engine.dispose()


def _sights(gate: Gate, clock: Clock, timezone: str, *, demo: bool) -> Sights:
    with gate.viewing(system_viewer("indexing", frozenset())) as session:
        rows = session.execute(select(Person.key, Person.id, Person.timezone)).all()
    return Sights(
        gate, clock, timezone, demo, {row.key: row.id for row in rows}, {row.key: row.timezone for row in rows}
    )
