import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import worlds
from sqlalchemy import Engine

from channel.access.gate import Gate
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables import Table

Known = tuple[worlds.World, Gate]


@pytest.fixture(scope="session")
def world_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Known]]:
    """Worlds by seed, each in a database of its own, built once."""
    folder = tmp_path_factory.mktemp("worlds")
    empty = open_engine(sqlite_url(folder / "empty.db"))
    Table.metadata.create_all(empty)
    empty.dispose()
    built: dict[int, Known] = {}
    engines: list[Engine] = []

    def known(seed: int) -> Known:
        if seed not in built:
            engine = open_engine(sqlite_url(Path(shutil.copy(folder / "empty.db", folder / f"{seed}.db"))))
            engines.append(engine)
            world = worlds.build(seed)
            worlds.fill(engine, world)
            built[seed] = (world, Gate(engine, MovableClock(worlds.NOW, ticking=False)))
        return built[seed]

    yield known
    for engine in engines:
        engine.dispose()
