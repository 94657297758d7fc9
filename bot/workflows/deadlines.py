"""Deadlines: rows that come due are performed once each; a tick looks for them every minute and when told."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.workflows.notifying import Notifying
from bot.workflows.runtime import Runtime, Work
from channel import deadlines
from channel.access.gate import Action, Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import Clock
from channel.errors import Refusal
from channel.tables.journal import Deadline

log = logging.getLogger(__name__)
TICK_SECONDS = 60.0


@dataclass
class Deadlines:
    """Performs due deadlines; registered with the durable engine as `look` and `deadline`.

    `plan` sets the deadlines of what comes back day by day, before each look of the tick.
    """

    runtime: Runtime
    gate: Gate
    clock: Clock
    notifying: Notifying
    perform: Callable[[Action, Deadline], None]
    plan: Callable[[], None]
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def viewer(self) -> Viewer:
        """The job of the system that performs deadlines."""
        return system_viewer("deadlines", frozenset({Right.OPERATE}))

    def look(self) -> None:
        """Start each deadline that is due, under its own id."""
        for row in self._due():
            self.runtime.start("deadline", f"deadline:{row}", {"id": row})

    def look_soon(self, cause: str) -> None:
        """Look as a piece of work of its own, after a change that may have made something due."""
        self.runtime.start("look", f"look:{cause}", {})

    def look_now(self, work: Work) -> None:
        """The durable work of looking."""
        for row in work.step("due", self._due):
            self.runtime.start("deadline", f"deadline:{row}", {"id": row})

    def run(self, work: Work) -> None:
        """The durable work: perform one deadline and mark it done in the same transaction.

        What it set that has come due already, as after a time of standing still, follows at once.
        """
        subject = work.step("perform", lambda: self._perform(work.payload["id"]))
        for row in work.step("due then", lambda: self._due(subject)):
            self.runtime.start("deadline", f"deadline:{row}", {"id": row})
        self.notifying.start(work.key)

    def begin(self) -> None:
        """Look now, and every minute from now on, in a thread of its own."""
        threading.Thread(target=self._tick, name="deadlines", daemon=True).start()

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()

    def _tick(self) -> None:
        while True:
            try:
                self.plan()
                self.look()
            except Exception:
                log.exception("looking for deadlines failed; tried again in a minute")
            if self._ended.wait(TICK_SECONDS):
                return

    def _due(self, subject: str | None = None) -> list[int]:
        """What is due, of all subjects or of one."""
        with self.gate.viewing(self.viewer) as session:
            rows = deadlines.due(session, self.clock.now())
            return [row.id for row in rows if subject in {None, row.subject}]

    def _perform(self, row: int) -> str:
        """Perform one and say whose it was."""
        with self.gate.acting(self.viewer, Right.OPERATE) as action:
            deadline = action.find(Deadline, Deadline.id == row)
            if deadline.done_at is not None or deadline.cancelled_at is not None:
                return deadline.subject
            try:
                self.perform(action, deadline)
            except Refusal as refusal:
                log.info("deadline %s no longer applies: %s", row, refusal.message)
            deadlines.mark_done(action, deadline)
            return deadline.subject
