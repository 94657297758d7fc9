"""The channel database: an engine with the settings that every connection needs. Sessions come from the gate."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_SECONDS = 10


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite database in a file."""
    return f"sqlite:///{path}"


def open_engine(url: str) -> Engine:
    """An engine for `url` (SQLite or PostgreSQL by psycopg).

    SQLite runs with a write-ahead log, foreign keys, normal syncing and a busy time-out of ten seconds.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
