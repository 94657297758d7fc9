"""Whose turn it is to run: so much work at once, and what a person waits for before what nobody waits for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_SECONDS = 2.0
"""After so long, work that nobody waits for is let in beside work that somebody waits for."""


class Turns:
    """Lets `at_once` pieces of work run; the rest waits."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._running = 0
        self._awaited = 0
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, *, awaited: bool) -> Iterator[None]:
        """Wait for a turn, and keep it meanwhile. `awaited`: a person waits for what is done in it."""
        with self._changed:
            if awaited:
                self._awaited += 1
            else:
                self._changed.wait_for(lambda: not self._awaited, LONGEST_SECONDS)
            self._changed.wait_for(lambda: self._running < self._at_once)
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._awaited -= awaited
                self._changed.notify_all()
