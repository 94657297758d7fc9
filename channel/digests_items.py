"""What comes near for a person's own organisation: read in the person's sight, each with its day and how to open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.announcements import News, announcements
from channel.deals.reading import Filters, queue, registrations
from channel.deals.states import HOLDS_PLACE
from channel.digests import Topic
from channel.digests_rounds import Span
from channel.onboarding_status import onboarding_cases
from channel.renewals import renewals
from channel.tables.parties import Kind, Organisation, Person
from channel.tables.programmes import Certificate, Incentive, MarketingFund, OnboardingTask, Standing

LEADS: Final = {
    Topic.DEALS: (14,),
    Topic.RENEWALS: (30, 7),
    Topic.CERTIFICATES: (60, 14),
    Topic.CLAIMS: (14, 3),
    Topic.TIERS: (30, 7),
    Topic.ONBOARDING: (3, 0),
}
"""How many days ahead of its day a thing is reminded of; the digest looks as far as the first of them.

Deals that run out are reminded of by the vendor's policy (`channel.deals.protection`) and stand in the digest alone.
"""
REMINDED: Final = tuple(topic for topic in LEADS if topic is not Topic.DEALS)
NEWS_DAYS: Final = 7


@dataclass(frozen=True)
class Coming:
    """A day that comes near: of what thing, whose, and by which words it is opened. `kind` names what happens then."""

    topic: Topic
    kind: str
    name: str
    whose: str
    day: date
    reference: str = ""


@dataclass(frozen=True)
class Told:
    """What a round tells: reminders, and, on digest days, all that comes near, what waits and what is new."""

    reminders: tuple[Coming, ...]
    coming: tuple[Coming, ...] = ()
    waiting: tuple[str, ...] = ()
    news: tuple[News, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.reminders or self.coming or self.waiting or self.news)


def told(
    session: Session, viewer: Viewer, span: Span, topics: tuple[Topic, ...], now: datetime, *, reminders: bool
) -> Told:
    """What the days of `span` bring a person who wants to hear of `topics`, in the person's own sight."""
    found = coming(session, viewer, span, topics, now)
    due = tuple(item for item in found if reminders and item.topic in REMINDED and _crossed(item, span))
    if not span.digest:
        return Told(due)
    rest = tuple(item for item in found if item not in due)
    waiting: tuple[str, ...] = ()
    if Topic.DECISIONS in topics and Right.DECIDE_DEALS in viewer.rights:
        waiting = tuple(view.number for view in queue(session, viewer, now))
    since = now - timedelta(days=NEWS_DAYS)
    news = announcements(session, now) if Topic.NEWS in topics else ()
    return Told(due, rest, waiting, tuple(item for item in news if item.published_at >= since))


def coming(
    session: Session, viewer: Viewer, span: Span, topics: tuple[Topic, ...], now: datetime
) -> tuple[Coming, ...]:
    """All days that come near as seen on the last day of `span`, those that passed within it too, soonest first."""
    found: list[Coming] = []
    first = span.after + timedelta(days=1)
    for topic, read in _READERS.items():
        if topic in topics:
            found += read(session, viewer, first, now)
    last = {topic: span.through + timedelta(days=leads[0]) for topic, leads in LEADS.items()}
    near = [item for item in found if first <= item.day <= last[item.topic]]
    return tuple(sorted(near, key=lambda item: (item.day, item.topic, item.name)))


def _crossed(item: Coming, span: Span) -> bool:
    """Whether a lead of the item's day falls into the days of a round."""
    return any(span.after < item.day - timedelta(days=lead) <= span.through for lead in LEADS[item.topic])


def _deals(session: Session, viewer: Viewer, first: date, now: datetime) -> list[Coming]:
    if Right.SEE_DEALS not in viewer.rights or viewer.kind is not Kind.RESELLER:
        return []
    states = frozenset(HOLDS_PLACE)
    last = now.date() + timedelta(days=LEADS[Topic.DEALS][0] + 1)
    rows = registrations(session, Filters(states=states, ends_from=first, ends_to=last), now)
    return [
        Coming(Topic.DEALS, "protection", row.number, row.customer, row.protected_until, row.number)
        for row in rows
        if row.protected_until is not None
    ]


