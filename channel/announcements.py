"""Looking up news: announcements that are out, and the bonuses and rebates that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.money import Money
from channel.tables.parties import Organisation
from channel.tables.programmes import Announcement, Incentive


@dataclass(frozen=True)
class News:
    """An announcement in sight, and when it came out (UTC)."""

    title: str
    text: str
    author: str
    published_at: datetime


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
    """The announcements in sight that are out, the newest first; an author's own of later are left out, too."""
    names = _names(session)
    query = (
        select(Announcement)
        .where(Announcement.visible_from <= now)
        .order_by(Announcement.visible_from.desc(), Announcement.id.desc())
    )
    return tuple(
        News(row.title, row.text, names.get(row.owner_id, ""), row.visible_from) for row in session.scalars(query)
    )


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


def _names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}
