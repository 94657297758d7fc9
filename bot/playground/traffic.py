"""The journal of everything between the app and this Slack, and the knowledge whether all is done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.playground.shapes import Json

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 20_000

EntryKind: TypeAlias = Literal["event", "interaction", "command", "api", "response_url", "socket", "page"]


@dataclass
class Entry:
    """One exchange; `wall_ms` counts from the journal's start, `ms` is how long it took."""

    n: int
    at: str
    wall_ms: float
    kind: EntryKind
    direction: Literal["to_app", "from_app"]
    name: str
    team: str | None = None
    channel: str | None = None
    user: str | None = None
    ok: bool | None = None
    error: str | None = None
    status: int | None = None
    ms: float | None = None
    attempt: int = 1
    tier: int | None = None
    warnings: list[str] = field(default_factory=list)
    request: Json = field(default_factory=dict)
    response: Json = field(default_factory=dict)

    def brief(self) -> Json:
        """The entry without its payloads."""
        return {key: value for key, value in asdict(self).items() if key not in ("request", "response")}


class Journal:
    """All entries in order. `changed` is notified at every change, for those who wait."""

    def __init__(self, world_time: Callable[[], str]) -> None:
        self.changed = threading.Condition()
        self.entries: list[Entry] = []
        self._world_time = world_time
        self._started = time.perf_counter()
        self._next = 1
        self._pending = 0
        self._last_stir = self.wall_ms()
        self._listeners: list[Callable[[Entry], None]] = []

    def wall_ms(self) -> float:
        """Milliseconds of real time since the journal began."""
        return (time.perf_counter() - self._started) * 1000

    @property
    def last(self) -> int:
        """The number of the newest entry, 0 when there is none."""
        return self._next - 1

    def listen(self, listener: Callable[[Entry], None]) -> None:
        """Hear of every finished entry."""
        self._listeners.append(listener)

    def begin(self, kind: EntryKind, direction: Literal["to_app", "from_app"], name: str) -> Entry:
        """Record that an exchange has begun; `finish` or `abandon` must follow."""
        with self.changed:
            entry = Entry(self._next, self._world_time(), self.wall_ms(), kind, direction, name)
            self._next += 1
            self._pending += 1
            self.entries.append(entry)
            if len(self.entries) > KEPT:
                del self.entries[: KEPT // 10]
            self._stir()
            return entry

    def finish(self, entry: Entry, *, ok: bool, error: str | None = None) -> None:
        """Record the end of an exchange."""
        with self.changed:
            entry.ok, entry.error = ok, error
            entry.ms = round(self.wall_ms() - entry.wall_ms, 2)
            self._pending -= 1
            self._stir()
        for listener in self._listeners:
            listener(entry)

    @contextmanager
    def working(self) -> Iterator[None]:
        """While this is open nobody takes the playground for quiet."""
        with self.changed:
            self._pending += 1
        try:
            yield
        finally:
            with self.changed:
                self._pending -= 1
                self._stir()

    def stir(self) -> None:
        """Say that something happened, so that waiting starts anew."""
        with self.changed:
            self._stir()

    def since(self, number: int, kind: str | None = None) -> list[Entry]:
        """The entries after a number."""
        with self.changed:
            return [e for e in self.entries if e.n > number and (kind is None or e.kind == kind)]

    def wait_until(self, done: Callable[[], bool], settle: float, timeout: float) -> bool:
        """Wait until nothing is under way, `done()` holds and nothing stirred for `settle` seconds.

        Returns:
            Whether that came true within `timeout` seconds.
        """
        ends = time.perf_counter() + timeout
        while (left := ends - time.perf_counter()) > 0:
            with self.changed:
                still = settle - (self.wall_ms() - self._last_stir) / 1000
                if self._pending or still > 0:
                    self.changed.wait(left if self._pending else min(left, still))
                    continue
                stirred = self._last_stir
            idle = done()
            with self.changed:
                if stirred == self._last_stir:
                    if idle:
                        return True
                    self.changed.wait(left)
        return False

    def _stir(self) -> None:
        self._last_stir = self.wall_ms()
        self.changed.notify_all()
