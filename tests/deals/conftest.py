from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import MORNING, WORLD, Desk

from channel.access.gate import Gate
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables import Table
from ingest.records import load_world
from knowledge.library import Library


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the demo world."""
    file = tmp_path_factory.mktemp("world") / "channel.sqlite"
    engine = open_engine(sqlite_url(file))
    Table.metadata.create_all(engine)
    load_world(Gate(engine, MovableClock(MORNING, ticking=False)), WORLD, MORNING)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def shelf(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library without documents."""
    engine = open_engine(sqlite_url(prepared))
    opened = Library(Gate(engine, MovableClock(MORNING, ticking=False)), tmp_path_factory.mktemp("library"))
    yield opened
    opened.close()
    engine.dispose()


@pytest.fixture
def desk(prepared: Path, shelf: Library, tmp_path: Path) -> Iterator[Desk]:
    """The demo world on its morning, untouched."""
    file = tmp_path / "channel.sqlite"
    shutil.copy(prepared, file)
    opened = Desk(file, shelf)
    yield opened
    opened.close()
