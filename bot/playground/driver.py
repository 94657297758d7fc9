"""Being a person in a local Slack from a program: for tests and evaluations."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from bot.playground import people, posting, shown, view_state, visible_text
from bot.playground.modals import Pending, Submitted
from bot.playground.outbox import Answer
from bot.playground.server import Playground
from bot.playground.shapes import Conversation, Json, Post
from bot.playground.stored_files import share, store
from bot.playground.traffic import Entry
from bot.playground.web_api import views
from channel.errors import NotFound, Unavailable

Attachment: TypeAlias = Path | tuple[str, bytes]

PATIENCE = 10.0


@dataclass(frozen=True)
class Message:
    """A message as a person sees it; `text` is everything that can be read in it."""

    channel: str
    ts: str
    thread_ts: str | None
    author: str
    text: str
    is_app: bool
    is_private: bool
    body: Json

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, perhaps none."""
        return list(self.body.get("blocks") or [])


@dataclass(frozen=True)
class Mark:
    """A moment to look back to: the journal's number and the real time in ms."""

    entry: int
    wall_ms: float
    counts: dict[str, set[str]]


@dataclass(frozen=True)
class Heard:
    """What the app said since a mark.

    `public` is visible to everybody in the place, `private` only to the person (ephemeral messages there and
    the direct message). `first_ms` and `last_ms` are real milliseconds from the mark to the first and last
    call that wrote something; None when nothing was written.
    """

    public: tuple[Message, ...]
    private: tuple[Message, ...]
    first_ms: float | None
    last_ms: float | None
    calls: tuple[Entry, ...]

    @property
    def text(self) -> str:
        """All public text."""
        return "\n".join(message.text for message in self.public)

    @property
    def private_text(self) -> str:
        """All private text."""
        return "\n".join(message.text for message in self.private)


