from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from loading_desk import MORNING, WORLD, LoadingDesk

from channel.access.gate import Gate
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables import Table
from ingest.records import load_world


@pytest.fixture(scope="session")
def loaded_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the demo world."""
    file = tmp_path_factory.mktemp("world") / "channel.sqlite"
    engine = open_engine(sqlite_url(file))
    Table.metadata.create_all(engine)
    load_world(Gate(engine, MovableClock(MORNING, ticking=False)), WORLD, MORNING)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@pytest.fixture
def desk(loaded_world: Path, tmp_path: Path) -> Iterator[LoadingDesk]:
    """The demo world on its morning, untouched."""
    file = tmp_path / "channel.sqlite"
    shutil.copy(loaded_world, file)
    opened = LoadingDesk(file)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[LoadingDesk]:
    """An empty channel."""
    opened = LoadingDesk(tmp_path / "empty.sqlite")
    Table.metadata.create_all(opened.engine)
    yield opened
    opened.engine.dispose()
