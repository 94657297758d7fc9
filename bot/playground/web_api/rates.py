"""Slack's rate tiers: so many calls a minute for each method and workspace."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable

from bot.playground.shapes import ApiError

CALLS_A_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
MINUTE = 60.0


class Rates:
    """Counts calls of the last minute of real time; `seconds` tells that time."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def count(self, method: str, tier: int, team: str) -> None:
        """Count one call.

        Raises:
            ApiError: `ratelimited`, with the seconds to wait in `retry_after`.
        """
        allowed = CALLS_A_MINUTE.get(tier)
        if allowed is None:
            return
        now, calls = self._seconds(), self._calls[method, team]
        while calls and now - calls[0] >= MINUTE:
            calls.popleft()
        if len(calls) >= allowed:
            raise ApiError("ratelimited", retry_after=math.ceil(MINUTE - (now - calls[0])))
        calls.append(now)
