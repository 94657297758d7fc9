"""Co-term: what an addition or a later common end costs, by the day. docs/calculations.md has worked figures."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import refusals
from channel.errors import BadInput
from channel.money import Money
from channel.renewals import Renewal
from channel.tables.parties import Organisation
from channel.tables.products import Product

YEAR = 365
"""What a year's price is divided by, also where a leap day lies in the term."""


@dataclass(frozen=True)
class CotermRule:
    """A vendor's limits: the fewest days of an addition, and how many months away the common end may be."""

    shortest_days: int = 30
    farthest_months: int = 36


@dataclass(frozen=True)
class Charge:
    """What `quantity` units cost from `first` to `last`, both included, at a price for 12 months each.

    Raises:
        BadInput: when the last day is before the first, or nothing is bought.
    """

    yearly: Money
    quantity: int
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput.of(refusals.ENDS_BEFORE_IT_BEGINS)
        if self.quantity < 1:
            raise BadInput.of(refusals.NOTHING_BOUGHT)

    @property
    def days(self) -> int:
        """The days charged."""
        return (self.last - self.first).days + 1

    @property
    def daily(self) -> Money:
        """The price of one unit for one day, not rounded."""
        return Money(self.yearly.amount / YEAR, self.yearly.currency)

    @property
    def unit(self) -> Money:
        """The price of one unit for all days, rounded to the cent once: the only rounding."""
        return Money(self.yearly.amount * self.days / YEAR, self.yearly.currency).rounded()

    @property
    def total(self) -> Money:
        """The rounded unit price times the quantity, so that an invoice line adds up."""
        return self.unit * self.quantity


@dataclass(frozen=True)
class Aligned:
    """A subscription and what moving its end costs; no charge where it ends then already or its price is unseen."""

    subscription: Renewal
    days: int
    charge: Charge | None


@dataclass(frozen=True)
class Alignment:
    """Subscriptions moved to one common end, never to an earlier one."""

    until: date
    rows: tuple[Aligned, ...]

    @property
    def total(self) -> Money | None:
        """All charges together; none while a price is unseen or currencies differ."""
        charges = [row.charge.total for row in self.rows if row.charge is not None]
        unseen = any(row.charge is None and row.days for row in self.rows)
        if unseen or not charges or len({charge.currency for charge in charges}) > 1:
            return None
        return sum(charges[1:], start=charges[0])


def align(subscriptions: Sequence[Renewal], until: date) -> Alignment:
    """Move subscriptions to a common end; each pays for the days from the day after its own end on.

    Raises:
        BadInput: when one of them ends later than that: an end is never moved forward.
    """
    if any(row.ends_on > until for row in subscriptions):
        raise BadInput.of(refusals.NEVER_EARLIER)
    return Alignment(until, tuple(_aligned(row, until) for row in subscriptions))


def _aligned(row: Renewal, until: date) -> Aligned:
    days = (until - row.ends_on).days
    if not days or row.yearly is None:
        return Aligned(row, days, None)
    unit = Money(row.yearly.amount / row.quantity, row.yearly.currency)
    return Aligned(row, days, Charge(unit, row.quantity, row.ends_on + timedelta(days=1), until))


def farthest_end(day: date, rule: CotermRule) -> date:
    """The last day that a common end may be on."""
    months = day.year * 12 + day.month - 1 + rule.farthest_months
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Term:
    """How many months the price of a product is for, none when the product master does not say; whose it is."""

    months: int | None
    vendor: str


def term_of(session: Session, mpn: str) -> Term | None:
    """The term of a product, none when it is not in sight."""
    row = session.execute(
        select(Product, Organisation.name)
        .join(Organisation, Organisation.id == Product.vendor_id)
        .where(Product.mpn == mpn.upper())
    ).first()
    if row is None:
        return None
    product, vendor = row
    stated = product.attributes.get("term_months", {}).get("value")
    return Term(int(stated) if stated else None, vendor)


def yearly_price(unit: Money, months: int) -> Money:
    """The price of 12 months of a unit that is sold for so many months."""
    return Money(unit.amount * Decimal(12) / months, unit.currency)
