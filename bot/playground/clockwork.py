"""Moving the world's clock, and what becomes due when it moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.playground import posting
from bot.playground.shapes import Happening, Json
from bot.playground.state import Workspace
from bot.playground.web_api import assistant, streams
from channel.errors import BadInput

FRIDAY = 4


class Clockwork:
    """Moves the clock and tells everybody.

    `on_change` is called with the new instant after each move, outside the lock.
    """

    def __init__(self, ws: Workspace, on_change: Callable[[datetime], None]) -> None:
        self._ws = ws
        self._on_change = on_change

    def told(self) -> Json:
        """The time as the control API tells it."""
        return {
            "now": self._ws.now().isoformat(),
            "local": self._ws.local_time().isoformat(),
            "zone": str(self._ws.world.zone),
            "start": self._ws.world.starts_at.isoformat(),
        }

    def move(self, order: Json) -> None:
        """Carry out `{advance: {days, hours, minutes, business_days}}` or `{set: instant}`.

        Raises:
            BadInput: the order cannot be understood, or its instant has no time zone.
        """
        if "set" in order:
            self.set(_instant(order["set"]))
        elif isinstance(order.get("advance"), dict):
            self.advance(**order["advance"])
        else:
            raise BadInput("A move of the clock needs advance or set.", "Send one of the two.")

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, business_days: int = 0) -> None:
        """Move forward; business days are Monday to Friday at the same local time."""
        local = self._ws.local_time()
        for _ in range(business_days):
            local += timedelta(days=1)
            while local.weekday() > FRIDAY:
                local += timedelta(days=1)
        if days:
            local += timedelta(days=days)
        self.set(local + timedelta(hours=hours, minutes=minutes))

    def set(self, instant: datetime) -> None:
        """Stand at an instant, timezone-aware."""
        with self._ws.lock:
            self._ws.clock.set(instant)
            self.settle()
            self._ws.tell(Happening("clock", extra=self.told()))
        self._on_change(self._ws.now())

    def settle(self) -> None:
        """Do what has become due: scheduled messages, streams and statuses that ran out."""
        with self._ws.lock:
            assistant.expire_statuses(self._ws)
            streams.expire(self._ws)
            for key, item in list(self._ws.scheduled.items()):
                if item["post_at"] <= self._ws.seconds():
                    del self._ws.scheduled[key]
                    place = self._ws.conversation(item["channel_id"])
                    posting.add(self._ws, place, item["body"], thread_ts=item["thread_ts"])


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadInput(f"{text} is no time.", "Write it like 2026-12-01T09:00:00+01:00.") from None
    if instant.tzinfo is None:
        raise BadInput(f"{text} has no time zone.", "Write it like 2026-12-01T09:00:00+01:00.")
    return instant
