"""Sight of what goes with deciding registrations. In doubt a row is not seen."""

from sqlalchemy import or_

from channel.access.eyes import Criterion, Eyes, distributor_of, has, own, reseller_of, vendor_of
from channel.access.rights import Right
from channel.access.rules.engagement import DEALERS
from channel.tables import deciding


def special_price_draws(eyes: Eyes) -> Criterion:
    """What the vendor owes the distributor is cost: the two of them, with the right to see cost."""
    row = deciding.SpecialPriceDraw
    return has(eyes, Right.SEE_COST, sees=or_(distributor_of(eyes, row), vendor_of(eyes, row)))


def registration_questions(eyes: Eyes) -> Criterion:
    """The organisation that asks, and the reseller that is asked."""
    row = deciding.RegistrationQuestion
    return has(eyes, *DEALERS, sees=or_(own(eyes, row.organisation_id), reseller_of(eyes, row)))
