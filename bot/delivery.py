"""Posting, once: each message carries its key, and a resumed delivery looks before it posts again."""

import http.client
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.screens.blocks import Screen
from channel.errors import Unavailable, UnreadableFile

log = logging.getLogger(__name__)
EVENT_TYPE = "tierdesk_post"
TIMEOUT_SECONDS = 10
RETRIES = 3
LOOK_BACK = 50
PAGE = 200
PASSING = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
CHUNK = 256 * 1024
DOWNLOAD_SECONDS = 300.0
PAUSE_SECONDS = 0.5
SLACK_HOSTS = (".slack.com", ".slack-edge.com", ".slack-files.com")
REFUSED_BLOCKS = {"invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format"}


class Tokens(Protocol):
    """Where the bot's token of a team comes from."""

    def token(self, team: str) -> str:
        """The bot token of an installing team."""
        ...


@dataclass(frozen=True)
class Post:
    """A message to be posted once. `replaces` is the ts of a message of ours to be updated instead."""

    key: str
    team: str
    conversation: str
    thread: str | None
    text: str
    blocks: list[dict[str, Any]]
    files: tuple[tuple[str, str, str], ...] = ()
    replaces: str | None = None

    def plain(self) -> dict[str, Any]:
        """For the durable engine."""
        return asdict(self)


def post_of(
    screen: Screen, *, key: str, team: str, conversation: str, thread: str | None, replaces: str | None = None
) -> Post:
    """A screen at a place."""
    files = tuple((f.name, f.title, f.content.decode("utf-8")) for f in screen.files)
    return Post(key, team, conversation, thread, screen.text, list(screen.blocks), files, replaces)


class PassingErrors(RetryHandler):
    """Tries again what Slack refuses, with status 200, for a reason of its own that passes."""

    def _can_retry(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - the SDK's signature
        request: HttpRequest,  # noqa: ARG002 - see above
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002 - see above
    ) -> bool:
        return response is not None and response.body is not None and response.body.get("error") in PASSING


