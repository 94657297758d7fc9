"""What Slack sends to the app: kept until acknowledged, sent again when not."""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from bot.playground.shapes import Json
from bot.playground.traffic import Entry, EntryKind, Journal

DeliveryKind: TypeAlias = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Answer:
    """How the app took a delivery; `payload` is what it said with the acknowledgement.

    `lost` means that the connection went away before an answer.
    """

    ok: bool
    payload: Json = field(default_factory=dict)
    reason: str = ""
    status: int | None = None
    lost: bool = False


@dataclass(frozen=True)
class Delivery:
    """One payload for the app; `attempt` counts from 0."""

    kind: DeliveryKind
    payload: Json
    attempt: int = 0
    reason: str = ""


class Transport(Protocol):
    """A way to the app."""

    async def attempt(self, delivery: Delivery, seconds: float) -> Answer:
        """Send once and wait at most `seconds` for the acknowledgement."""
        ...

    async def ready(self) -> None:
        """Return when there is somebody to send to."""
        ...

    def reachable(self) -> bool:
        """Whether there is somebody to send to now."""
        ...


class Outbox:
    """Sends events with retries, and interactions once.

    Args:
        journal: records every attempt.
        ack_seconds: how long the app has to acknowledge.
        pauses: seconds before the second, third and fourth attempt of an event.
    """

    def __init__(self, journal: Journal, ack_seconds: float, pauses: tuple[float, ...]) -> None:
        self._journal = journal
        self._ack_seconds = ack_seconds
        self._pauses = pauses
        self._transport: Transport | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._world = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def attach(self, transport: Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to send through `transport`."""
        self._transport, self._loop = transport, loop

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop on which everything is sent."""
        assert self._loop is not None, "attach a transport first"
        return self._loop

    def hurry(self, ack_seconds: float, pauses: tuple[float, ...]) -> None:
        """Wait for other times from now on."""
        self._ack_seconds, self._pauses = ack_seconds, pauses

    def forget(self) -> None:
        """Send nothing again that was sent before now."""
        self._world += 1

    def send_event(self, envelope: Json) -> None:
        """Deliver an event envelope, again if it is not acknowledged."""
        envelope = _frozen(envelope)
        event = envelope["event"]
        entry = self._journal.begin("event", "to_app", event["type"])
        entry.team = envelope["team_id"]
        entry.channel = event.get("channel") if isinstance(event.get("channel"), str) else None
        entry.user = event.get("user") if isinstance(event.get("user"), str) else None
        entry.request = envelope
        delivery, world = Delivery("events_api", envelope), self._world
        self._start(lambda: self._deliver(entry, delivery, self._pauses, world))

    def send_interaction(self, kind: DeliveryKind, name: str, payload: Json) -> concurrent.futures.Future[Answer]:
        """Deliver an interaction or command once; the future holds the app's answer."""
        payload = _frozen(payload)
        journal_kind: EntryKind = "command" if kind == "slash_commands" else "interaction"
        entry = self._journal.begin(journal_kind, "to_app", name)
        entry.team = payload["team_id"] if kind == "slash_commands" else payload["team"]["id"]
        entry.user = payload["user_id"] if kind == "slash_commands" else payload["user"]["id"]
        entry.request = payload
        result: concurrent.futures.Future[Answer] = concurrent.futures.Future()

        async def run() -> None:
            answer = Answer(ok=False, reason="no_connection")
            try:
                if self._transport is not None and self._transport.reachable():
                    answer = await self._transport.attempt(Delivery(kind, payload), self._ack_seconds)
            finally:
                self._record(entry, answer)
                result.set_result(answer)

        self._start(run)
        return result

    async def _deliver(self, entry: Entry, delivery: Delivery, pauses: tuple[float, ...], world: int) -> None:
        assert self._transport is not None
        await self._transport.ready()
        if world != self._world:
            self._journal.finish(entry, ok=False, error="forgotten")
            return
        answer = await self._transport.attempt(delivery, self._ack_seconds)
        self._record(entry, answer)
        if answer.ok or not pauses:
            return
        if not answer.lost:
            await asyncio.sleep(pauses[0])
            pauses = pauses[1:]
        if world == self._world:
            again = Delivery(delivery.kind, delivery.payload, delivery.attempt + 1, answer.reason)
            await self._deliver(self._repeated(entry, again), again, pauses, world)

    def _repeated(self, first: Entry, delivery: Delivery) -> Entry:
        entry = self._journal.begin("event", "to_app", first.name)
        entry.team, entry.channel, entry.user = first.team, first.channel, first.user
        entry.request, entry.attempt = first.request, delivery.attempt + 1
        return entry

    def _record(self, entry: Entry, answer: Answer) -> None:
        entry.response, entry.status = answer.payload, answer.status
        self._journal.finish(entry, ok=answer.ok, error=answer.reason or None)

    def _start(self, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._spawn, make)

    def _spawn(self, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = asyncio.ensure_future(make())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _frozen(payload: Json) -> Json:
    """A copy that later changes of the workspace do not reach."""
    copied: Json = json.loads(json.dumps(payload))
    return copied
