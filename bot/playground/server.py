"""The local Slack as a running server."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.playground import control_api, described, people
from bot.playground.acts import Acts
from bot.playground.answers import Answers
from bot.playground.clockwork import Clockwork
from bot.playground.control_doing import Doing
from bot.playground.control_reading import Reading
from bot.playground.events import Events
from bot.playground.guard import OnlyThisMachine
from bot.playground.http_delivery import SIGNING_SECRET, HttpDelivery
from bot.playground.live import Live
from bot.playground.manifest import Manifest
from bot.playground.modals import Modals
from bot.playground.outbox import Outbox
from bot.playground.shapes import ApiError, Happening, PlayClock
from bot.playground.socket_mode import SocketMode
from bot.playground.state import Workspace
from bot.playground.traffic import Journal
from bot.playground.web_api import assistant, endpoint, oauth
from bot.playground.web_api.calls import Services
from bot.playground.web_api.rates import Rates
from channel.errors import NotAllowed, Unavailable

PAGE = Path(__file__).parent / "page"
NO_PAGE = "The page of the local Slack has not been built; its control API is at /play/api."
LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>"
ACK_SECONDS = 3.0
PAUSES = (0.0, 60.0, 300.0)


class Playground:
    """A local Slack with an app installed in each of its workspaces.

    Args:
        people: the world, as read by `bot.playground.people.load`.
        clock: the world's clock; the control API moves it.
        manifest: the app as the workspaces know it.
        host: an address of this machine that only this machine reaches.
        port: 0 takes a free one.
        delivery: over sockets that the app opens, or to its `request_url`.
        request_url: where an app with HTTP delivery listens.
        ack_seconds: how long the app has to acknowledge.
        retry_pauses: seconds before an event is sent again.
        on_clock_change: called with the new instant when somebody moved the clock.
    """

    def __init__(
        self,
        people: people.World,
        clock: PlayClock,
        *,
        manifest: Manifest | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        delivery: Literal["socket", "http"] = "socket",
        request_url: str = "",
        ack_seconds: float = ACK_SECONDS,
        retry_pauses: tuple[float, ...] = PAUSES,
        on_clock_change: Callable[[datetime], None] = lambda _instant: None,
    ) -> None:
        if host not in ("127.0.0.1", "localhost", "::1"):
            raise NotAllowed(f"The local Slack has no sign-in, so it does not listen on {host}.", "Use 127.0.0.1.")
        self._host = host
        self._port = port
        self._delivery: Literal["socket", "http"] = delivery
        self._request_url = request_url
        self._on_clock_change = on_clock_change
        self._busy: list[Callable[[], bool]] = []
        self.workspace = Workspace(people, manifest or Manifest(), clock)
        self.journal = Journal(lambda: self.workspace.now().isoformat())
        self._outbox = Outbox(self.journal, ack_seconds, retry_pauses)
        self.events = Events(self.workspace, self._outbox)
        self.clockwork = Clockwork(self.workspace, on_clock_change)
        self.workspace.listen(lambda happening: assistant.clear_after(self.workspace, happening))
        self.workspace.listen(self._stirred)
        self._live = Live(self.workspace, self.journal)
        self._sockets = SocketMode(self._connections_changed)
        self._thread: threading.Thread | None = None
        self._server: uvicorn.Server | None = None
        self._http: HttpDelivery | None = None
        self._connected = threading.Condition()

    @property
    def url(self) -> str:
        """The address of the page, without a slash at its end."""
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        """What SDKs take as their base URL."""
        return f"{self.url}/api/"

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return endpoint.APP_TOKEN

    @property
    def signing_secret(self) -> str:
        """The secret with which HTTP deliveries are signed."""
        return SIGNING_SECRET

    @property
    def delivery(self) -> Literal["socket", "http"]:
        """How events reach the app."""
        return self._delivery

    @property
    def connections(self) -> int:
        """How many sockets the app holds open."""
        return self._sockets.count

    def bot_token(self, team: str) -> str:
        """The bot token of a workspace, given as `TBRIGHTPATH` or `brightpath`."""
        return endpoint.bot_token(team if team.startswith("T") and team.isupper() else people.team_id(team))

    def enforce_rates(self) -> None:
        """Refuse calls beyond Slack's tiers from now on; otherwise tiers are only recorded."""
        self.web_api.rates = Rates()

    def busy_while(self, busy: Callable[[], bool]) -> None:
        """Count the app as busy while `busy()` is true; call `stir()` when that ends."""
        self._busy.append(busy)

    def stir(self) -> None:
        """Let those who wait for quiet look again."""
        self.journal.stir()

    def retry_soon(self, ack_seconds: float, pauses: tuple[float, ...] = (0.0, 0.0, 0.0)) -> None:
        """Wait less for acknowledgements, and less before sending again; in seconds."""
        self._outbox.hurry(ack_seconds, pauses)

    def disconnect_app(self) -> None:
        """Tell the app's sockets to reconnect, as Slack does; returns when they are told."""
        telling = self._sockets.disconnect_all()
        asyncio.run_coroutine_threadsafe(telling, self._outbox.loop).result(5)

    def reset(self) -> None:
        """Forget what was said and put the clock back; the app stays connected."""
        self.workspace.reset()
        self._on_clock_change(self.workspace.now())

    def start(self) -> None:
        """Begin to serve; returns when requests are answered.

        Raises:
            Unavailable: the port is taken.
        """
        bound = self._bind()
        self._port = bound.getsockname()[1]
        self.workspace.base_url = self.url
        self._assemble()
        config = uvicorn.Config(
            self._application(),
            log_level="warning",
            ws="websockets-sansio",
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        started = threading.Event()
        self._started = started
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [bound]}, name="playground", daemon=True
        )
        self._thread.start()
        if not started.wait(10):
            raise Unavailable("The local Slack did not start.", "Look at the log above.")

    def stop(self) -> None:
        """Stop serving and close all connections."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)
        self._server = self._thread = None

    def wait_until_connected(self, timeout: float = 10.0) -> bool:
        """Wait for the app's first socket; whether it came within `timeout` seconds."""
        with self._connected:
            return self._connected.wait_for(lambda: self._sockets.count > 0, timeout)

    def wait_until_quiet(self, timeout: float = 10.0, settle: float = 0.2) -> bool:
        """Wait until the app has done all it had to do.

        That is: everything delivered is acknowledged, no call is under way, no status or stream is open,
        nobody named by `busy_while` is busy, and nothing happened for `settle` seconds.

        Returns:
            Whether it became quiet within `timeout` seconds.
        """
        return self.journal.wait_until(self._idle, settle, timeout)

    def _idle(self) -> bool:
        if any(busy() for busy in self._busy):
            return False
        ws = self.workspace
        with ws.lock:
            posts = [post for place in ws.conversations.values() for post in place.posts.values()]
            open_stream = any(post.stream is not None and post.stream.is_open for post in posts)
            return not ws.statuses and not open_stream

    def _bind(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((self._host, self._port))
            bound.listen()
        except OSError as error:
            bound.close()
            raise Unavailable(
                f"Port {self._port} is in use, so the local Slack cannot start there.",
                "Stop the other program or choose another port.",
            ) from error
        return bound

    def _assemble(self) -> None:
        services = Services(self.events, self._sockets, self.url)
        self.web_api = endpoint.WebApi(self.workspace, services, self.journal)
        self._answers = Answers(self.workspace, self.journal)
        self.modals = Modals(self.workspace, self._outbox)
        self.acts = Acts(self.workspace, self.events, self._outbox, self._answers, self.url)
        reading = Reading(self.workspace, self._live, self.journal, self._sockets, self.clockwork, self._delivery)
        doing = Doing(self.workspace, self.acts, self.modals, self.web_api, self._sockets, self.clockwork, self.url)
        self._control = control_api.routes(reading, doing)

    def _application(self) -> Starlette:
        routes: list[BaseRoute] = [
            Route("/api/{method}", self.web_api.serve, methods=["GET", "POST"]),
            WebSocketRoute("/link/", self._sockets.serve),
            Route("/actions/{team}/{number}/{key}", self._answer, methods=["POST"]),
            Route("/upload/v1/{file}", self._upload, methods=["POST"]),
            Route("/files-pri/{owner}/{name:path}", self._private_file),
            Route("/oauth/v2/authorize", self._authorise),
            Route("/avatars/{user}", self._avatar),
            *self._control,
        ]
        if (PAGE / "index.html").is_file():
            routes.append(Mount("/", StaticFiles(directory=PAGE, html=True)))
        else:
            routes.append(Route("/", lambda _request: PlainTextResponse(NO_PAGE)))
        guard = Middleware(OnlyThisMachine)
        return Starlette(routes=routes, lifespan=self._lifespan, middleware=[guard])

    @contextlib.asynccontextmanager
    async def _lifespan(self, _application: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        if self._delivery == "http":
            self._http = HttpDelivery(self._request_url)
            self._outbox.attach(self._http, loop)
        else:
            self._outbox.attach(self._sockets, loop)
        ticking = asyncio.create_task(self._tick())
        self._started.set()
        yield
        ticking.cancel()
        if self._http is not None:
            await self._http.close()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            self.clockwork.settle()

    async def _answer(self, request: Request) -> Response:
        entry = self.journal.begin("response_url", "from_app", "response_url")
        entry.team = request.path_params["team"]
        try:
            entry.request = await request.json()
            self._answers.spend(request.path_params["key"], entry.request)
        except ApiError as refusal:
            entry.response = {"ok": False, "error": refusal.code, **refusal.extra}
            status = 404 if refusal.code in ("expired_url", "used_url") else 400
            self.journal.finish(entry, ok=False, error=refusal.code)
            return JSONResponse(entry.response, status)
        except ValueError:
            self.journal.finish(entry, ok=False, error="invalid_payload")
            return PlainTextResponse("invalid_payload", 400)
        self.journal.finish(entry, ok=True)
        return PlainTextResponse("ok")

    async def _avatar(self, request: Request) -> Response:
        drawn = described.avatar(self.workspace, request.path_params["user"])
        return Response(drawn, media_type="image/svg+xml")

    async def _authorise(self, request: Request) -> Response:
        query = request.query_params
        if "as" not in query:
            return HTMLResponse(oauth.choice(self.workspace, dict(query)))
        try:
            address = oauth.authorise(
                self.workspace,
                query["as"],
                query.get("redirect_uri", ""),
                query.get("state", ""),
                query.get("client_id", ""),
            )
        except ApiError as refusal:
            return PlainTextResponse(refusal.code, 400)
        return RedirectResponse(address)

    async def _upload(self, request: Request) -> Response:
        stored = self.workspace.uploads.get(request.path_params["file"])
        if stored is None:
            return PlainTextResponse("upload_not_found", 404)
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            form = await request.form()
            parts = [part for part in form.values() if not isinstance(part, str)]
            stored.content = await parts[0].read() if parts else b""
        else:
            stored.content = await request.body()
        return PlainTextResponse(f"OK - {len(stored.content)}")

    async def _private_file(self, request: Request) -> Response:
        file_id = request.path_params["owner"].partition("-")[2]
        stored = self.workspace.files.get(file_id)
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        try:
            endpoint.team_of_token(self.workspace, token)
        except ApiError:
            return HTMLResponse(LOGIN_PAGE)
        if "files:read" not in self.workspace.manifest.bot_scopes:
            return HTMLResponse(LOGIN_PAGE)
        if stored is None:
            return PlainTextResponse("file_not_found", 404)
        return Response(stored.content, media_type=stored.mimetype)

    def _stirred(self, happening: Happening) -> None:
        if happening.kind == "reset":
            self._outbox.forget()
        self.journal.stir()

    def _connections_changed(self, count: int) -> None:
        with self._connected:
            self._connected.notify_all()
        entry = self.journal.begin("socket", "from_app", f"{count} connected")
        self.journal.finish(entry, ok=True)
        self._live.send("connection", {"connected": count > 0, "connections": count})
        self.journal.stir()

    def verify_request_url(self, timeout: float = 5.0) -> bool:
        """The url_verification handshake with an app that listens over HTTP."""
        assert self._http is not None, "start with delivery='http' first"
        loop = self._outbox.loop
        handshake = self._http.verify(self.workspace.new_id("challenge"))
        return asyncio.run_coroutine_threadsafe(handshake, loop).result(timeout)
