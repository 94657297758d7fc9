"""One local Slack in memory: its workspaces, conversations, files and views."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal

from bot.playground import people
from bot.playground.manifest import Manifest
from bot.playground.shapes import (
    ApiError,
    Conversation,
    Grant,
    Happening,
    Json,
    PlayClock,
    Post,
    ResponseUrl,
    Status,
    StoredFile,
    Trigger,
)

APP_ID = "ATIERDESK"
TRIGGER_LIFE = timedelta(seconds=3)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Workspace:
    """Everything that is said and shown, guarded by `lock`.

    Ids stay unique over resets, because an app remembers what it has already answered.
    """

    def __init__(self, world: people.World, manifest: Manifest, clock: PlayClock) -> None:
        self.world = world
        self.manifest = manifest
        self.clock = clock
        self.lock = threading.RLock()
        self.base_url = ""
        self.people = {person.id: person for person in world.people}
        self.organisations = {
            organisation.team: organisation for organisation in world.organisations if organisation.has_workspace
        }
        self.bots = {people.bot_user_id(team): team for team in self.organisations}
        self.revoked: set[str] = set()
        self.codes: dict[str, Grant] = {}
        self.refresh_tokens: dict[str, Grant] = {}
        self.rotated_tokens: dict[str, Grant] = {}
        self._numbers = itertools.count(1)
        self._run = "".join(secrets.choice(ALPHABET) for _ in range(5))
        self._used_ts: set[int] = set()
        self._listeners: list[Callable[[Happening], None]] = []
        self._empty()

    def _empty(self) -> None:
        created = int(self.world.starts_at.timestamp()) - 90 * 86_400
        self.conversations: dict[str, Conversation] = {}
        for place in self.world.places:
            members = [*place.members, people.bot_user_id(place.host)]
            kind: Literal["private", "channel"] = "private" if place.is_private else "channel"
            self.conversations[place.id] = Conversation(
                place.id, place.name, kind, list(place.teams), members, place.topic, created=created
            )
        for person in self.people.values():
            channel = people.dm_id(person.id)
            members = [person.id, people.bot_user_id(person.team)]
            self.conversations[channel] = Conversation(channel, "", "im", [person.team], members, created=created)
        self.files: dict[str, StoredFile] = {}
        self.uploads: dict[str, StoredFile] = {}
        self.views: dict[str, Json] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, Json] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.statuses: dict[tuple[str, str], Status] = {}
        self.prompts: dict[str, Json] = {}
        self.titles: dict[tuple[str, str], str] = {}
        self.scheduled: dict[str, Json] = {}

    def reset(self) -> None:
        """Forget all that was said and put the clock back to the start."""
        with self.lock:
            self._empty()
            self.clock.set(self.world.starts_at)
            self.tell(Happening("reset"))

    def listen(self, listener: Callable[[Happening], None]) -> None:
        """Hear of every change, called with the lock held."""
        self._listeners.append(listener)

    def tell(self, happening: Happening) -> None:
        """Announce a change to all listeners."""
        for listener in self._listeners:
            listener(happening)

    def new_id(self, letter: str) -> str:
        """A fresh id such as `F7K2P90001`."""
        return f"{letter}{self._run}{next(self._numbers):05d}"

    def new_ts(self) -> str:
        """A message time of the world's clock, never given twice."""
        micros = round(self.clock.now().timestamp() * 1_000_000)
        while micros in self._used_ts:
            micros += 1
        self._used_ts.add(micros)
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def seconds(self) -> int:
        """The world's time as whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def team_of(self, user: str) -> str:
        """The workspace of a person or bot.

        Raises:
            ApiError: `user_not_found`.
        """
        if user in self.bots:
            return self.bots[user]
        if user not in self.people:
            raise ApiError("user_not_found")
        return self.people[user].team

    def conversation(self, channel: str) -> Conversation:
        """The conversation with this id.

        Raises:
            ApiError: `channel_not_found`.
        """
        if channel not in self.conversations:
            raise ApiError("channel_not_found")
        return self.conversations[channel]

    def post(self, channel: str, ts: str) -> Post:
        """The message at a time.

        Raises:
            ApiError: `message_not_found`.
        """
        found = self.conversation(channel).posts.get(ts)
        if found is None:
            raise ApiError("message_not_found")
        return found

    def bots_in(self, conversation: Conversation) -> list[str]:
        """The app's bot users that are members, the host's first."""
        found = [member for member in conversation.members if member in self.bots]
        return sorted(found, key=lambda bot: self.bots[bot] != conversation.host)

    def sees_team(self, team: str, user: str) -> bool:
        """Whether a workspace knows a user: its own, or met in a shared conversation."""
        if self.team_of(user) == team:
            return True
        return any(
            team in conversation.teams and user in conversation.members for conversation in self.conversations.values()
        )

    def issue_trigger(self, user: str, team: str) -> str:
        """A trigger id with which one modal can be opened."""
        trigger = f"{next(self._numbers)}.{self._run}.{secrets.token_hex(8)}"
        self.triggers[trigger] = Trigger(user, team, self.clock.now())
        return trigger

    def use_trigger(self, trigger_id: str) -> Trigger:
        """Spend a trigger id.

        Raises:
            ApiError: it is unknown, older than three seconds, or was spent before.
        """
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self.clock.now() - trigger.issued > TRIGGER_LIFE:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger

    def issue_response_url(self, right: ResponseUrl) -> str:
        """The path at which an interaction can be answered."""
        key = secrets.token_urlsafe(18)
        self.response_urls[key] = right
        return f"/actions/{right.team}/{next(self._numbers)}/{key}"

    def open_dm(self, users: list[str], team: str) -> Conversation:
        """The direct message between these people or bots, made when it does not exist yet.

        A bot meets a person in the person's own direct message with the app.
        """
        if len(users) == 2 and any(user in self.bots for user in users):  # noqa: PLR2004 - a pair
            person = next(user for user in users if user not in self.bots)
            return self.conversations[people.dm_id(person)]
        same = partial(_same_members, set(users))
        for conversation in filter(same, self.conversations.values()):
            return conversation
        pair = len(users) == 2  # noqa: PLR2004 - a pair
        made = Conversation(
            self.new_id("D" if pair else "G"),
            "" if pair else "mpdm-" + "--".join(sorted(self.people[u].key for u in users if u in self.people)),
            "im" if pair else "mpim",
            sorted({self.team_of(user) for user in users}, key=lambda other: other != team),
            list(users),
            created=self.seconds(),
        )
        self.conversations[made.id] = made
        self.tell(Happening("conversation", channel=made.id))
        return made

    def local_time(self) -> datetime:
        """The present in the world's zone."""
        return self.clock.now().astimezone(self.world.zone)

    def now(self) -> datetime:
        """The present in UTC."""
        return self.clock.now().astimezone(UTC)


def _same_members(users: set[str], conversation: Conversation) -> bool:
    return conversation.kind in ("im", "mpim") and set(conversation.members) == users
