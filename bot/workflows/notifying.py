"""Messages that committed changes owe: each outbox row is sent once, under its own key."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot import replies
from bot.delivery import Delivery, post_of
from bot.identity import Identity
from bot.workflows.runtime import Payload, Runtime, Work
from channel import outbox
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import Clock
from channel.errors import NotFound
from channel.tables.parties import SlackIdentity

log = logging.getLogger(__name__)
NOTIFIER = "notifying"
Topic = Callable[[Gate, Viewer, dict[str, Any]], object]
Hold = Callable[[Iterable[int]], frozenset[int]]
"""Which of these people want quiet now; they are looked at again when it is over."""
Slices = Callable[[], list[tuple[str, Payload]]]
"""The announcements that go on now, each under its key."""


@dataclass(frozen=True)
class Notifying:
    """Drains the outbox; registered with the durable engine as `notify` (look) and `send` (one message).

    Announcements go to many and have a pace of their own (`bot.workflows.announcing`).
    """

    runtime: Runtime
    gate: Gate
    clock: Clock
    identity: Identity
    delivery: Delivery
    topics: Mapping[str, Topic]
    hold: Hold
    slices: Slices

    @property
    def viewer(self) -> Viewer:
        """The job of the system that reads the outbox."""
        return system_viewer(NOTIFIER, frozenset({Right.OPERATE}))

    def start(self, cause: str) -> None:
        """Look for messages owed; `cause` makes the key."""
        self.runtime.start("notify", f"notify:{cause}", {})

    def notify(self, work: Work) -> None:
        """The durable work: one piece of work for each message owed."""
        for key, message in work.step("look", self._owed):
            self.runtime.start("send", f"outbox:{key}", message)
        for key, payload in work.step("slices", self.slices):
            self.runtime.start("announce", key, payload)

    def send(self, work: Work) -> None:
        """The durable work: tell one person one thing, in the person's own sight at the time of sending."""
        self.runtime.point("send begun")
        person = work.payload["person"]
        viewer = viewer_of(self.gate, person)
        where = self._where(person)
        if where is not None and viewer.person_id is not None:
            team, user = where
            speaker = self.identity.speaker(team, user)
            try:
                value = self.topics[work.payload["topic"]](self.gate, viewer, work.payload["content"])
            except NotFound:
                log.info("%s is out of its reader's sight by now; not sent", work.key)
            else:
                screen = replies.screen_for(value, "de" if speaker.language == "de" else "en")
                conversation = self.delivery.direct(team, user)
                post = post_of(screen, key=work.key, team=team, conversation=conversation, thread=None)
                self.delivery.deliver(post, look_first=work.resumed)
        self.runtime.point("send posted")
        self._mark(work.key.removeprefix("outbox:"))

    def _owed(self) -> list[tuple[str, dict[str, Any]]]:
        with self.gate.viewing(self.viewer) as session:
            pending = outbox.pending(session)
        quiet = self.hold(m.person_id for m in pending)
        return [
            (m.key, {"person": m.person_id, "topic": m.topic, "content": m.content})
            for m in pending
            if m.person_id not in quiet
        ]

    def _mark(self, key: str) -> None:
        with self.gate.acting(self.viewer, Right.OPERATE) as action:
            outbox.mark_sent(action, key)

    def _where(self, person: int) -> tuple[str, str] | None:
        with self.gate.viewing(self.viewer) as session:
            found = session.execute(
                select(SlackIdentity.team, SlackIdentity.user)
                .where(SlackIdentity.person_id == person)
                .order_by(SlackIdentity.id)
            ).first()
        return (found.team, found.user) if found else None
