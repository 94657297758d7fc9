from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables.parties import Person
from ingest.loading import opening
from ingest.loading.areas import area_of
from ingest.loading.exporting import export
from ingest.loading.files import as_csv
from ingest.loading.opening import Loaded
from ingest.loading.plan import LoadPlan

WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
OPERATOR = "system"
REGISTRATION = re.compile(r"DR-\d{4}-\d{4}")
EVERYTHING = system_viewer("loading", frozenset({Right.LOAD_DATA}))


class LoadingDesk:
    """Loaders of the demo world, on a database of their own."""

    def __init__(self, file: Path) -> None:
        self.clock = MovableClock(MORNING, ticking=False)
        self.engine = open_engine(sqlite_url(file))
        self.gate = Gate(self.engine, self.clock)

    def who(self, key: str) -> Viewer:
        if key == OPERATOR:
            return EVERYTHING
        with self.gate.viewing(EVERYTHING) as session:
            number = session.scalars(select(Person.id).where(Person.key == key)).one()
        return viewer_of(self.gate, number)

    def plan(self, key: str, area: str, text: str, *, delete_missing: bool = False) -> LoadPlan:
        batches = opening.batches_of(text.encode(), f"{area}.csv", area)
        return opening.dry_run(self.gate, self.who(key), batches, delete_missing=delete_missing)[0]

    def load(self, key: str, area: str, text: str, *, delete_missing: bool = False) -> dict[str, int]:
        """Load a CSV text; the counts that are not zero."""
        batches = opening.batches_of(text.encode(), f"{area}.csv", area)
        loaded: Loaded = opening.load(self.gate, self.who(key), batches, delete_missing=delete_missing)
        return {name: count for name, count in loaded.counts[area].plain().items() if count}

    def faults(self, key: str, area: str, text: str) -> list[str]:
        return [fault.words("en") for fault in self.plan(key, area, text).faults]

    def export(self, key: str, area: str) -> str:
        found = area_of(area)
        return as_csv(found, export(self.gate, self.who(key), found)).decode("utf-8-sig")

    def exported(self, key: str, area: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.export(key, area))))

    def kept(self, entity: Any, *criteria: Any) -> list[Any]:
        with self.gate.viewing(EVERYTHING) as session:
            return list(session.scalars(select(entity).where(*criteria).order_by(entity.id)))


def without_registrations(text: str) -> str:
    """Rows of an area as another channel takes them: registrations are not carried over, so none is named."""
    return REGISTRATION.sub("", text)
