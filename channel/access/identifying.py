"""From a person or a Slack user to a viewer: what the channel database says of them now.

A viewer is resolved anew whenever data changed (`channel.access.keeping`), so that off-boarding removes sight at once.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from channel.access.applying import KINDS_OF_LISTENERS
from channel.access.gate import Gate
from channel.access.rights import Right
from channel.access.sight import JOBS
from channel.access.viewer import NOBODY, Audience, Viewer
from channel.tables.parties import (
    Authorisation,
    Distribution,
    Kind,
    NonDisclosure,
    Organisation,
    Person,
    PersonRight,
    SlackIdentity,
    Supply,
)
from channel.tables.programmes import OnboardingCase, Standing, Tier

ACTIVE = "active"
LIVING = (ACTIVE, "onboarding")
CLOSED = ("rejected", "withdrawn", "closed", "cancelled")
Criteria = tuple[ColumnElement[bool], ...]


def system_viewer(name: str, rights: frozenset[Right]) -> Viewer:
    """A job of the system, with that job's rights only; it sees every row.

    Raises:
        ValueError: if the house knows no such job.
    """
    if name not in JOBS:
        raise ValueError(f"{name} is no job of the system; the jobs are named in channel/access/sight.py")
    return Viewer(system=name, rights=rights, name=name)


_IDENTIFYING = system_viewer("identifying", frozenset())


def viewer_of(gate: Gate, person_id: int) -> Viewer:
    """The person's sight and rights now; NOBODY if the person or its organisation is not active."""
    with gate.viewing(_IDENTIFYING) as session:
        return _resolved(gate, session, Person.id == person_id)


def viewer_for_slack(gate: Gate, team: str, user: str) -> Viewer:
    """The same for a Slack user of a team; NOBODY if the user is linked to nobody."""
    linked = (
        select(SlackIdentity.id)
        .where(SlackIdentity.team == team, SlackIdentity.user == user)
        .where(SlackIdentity.person_id == Person.id, SlackIdentity.organisation_id == Person.organisation_id)
        .exists()
    )
    with gate.viewing(_IDENTIFYING) as session:
        return _resolved(gate, session, linked)


def audience_of(viewers: Iterable[Viewer]) -> Audience:
    """Everybody who listens, once for each distinct organisation and rights; an unknown one counts as unknown.

    Where these are more kinds than a statement carries, people of one organisation count as one who has the rights
    that all of them have: sight grows with rights, so this shows no more.
    """
    kinds = frozenset(replace(viewer, person_id=None, name="") for viewer in viewers)
    return Audience(kinds if len(kinds) <= KINDS_OF_LISTENERS else _by_organisation(kinds))


def _by_organisation(kinds: frozenset[Viewer]) -> frozenset[Viewer]:
    shared: dict[Viewer, frozenset[Right]] = {}
    for viewer in kinds:
        colleague = replace(viewer, rights=frozenset())
        shared[colleague] = shared.get(colleague, viewer.rights) & viewer.rights
    return frozenset(replace(viewer, rights=rights) for viewer, rights in shared.items())


def _resolved(gate: Gate, session: Session, whose: ColumnElement[bool]) -> Viewer:
    found = session.execute(
        select(Person.id, Person.name, Organisation.id.label("organisation"), Organisation.kind)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(whose, Person.active.is_(True), Organisation.status.in_(LIVING))
    ).one_or_none()
    if found is None:
        return NOBODY
    today = gate.now().date()
    kind, organisation = Kind(found.kind), found.organisation
    viewer = Viewer(
        person_id=found.id,
        organisation_id=organisation,
        kind=kind,
        rights=_rights(session, found.id, organisation),
        non_disclosures=_non_disclosures(session, organisation, today),
        name=found.name,
    )
    if kind is Kind.VENDOR:
        return replace(viewer, vendors=frozenset({organisation}))
    if kind is Kind.DISTRIBUTOR:
        sold = _sold(session, today, organisation)
        return replace(viewer, authorised=frozenset(sold), vendors=frozenset(sold.values()))
    if kind is Kind.RESELLER:
        return _reseller(session, viewer, organisation, today)
    if kind is Kind.PROSPECT:
        return replace(viewer, vendors=_vendors_to_come(session, organisation, today))
    return viewer


def _rights(session: Session, person: int, organisation: int) -> frozenset[Right]:
    held = session.scalars(
        select(PersonRight.right).where(PersonRight.person_id == person, PersonRight.organisation_id == organisation)
    )
    return frozenset(Right(right) for right in held)


def _reseller(session: Session, viewer: Viewer, organisation: int, today: date) -> Viewer:
    buys_from = session.scalars(
        select(Supply.distributor_id).where(Supply.reseller_id == organisation, *_in_force(Supply, today))
    )
    authorised = session.execute(
        select(Authorisation.line_id, Authorisation.territory, Authorisation.vendor_id).where(
            Authorisation.reseller_id == organisation,
            Authorisation.status == ACTIVE,
            *_in_force(Authorisation, today),
        )
    ).all()
    standings = session.execute(
        select(Standing.vendor_id, Standing.tier, Tier.rank)
        .join(Tier, and_(Tier.vendor_id == Standing.vendor_id, func.lower(Tier.name) == func.lower(Standing.tier)))
        .where(Standing.reseller_id == organisation)
    ).all()
    return replace(
        viewer,
        buys_from=frozenset(buys_from),
        authorised=frozenset((row.line_id, row.territory) for row in authorised),
        vendors=frozenset(row.vendor_id for row in authorised),
        ranks=frozenset((row.vendor_id, row.rank) for row in standings),
        tiers=frozenset((row.vendor_id, row.tier.lower()) for row in standings),
    )


def _sold(session: Session, today: date, *distributors: int) -> dict[tuple[int, str], int]:
    """What distributors sell today: (line, country) to the line's vendor."""
    rows = session.execute(
        select(Distribution.line_id, Distribution.territory, Distribution.vendor_id).where(
            Distribution.distributor_id.in_(distributors), *_in_force(Distribution, today)
        )
    )
    return {(row.line_id, row.territory): row.vendor_id for row in rows}


def _vendors_to_come(session: Session, prospect: int, today: date) -> frozenset[int]:
    """For a prospect, the vendors of those who take it on: their public documents are public to it."""
    taking_on = session.scalars(
        select(OnboardingCase.distributor_id).where(
            OnboardingCase.prospect_id == prospect, OnboardingCase.state.not_in(CLOSED)
        )
    )
    return frozenset(_sold(session, today, *taking_on).values())


def _non_disclosures(session: Session, organisation: int, today: date) -> frozenset[int]:
    signed = session.scalars(
        select(NonDisclosure.vendor_id).where(
            NonDisclosure.organisation_id == organisation, *_in_force(NonDisclosure, today)
        )
    )
    return frozenset(signed)


def _in_force(row: type[Supply | Authorisation | Distribution | NonDisclosure], today: date) -> Criteria:
    return (row.valid_from <= today, or_(row.valid_to.is_(None), row.valid_to >= today))
