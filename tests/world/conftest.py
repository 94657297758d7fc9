from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from channel.access.gate import Gate
from channel.access.identifying import viewer_for_slack
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables import Table
from ingest.records import load_world

WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
GUESTS = {"tirol": "BRIGHTPATH", "calder": "BRIGHTPATH"}


def empty_gate(folder: Path) -> Gate:
    engine = open_engine(sqlite_url(folder / "channel.sqlite"))
    Table.metadata.create_all(engine)
    return Gate(engine, MovableClock(MORNING, ticking=False))


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """The demo world in a database of its own, on its morning."""
    loaded = empty_gate(tmp_path_factory.mktemp("world"))
    load_world(loaded, WORLD, MORNING)
    return loaded


@pytest.fixture
def fresh_gate(tmp_path: Path) -> Gate:
    """An empty channel database."""
    return empty_gate(tmp_path)


@pytest.fixture(scope="session")
def who(gate: Gate) -> Callable[[str], Viewer]:
    """The viewer of a person's key, found by the Slack user."""

    def resolve(key: str) -> Viewer:
        organisation = key.partition(".")[0]
        team = GUESTS.get(organisation, organisation.upper())
        return viewer_for_slack(gate, f"T{team}", "U" + key.upper().replace(".", ""))

    return resolve
