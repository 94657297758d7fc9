from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing_desk import MORNING, WORLD, PublishingDesk

from channel.access.gate import Gate
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables import Table
from ingest.records import load_world


@pytest.fixture(scope="session")
def priced_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
def desk(priced_world: Path, tmp_path: Path) -> Iterator[PublishingDesk]:
    """The demo world on its morning, untouched."""
    file = tmp_path / "channel.sqlite"
    shutil.copy(priced_world, file)
    opened = PublishingDesk(file)
    yield opened
    opened.close()
