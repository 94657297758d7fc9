"""Slack answers late, badly or not at all: what was to be said is said once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.compose import OneToken
from bot.delivery import Delivery, Post
from bot.playground.demo import Demo
from bot.playground.web_api.endpoint import Fault

PERSON = "alpenrock.sales"
POST = Post("key", "T1", "C1", None, "words", [])


@pytest.fixture(autouse=True)
def healthy(demo: Demo) -> Iterator[None]:
    yield
    demo.playground.web_api.faults.clear()


@pytest.mark.parametrize("error", ["ratelimited", "internal_error", "fatal_error", "service_unavailable"])
def test_a_passing_trouble_delays_the_answer(demo: Demo, error: str) -> None:
    demo.playground.web_api.faults.append(Fault("chat.postMessage", error, retry_after=1, times=1))
    heard = demo.driver.ask(PERSON, "dm", "price for 4 FW120")

    assert len(heard.public) == 1
    assert "1,184.00" in heard.text


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
def test_refused_blocks_are_sent_as_text(demo: Demo, error: str) -> None:
    demo.playground.web_api.faults.append(Fault("chat.postMessage", error, retry_after=0, times=1))
    heard = demo.driver.ask(PERSON, "dm", "price for 4 FW120")

    assert len(heard.public) == 1
    assert "1,184.00" in heard.text


def test_after_a_place_that_takes_no_messages_the_next_question_is_answered(demo: Demo) -> None:
    demo.playground.web_api.faults.append(Fault("chat.postMessage", "restricted_action", retry_after=0, times=1))
    lost = demo.driver.ask(PERSON, "dm", "price for 4 FW120")
    heard = demo.driver.ask(PERSON, "dm", "price for 5 FW120")

    assert lost.public == ()
    assert len(heard.public) == 1


@contextmanager
def slack_answering(*statuses: int) -> Iterator[tuple[str, list[str]]]:
    """A Slack that answers with these statuses, one after the other, and the paths that were called."""
    called: list[str] = []
    waiting = list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            called.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            status = waiting.pop(0)
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(json.dumps({"ok": status == 200, "ts": "17.5", "error": "ratelimited"}).encode())

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", called
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("statuses", [(500, 200), (503, 200), (429, 200), (500, 429, 200)])
def test_a_post_is_tried_again_until_it_is_taken(statuses: tuple[int, ...]) -> None:
    with slack_answering(*statuses) as (url, called):
        ts = Delivery(OneToken("xoxb-1"), url, lambda _point: None).deliver(POST, look_first=False)

    assert ts == "17.5"
    assert called == ["/chat.postMessage"] * len(statuses)
