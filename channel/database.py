"""The channel database: an engine with the settings that every connection needs. Sessions come from the gate."""

from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_SECONDS = 10
COMPILED = 5000
"""How many statements keep their SQL: what is asked of each table, times the kinds of sight that are added to it."""


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite database in a file."""
    return f"sqlite:///{path}"


def open_engine(url: str) -> Engine:
    """An engine for `url` (SQLite or PostgreSQL by psycopg).

    SQLite runs with a write-ahead log, foreign keys, normal syncing and a busy time-out of ten seconds. Every
    transaction begins openly; one with the execution option `tierdesk_immediate` takes the write lock at once, so
    that two writers queue and a reader never has to become a writer.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, query_cache_size=COMPILED)
    engine = create_engine(
        parsed, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, query_cache_size=COMPILED
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("tierdesk_immediate", False)
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if immediate else "BEGIN")
        cursor.close()

    return engine
