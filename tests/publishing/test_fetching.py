"""Files come from Slack with the bot's token, within limits, and in trouble with a sentence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.delivery import Delivery
from channel.errors import Unavailable, UnreadableFile

Answer = tuple[int, dict[str, str], bytes]


class OneToken:
    def token(self, team: str) -> str:
        return f"xoxb-{team}"


@contextmanager
def slack(*answers: Answer) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that gives these answers in turn, the last one over and over; what it was asked with."""
    left, asked = list(answers), []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(dict(self.headers))
            status, headers, content = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in {
                "content-type": "application/pdf",
                "content-length": str(len(content)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def delivery(base: str) -> Delivery:
    return Delivery(OneToken(), f"{base}/api/", lambda _point: None)


def test_a_file_is_fetched_with_the_token_of_its_team() -> None:
    with slack((200, {}, b"%PDF-1.7")) as (base, asked):
        assert delivery(base).download("T1", f"{base}/files-pri/F1", "application/pdf", 100) == b"%PDF-1.7"
        assert asked[0]["Authorization"] == "Bearer xoxb-T1"


def test_a_line_that_fails_is_tried_again() -> None:
    with slack((503, {}, b""), (200, {}, b"words")) as (base, asked):
        assert delivery(base).download("T1", f"{base}/f", "text/plain", 100) == b"words"
        assert len(asked) == 2


@pytest.mark.parametrize(
    ("answer", "media", "words"),
    [
        ((200, {"content-type": "text/html"}, b"<html>sign in</html>"), "application/pdf", "login page"),
        ((404, {}, b""), "application/pdf", "did not give me the file"),
    ],
)
def test_what_is_no_file_is_said_once(answer: Answer, media: str, words: str) -> None:
    with slack(answer) as (base, asked), pytest.raises(Unavailable) as refused:
        delivery(base).download("T1", f"{base}/f", media, 100)
    assert words in refused.value.message
    assert refused.value.next_step
    assert len(asked) == 1


def test_a_file_that_is_larger_than_it_said_is_cut_short() -> None:
    with slack((200, {}, b"x" * 5000)) as (base, _asked), pytest.raises(UnreadableFile):
        delivery(base).download("T1", f"{base}/f", "text/plain", 1000)


def test_the_token_follows_no_redirect_elsewhere() -> None:
    with slack((200, {}, b"stolen")) as (elsewhere, asked_there):
        with slack((302, {"location": f"{elsewhere}/f"}, b"")) as (base, _asked):
            delivery(base).download("T1", f"{base}/f", "text/plain", 1000)
        assert "Authorization" not in asked_there[0]


@pytest.mark.parametrize(
    "address", ["https://files.slack.com.evil.example/f", "http://files.slack.com/f", "file:///etc/passwd", ""]
)
def test_nothing_is_fetched_from_anywhere_but_slack(address: str) -> None:
    with pytest.raises(Unavailable):
        delivery("https://slack.com").download("T1", address, "text/plain", 100)