class Driver:
    """Acts as any person of the world. `where` is `dm`, `#name`, `#name/<thread ts>` or an id."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._ws = playground.workspace

    def mark(self) -> Mark:
        """Remember now, for `heard`."""
        with self._ws.lock:
            journal = self._playground.journal
            counts = {place.id: set(place.posts) for place in self._ws.conversations.values()}
            return Mark(journal.last, journal.wall_ms(), counts)

    def say(
        self,
        person_key: str,
        where: str,
        text: str,
        thread: str | None = None,
        files: Iterable[Attachment] = (),
    ) -> Message:
        """Write a message; whoever is not yet a member joins first."""
        with self._ws.lock:
            user = self._user(person_key)
            place, in_where = self._place(user, where)
            posting.join(self._ws, place, user)
            attached = [self._attach(user, place, file) for file in files]
            post = posting.say(self._ws, user, place, text, thread_ts=thread or in_where, files=attached)
            return self._message(post, user)

    def upload(self, person_key: str, file: Attachment) -> str:
        """Hand in a file for a form's file field; its id."""
        name, content = (file.name, file.read_bytes()) if isinstance(file, Path) else file
        return store(self._ws, self._user(person_key), name, content).id

    def press(
        self,
        person_key: str,
        message: Message | Json,
        action_id: str,
        value: Any = None,  # noqa: ANN401 - any JSON
    ) -> Answer:
        """Use an element of a message, view or Home.

        Args:
            person_key: who presses.
            message: a `Message`, or a view as returned by `home` and `views`.
            action_id: the element's.
            value: a button's value, the value(s) of the chosen option(s), a user, a date, a text.

        Raises:
            NotFound: the element is not there.
            Unavailable: the app did not acknowledge.
        """
        user = self._user(person_key)
        if isinstance(message, Message):
            container = {"type": "message", "channel": message.channel, "ts": message.ts}
        elif message["type"] == "home":
            container = {"type": "home"}
        else:
            container = {"type": "view", "view_id": message["id"]}
        action = {"action_id": action_id, **_choice(value)}
        return _acknowledged(self._playground.acts.press(user, container, action))

    def submit(self, view: Json, values: Json) -> Submitted:
        """Submit a modal.

        Args:
            view: as returned by `views`.
            values: by action_id or block_id: text, an option's value, a list of them, ids of files, a date, a user;
                what is left out keeps its value.

        Raises:
            NotPossible: the app did not answer.
        """
        user = next(user for user, stack in self._ws.stacks.items() if view["id"] in stack)
        current = self._ws.views[view["id"]]
        filled = _filled(current["blocks"], values)
        pending, refused = self._playground.modals.submit(user, view["id"], filled)
        if pending is None:
            assert refused is not None
            return refused
        return self._playground.modals.settle(user, view["id"], pending.result(PATIENCE))

    def close(self, view: Json) -> None:
        """Close a modal without submitting it."""
        user = next(user for user, stack in self._ws.stacks.items() if view["id"] in stack)
        self._playground.modals.close(user, view["id"])

    def suggest(self, person_key: str, view: Json, action_id: str, typed: str) -> list[Json]:
        """What an external select offers for what was typed."""
        container = {"type": "home"} if view["type"] == "home" else {"type": "view", "view_id": view["id"]}
        action = {"action_id": action_id, "value": typed}
        pending = self._playground.acts.suggest(self._user(person_key), container, action)
        answer = _acknowledged(pending).payload
        groups = answer.get("option_groups") or [{"options": answer.get("options", [])}]
        return [option for group in groups for option in group["options"]]

    def command(self, person_key: str, where: str, text: str) -> Answer:
        """Run a slash command, such as `/tierdesk help`."""
        user = self._user(person_key)
        place, thread = self._place(user, where)
        return _acknowledged(self._playground.acts.command(user, place.id, text, thread))

    def shortcut(self, person_key: str, callback_id: str, message: Message | None = None) -> Answer:
        """Run a global shortcut, or one on a message."""
        user, acts = self._user(person_key), self._playground.acts
        if message is None:
            return _acknowledged(acts.global_shortcut(user, callback_id))
        return _acknowledged(acts.message_shortcut(user, callback_id, message.channel, message.ts))

    def react(self, person_key: str, message: Message, name: str) -> None:
        """Add a reaction."""
        with self._ws.lock:
            post = self._ws.post(message.channel, message.ts)
            posting.react(self._ws, post, self._user(person_key), name)

    def join(self, person_key: str, where: str) -> None:
        """Become a member."""
        with self._ws.lock:
            user = self._user(person_key)
            posting.join(self._ws, self._place(user, where)[0], user)

    def leave(self, person_key: str, where: str) -> None:
        """Stop being a member."""
        with self._ws.lock:
            user = self._user(person_key)
            posting.leave(self._ws, self._place(user, where)[0], user)

    def open_home(self, person: str) -> Json | None:
        """Open the app's Home; what is published afterwards is in `home` once it is quiet."""
        self._playground.acts.open_app(self._user(person), "home")
        return self.home(person)

    def open_messages(self, person: str) -> None:
        """Open the app's Messages tab."""
        self._playground.acts.open_app(self._user(person), "messages")

    def home(self, person: str) -> Json | None:
        """The Home view as it is now."""
        return self._ws.homes.get(self._user(person))

    def views(self, person: str) -> list[Json]:
        """The person's open modals, the visible one last."""
        with self._ws.lock:
            return copy.deepcopy(views.open_views(self._ws, self._user(person)))

    def messages(self, where: str, as_person: str) -> list[Message]:
        """What the person sees in a place or thread, oldest first, ephemeral messages to them included."""
        with self._ws.lock:
            user = self._user(as_person)
            place, thread = self._place(user, where)
            posts = posting.visible(place, user)
            return [
                self._message(post, user) for post in posts if thread is None or thread in (post.ts, post.thread_ts)
            ]

    def heard(self, since: Mark, person_key: str, where: str) -> Heard:
        """What the app wrote since the mark, to the place and to the person alone."""
        with self._ws.lock:
            user = self._user(person_key)
            place, _ = self._place(user, where)
            dm = self._ws.conversations[people.dm_id(user)]
            here = self._new(since, place, user)
            public = [message for message in here if not message.is_private]
            private = [message for message in here if message.is_private]
            if dm is not place:
                private += self._new(since, dm, user)
        calls = tuple(self._playground.journal.since(since.entry, "api"))
        ends = [call.wall_ms + (call.ms or 0) - since.wall_ms for call in calls if call.ok and _writes(call.name)]
        first, last = (round(min(ends), 1), round(max(ends), 1)) if ends else (None, None)
        return Heard(tuple(public), tuple(private), first, last, calls)

    def ask(self, person_key: str, where: str, text: str, thread: str | None = None, timeout: float = 30) -> Heard:
        """Say something and wait until the app is done."""
        since = self.mark()
        said = self.say(person_key, where, text, thread)
        self.wait_until_quiet(timeout)
        return self.heard(since, person_key, said.channel)

    def wait_until_quiet(self, timeout: float = PATIENCE, settle: float = 0.2) -> bool:
        """Wait until the app has finished; see `Playground.wait_until_quiet`."""
        return self._playground.wait_until_quiet(timeout, settle)

    def text_of(self, view: Json) -> str:
        """Everything that can be read in a view."""
        title = str((view.get("title") or {}).get("text", "")) if view["type"] == "modal" else ""
        return "\n".join(filter(None, (title, visible_text.of_blocks(self._ws, view["blocks"]))))

    def file(self, message: Message, name: str) -> bytes:
        """The content of a file in a message.

        Raises:
            NotFound: no file of that name.
        """
        for file in message.body.get("files") or []:
            if name in (file["name"], file["title"]):
                return self._ws.files[file["id"]].content
        raise NotFound(f"There is no file {name} in that message.")

    def _new(self, since: Mark, place: Conversation, user: str) -> list[Message]:
        before = since.counts.get(place.id, set())
        return [
            self._message(post, user)
            for post in posting.visible(place, user)
            if post.ts not in before and "bot_id" in post.body
        ]

    def _message(self, post: Post, reader: str) -> Message:
        body = shown.message(self._ws, post, reader)
        return Message(
            channel=post.channel,
            ts=post.ts,
            thread_ts=post.thread_ts,
            author=str(body.get("user")),
            text=visible_text.of_message(self._ws, body),
            is_app=body["_play"]["is_app"],
            is_private=post.private_to is not None,
            body=body,
        )

    def _user(self, person_key: str) -> str:
        return self._ws.world.person(person_key).id

    def _place(self, user: str, where: str) -> tuple[Conversation, str | None]:
        name, _, thread = where.partition("/")
        channel = people.dm_id(user) if name == "dm" else name
        if name.startswith("#"):
            channel = people.conversation_id(name)
        found = self._ws.conversations.get(channel)
        if found is None:
            raise NotFound(f"There is no conversation {where}.", "Look at world/slack.yaml.")
        return found, thread or None

    def _attach(self, user: str, place: Conversation, file: Attachment) -> Json:
        name, content = (file.name, file.read_bytes()) if isinstance(file, Path) else file
        stored = store(self._ws, user, name, content)
        return share(self._ws, place, stored.id, self._playground.url)


