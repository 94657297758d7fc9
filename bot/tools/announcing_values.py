"""Announcements as their author and their readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from channel.announcements import News, Sent
from channel.announcements_audience import Addressed, Reach
from channel.announcements_drafting import Wanted
from channel.announcements_sending import Totals


@dataclass(frozen=True)
class AnnouncementDraft:
    """An announcement to be confirmed: how its readers will see it, whom it reaches, from and until when.

    `missing`: there are no words yet. `timezone` is the author's, an IANA name.
    """

    key: str
    wanted: Wanted
    author: str
    reach: Reach
    now: datetime
    timezone: str

    @property
    def missing(self) -> bool:
        """Whether there are no words yet."""
        return not self.wanted.words.title.strip()

    @property
    def addressed(self) -> Addressed:
        """Whom the author named."""
        return self.wanted.addressed


@dataclass(frozen=True)
class Received:
    """An announcement as its reader gets it."""

    news: News


@dataclass(frozen=True)
class Progress:
    """How far an announcement is, told to its author while it goes out; no totals where they would tell too much."""

    sent: Sent
    totals: Totals | None
    waiting: int


@dataclass(frozen=True)
class Announced:
    """What became of a confirmed announcement: `announced` or `called_off`."""

    done: str
    sent: Sent
    timezone: str


@dataclass(frozen=True)
class CallingOff:
    """An announcement to be called off, once confirmed."""

    key: str
    sent: Sent
    timezone: str


@dataclass(frozen=True)
class OwnAnnouncements:
    """What the reader's organisation announced or will."""

    rows: tuple[Sent, ...]
    timezone: str
