"""Very many people of partners, and a Slack that counts: one message a second in a place, so many a minute in all."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import insert

from bot.delivery import Delivery
from bot.identity import Identity
from bot.workflows.announcing import Announcing
from bot.workflows.reminding import Reminding
from bot.workflows.runtime import Work
from channel import deadlines, migrations
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.rights import Right
from channel.announcements_audience import Addressed
from channel.announcements_drafting import Wanted, Words, announce
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables.journal import Deadline
from channel.tables.parties import (
    Authorisation,
    Kind,
    Line,
    Organisation,
    Person,
    PersonRight,
    SlackIdentity,
)

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SYSTEM = system_viewer("deadlines", frozenset({Right.OPERATE}))
A_MINUTE = 150
"""What this Slack takes from the app in a minute before it says: too often."""


class Killed(BaseException):
    """The process ended."""


class CountingSlack(Delivery):
    """Slack's Web API as the bot calls it, in memory, on the test's clock."""

    def __init__(self, clock: MovableClock) -> None:
        super().__init__(_NoTokens(), "https://slack.example/", lambda _point: None, waits=False)
        self._clock = clock
        self._minute: deque[datetime] = deque()
        self._last: dict[str, datetime] = {}
        self.posts: dict[str, list[dict[str, Any]]] = {}
        self.updates: list[str] = []
        self.refused = 0

    def client(self, team: str) -> Any:  # noqa: ARG002 - stands for slack_sdk's WebClient
        """This Slack itself."""
        return self

    def conversations_open(self, users: str) -> dict[str, Any]:
        """The direct conversation."""
        return {"channel": {"id": "D" + users}}

    def chat_postMessage(self, channel: str, **message: Any) -> dict[str, Any]:  # noqa: N802 - Slack's name
        """Takes a message, or says when to come again."""
        now = self._clock.now()
        while self._minute and now - self._minute[0] >= timedelta(minutes=1):
            self._minute.popleft()
        here = self._last.get(channel)
        if len(self._minute) >= A_MINUTE or (here is not None and now - here < timedelta(seconds=1)):
            self.refused += 1
            answer = SlackResponse(
                client=None, http_verb="POST", api_url="", req_args={}, data={"ok": False, "error": "ratelimited"},
                headers={"Retry-After": "30"}, status_code=429,
            )  # fmt: skip
            raise SlackApiError("ratelimited", answer)
        self._minute.append(now)
        self._last[channel] = now
        self.posts.setdefault(channel, []).append(message)
        return {"ts": f"{len(self._minute)}.{len(self.posts)}"}

    def chat_update(self, channel: str, text: str, **_message: Any) -> dict[str, Any]:  # noqa: ARG002 - Slack's
        """Replaces a message."""
        self.updates.append(text)
        return {}

    def conversations_history(self, channel: str, **_options: Any) -> dict[str, Any]:
        """What was posted there."""
        return {"messages": [{"ts": "1.1", **message} for message in self.posts.get(channel, [])]}

    def counts(self) -> Counter[str]:
        """Messages by conversation."""
        return Counter({channel: len(posts) for channel, posts in self.posts.items()})


class _NoTokens:
    def token(self, team: str) -> str:
        """Any."""
        return team


class Crowd:
    """A vendor, a distributor, resellers with people; what Tierdesk does about announcements to them."""

    def __init__(self, folder: Path, resellers: int, people: int) -> None:
        self.clock = MovableClock(START, ticking=False)
        self.engine = open_engine(sqlite_url(folder / "channel.sqlite"))
        migrations.upgrade(self.engine)
        self.slack = CountingSlack(self.clock)
        self.killed_after: int | None = None
        self.resumed = False
        self.begin()
        with self.gate.acting(SYSTEM, Right.OPERATE) as action:
            for table, rows in _rows(resellers, people):
                action.session.execute(insert(table), rows)

    def begin(self) -> None:
        """A process begins."""
        self.gate = Gate(self.engine, self.clock)
        self.reminding = Reminding(self.gate, self.clock)
        self.announcing = Announcing(self._point, self.gate, self.clock, Identity(self.gate, "UTC"), self.slack)

    def announce(self, title: str) -> int:
        """The vendor's author announces to all its resellers."""
        author = viewer_of(self.gate, 1)
        wanted = Wanted(Words("en", title), Addressed())
        with self.gate.acting(author, Right.ANNOUNCE) as action:
            return int(announce(action, wanted.plain())["id"])

    def minute(self) -> bool:
        """What a minute's tick does; whether anything was left to do."""
        with self.gate.viewing(SYSTEM) as session:
            due = [row.id for row in deadlines.due(session, self.clock.now())]
        for row in due:
            with self.gate.acting(SYSTEM, Right.OPERATE) as action:
                deadline = action.find(Deadline, Deadline.id == row)
                self.reminding.perform(action, deadline)
                deadlines.mark_done(action, deadline)
        slices = self.announcing.due()
        for key, payload in slices:
            self.announcing.send(Work(key, payload, resumed=self.resumed))
            self.resumed = False
        self.clock.advance(timedelta(seconds=60))
        return bool(due or slices)

    @contextmanager
    def dying_after(self, messages: int) -> Iterator[None]:
        """The process ends once so many messages are out; the last of them was not marked."""
        self.killed_after = messages
        try:
            yield
        except Killed:
            self.begin()
            self.resumed = True

    def _point(self, name: str) -> None:
        if name == "announcement posted" and self.killed_after is not None:
            self.killed_after -= 1
            if self.killed_after == 0:
                self.killed_after = None
                raise Killed


def _rows(resellers: int, people: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    def organisation(number: int, kind: Kind) -> dict[str, Any]:
        return {
            "id": number, "key": f"o{number}", "kind": kind, "name": f"Company {number:05d}", "legal_name": "x",
            "country": "DE", "currency": "EUR", "timezone": "Europe/Berlin", "as_of": START,
        }  # fmt: skip

    def person(number: int, of: int) -> dict[str, Any]:
        return {
            "id": number, "key": f"p{number}", "organisation_id": of, "name": f"P {number}", "title": "",
            "email": f"p{number}@x.example", "language": "en", "timezone": "Europe/Berlin", "as_of": START,
        }  # fmt: skip

    firms = range(3, 3 + resellers)
    crowd = [(2 + number, 3 + number % resellers) for number in range(people)]
    yield Organisation, [
        organisation(1, Kind.VENDOR), organisation(2, Kind.DISTRIBUTOR),
        *(organisation(number, Kind.RESELLER) for number in firms),
    ]  # fmt: skip
    yield Person, [person(1, 1), *(person(number, of) for number, of in crowd)]
    yield SlackIdentity, [
        {"team": "T", "user": f"U{number}", "person_id": number, "organisation_id": of, "as_of": START}
        for number, of in [(1, 1), *crowd]
    ]
    yield PersonRight, [
        {"person_id": number, "organisation_id": of, "right": right, "as_of": START}
        for number, of, right in [(1, 1, "announce"), (1, 1, "ask")]
    ]
    yield Line, [{"id": 1, "vendor_id": 1, "name": "Firewall", "as_of": START}]
    yield Authorisation, [
        {
            "reseller_id": number, "vendor_id": 1, "distributor_id": 2, "line_id": 1, "territory": "DE",
            "valid_from": date(2020, 1, 1), "as_of": START,
        }
        for number in firms
    ]  # fmt: skip