def _acknowledged(pending: Pending) -> Answer:
    answer = pending.result(PATIENCE)
    if not answer.ok:
        raise Unavailable(f"The app did not acknowledge ({answer.reason}).", "Look at the app's log.")
    return answer


def _choice(value: Any) -> Json:  # noqa: ANN401 - any JSON
    if value is None:
        return {}
    many = isinstance(value, list)
    return {field: value for field in view_state.FIELD.values() if (field in view_state.LISTS) == many}


def _filled(blocks: list[Json], values: Json) -> Json:
    filled: Json = {}
    for block, element in view_state.elements(blocks):
        block_id, action_id = block.get("block_id", ""), element.get("action_id", "")
        key = action_id if action_id in values else block_id
        if key in values:
            filled.setdefault(block_id, {})[action_id] = _typed(element, values[key])
    return filled


def _typed(element: Json, value: Any) -> Json:  # noqa: ANN401 - any JSON
    if element["type"] == "file_input":
        return {"files": [{"id": one} for one in value or []]}
    chosen = _choice(value) if value is not None else {}
    options = list(element.get("options", []))
    for group in element.get("option_groups", []):
        options += group["options"]
    by_value = {option["value"]: option for option in options}
    if isinstance(value, list):
        chosen["selected_options"] = [by_value.get(one, one) for one in value]
    elif isinstance(value, str):
        plain = {"text": {"type": "plain_text", "text": value}, "value": value}
        chosen["selected_option"] = by_value.get(value, plain)
    return chosen


def _writes(method: str) -> bool:
    return method.startswith(("chat.", "files.complete", "views."))
