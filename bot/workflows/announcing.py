"""Announcements on their way: a slice of people a minute, each told once, the author told how far it is.

A slice is durable work under its number. Every message is marked before the next one is sent, so that work taken up
after a crash looks for the one message that may be out, and goes on behind it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError

from bot import replies
from bot.delivery import Delivery, post_of
from bot.identity import Identity
from bot.screens.text import Language
from bot.tools.announcing_values import Progress, Received
from bot.workflows.runtime import Payload, Work
from channel import announcements, announcements_sending, digests_rounds
from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.announcements_sending import A_SLICE, SLICE_SECONDS, Owed, Slice, Totals
from channel.clock import Clock
from channel.errors import NotFound
from channel.tables.programmes import Announcement

log = logging.getLogger(__name__)
WORK = "announce"
RATE_LIMITED = "ratelimited"


@dataclass(frozen=True)
class Announcing:
    """Sends slices; registered with the durable engine as `announce`. `delivery` must not wait where Slack says so."""

    point: Callable[[str], None]
    gate: Gate
    clock: Clock
    identity: Identity
    delivery: Delivery

    @property
    def viewer(self) -> Viewer:
        """The job of the system that tells announcements."""
        return system_viewer("notifying", frozenset({Right.OPERATE}))

    def due(self) -> list[tuple[str, Payload]]:
        """The slices to begin now, each under its key."""
        with self.gate.viewing(self.viewer) as session:
            found = announcements_sending.due(session, self.clock.now())
        return [(f"announce:{s.announcement}:{s.number}", vars(s)) for s in found]

    def send(self, work: Work) -> None:
        """The durable work: tell one slice, then say how far it is."""
        this = Slice(**work.payload)
        found = self._messages(this)
        if found is None:
            return
        messages, pause = found
        look_first = work.resumed
        for message in messages:
            try:
                reached = self._tell(this.announcement, message, look_first=look_first)
            except SlackApiError as error:
                log.warning("an announcement pauses: Slack answered %s", error.response.get("error"))
                pause = max(pause, _retry_after(error))
                break
            except OSError:
                log.warning("an announcement pauses: Slack does not answer", exc_info=True)
                break
            look_first = False
            self.point("announcement posted")
            self._mark(message, reached=reached)
        self.point("slice sent")
        self._end(this, pause)

    def _messages(self, this: Slice) -> tuple[tuple[Owed, ...], float] | None:
        """Who is told now, and the seconds until the next slice; none when this slice was ended before.

        Whoever wants quiet is told when it is over.
        """
        now = self.clock.now()
        with self.gate.viewing(self.viewer) as session:
            if announcements_sending.number_of(session, this.announcement) != this.number:
                return None
            messages: list[Owed] = []
            over: list[datetime] = []
            looked_at = 0
            while len(messages) < A_SLICE and (
                page := announcements_sending.owed(session, this.announcement, looked_at)
            ):
                quiet = digests_rounds.quiet_now(session, [message.person for message in page], now)
                messages += [message for message in page if message.person not in quiet]
                over += quiet.values()
                looked_at = page[-1].row
        if messages or not over:
            return tuple(messages[:A_SLICE]), SLICE_SECONDS
        return (), (min(over) - now).total_seconds()

    def _tell(self, identifier: int, message: Owed, *, look_first: bool) -> bool:
        """Tell one person, in the person's own sight at this moment; whether it reached them."""
        if message.user is None:
            return False
        team, user = message.user
        speaker = self.identity.speaker(team, user)
        if speaker.viewer.person_id != message.person:
            return False
        try:
            with self.gate.viewing(speaker.viewer) as session:
                news = announcements.announcement(session, identifier)
        except NotFound:
            return False
        screen = replies.screen_for(Received(news), _language(speaker.language))
        try:
            conversation = self.delivery.direct(team, user)
            post = post_of(screen, key=message.key, team=team, conversation=conversation, thread=None)
            self.delivery.deliver(post, look_first=look_first)
        except SlackApiError as error:
            if error.response.get("error") == RATE_LIMITED or error.response.status_code >= 500:  # noqa: PLR2004 - Slack's own trouble
                raise
            log.info("%s cannot be told: %s", message.key, error.response.get("error"))
            return False
        return True

    def _mark(self, message: Owed, *, reached: bool) -> None:
        with self.gate.acting(self.viewer, Right.OPERATE) as action:
            announcements_sending.mark(action, message, reached=reached)

    def _end(self, this: Slice, pause: float) -> None:
        """Tell the author how far it is, in one message, and arrange the next slice."""
        with self.gate.viewing(self.viewer) as session:
            row = session.get(Announcement, this.announcement)
            assert row is not None
            told = announcements_sending.totals(session, row)
        place = self._progress(row, told)
        with self.gate.acting(self.viewer, Right.OPERATE) as action:
            announcements_sending.end_slice(action, this, pause, place=place)

    def _progress(self, row: Announcement, told: Totals) -> dict[str, Any] | None:
        """Post or renew the author's message; where it stands, none where the author is not here any more."""
        known = (row.receipts or {}).get("place")
        with self.gate.viewing(self.viewer) as session:
            where = announcements_sending.user_of(session, row.author_id)
        if where is None:
            return None
        speaker = self.identity.speaker(*where)
        with self.gate.viewing(speaker.viewer) as session:
            sent = announcements.own_announcement(session, row.id, speaker.viewer, self.clock.now())
        value = Progress(sent, told if sent.totals else None, told.waiting)
        screen = replies.screen_for(value, _language(speaker.language))
        try:
            post = post_of(
                screen,
                key=f"announcement:{row.id}/progress",
                team=where[0],
                conversation=known["conversation"] if known else self.delivery.direct(*where),
                thread=None,
                replaces=known["ts"] if known else None,
            )
            return {"conversation": post.conversation, "ts": self.delivery.deliver(post, look_first=True)}
        except (SlackApiError, OSError):
            log.warning("how far an announcement is could not be said", exc_info=True)
            return known if isinstance(known, dict) else None


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), 0)
    return float(told[0] if isinstance(told, list) else told)


def _language(code: str) -> Language:
    return "de" if code == "de" else "en"