class Delivery:
    """Sends posts to Slack with bounded retries; a permanent error is never tried again.

    `waits`: where Slack says that we come too often, it waits as long as told and tries again; otherwise it raises.
    """

    def __init__(self, tokens: Tokens, base_url: str, point: Callable[[str], None], *, waits: bool = True) -> None:
        self._tokens = tokens
        self._base_url = base_url
        self._point = point
        self._waits = waits
        self._clients: dict[str, WebClient] = {}
        self._direct: dict[tuple[str, str], str] = {}

    def client(self, team: str) -> WebClient:
        """The Web API as the bot of a team."""
        token = self._tokens.token(team)
        client = self._clients.get(token)
        if client is None:
            client = WebClient(
                token=token,
                base_url=self._base_url,
                timeout=TIMEOUT_SECONDS,
                retry_handlers=[
                    ConnectionErrorRetryHandler(max_retry_count=RETRIES),
                    RateLimitErrorRetryHandler(max_retry_count=RETRIES if self._waits else 0),
                    ServerErrorRetryHandler(max_retry_count=RETRIES),
                    PassingErrors(max_retry_count=RETRIES),
                ],
            )
            self._clients[token] = client
        return client

    def direct(self, team: str, user: str) -> str:
        """The app's own conversation with a user; Slack is asked once, since it stays the same."""
        known = self._direct.get((team, user))
        if known is None:
            known = str(self.client(team).conversations_open(users=user)["channel"]["id"])
            self._direct[team, user] = known
        return known

    def download(self, team: str, address: str, media_type: str, most: int) -> bytes:
        """The content of a file in Slack, tried again a few times when the line fails.

        Args:
            team: the installing team.
            address: the file's `url_private`; the token goes to Slack alone, wherever the address points.
            media_type: as Slack says; a web page in place of anything else is Slack's login page.
            most: bytes that are read at most.

        Raises:
            UnreadableFile: when the file is larger than `most`.
            Unavailable: when it cannot be fetched.
        """
        if not self._is_slack(address):
            raise Unavailable("That file is not kept by Slack, so I did not fetch it.", "Attach the file itself.")
        for attempt in range(RETRIES + 1):
            try:
                return self._fetch(team, address, media_type, most)
            except urllib.error.HTTPError as error:
                if error.code < 500 and error.code != 429:  # noqa: PLR2004 - Slack's own trouble, and "too often"
                    raise Unavailable(f"Slack did not give me the file ({error.code}).", "Attach it again.") from error
                log.warning("download failed with %s, attempt %s", error.code, attempt)
            except (OSError, http.client.HTTPException) as error:
                log.warning("download failed (%s), attempt %s", type(error).__name__, attempt)
            time.sleep(PAUSE_SECONDS * 2**attempt)
        raise Unavailable("Slack did not give me the file.", "Attach it again in a few minutes; nothing was lost here.")

    def _is_slack(self, address: str) -> bool:
        there, own = urlsplit(address), urlsplit(self._base_url)
        if (there.scheme, there.netloc) == (own.scheme, own.netloc):
            return True
        host = f".{there.hostname or ''}"
        return there.scheme == "https" and host.endswith(SLACK_HOSTS)

    def _fetch(self, team: str, address: str, media_type: str, most: int) -> bytes:
        request = urllib.request.Request(address)  # noqa: S310 - `_is_slack` lets only Slack's own addresses through
        request.add_unredirected_header("Authorization", f"Bearer {self._tokens.token(team)}")
        end = time.monotonic() + DOWNLOAD_SECONDS
        content = bytearray()
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - see above
            if answer.headers.get_content_type() == "text/html" and "html" not in media_type:
                raise Unavailable(
                    "Slack answered with its login page instead of the file.",
                    "The app lacks the scope files:read: ask your Slack administrator to reinstall it.",
                )
            while chunk := answer.read(CHUNK):
                content += chunk
                if len(content) > most:
                    raise UnreadableFile(
                        f"That file has more than {most // 1024**2} MB.", "Split it and send the parts."
                    )
                if time.monotonic() > end:
                    raise TimeoutError("the file took too long")
        return bytes(content)

    def deliver(self, post: Post, *, look_first: bool) -> str:
        """Post, or update, and return the message's ts.

        Args:
            post: what to say where.
            look_first: set when an earlier attempt may have posted; then a message with this key is looked for.
        """
        client = self.client(post.team)
        if look_first and (there := self._find(client, post)):
            return there
        self._point("before post")
        ts = self._send(client, post)
        self._point("after post")
        for name, title, content in post.files:
            client.files_upload_v2(
                channel=post.conversation, thread_ts=post.thread or ts, filename=name, title=title, content=content
            )
        return ts

    def _send(self, client: WebClient, post: Post) -> str:
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": post.key}}
        try:
            return self._call(client, post, metadata, post.blocks)
        except SlackApiError as error:
            if error.response.get("error") not in REFUSED_BLOCKS:
                raise
            log.exception("Slack refused the blocks of %s; sent as text", post.key)
            return self._call(client, post, metadata, [])

    def _call(self, client: WebClient, post: Post, metadata: dict[str, Any], blocks: list[dict[str, Any]]) -> str:
        if post.replaces:
            client.chat_update(
                channel=post.conversation, ts=post.replaces, text=post.text, blocks=blocks, metadata=metadata
            )
            return post.replaces
        answer = client.chat_postMessage(
            channel=post.conversation,
            thread_ts=post.thread,
            text=post.text,
            blocks=blocks,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["ts"])

    def _find(self, client: WebClient, post: Post) -> str | None:
        if post.replaces:
            return None
        for message in self._said(client, post):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("key") == post.key:
                return str(message["ts"])
        return None

    @staticmethod
    def _said(client: WebClient, post: Post) -> Iterator[dict[str, Any]]:
        """What was said last where the post belongs; of a thread all, since Slack begins with its oldest."""
        if post.thread is None:
            yield from client.conversations_history(
                channel=post.conversation, limit=LOOK_BACK, include_all_metadata=True
            )["messages"]
            return
        for page in client.conversations_replies(
            channel=post.conversation, ts=post.thread, limit=PAGE, include_all_metadata=True
        ):
            yield from page["messages"]
