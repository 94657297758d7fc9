"""An announcement on its way: owed to each person once it is out, told in slices, counted and never named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channel import deadlines, outbox
from channel.access.gate import Action
from channel.announcements_audience import people
from channel.announcements_drafting import OUT, subject_of
from channel.tables.journal import Deadline, OutboxMessage
from channel.tables.parties import SlackIdentity
from channel.tables.programmes import Announcement, AnnouncementRecipient

A_SLICE: Final = 120
"""Messages in a slice. Slack lets an app post several hundred a minute in a workspace, and one a second in a place."""
SLICE_SECONDS: Final = 60.0
CHUNK: Final = 500
PASSED: Final = "/passed"
"""Ends the reference of a message that its person could not or may not read any more."""


@dataclass(frozen=True)
class Owed:
    """A message of an announcement that waits, and the Slack user it is for; none where there is none any more."""

    row: int
    key: str
    person: int
    user: tuple[str, str] | None


@dataclass(frozen=True)
class Slice:
    """The next messages of an announcement; `number` counts up, so that each slice is begun once."""

    announcement: int
    number: int


@dataclass(frozen=True)
class Totals:
    """How far an announcement is: people owed, reached, passed over (gone or not in Slack), and organisations."""

    people: int
    sent: int
    passed: int
    organisations: int

    @property
    def waiting(self) -> int:
        """How many still wait."""
        return self.people - self.sent - self.passed


def come_out(action: Action, deadline: Deadline) -> None:
    """Owe an announcement whose hour has come to everybody it is for, once; for the system's own sight."""
    row = action.session.get(Announcement, int(deadline.subject.rpartition(":")[2]))
    if row is None or row.cancelled_at is not None or "people" in (row.receipts or {}):
        return
    organisations = action.session.scalars(
        select(AnnouncementRecipient.organisation_id).where(AnnouncementRecipient.announcement_id == row.id)
    ).all()
    told = people(action.session, organisations)
    for start in range(0, len(told), CHUNK):
        outbox.owe(
            action,
            told[start : start + CHUNK],
            outbox.PACED,
            {"id": row.id},
            subject_of(row.id),
            reference=subject_of(row.id),
        )
    row.receipts = {**(row.receipts or {}), "people": len(told), "slice": 0, "next_at": action.now.isoformat()}


def due(session: Session, now: datetime) -> tuple[Slice, ...]:
    """The next slice of each announcement that has people waiting and whose pause is over; for the system's sight."""
    waiting = session.scalars(
        select(OutboxMessage.source_ref)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.topic == outbox.PACED)
        .distinct()
    ).all()
    rows = session.scalars(
        select(Announcement).where(Announcement.id.in_([int(ref.rpartition(":")[2]) for ref in waiting]))
    )
    return tuple(
        Slice(row.id, row.receipts["slice"])
        for row in rows
        if row.receipts and datetime.fromisoformat(row.receipts["next_at"]) <= now
    )


def owed(session: Session, identifier: int, after: int = 0) -> tuple[Owed, ...]:
    """The next messages of an announcement that wait, at most `CHUNK`, oldest first; for the system's own sight.

    Args:
        session: in the system's sight.
        identifier: of the announcement.
        after: the row of the last message that was looked at.
    """
    rows = session.execute(
        select(OutboxMessage.id, OutboxMessage.key, OutboxMessage.person_id)
        .where(
            OutboxMessage.source_ref == subject_of(identifier),
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.id > after,
        )
        .order_by(OutboxMessage.id)
        .limit(CHUNK)
    ).all()
    found = session.execute(
        select(SlackIdentity.person_id, SlackIdentity.team, SlackIdentity.user)
        .where(SlackIdentity.person_id.in_([row.person_id for row in rows]))
        .order_by(SlackIdentity.id.desc())
    )
    users = {row.person_id: (row.team, row.user) for row in found}
    return tuple(Owed(row.id, row.key, row.person_id, users.get(row.person_id)) for row in rows)


def mark(action: Action, message: Owed, *, reached: bool) -> None:
    """Note that a message is out, or that it will never be; a second time changes nothing."""
    row = action.find(OutboxMessage, OutboxMessage.key == message.key)
    if row.sent_at is None:
        row.sent_at = action.now
        if not reached:
            row.source_ref += PASSED


def end_slice(action: Action, done: Slice, pause: float, **more: Any) -> Totals:  # noqa: ANN401 - plain values kept in the receipts
    """Count what was reached, and have the next slice begin `pause` seconds from now, unless nobody waits."""
    row = action.find(Announcement, Announcement.id == done.announcement)
    told = totals(action.session, row)
    next_at = action.now + timedelta(seconds=pause)
    row.receipts = {
        **(row.receipts or {}),
        **more,
        "sent": told.sent,
        "passed": told.passed,
        "slice": done.number + 1,
        "next_at": next_at.isoformat(),
    }
    if told.waiting:
        deadlines.set_deadline(action, subject_of(row.id), OUT, next_at, row.owner_id)
    return told


def totals(session: Session, row: Announcement) -> Totals:
    """How far an announcement is, counted; for the system's own sight."""
    counts: dict[tuple[str, bool], int] = {
        (found.source_ref, found.is_sent): found.number
        for found in session.execute(
            select(
                OutboxMessage.source_ref,
                OutboxMessage.sent_at.is_not(None).label("is_sent"),
                func.count().label("number"),
            )
            .where(OutboxMessage.source_ref.in_([subject_of(row.id), subject_of(row.id) + PASSED]))
            .group_by(OutboxMessage.source_ref, OutboxMessage.sent_at.is_not(None))
        )
    }
    organisations = int((row.receipts or {}).get("organisations", 0))
    sent = counts.get((subject_of(row.id), True), 0)
    return Totals(sum(counts.values()), sent, counts.get((subject_of(row.id) + PASSED, True), 0), organisations)


def number_of(session: Session, identifier: int) -> int | None:
    """The number of the slice to come; for the system's own sight."""
    row = session.scalars(select(Announcement).where(Announcement.id == identifier)).one_or_none()
    return None if row is None or row.receipts is None else int(row.receipts.get("slice", 0))


def user_of(session: Session, person: int | None) -> tuple[str, str] | None:
    """The Slack user (team, user) of a person who is here; for the system's own sight."""
    row = session.execute(
        select(SlackIdentity.team, SlackIdentity.user)
        .where(SlackIdentity.person_id == person)
        .order_by(SlackIdentity.id)
    ).first()
    return (row.team, row.user) if row else None
