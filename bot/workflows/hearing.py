"""Words that come beside something else, read in a person's sight: what a tool asks for through `Asking.understand`."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.identity import Speaker
from bot.naming import names_for
from bot.tools.results import Understood
from bot.understanding.followups import ThreadMemory
from bot.understanding.names import Names
from bot.understanding.understand import understand
from channel.access.gate import Gate


def reader(gate: Gate, speaker: Speaker, now: datetime) -> Callable[[str], tuple[Understood, ...]]:
    """A reader of further words of a speaker; the names are looked up when it is first used."""
    local = now.astimezone(ZoneInfo(speaker.timezone))

    @cache
    def names() -> Names:
        return names_for(gate, speaker.viewer)

    def read(text: str) -> tuple[Understood, ...]:
        requests = understand(text, ThreadMemory(), names(), local).requests
        return tuple(Understood(str(request.capability), request.slots) for request in requests)

    return read
