"""`/play/api/…`: what the page uses to be a person in this Slack."""

from __future__ import annotations

from starlette.routing import Route

from bot.playground.control_doing import Doing
from bot.playground.control_reading import Reading
from bot.playground.control_replies import answering


def routes(reading: Reading, doing: Doing) -> list[Route]:
    """All routes of the page."""
    made = []
    for verb, handlers in (("POST", doing.handlers()), ("GET", reading.handlers())):
        for path, handler in handlers.items():
            made.append(Route(f"/play/api/{path}", answering(handler), methods=[verb]))
    return made
