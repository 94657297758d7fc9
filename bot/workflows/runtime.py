"""The durable engine (DBOS): work is written down under a key before it starts, and runs once for that key.

After a crash the unfinished work of this executor is taken up again; finished steps are not repeated.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID

from channel.database import open_engine

APPLICATION_VERSION = "1"
POLLING_SECONDS = 0.02
CLOSING_SECONDS = 5
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
        """Run a part whose result is recorded and not computed again."""
        return DBOS.run_step({"name": name}, part)


class Runtime:
    """Starts durable work. One for a process, as the engine below it is.

    Args:
        url: the engine's own database.
        executor_id: stable and distinct for each process.
        point: called with a name at each place where a crash must do no harm.
    """

    def __init__(self, url: str, executor_id: str, point: Callable[[str], None] = run_on) -> None:
        self.point = point
        self._life = uuid.uuid4().hex
        self._engine = open_engine(url)
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

    def register(self, name: str, work: Callable[[Work], Any]) -> None:
        """Name a kind of work; before `launch`, since recovery looks names up."""

        def durable(payload: Payload, life: str) -> Any:  # noqa: ANN401 - whatever the work returns
            return work(Work(str(DBOS.workflow_id), payload, resumed=life != self._life))

        self._known[name] = DBOS.workflow(name=name)(durable)

    def launch(self) -> None:
        """Open the engine and take up what an earlier process of this executor left unfinished."""
        DBOS.launch()

    def start(self, name: str, key: str, payload: Payload) -> None:
        """Write the work down under `key` and start it; a key that is known already starts nothing."""
        with SetWorkflowID(key):
            DBOS.start_workflow(self._known[name], payload, self._life)

    def finish(self, name: str, key: str, payload: Payload) -> Any:  # noqa: ANN401 - whatever the work returns
        """`start`, then wait for the result (of the first run, where the key is known)."""
        with SetWorkflowID(key):
            handle = DBOS.start_workflow(self._known[name], payload, self._life)
        return handle.get_result(polling_interval_sec=POLLING_SECONDS)

    def unfinished(self) -> int:
        """How many pieces of work wait or run."""
        return len(DBOS.list_workflows(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False))

    def close(self) -> None:
        """Let running work end (five seconds) and close the engine."""
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=CLOSING_SECONDS)
        self._engine.dispose()
