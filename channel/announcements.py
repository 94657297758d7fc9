"""Looking up news: announcements that are out, how far one's own are, and the bonuses and rebates that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel.access.gate import not_found
from channel.access.viewer import Viewer
from channel.announcements_audience import FEW
from channel.money import Money
from channel.tables.parties import Kind, Organisation
from channel.tables.programmes import Announcement, AnnouncementRecipient, Incentive


@dataclass(frozen=True)
class News:
    """An announcement in sight, and when it comes or came out (UTC); `language` is that of title and text.

    `other_title` and `other_text` say the same in the other language, empty where nobody wrote it. `corrects`: it
    stands in for an earlier one. `mine`: the reader's own organisation wrote it.
    """

    title: str
    text: str
    author: str
    published_at: datetime
    id: int = 0
    language: str = "en"
    other_title: str = ""
    other_text: str = ""
    corrects: bool = False
    expires_at: datetime | None = None
    mine: bool = False

    def words(self, language: str) -> tuple[str, str]:
        """Title and text in `language` where they were written in it, else as they were written."""
        if language != self.language and self.other_title:
            return self.other_title, self.other_text
        return self.title, self.text


@dataclass(frozen=True)
class Sent:
    """An announcement of the reader's own organisation, with totals of whom it reached, never who.

    `totals` (people, of them reached, of them passed over) is none before it is out, and where numbers would tell too
    much of few organisations. `is_done`: nobody waits for it any more.
    """

    news: News
    organisations: int
    totals: tuple[int, int, int] | None
    is_out: bool
    is_off: bool
    is_done: bool


@dataclass(frozen=True)
class Running:
    """An incentive in sight until its last day, inclusive; `claim_by` is the last day to claim, none if unsaid.

    `per_unit` is what a bonus pays for one unit of its `mpns`, in each currency.
    """

    name: str
    vendor: str
    kind: str
    mpns: tuple[str, ...]
    per_unit: tuple[Money, ...]
    valid_to: date
    claim_by: date | None
    as_of: datetime


def announcements(session: Session, now: datetime) -> tuple[News, ...]:
    """The announcements in sight that are out and hold, the newest first; an author's own are read the same way."""
    names = _names(session)
    query = (
        select(Announcement)
        .where(
            Announcement.visible_from <= now,
            Announcement.cancelled_at.is_(None),
            or_(Announcement.expires_at.is_(None), Announcement.expires_at > now),
        )
        .order_by(Announcement.visible_from.desc(), Announcement.id.desc())
    )
    return tuple(_news(row, names.get(row.owner_id, "")) for row in session.scalars(query))


def announcement(session: Session, identifier: int, organisation: int | None = None) -> News:
    """One announcement in sight; `organisation` is the reader's.

    Raises:
        NotFound: when there is none.
    """
    row = session.scalars(select(Announcement).where(Announcement.id == identifier)).one_or_none()
    if row is None:
        raise not_found()
    return _news(row, _names(session).get(row.owner_id, ""), organisation)


def own_announcements(session: Session, viewer: Viewer, now: datetime) -> tuple[Sent, ...]:
    """What the viewer's organisation announced or will, the newest first, with totals of receipts."""
    names = _names(session)
    query = (
        select(Announcement)
        .where(Announcement.owner_id == viewer.organisation_id, Announcement.author_id.is_not(None))
        .order_by(Announcement.visible_from.desc(), Announcement.id.desc())
    )
    return tuple(_sent(row, names.get(row.owner_id, ""), viewer, now) for row in session.scalars(query))


def own_announcement(session: Session, identifier: int, viewer: Viewer, now: datetime) -> Sent:
    """One of them.

    Raises:
        NotFound: when it is not the viewer's organisation's.
    """
    row = session.scalars(
        select(Announcement).where(Announcement.id == identifier, Announcement.owner_id == viewer.organisation_id)
    ).one_or_none()
    if row is None:
        raise not_found()
    return _sent(row, _names(session).get(row.owner_id, ""), viewer, now)


def recipients_of(session: Session, identifier: int) -> tuple[int, ...]:
    """The ids of the organisations that an own announcement is for."""
    query = select(AnnouncementRecipient.organisation_id).where(AnnouncementRecipient.announcement_id == identifier)
    return tuple(session.scalars(query))


def running_incentives(session: Session, day: date) -> tuple[Running, ...]:
    """The incentives in sight that hold on a day, those that end first at the top."""
    names = _names(session)
    query = (
        select(Incentive)
        .where(Incentive.valid_from <= day, Incentive.valid_to >= day)
        .order_by(Incentive.valid_to, Incentive.id)
    )
    return tuple(
        Running(
            name=row.name,
            vendor=names.get(row.vendor_id, ""),
            kind=row.kind,
            mpns=tuple(row.rule.get("mpns", ())),
            per_unit=tuple(Money(Decimal(amount), code) for code, amount in row.rule.get("per_unit", {}).items()),
            valid_to=row.valid_to,
            claim_by=row.claim_by,
            as_of=row.as_of,
        )
        for row in session.scalars(query)
    )


def _news(row: Announcement, author: str, organisation: int | None = None) -> News:
    return News(
        title=row.title,
        text=row.text,
        author=author,
        published_at=row.visible_from,
        id=row.id,
        language=row.language,
        other_title=row.other_title,
        other_text=row.other_text,
        corrects=row.corrects_id is not None,
        expires_at=row.expires_at,
        mine=organisation is not None and row.owner_id == organisation,
    )


def _sent(row: Announcement, author: str, viewer: Viewer, now: datetime) -> Sent:
    receipts = row.receipts or {}
    organisations = int(receipts.get("organisations", 0))
    people, sent, passed = (int(receipts.get(name, 0)) for name in ("people", "sent", "passed"))
    told = "people" in receipts and (viewer.kind is Kind.DISTRIBUTOR or organisations >= FEW)
    return Sent(
        news=_news(row, author, viewer.organisation_id),
        organisations=organisations,
        totals=(people, sent, passed) if told else None,
        is_out=row.visible_from <= now and row.cancelled_at is None,
        is_off=row.cancelled_at is not None,
        is_done="people" in receipts and sent + passed >= people,
    )


def _names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}
