"""Socket Mode: websockets over which the app hears events and acknowledges them."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.outbox import Answer, Delivery
from bot.playground.shapes import Json
from bot.playground.state import APP_ID

MOST_CONNECTIONS = 10


@dataclass
class _Connection:
    socket: WebSocket
    waiting: dict[str, asyncio.Future[Answer]] = field(default_factory=dict)


class SocketMode:
    """All open sockets of the app. Everything runs on the server's event loop."""

    def __init__(self, on_change: Callable[[int], None]) -> None:
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._turn = itertools.count()
        self._present = asyncio.Event()

    @property
    def count(self) -> int:
        """How many sockets are open."""
        return len(self._connections)

    def new_ticket(self) -> str:
        """A path that can be connected to once."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return f"/link/?ticket={ticket}&app_id={APP_ID}"

    def reachable(self) -> bool:
        """Whether a socket is open."""
        return bool(self._connections)

    async def ready(self) -> None:
        """Return when a socket is open."""
        await self._present.wait()

    async def attempt(self, delivery: Delivery, seconds: float) -> Answer:
        """Send over one of the sockets, in turn, and wait for its acknowledgement."""
        if not self._connections:
            return Answer(ok=False, reason="connection_lost", lost=True)
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope_id = str(uuid.uuid4())
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        try:
            await connection.socket.send_text(json.dumps(_envelope(envelope_id, delivery)))
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return Answer(ok=False, reason="timeout")
        except (RuntimeError, WebSocketDisconnect):
            return Answer(ok=False, reason="connection_lost", lost=True)
        finally:
            connection.waiting.pop(envelope_id, None)

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection until it closes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or len(self._connections) >= MOST_CONNECTIONS:
            await socket.close(4000)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = _Connection(socket)
        await socket.send_text(json.dumps(_hello(len(self._connections) + 1)))
        self._connections.append(connection)
        self._present.set()
        self._on_change(len(self._connections))
        try:
            while True:
                _acknowledge(connection, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._drop(connection)

    async def disconnect_all(self, reason: str = "refresh_requested") -> None:
        """Tell every socket to reconnect, as Slack does from time to time."""
        for connection in list(self._connections):
            self._drop(connection)
            notice = {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
            await connection.socket.send_text(json.dumps(notice))
            await connection.socket.close()

    def _drop(self, connection: _Connection) -> None:
        if connection not in self._connections:
            return
        self._connections.remove(connection)
        if not self._connections:
            self._present.clear()
        for future in connection.waiting.values():
            if not future.done():
                future.set_result(Answer(ok=False, reason="connection_lost", lost=True))
        self._on_change(len(self._connections))


def _acknowledge(connection: _Connection, text: str) -> None:
    try:
        said: Json = json.loads(text)
    except json.JSONDecodeError:
        return
    future = connection.waiting.get(said.get("envelope_id", ""))
    if future is not None and not future.done():
        future.set_result(Answer(ok=True, payload=said.get("payload") or {}))


def _envelope(envelope_id: str, delivery: Delivery) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": delivery.kind,
        "accepts_response_payload": delivery.kind != "events_api",
        "payload": delivery.payload,
    }
    if delivery.kind == "events_api":
        envelope |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    return envelope


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {
            "host": "playground",
            "started": "",
            "build_number": 1,
            "approximate_connection_time": 18_060,
        },
        "connection_info": {"app_id": APP_ID},
    }
