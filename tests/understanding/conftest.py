from __future__ import annotations

from collections.abc import Callable

import pytest
from sight import NOW, names_of

from bot.understanding.followups import ThreadMemory
from bot.understanding.requests import Request, Understanding
from bot.understanding.understand import understand

Say = Callable[..., Understanding]


@pytest.fixture(scope="session")
def say() -> Say:
    """Understands `messages` of one thread as the person of an organisation; answers for the last one."""

    def understood(
        *messages: str, by: str = "alpenrock", draft: str | None = None, listed: tuple[str, ...] = ()
    ) -> Understanding:
        names = names_of(by)
        requests: tuple[Request, ...] = ()
        for message in messages[:-1]:
            requests += understand(message, ThreadMemory(requests), names, NOW).requests
        return understand(messages[-1], ThreadMemory(requests, (), draft, listed), names, NOW)

    return understood