def _renewals(session: Session, viewer: Viewer, first: date, now: datetime) -> list[Coming]:
    if viewer.kind is not Kind.RESELLER or Right.SEE_ORDERS not in viewer.rights:
        return []
    last = now.date() + timedelta(days=LEADS[Topic.RENEWALS][0] + 1)
    rows = renewals(session, first, last, reseller_id=viewer.organisation_id)
    return [
        Coming(
            Topic.RENEWALS, "renews" if row.auto_renew else "ends", row.mpn, row.customer, row.ends_on, row.number
        )
        for row in rows
    ]


def _certificates(session: Session, viewer: Viewer, _first: date, _now: datetime) -> list[Coming]:
    if viewer.kind is not Kind.RESELLER:
        return []
    query = (
        select(Certificate.code, Certificate.expires_on, Certificate.person_id, Person.name)
        .join(Person, Person.id == Certificate.person_id)
        .where(Certificate.reseller_id == viewer.organisation_id, Certificate.expires_on.is_not(None))
    )
    if Right.ADMINISTER not in viewer.rights:
        query = query.where(Certificate.person_id == viewer.person_id)
    return [
        Coming(Topic.CERTIFICATES, "certificate", row.code, row.name, row.expires_on, row.code)
        for row in session.execute(query)
        if row.expires_on is not None
    ]


def _claims(session: Session, viewer: Viewer, first: date, _now: datetime) -> list[Coming]:
    if viewer.kind is not Kind.RESELLER or viewer.rights.isdisjoint({Right.REGISTER_DEALS, Right.SEE_ORDERS}):
        return []
    incentives = session.execute(
        select(Incentive.name, Incentive.claim_by).where(
            Incentive.claim_by.is_not(None), Incentive.claim_by >= first
        )
    )
    found = [
        Coming(Topic.CLAIMS, "claim", row.name, "", row.claim_by, row.name)
        for row in incentives
        if row.claim_by is not None
    ]
    funds = session.execute(
        select(MarketingFund.name, MarketingFund.expires_on).where(
            MarketingFund.reseller_id == viewer.organisation_id,
            MarketingFund.granted > MarketingFund.spent,
            MarketingFund.expires_on >= first,
        )
    )
    return found + [Coming(Topic.CLAIMS, "fund", row.name, "", row.expires_on, row.name) for row in funds]


def _tiers(session: Session, viewer: Viewer, _first: date, _now: datetime) -> list[Coming]:
    if viewer.kind is not Kind.RESELLER:
        return []
    rows = session.execute(
        select(Standing.tier, Standing.review_on, Organisation.name)
        .join(Organisation, Organisation.id == Standing.vendor_id)
        .where(Standing.reseller_id == viewer.organisation_id, Standing.review_on.is_not(None))
    )
    return [
        Coming(Topic.TIERS, "review", row.tier, row.name, row.review_on, row.name)
        for row in rows
        if row.review_on is not None
    ]


def _onboarding(session: Session, viewer: Viewer, _first: date, _now: datetime) -> list[Coming]:
    if viewer.kind is Kind.DISTRIBUTOR and Right.ONBOARD not in viewer.rights:
        return []
    names = {case.id: case.prospect for case in onboarding_cases(session, only_open=True)}
    rows = session.execute(
        select(OnboardingTask.name, OnboardingTask.due_on, OnboardingTask.case_id).where(
            OnboardingTask.owner_id == viewer.organisation_id, OnboardingTask.done_on.is_(None)
        )
    )
    return [
        Coming(Topic.ONBOARDING, "task", row.name, names[row.case_id], row.due_on, names[row.case_id])
        for row in rows
        if row.case_id in names
    ]


_READERS: Final = {
    Topic.DEALS: _deals,
    Topic.RENEWALS: _renewals,
    Topic.CERTIFICATES: _certificates,
    Topic.CLAIMS: _claims,
    Topic.TIERS: _tiers,
    Topic.ONBOARDING: _onboarding,
}
