"""Posting, once: each message carries its key, and a resumed delivery looks before it posts again."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

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

log = logging.getLogger(__name__)
EVENT_TYPE = "tierdesk_post"
TIMEOUT_SECONDS = 10
RETRIES = 3
LOOK_BACK = 50
PASSING = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
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
    """Sends posts to Slack with bounded retries; a permanent error is never tried again."""

    def __init__(self, tokens: Tokens, base_url: str, point: Callable[[str], None]) -> None:
        self._tokens = tokens
        self._base_url = base_url
        self._point = point
        self._clients: dict[str, WebClient] = {}

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
                    RateLimitErrorRetryHandler(max_retry_count=RETRIES),
                    ServerErrorRetryHandler(max_retry_count=RETRIES),
                    PassingErrors(max_retry_count=RETRIES),
                ],
            )
            self._clients[token] = client
        return client

    def direct(self, team: str, user: str) -> str:
        """The app's own conversation with a user."""
        return str(self.client(team).conversations_open(users=user)["channel"]["id"])

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
        if post.thread:
            found = client.conversations_replies(
                channel=post.conversation, ts=post.thread, limit=LOOK_BACK, include_all_metadata=True
            )
        else:
            found = client.conversations_history(
                channel=post.conversation, limit=LOOK_BACK, include_all_metadata=True
            )
        for message in found["messages"]:
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("key") == post.key:
                return str(message["ts"])
        return None
