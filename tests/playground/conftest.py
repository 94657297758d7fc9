from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

import bot.playground
from bot.playground import people
from bot.playground.driver import Driver
from bot.playground.server import Playground
from channel.clock import MovableClock

Connect: TypeAlias = Callable[[App], SocketModeHandler]


@pytest.fixture(scope="session")
def world() -> people.World:
    return people.load(Path(bot.playground.__file__).parent / "world" / "slack.yaml")


@pytest.fixture
def clock(world: people.World) -> MovableClock:
    return MovableClock(world.starts_at, ticking=False)


@pytest.fixture
def playground(world: people.World, clock: MovableClock) -> Iterator[Playground]:
    running = Playground(world, clock)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def driver(playground: Playground) -> Driver:
    return Driver(playground)


@pytest.fixture
def brightpath(playground: Playground) -> WebClient:
    return client_of(playground, "brightpath")


@pytest.fixture
def alpenrock(playground: Playground) -> WebClient:
    return client_of(playground, "alpenrock")


@pytest.fixture
def app(playground: Playground) -> App:
    return app_for(playground)


@pytest.fixture
def connect(playground: Playground) -> Iterator[Connect]:
    handlers: list[SocketModeHandler] = []

    def connected(app: App) -> SocketModeHandler:
        handler = SocketModeHandler(app, playground.app_token)
        handlers.append(handler)
        handler.connect()  # type: ignore[no-untyped-call]
        assert playground.wait_until_connected()
        return handler

    yield connected
    for handler in handlers:
        handler.close()  # type: ignore[no-untyped-call]


def client_of(playground: Playground, organisation: str) -> WebClient:
    return WebClient(token=playground.bot_token(organisation), base_url=playground.api_url)


def app_for(playground: Playground) -> App:
    def authorize(team_id: str, **_rest: object) -> AuthorizeResult:
        client = WebClient(token=playground.bot_token(team_id), base_url=playground.api_url)
        return AuthorizeResult.from_auth_test_response(
            auth_test_response=client.auth_test(), bot_token=playground.bot_token(team_id)
        )

    return App(
        client=WebClient(base_url=playground.api_url),
        authorize=authorize,
        signing_secret=playground.signing_secret,
    )
