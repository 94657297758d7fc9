"""Approving with changes: other prices, fewer units, an earlier end of protection, each within the programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select

from channel.access.gate import Action
from channel.calendar import local_day
from channel.deals import refusals, terms
from channel.errors import NotPossible
from channel.policy import Policy
from channel.tables.deals import Registration
from channel.tables.prices import ListPrice
from channel.tables.products import Product


@dataclass(frozen=True)
class Granted:
    """What an approval gives instead of what was asked for; what is left out stays.

    `prices` are amounts for one unit by part number, net of tax, in the registration's currency; `units` by part
    number; `until` is the last protected day, inclusive.
    """

    prices: Mapping[str, Decimal] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    until: date | None = None

    @property
    def any(self) -> bool:
        """Whether something is given otherwise."""
        return bool(self.prices or self.units or self.until)

    def words(self, currency: str) -> str:
        """The changes in figures, as both sides read them in the history."""
        prices = [f"{mpn} {currency} {amount:,.2f}" for mpn, amount in sorted(self.prices.items())]
        units = [f"{count} × {mpn}" for mpn, count in sorted(self.units.items())]
        return "; ".join((*units, *prices, *([f"→ {self.until.isoformat()}"] if self.until else [])))


AS_ASKED = Granted()


def granted_of(decision: Mapping[str, Any]) -> Granted:
    """The changes in the plain values of a draft: `prices`, `units` by part number, `until`."""
    until = decision.get("until")
    return Granted(
        {mpn: Decimal(amount) for mpn, amount in (decision.get("prices") or {}).items()},
        {mpn: int(count) for mpn, count in (decision.get("units") or {}).items()},
        date.fromisoformat(until) if until else None,
    )


def check(action: Action, registration: Registration, policy: Policy, granted: Granted, latest: date | None) -> None:
    """Refuse what the programme does not let an approval give.

    Args:
        action: the change under way.
        registration: about to be approved.
        policy: its rules.
        granted: what is given instead.
        latest: the last protected day that the programme gives, none while an amendment is looked at.

    Raises:
        NotPossible: for more units than asked for, a price above list, a product or a day that does not fit.
    """
    amended = (registration.amendment or {}).get("lines")
    asked: dict[str, int | None] = dict(amended or terms.terms_of(action.session, registration).lines)
    today = local_day(action.now, policy.rules.timezone)
    for mpn in (*granted.units, *granted.prices):
        if mpn not in asked:
            raise NotPossible.of(refusals.NOT_IN_IT, mpn=mpn, number=registration.number)
    for mpn, count in granted.units.items():
        if not 0 < count <= (asked[mpn] or 0):
            raise NotPossible.of(refusals.MORE_UNITS, mpn=mpn, count=asked[mpn] or 0)
    for mpn, amount in granted.prices.items():
        listed = _listed(action, registration, mpn, today)
        if amount <= 0 or (listed is not None and amount > listed):
            raise NotPossible.of(refusals.ABOVE_LIST, mpn=mpn, amount=f"{registration.currency} {listed or 0:,.2f}")
    if granted.until is not None and (latest is None or not today < granted.until <= latest):
        raise NotPossible.of(refusals.LATER_END, day=latest or "–")


def fit_lines(action: Action, registration: Registration, granted: Granted) -> None:
    """Let the registration have the units given."""
    lines = terms.terms_of(action.session, registration).lines
    if granted.units:
        fewer = tuple((mpn, granted.units.get(mpn, count)) for mpn, count in lines)
        terms.write_lines(action, registration, fewer)


def _listed(action: Action, registration: Registration, mpn: str, day: date) -> Decimal | None:
    return action.session.scalars(
        select(ListPrice.amount)
        .join(Product, Product.id == ListPrice.product_id)
        .where(
            Product.mpn == mpn,
            ListPrice.territory == registration.customer_country,
            ListPrice.currency == registration.currency,
            ListPrice.valid_from <= day,
            or_(ListPrice.valid_to.is_(None), ListPrice.valid_to >= day),
        )
        .order_by(ListPrice.valid_from.desc())
    ).first()
