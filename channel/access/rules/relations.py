"""Sight of organisations, people, and who deals with whom. In doubt a row is not seen."""

from sqlalchemy import and_, exists, or_, select

from channel.access.eyes import (
    Column,
    Criterion,
    Eyes,
    distributor_of,
    every_side,
    in_force,
    nobody,
    own,
    own_side,
    suppliers,
    vendor_of,
    world,
)
from channel.tables import parties, programmes
from channel.tables.parties import Kind

_SUPPLY = parties.Supply.__table__.alias("supply_in_sight")
_DISTRIBUTION = parties.Distribution.__table__.alias("distribution_in_sight")
_AUTHORISATION = parties.Authorisation.__table__.alias("authorisation_in_sight")
_STANDING = programmes.Standing.__table__.alias("standing_in_sight")
_CASE = programmes.OnboardingCase.__table__.alias("case_in_sight")


def organisations(eyes: Eyes) -> Criterion:
    """The own one and those it deals with; a name in the trade is no secret between those who trade."""
    row = parties.Organisation
    return or_(
        own(eyes, row.id),
        world(eyes, row.id),
        suppliers(eyes, row.id),
        _met(eyes, Kind.DISTRIBUTOR, _SUPPLY.c.distributor_id, _SUPPLY.c.reseller_id, row.id),
        _met(eyes, Kind.DISTRIBUTOR, _CASE.c.distributor_id, _CASE.c.prospect_id, row.id),
        _met(eyes, Kind.PROSPECT, _CASE.c.prospect_id, _CASE.c.distributor_id, row.id),
        _met(eyes, Kind.RESELLER, _CASE.c.prospect_id, _CASE.c.distributor_id, row.id),
        _met(eyes, Kind.VENDOR, _DISTRIBUTION.c.vendor_id, _DISTRIBUTION.c.distributor_id, row.id),
        _met(eyes, Kind.VENDOR, _AUTHORISATION.c.vendor_id, _AUTHORISATION.c.reseller_id, row.id),
        _met(eyes, Kind.VENDOR, _STANDING.c.vendor_id, _STANDING.c.reseller_id, row.id),
    )


def _met(eyes: Eyes, kind: Kind, mine: Column, theirs: Column, organisation: Column) -> Criterion:
    """Organisations that a relation, past or present, joins with the viewer's, which is of that kind."""
    return exists(select(theirs).where(own(eyes, mine), theirs == organisation)) if eyes.is_a(kind) else nobody()


def people(eyes: Eyes) -> Criterion:
    """Colleagues; for a distributor also those of its present downstream and of the prospects it takes on."""
    row = parties.Person
    downstream = select(_SUPPLY.c.id).where(
        own(eyes, _SUPPLY.c.distributor_id),
        _SUPPLY.c.reseller_id == row.organisation_id,
        in_force(eyes, _SUPPLY.c),
    )
    return or_(
        own(eyes, row.organisation_id),
        exists(downstream) if eyes.is_a(Kind.DISTRIBUTOR) else nobody(),
        _met(eyes, Kind.DISTRIBUTOR, _CASE.c.distributor_id, _CASE.c.prospect_id, row.organisation_id),
    )


def supplies(eyes: Eyes) -> Criterion:
    """Accounts: the two sides of them, never the vendor."""
    return own_side(eyes, parties.Supply)


def lines(eyes: Eyes) -> Criterion:
    """Lines of the vendors in the viewer's world."""
    return world(eyes, parties.Line.vendor_id)


def distributions(eyes: Eyes) -> Criterion:
    """Who sells what where: the two sides; a reseller sees what its distributors sell of its vendors."""
    row = parties.Distribution
    return or_(
        distributor_of(eyes, row),
        vendor_of(eyes, row),
        and_(suppliers(eyes, row.distributor_id), world(eyes, row.vendor_id)),
    )


def authorisations(eyes: Eyes) -> Criterion:
    """The three parties of it: another distributor's column stays hidden from a distributor."""
    return every_side(eyes, parties.Authorisation)


def non_disclosures(eyes: Eyes) -> Criterion:
    """Who signed, and the vendor it was signed for."""
    row = parties.NonDisclosure
    return or_(own(eyes, row.organisation_id), vendor_of(eyes, row))
