"""Time comes from a clock that is handed in; domain code never asks the machine."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """The present instant, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that starts at a given instant, ticks in real time and can be moved.

    Args:
        start: the instant at which it stands now, timezone-aware.
        ticking: whether it runs on with real time; a still clock only moves when told.
    """

    def __init__(self, start: datetime, *, ticking: bool = True) -> None:
        self._ticking = ticking
        self._lock = threading.Lock()
        self.set(start)

    def now(self) -> datetime:
        """The present instant of this clock in UTC."""
        with self._lock:
            elapsed = time.monotonic() - self._set_at if self._ticking else 0.0
            return self._start + timedelta(seconds=elapsed)

    def set(self, instant: datetime) -> None:
        """Stand at `instant` from now on.

        Raises:
            ValueError: if `instant` has no time zone.
        """
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        with self._lock:
            self._start = instant.astimezone(UTC)
            self._set_at = time.monotonic()

    def advance(self, by: timedelta) -> None:
        """Move by `by`."""
        self.set(self.now() + by)
