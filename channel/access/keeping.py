"""What was read once and kept as long as it holds: until data change, or the day does.

Exact, also between processes: whatever changes data leaves another mark in the same transaction (`Gate.acting`), and
the mark is read before each use. What the product writes down for itself (`JOURNAL`) leaves none, so nothing that
is read from there may be kept.
"""

import threading
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar, cast

from channel.tables import journal

JOURNAL = frozenset(
    table.__tablename__
    for table in (
        journal.AnswerLog,
        journal.AuditEntry,
        journal.DataMark,
        journal.Deadline,
        journal.Draft,
        journal.OutboxMessage,
        journal.ThreadTurn,
        journal.UnansweredQuestion,
        journal.Upload,
    )
)
"""Tables that are written with every message; a change in them alone leaves no mark."""
Value = TypeVar("Value")


class Kept:
    """Values by what they were read for, forgotten as soon as they may no longer hold.

    Args:
        mark: reads the data's mark as it is now; none while there is none, and then nothing is kept.
        today: the day (UTC) by which dated relations hold.
        most: how many values are kept.
    """

    def __init__(self, mark: Callable[[], str | None], today: Callable[[], date], most: int = 4000) -> None:
        self._mark = mark
        self._today = today
        self._most = most
        self._of: tuple[str | None, date] | None = None
        self._values: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def read(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value kept under `key`, else what `make` reads; `make` reads nothing that depends on the time of day."""
        return self.read_at(self._mark(), key, make)

    def read_at(self, mark: str | None, key: Hashable, make: Callable[[], Value]) -> Value:
        """The same where the mark was read already; what `make` reads is of that mark or later, never earlier."""
        if mark is None:
            return make()
        now = (mark, self._today())
        with self._lock:
            if self._of != now or len(self._values) >= self._most:
                self._of, self._values = now, {}
            values = self._values
            if key in values:
                return cast("Value", values[key])
        made = make()
        with self._lock:
            values[key] = made  # of the data as they were marked before `make` read; newer data have another mark
        return made
