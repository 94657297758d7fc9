from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from conftest import app_for
from slack_bolt import Ack, App
from slack_bolt.adapter.starlette.handler import SlackRequestHandler
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground import people
from bot.playground.driver import Driver
from bot.playground.server import Playground
from channel.clock import MovableClock


class Receiver:
    """A Bolt app that listens over HTTP, and the headers it was sent. `failing` requests get an error."""

    def __init__(self) -> None:
        self.app: App | None = None
        self.failing = 0
        self.headers: list[dict[str, str]] = []

    async def receive(self, request: Request) -> Response:
        self.headers.append(dict(request.headers))
        if self.failing:
            self.failing -= 1
            return Response(status_code=500)
        assert self.app is not None
        return await SlackRequestHandler(self.app).handle(request)


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def playground(world: people.World, clock: MovableClock, receiver: Receiver) -> Iterator[Playground]:
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    web = Starlette(routes=[Route("/slack/events", receiver.receive, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(web, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    address = f"http://127.0.0.1:{bound.getsockname()[1]}/slack/events"
    running = Playground(world, clock, delivery="http", request_url=address, ack_seconds=5, retry_pauses=(0, 0, 0))
    bound.listen()
    running.start()
    receiver.app = app_for(running)
    thread.start()
    yield running
    running.stop()
    server.should_exit = True
    thread.join(5)


def test_the_address_is_verified_by_a_challenge(playground: Playground, receiver: Receiver) -> None:
    assert playground.verify_request_url()
    receiver.failing = 1
    assert not playground.verify_request_url()


def test_events_and_commands_arrive_signed(receiver: Receiver, driver: Driver) -> None:
    assert receiver.app is not None

    @receiver.app.event("message")
    def answer(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], text="heard over HTTP")

    @receiver.app.command("/tierdesk")
    def help_(ack: Ack, command: dict[str, str]) -> None:
        ack(f"help about {command['text']}")

    heard = driver.ask("alpenrock.sales", "dm", "hello")
    driver.command("alpenrock.sales", "dm", "/tierdesk prices")
    driver.wait_until_quiet()

    assert heard.text == "heard over HTTP"
    assert driver.messages("dm", "alpenrock.sales")[-1].text == "help about prices"
    assert all(headers["x-slack-signature"].startswith("v0=") for headers in receiver.headers)


def test_a_failed_delivery_is_tried_again_with_its_number_and_reason(receiver: Receiver, driver: Driver) -> None:
    receiver.failing = 2
    driver.say("alpenrock.sales", "dm", "hello")
    assert driver.wait_until_quiet()

    tries = [(headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")) for headers in receiver.headers]
    assert tries[:3] == [(None, None), ("1", "http_error"), ("2", "http_error")]
