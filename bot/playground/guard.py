"""Keeps other people's web pages from using this Slack through somebody's browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class OnlyThisMachine:
    """Refuses requests whose Host or Origin is not this machine, as there is no sign-in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            addresses = [f"//{headers.get('host', '')}", headers.get("origin", "//localhost")]
            if any(urlsplit(address).hostname not in LOOPBACK for address in addresses):
                refusal = PlainTextResponse("The local Slack answers this machine only.", 403)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
