"""Server-Sent Events: every open page hears of what its person may see."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.playground import shown
from bot.playground.shapes import Conversation, Happening, Json, Post
from bot.playground.state import Workspace
from bot.playground.traffic import Entry, Journal
from bot.playground.web_api import views

PAUSE = 15.0


@dataclass(eq=False)
class _Reader:
    person: str
    wants_traffic: bool
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[str]


class Live:
    """Hands changes to the readers; `send` may be called from any thread."""

    def __init__(self, ws: Workspace, journal: Journal) -> None:
        self._ws = ws
        self._readers: list[_Reader] = []
        self._numbers = itertools.count(1)
        ws.listen(self._hear)
        journal.listen(self._hear_traffic)

    async def stream(self, person: str, *, wants_traffic: bool) -> AsyncIterator[str]:
        """The frames for one page, until it goes away."""
        reader = _Reader(person, wants_traffic, asyncio.get_running_loop(), asyncio.Queue())
        self._readers.append(reader)
        try:
            yield self._frame("hello", {"now": self._ws.now().isoformat()})
            while True:
                try:
                    yield await asyncio.wait_for(reader.queue.get(), PAUSE)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._readers.remove(reader)

    def send(self, name: str, data: Json, person: str | None = None) -> None:
        """Send one frame to all pages, or to those of one person."""
        for reader in list(self._readers):
            if person in (None, reader.person):
                self._put(reader, name, data)

    def _put(self, reader: _Reader, name: str, data: Json) -> None:
        reader.loop.call_soon_threadsafe(reader.queue.put_nowait, self._frame(name, data))

    def _frame(self, name: str, data: Json) -> str:
        return f"event: {name}\nid: {next(self._numbers)}\ndata: {json.dumps(data)}\n\n"

    def _hear(self, happening: Happening) -> None:
        for reader in list(self._readers):
            for name, data in self._frames(happening, reader.person):
                self._put(reader, name, data)

    def _hear_traffic(self, entry: Entry) -> None:
        for reader in list(self._readers):
            if reader.wants_traffic:
                self._put(reader, "traffic", entry.brief())

    def _frames(self, happening: Happening, person: str) -> list[tuple[str, Json]]:
        if happening.user is not None and happening.user != person:
            return []
        if happening.channel is None:
            return self._personal(happening, person)
        place = self._ws.conversations.get(happening.channel)
        if place is None or person not in place.members:
            return []
        if happening.post is not None:
            return self._about(happening, place, happening.post, person)
        if happening.kind in ("conversation", "joined", "left"):
            return [("conversation", {"conversation": shown.conversation(self._ws, place, person)})]
        return [(happening.kind, {"channel": place.id, **happening.extra})]

    def _about(self, happening: Happening, place: Conversation, post: Post, person: str) -> list[tuple[str, Json]]:
        where = {"channel": place.id, "ts": post.ts, "thread_ts": post.thread_ts}
        if happening.kind == "deleted":
            return [("deleted", where)]
        if happening.kind == "chunk":
            return [("chunk", {**where, **happening.extra})]
        message = {"channel": place.id, "message": shown.message(self._ws, post, person)}
        if happening.kind != "message":
            return [("changed", message)]
        frames: list[tuple[str, Json]] = [("message", message)]
        if post.body.get("user") != person:
            frames.append(("notification", shown.notification(self._ws, place, post, person)))
            frames.append(("unread", {"channel": place.id, **shown.unread(place, person)}))
        return frames

    def _personal(self, happening: Happening, person: str) -> list[tuple[str, Json]]:
        if happening.kind in ("view_opened", "view_pushed", "view_updated", "view_closed"):
            return [(happening.kind, {**happening.extra, "views": views.open_views(self._ws, person)})]
        return [(happening.kind, happening.extra)]
