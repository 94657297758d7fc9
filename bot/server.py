"""Serving real Slack: over a socket, or by HTTP."""

import logging
import signal
import socket
import threading
from collections.abc import Callable

from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.app import build_app
from bot.compose import compose, tokens_of
from bot.parts import Parts
from bot.settings import Settings, Transport, read_settings
from channel.errors import BadSetting

log = logging.getLogger("tierdesk")


def serve() -> None:
    """Serve until told to stop (SIGTERM or Ctrl+C).

    Raises:
        BadSetting: when a setting is missing or cannot be used, or the port is taken.
    """
    settings = read_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    check(settings)
    parts = compose(settings, tokens=tokens_of(settings))
    parts.launch()
    threading.Thread(target=parts.warm_up, name="warm-up", daemon=True).start()
    ended = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    close = _by_socket(settings, parts) if settings.transport is Transport.SOCKET else _by_http(settings, parts)
    log.info("Tierdesk is ready (%s)", settings.transport)
    ended.wait()
    log.info("ending; unfinished work is kept")
    close()
    parts.close()


def check(settings: Settings) -> None:
    """Refuse settings that cannot work, before anything starts.

    Raises:
        BadSetting: naming the variable.
    """
    tokens_of(settings)
    if settings.transport is Transport.SOCKET and settings.slack_app_token is None:
        raise BadSetting(
            "SLACK_APP_TOKEN is not set, and socket transport needs it.",
            "Create an app-level token (xapp-…) with connections:write, or set TIERDESK_TRANSPORT=http.",
        )
    if settings.transport is Transport.HTTP:
        if settings.slack_signing_secret is None:
            raise BadSetting(
                "SLACK_SIGNING_SECRET is not set, and http transport needs it to know that requests come from Slack.",
                "Copy it from “Basic Information” of your Slack app.",
            )
        check_port(settings.host, settings.port)


def check_port(host: str, port: int) -> None:
    """Refuse a port that another program holds.

    Raises:
        BadSetting: naming the port.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadSetting(
                f"Port {port} on {host} cannot be used: {error.strerror}.",
                "Stop the program that holds it, or choose another one with TIERDESK_PORT.",
            ) from error


def _by_socket(settings: Settings, parts: Parts) -> Callable[[], None]:
    assert settings.slack_app_token is not None
    handler = SocketModeHandler(build_app(parts), settings.slack_app_token.get_secret_value())
    handler.connect()
    return handler.close


def _by_http(settings: Settings, parts: Parts) -> Callable[[], None]:
    import uvicorn
    from slack_bolt.adapter.starlette.handler import SlackRequestHandler
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    handler = SlackRequestHandler(build_app(parts))

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    web = Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Route("/healthz", health)])
    server = uvicorn.Server(
        uvicorn.Config(web, host=settings.host, port=settings.port, log_level="warning", access_log=False)
    )
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def close() -> None:
        server.should_exit = True
        thread.join(timeout=10)

    return close
