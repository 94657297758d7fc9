"""How the control API answers: JSON with `ok`, refusals as sentences."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.modals import Pending
from bot.playground.outbox import Answer
from bot.playground.shapes import ApiError, Conversation
from bot.playground.state import Workspace
from channel.errors import NotFound, Refusal, Unavailable

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]

WORDS = {
    "not_in_channel": "You are not in that conversation.",
    "no_text": "There is nothing to send.",
    "thread_not_found": "That thread is not there any more.",
    "message_not_found": "That message is not there any more.",
    "channel_not_found": "There is no such conversation.",
    "already_reacted": "You have reacted with this already.",
    "no_reaction": "You have not reacted with this.",
}


async def answer(pending: Pending) -> Answer:
    """The app's answer.

    Raises:
        Unavailable: it did not acknowledge in time.
    """
    given = await asyncio.wrap_future(pending)
    if not given.ok:
        raise Unavailable("We had some trouble connecting. Try again?", "The app did not answer within 3 seconds.")
    return given


def answering(handler: Handler) -> Handler:
    """The handler with its refusals turned into answers."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except Unavailable as refusal:
            return _refused(502, "no_answer", refusal.message, refusal.next_step)
        except NotFound as refusal:
            return _refused(404, "not_found", refusal.message, refusal.next_step)
        except Refusal as refusal:
            return _refused(400, "refused", refusal.message, refusal.next_step)
        except ApiError as refusal:
            return _refused(400, refusal.code, WORDS.get(refusal.code, refusal.code.replace("_", " ")), "")
        except (KeyError, ValueError, TypeError) as error:
            return _refused(400, "bad_request", f"The request cannot be understood: {error!r}.", "")

    return guarded


def _refused(status: int, code: str, error: str, next_step: str) -> Response:
    return JSONResponse({"ok": False, "code": code, "error": error, "next_step": next_step}, status)


def ok(**data: Any) -> Response:  # noqa: ANN401 - any JSON
    """An answer with these keys."""
    return JSONResponse({"ok": True, **data})


def person(ws: Workspace, user: object) -> str:
    """The id, if it is a person's.

    Raises:
        NotFound: nobody has it.
    """
    if user not in ws.people:
        raise NotFound("There is nobody with that id.", "Choose a person from the list.")
    return str(user)


def place(ws: Workspace, channel: str, me: str) -> Conversation:
    """A conversation in which I am.

    Raises:
        NotFound: there is none.
    """
    found = ws.conversations.get(channel)
    if found is None or me not in found.members:
        raise NotFound("You are not in that conversation.", "Choose one from the list.")
    return found
