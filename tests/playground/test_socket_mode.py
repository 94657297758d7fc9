from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from conftest import Connect, app_for
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as open_socket

from bot.playground.driver import Driver
from bot.playground.server import Playground


def test_a_mention_is_answered_in_its_thread(app: App, connect: Connect, driver: Driver) -> None:
    @app.event("app_mention")
    def answer(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=f"Hello <@{event['user']}>")

    @app.event("message")
    def leave_it() -> None:
        pass

    connect(app)
    heard = driver.ask("alpenrock.sales", "#brightpath-alpenrock", "@Tierdesk are you there?")

    assert heard.text == "Hello @Lena Brandl"
    assert heard.private == ()
    (reply,) = heard.public
    assert reply.thread_ts == driver.messages("#brightpath-alpenrock", "brightpath.pm")[0].ts
    assert heard.first_ms is not None


def test_an_event_that_is_not_acknowledged_comes_again(
    playground: Playground, connect: Connect, driver: Driver
) -> None:
    app, seen = app_for(playground), []

    @app.middleware
    def refuse_the_first(req: Any, next: Any) -> BoltResponse | None:  # noqa: A002 - Bolt's name
        if req.body["event"]["type"] != "message":
            next()
            return None
        seen.append((req.body["event_id"], req.headers.get("x-slack-retry-num")))
        return BoltResponse(status=500 if len(seen) == 1 else 200, body="")

    playground.retry_soon(ack_seconds=0.2)
    connect(app)
    driver.say("alpenrock.sales", "dm", "hello")
    assert driver.wait_until_quiet()

    assert [retry for _, retry in seen] == [["0"], ["1"]]
    assert len({event_id for event_id, _ in seen}) == 1


def test_what_a_lost_connection_had_not_acknowledged_goes_to_the_next(playground: Playground, driver: Driver) -> None:
    with _connected(playground) as (first, _):
        driver.say("alpenrock.sales", "dm", "hello")
        lost = json.loads(first.recv())
    with _connected(playground) as (second, _):
        again = json.loads(second.recv())
        second.send(json.dumps({"envelope_id": again["envelope_id"]}))
        assert driver.wait_until_quiet()

    assert lost["payload"]["event_id"] == again["payload"]["event_id"]
    assert (lost["retry_attempt"], again["retry_attempt"]) == (0, 1)


def test_connections_are_counted_and_used_in_turn(playground: Playground, driver: Driver) -> None:
    texts = []
    with _connected(playground) as (one, first_hello), _connected(playground) as (two, second_hello):
        for words in ("a", "b"):
            driver.say("alpenrock.sales", "dm", words)
        for socket in (one, two):
            envelope = json.loads(socket.recv())
            socket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
            texts.append(envelope["payload"]["event"]["text"])

    assert (first_hello["num_connections"], second_hello["num_connections"]) == (1, 2)
    assert sorted(texts) == ["a", "b"]


def test_the_app_reconnects_when_it_is_told_to(
    playground: Playground, app: App, connect: Connect, driver: Driver
) -> None:
    heard = threading.Event()

    @app.event("message")
    def hear() -> None:
        heard.set()

    connect(app)
    playground.disconnect_app()
    assert playground.wait_until_connected()
    driver.say("alpenrock.sales", "dm", "still there?")

    assert heard.wait(10)


def test_the_apps_own_messages_are_echoed(playground: Playground, alpenrock: WebClient) -> None:
    alpenrock.chat_postMessage(channel="DALPENROCKSALES", text="pong")

    (event,) = [entry.request["event"] for entry in playground.journal.since(0, "event")]
    assert (event["type"], event["text"], event["bot_id"]) == ("message", "pong", "BALPENROCK")


@contextmanager
def _connected(playground: Playground) -> Iterator[tuple[ClientConnection, dict[str, Any]]]:
    client = WebClient(base_url=playground.api_url)
    with open_socket(client.apps_connections_open(app_token=playground.app_token)["url"]) as socket:
        yield socket, json.loads(socket.recv())
