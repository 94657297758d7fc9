"""The durable engine (DBOS): work is written down under a key before it starts, and runs once for that key.

After a crash the unfinished work of this executor is taken up again; finished steps are not repeated.
"""

import logging
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from bot.workflows.turns import Turns
from channel.database import BUSY_SECONDS, CONNECTIONS, Writers

APPLICATION_VERSION = "1"
CLOSING_SECONDS = 5
AT_ONCE = 3
"""How much work runs at once; the rest waits, written down, so that events are still acknowledged at once."""
SWITCH_SECONDS = 0.001
"""How long one thread computes while another wants to: an acknowledgement waits that long each time it waits."""
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
Payload = dict[str, Any]
T = TypeVar("T")


def run_on(_point: str) -> None:
    """The default at every named point: go on. Tests hand in a function that ends the process there."""


@dataclass(frozen=True)
class Work:
    """A piece of work under way.

    Attributes:
        key: what it was written down under.
        payload: what it was given.
        resumed: whether a process that has ended began it, so that its last unfinished step may have taken effect.
    """

    key: str
    payload: Payload
    resumed: bool

    def step(self, name: str, part: Callable[[], T]) -> T:
        """Run a part whose result is recorded and not computed again.

        For what must not happen twice. A post needs none, since a resumed delivery looks for it first; nor does what
        changes nothing the second time.
        """
        return DBOS.run_step({"name": name}, part)


class Runtime:
    """Starts durable work. One for a process, as the engine below it is.

    Args:
        url: the engine's own database.
        executor_id: stable and distinct for each process.
        point: called with a name at each place where a crash must do no harm.

    Attributes:
        namespace: put before every key; a demo that begins anew takes another one, so that keys are new again.
    """

    def __init__(self, url: str, executor_id: str, point: Callable[[str], None] = run_on) -> None:
        self.point = point
        self.namespace = ""
        self._turns = Turns(AT_ONCE)
        self._life = uuid.uuid4().hex
        self._engine = _open(url)
        self._known: dict[str, Callable[[Payload, str], Any]] = {}
        config: DBOSConfig = {
            "name": "tierdesk",
            "system_database_engine": self._engine,
            "system_database_url": url,
            "executor_id": executor_id,
            "application_version": APPLICATION_VERSION,
            "log_level": "WARNING",
        }
        logging.getLogger("dbos").setLevel(logging.WARNING)
        DBOS(config=config)

    def register(self, name: str, work: Callable[[Work], Any], *, awaited: bool = True) -> None:
        """Name a kind of work; before `launch`, since recovery looks names up. `awaited`: a person waits for it."""

        def durable(payload: Payload, life: str) -> Any:  # noqa: ANN401 - whatever the work returns
            key = str(DBOS.workflow_id).removeprefix(payload["namespace"])
            try:
                with self._turns.taken(awaited=awaited):
                    return work(Work(key, payload["work"], resumed=life != self._life))
            finally:
                self.on_finished()

        self._known[name] = DBOS.workflow(name=name)(durable)

    def launch(self) -> None:
        """Open the engine and take up what an earlier process of this executor left unfinished."""
        sys.setswitchinterval(SWITCH_SECONDS)
        DBOS.launch()

    def start(self, name: str, key: str, payload: Payload) -> None:
        """Write the work down under `key` and start it; a key that is known already starts nothing."""
        with SetWorkflowID(self.namespace + key):
            DBOS.start_workflow(self._known[name], {"work": payload, "namespace": self.namespace}, self._life)

    def on_finished(self) -> None:
        """Called whenever a piece of work ends; a demo replaces it to look whether all is quiet."""

    def unfinished(self) -> int:
        """How many pieces of work wait or run."""
        return len(DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False))

    def close(self) -> None:
        """Let running work end (five seconds) and close the engine."""
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=CLOSING_SECONDS)
        self._engine.dispose()


def _open(url: str) -> Engine:
    """The engine's own database. DBOS begins its transactions itself and does not turn on the write-ahead log."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    engine = create_engine(
        parsed,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=CONNECTIONS,
        pool_use_lifo=True,
    )
    writers = Writers(engine)

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    @event.listens_for(engine, "before_cursor_execute")
    def _queue(connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().startswith(WRITING):
            writers.begin(connection)

    return engine
