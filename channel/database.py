"""The channel database: an engine with the settings that every connection needs. Sessions come from the gate."""

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10
COMPILED = 5000
"""How many statements keep their SQL: what is asked of each table, times the kinds of sight that are added to it."""
CONNECTIONS = 20
"""How many connections of SQLite stay open: each has to read the whole schema before its first statement."""
_WRITES = "tierdesk_writes"


class Writers:
    """Lets one connection of an SQLite engine write at a time; the next one begins as soon as it is done.

    SQLite alone would have the others look again after pauses of up to a tenth of a second. Between processes that
    still holds.
    """

    def __init__(self, engine: Engine) -> None:
        self._turn = threading.Lock()
        event.listen(engine, "checkin", self._end)

    def begin(self, connection: Connection) -> None:
        """Wait until this connection may write; it may until it is returned to the pool."""
        if not connection.info.get(_WRITES):
            connection.info[_WRITES] = self._turn.acquire(timeout=BUSY_SECONDS)

    def _end(self, _connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(_WRITES, False):
            self._turn.release()


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
        parsed,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        query_cache_size=COMPILED,
        pool_size=CONNECTIONS,
        pool_use_lifo=True,
    )
    writers = Writers(engine)

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
        if immediate:
            writers.begin(connection)
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if immediate else "BEGIN")
        cursor.close()

    return engine
