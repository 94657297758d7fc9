"""Announcing: what a confirmed draft writes down, calls off or corrects.

The people are told when the announcement comes out (`channel.announcements_sending`), so that who left by then is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from channel import audit, deadlines, refusals
from channel.access.gate import Action, not_found
from channel.announcements_audience import Addressed, Author, recipients
from channel.errors import NotPossible
from channel.tables.programmes import Announcement, AnnouncementRecipient

OUT: Final = "announcement"
"""The deadline at which an announcement is told to the next of its people."""
TITLE_LIMIT: Final = 160
TEXT_LIMIT: Final = 2800
"""So that title and text fit one paragraph of Slack."""
Content = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """An announcement in the author's language, and the same in the other one, empty where nobody wrote it."""

    language: str
    title: str
    text: str = ""
    other_title: str = ""
    other_text: str = ""


@dataclass(frozen=True)
class Wanted:
    """An announcement to be: its words, for whom, from and until when (UTC); `corrects` is the id of an earlier one."""

    words: Words
    addressed: Addressed
    at: datetime | None = None
    expires: datetime | None = None
    corrects: int | None = None

    def plain(self) -> Content:
        """For a draft."""
        return {
            "words": vars(self.words).copy(),
            "addressed": self.addressed.plain(),
            "at": self.at.isoformat() if self.at else None,
            "expires": self.expires.isoformat() if self.expires else None,
            "corrects": self.corrects,
        }

    @staticmethod
    def read(content: Content) -> Wanted:
        """What `plain` made."""
        return Wanted(
            Words(**content["words"]),
            Addressed.read(content["addressed"]),
            _instant(content["at"]),
            _instant(content["expires"]),
            content["corrects"],
        )


def announce(action: Action, content: Content) -> Content:
    """Write an announcement down for whom it is addressed to now, and have it come out at its hour.

    Args:
        action: of somebody with the right to announce.
        content: `Wanted.plain`.

    Raises:
        NotPossible: without words, without recipients, or when it would expire before it is out.
        NotFound: when it corrects an announcement that is not the author's.
    """
    wanted = Wanted.read(content)
    at = max(wanted.at or action.now, action.now)
    corrected = _corrected(action, wanted.corrects)
    if corrected is not None:
        organisations = _recipients_of(action, corrected)
    else:
        organisations = recipients(action.session, author_of(action), wanted.addressed, action.now.date())
    check(wanted, organisations, at)
    row = _write(action, wanted, organisations, at)
    if corrected is not None:
        corrected.expires_at = min(filter(None, (corrected.expires_at, at)))
    deadlines.set_deadline(action, subject_of(row.id), OUT, at, row.owner_id)
    details = {"title": row.title, "organisations": len(organisations), "at": at.isoformat()}
    audit.record(action, "announcement.announce", subject_of(row.id), details)
    return {"id": row.id, "done": "announced"}


def check(wanted: Wanted, organisations: tuple[int, ...], at: datetime) -> None:
    """Whether this can be announced.

    Raises:
        NotPossible: if not, with why.
    """
    if not wanted.words.title.strip():
        raise NotPossible.of(refusals.ANNOUNCES_NOTHING)
    if not organisations:
        raise NotPossible.of(refusals.ANNOUNCES_TO_NOBODY)
    if wanted.expires is not None and wanted.expires <= at:
        raise NotPossible.of(refusals.ANNOUNCES_IN_REVERSE)


def call_off(action: Action, content: Content) -> Content:
    """Have an announcement that is not out yet never come out: `{"id"}`.

    Raises:
        NotFound: when it is not the acting organisation's.
        NotPossible: when it is out.
    """
    row = own(action, content["id"])
    if row.cancelled_at is not None:
        raise NotPossible.of(refusals.ANNOUNCEMENT_OFF)
    if row.visible_from <= action.now:
        raise NotPossible.of(refusals.ANNOUNCED_ALREADY)
    row.cancelled_at = action.now
    deadlines.cancel(action, subject_of(row.id))
    audit.record(action, "announcement.call_off", subject_of(row.id), {"title": row.title})
    return {"id": row.id, "done": "called_off"}


def own(action: Action, identifier: int) -> Announcement:
    """An announcement of the acting organisation.

    Raises:
        NotFound: when there is none.
    """
    row = action.find(Announcement, Announcement.id == identifier)
    if row.owner_id != action.viewer.organisation_id:
        raise not_found()
    return row


def author_of(action: Action) -> Author:
    """The acting organisation as an author.

    Raises:
        NotPossible: for who belongs to none that announces.
    """
    viewer = action.viewer
    if viewer.organisation_id is None or viewer.kind is None:
        raise NotPossible.of(refusals.UNKNOWN_DRAFTS)
    return Author(viewer.organisation_id, viewer.kind)


def subject_of(identifier: int) -> str:
    """How deadlines and the audit name an announcement."""
    return f"announcement:{identifier}"


def correction_of(row: Announcement) -> Wanted:
    """A correction of an announcement that is out, with its words to start from.

    Raises:
        NotPossible: when it was called off.
    """
    if row.cancelled_at is not None:
        raise NotPossible.of(refusals.ANNOUNCEMENT_OFF)
    words = Words(row.language, row.title, row.text, row.other_title, row.other_text)
    addressed = Addressed.read(row.addressed) if row.addressed else Addressed()
    return Wanted(words, addressed, expires=row.expires_at, corrects=row.id)


def _corrected(action: Action, identifier: int | None) -> Announcement | None:
    if identifier is None:
        return None
    row = own(action, identifier)
    if row.cancelled_at is not None:
        raise NotPossible.of(refusals.ANNOUNCEMENT_OFF)
    if row.visible_from > action.now:
        raise NotPossible.of(refusals.ANNOUNCED_NOT_YET)
    return row


def _recipients_of(action: Action, row: Announcement) -> tuple[int, ...]:
    return tuple(
        action.session.scalars(
            select(AnnouncementRecipient.organisation_id).where(AnnouncementRecipient.announcement_id == row.id)
        )
    )


def _write(action: Action, wanted: Wanted, organisations: tuple[int, ...], at: datetime) -> Announcement:
    words, author = wanted.words, author_of(action)
    row = Announcement(
        owner_id=author.id,
        author_id=action.viewer.person_id,
        title=words.title[:TITLE_LIMIT],
        text=words.text[:TEXT_LIMIT],
        language=words.language,
        other_title=words.other_title[:TITLE_LIMIT],
        other_text=words.other_text[:TEXT_LIMIT],
        addressed=wanted.addressed.plain(),
        visible_from=at,
        expires_at=wanted.expires,
        corrects_id=wanted.corrects,
        receipts={"organisations": len(organisations)},
        as_of=action.now,
    )
    action.session.add(row)
    action.session.flush()
    action.session.add_all(
        AnnouncementRecipient(
            announcement_id=row.id, organisation_id=organisation, owner_id=author.id, visible_from=at, as_of=action.now
        )
        for organisation in organisations
    )
    return row


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
