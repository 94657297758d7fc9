"""Sight of deals, programmes, onboarding and news. In doubt a row is not seen."""

import json

from sqlalchemy import String, and_, cast, exists, func, or_, select

from channel.access.eyes import (
    Columns,
    Criterion,
    Eyes,
    Rule,
    distributor_of,
    every_side,
    has,
    nobody,
    own,
    reseller_of,
    vendor_of,
    world,
)
from channel.access.rights import Right
from channel.tables import deals, programmes
from channel.tables import onboarding as onboarding_tables
from channel.tables.parties import Kind

DEALERS = (Right.SEE_DEALS, Right.REGISTER_DEALS, Right.DECIDE_DEALS)
_DEAL = deals.Registration.__table__.alias("deal_in_sight")
_RECIPIENT = programmes.AnnouncementRecipient.__table__.alias("recipient_in_sight")


def registrations(eyes: Eyes) -> Criterion:
    """The reseller's own; the distributor it is routed through and the vendor, once it was submitted."""
    return has(eyes, *DEALERS, sees=_party_to_deal(eyes, deals.Registration, submitted=_submitted(deals.Registration)))


def registration_lines(eyes: Eyes) -> Criterion:
    """The same as their registration."""
    return _of_deal(eyes, deals.RegistrationLine)


def registration_evidence(eyes: Eyes) -> Criterion:
    """The same as their registration."""
    return _of_deal(eyes, deals.RegistrationEvidence)


def registration_history(eyes: Eyes) -> Criterion:
    """The same as their registration, but that a conflict was looked at is no business of the reseller."""
    row = deals.RegistrationHistory
    seen = _of_deal(eyes, row)
    if not eyes.is_a(Kind.RESELLER):
        return seen
    quiet = and_(
        row.to_state != "conflict_review",
        or_(row.from_state.is_(None), row.from_state != "conflict_review"),
    )
    return and_(seen, quiet)


def _submitted(row: Columns) -> Criterion:
    return and_(row.state != "draft", row.submitted_at.is_not(None))


def _of_deal(eyes: Eyes, row: Columns) -> Criterion:
    submitted = exists(select(_DEAL.c.id).where(_DEAL.c.id == row.registration_id, _submitted(_DEAL.c)))
    return has(eyes, *DEALERS, sees=_party_to_deal(eyes, row, submitted=submitted))


def _party_to_deal(eyes: Eyes, row: Columns, *, submitted: Criterion) -> Criterion:
    return or_(
        reseller_of(eyes, row),
        and_(or_(distributor_of(eyes, row), vendor_of(eyes, row)), submitted),
    )


def registration_notes(eyes: Eyes) -> Criterion:
    """The organisation that wrote it."""
    return has(eyes, *DEALERS, sees=own(eyes, deals.RegistrationNote.organisation_id))


def conflicts(eyes: Eyes) -> Criterion:
    """The vendor, as the decider. Nobody else learns that there is one."""
    return has(eyes, *DEALERS, sees=vendor_of(eyes, deals.Conflict))


def policies(eyes: Eyes) -> Criterion:
    """The rules of engagement of the vendors in the viewer's world."""
    return world(eyes, deals.Policy.vendor_id)


def programme_rules(row: Columns) -> Rule:
    """Programmes and their tiers: of the vendors in the viewer's world."""
    return lambda eyes: world(eyes, row.vendor_id)


def three_sided(row: Columns) -> Rule:
    """Standing, certificates, accruals and funds: the reseller's own, its distributor's, the vendor's lines."""
    return lambda eyes: every_side(eyes, row)


def incentives(eyes: Eyes) -> Criterion:
    """The vendor's own; its distributors all; a reseller those that its tier may earn."""
    row = programmes.Incentive
    if not eyes.is_a(Kind.RESELLER):
        return world(eyes, row.vendor_id)
    named = func.lower(cast(row.tiers, String))
    mine = (
        and_(row.vendor_id == vendor, named.contains(json.dumps(tier), autoescape=True))
        for vendor, tier in sorted(eyes.viewer.tiers)
    )
    return and_(world(eyes, row.vendor_id), or_(named == "[]", *mine))


def targets(eyes: Eyes) -> Criterion:
    """Whoever owes it, and the vendor that set it."""
    row = programmes.Target
    return or_(own(eyes, row.owner_id), vendor_of(eyes, row))


def onboarding(row: Columns) -> Rule:
    """The distributor that takes a prospect on, and the prospect."""
    return lambda eyes: or_(
        distributor_of(eyes, row),
        own(eyes, row.prospect_id) if eyes.is_a(Kind.PROSPECT, Kind.RESELLER) else nobody(),
    )


def screenings(eyes: Eyes) -> Criterion:
    """What vetting found: the distributor's people who onboard, never the prospect."""
    return has(eyes, Right.ONBOARD, sees=distributor_of(eyes, programmes.Screening))


def checklists(row: Columns) -> Rule:
    """A distributor's own way of taking partners on."""
    return lambda eyes: distributor_of(eyes, row)


def invitations(eyes: Eyes) -> Criterion:
    """The administrators of the company that is invited, nobody else: that it is known here is told to nobody."""
    return has(eyes, Right.ADMINISTER, sees=own(eyes, onboarding_tables.OnboardingInvitation.organisation_id))


def announcements(eyes: Eyes) -> Criterion:
    """Its author; its recipients from the hour on at which it is out, until it expires, unless it was called off."""
    row, recipient = programmes.Announcement, _RECIPIENT.c
    mine = exists(
        select(recipient.id).where(
            recipient.announcement_id == row.id,
            own(eyes, recipient.organisation_id),
            recipient.visible_from <= eyes.now,
        ),
    )
    out = and_(
        row.visible_from <= eyes.now,
        row.cancelled_at.is_(None),
        or_(row.expires_at.is_(None), row.expires_at > eyes.now),
    )
    return or_(own(eyes, row.owner_id), and_(out, mine))


def announcement_recipients(eyes: Eyes) -> Criterion:
    """The author sees all of them, a recipient itself."""
    row = programmes.AnnouncementRecipient
    return or_(own(eyes, row.owner_id), and_(own(eyes, row.organisation_id), row.visible_from <= eyes.now))
