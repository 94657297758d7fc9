"""The things a workspace holds, and what it tells when one of them changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias

Json: TypeAlias = dict[str, Any]


class PlayClock(Protocol):
    """A clock that can be moved; `channel.clock.MovableClock` is one."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        ...

    def set(self, instant: datetime) -> None:
        """Stand at `instant` from now on."""
        ...


@dataclass
class Post:
    """A message; `private_to` names the only reader of an ephemeral one."""

    channel: str
    ts: str
    body: Json
    private_to: str | None = None
    stream: Stream | None = None

    @property
    def thread_ts(self) -> str | None:
        """The thread this message belongs to, its own `ts` for a parent."""
        value: str | None = self.body.get("thread_ts")
        return value

    @property
    def is_reply(self) -> bool:
        """Whether it is an answer inside a thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Stream:
    """What a streamed message has received so far; `mode` is fixed by the first piece."""

    started: datetime
    display_mode: str
    mode: Literal["text", "chunks"] | None = None
    text: str = ""
    tasks: dict[str, Json] = field(default_factory=dict)
    plan_title: str | None = None
    blocks: list[Json] = field(default_factory=list)
    is_open: bool = True
    stopped_by_user: bool = False


@dataclass
class Conversation:
    """A channel or direct message; `teams[0]` is the hosting workspace."""

    id: str
    name: str
    kind: Literal["channel", "private", "im", "mpim"]
    teams: list[str]
    members: list[str]
    topic: str = ""
    purpose: str = ""
    is_archived: bool = False
    created: int = 0
    posts: dict[str, Post] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The hosting workspace."""
        return self.teams[0]

    @property
    def is_shared(self) -> bool:
        """Whether workspaces of several organisations share it."""
        return len(self.teams) > 1

    @property
    def channel_type(self) -> str:
        """What events call this kind."""
        return {"channel": "channel", "private": "group", "im": "im", "mpim": "mpim"}[self.kind]


@dataclass
class StoredFile:
    """An uploaded file; `channels` grows as it is shared."""

    id: str
    name: str
    title: str
    mimetype: str
    content: bytes
    user: str
    team: str
    created: int
    alt_txt: str | None = None
    channels: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Grant:
    """What a person has agreed to: the app in a workspace, until an instant."""

    team: str
    user: str
    until: datetime


@dataclass
class Trigger:
    """The right to open one modal for a person, for three seconds."""

    user: str
    team: str
    issued: datetime
    used: bool = False


@dataclass
class ResponseUrl:
    """The right to answer an interaction up to five times within half an hour."""

    channel: str
    user: str
    team: str
    issued: datetime
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass
class Status:
    """The line beneath the composer that says what the app is doing."""

    channel: str
    thread_ts: str
    status: str
    loading_messages: list[str]
    user: str
    since: datetime


@dataclass(frozen=True)
class Happening:
    """A change that people's screens and the app's events follow.

    `user` restricts it to one person's screens. `extra` carries the kind's own facts.
    """

    kind: str
    channel: str | None = None
    post: Post | None = None
    user: str | None = None
    extra: Json = field(default_factory=dict)


class ApiError(Exception):
    """A refusal in Slack's words: answered as 200 with `ok: false`."""

    def __init__(self, code: str, **extra: Any) -> None:  # noqa: ANN401 - Slack's answers carry any JSON
        super().__init__(code)
        self.code = code
        self.extra = extra
