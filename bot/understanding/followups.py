"""What the thread knows, and how a short message reads it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.requests import Choice, Request


@dataclass(frozen=True)
class ThreadMemory:
    """The thread so far: requests (latest last), choices offered in the last turn of the bot, the capability of a
    draft that waits for confirmation, and the deals, orders or part numbers listed last ("the first", "the other").
    """

    requests: tuple[Request, ...] = ()
    choices: tuple[Choice, ...] = ()
    open_draft: str | None = None
    listed: tuple[str, ...] = ()
