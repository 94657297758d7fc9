"""Finding prices: whose, of which list, from which quantity on. docs/prices.md tells the order with worked
figures.

Nothing here converts one currency into another. What is not in the session's sight does not exist here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.company_names import organisation_names
from channel.money import Money
from channel.tables.prices import DistributorCost, ListPrice, PriceList, ResellerPrice
from channel.tables.products import Product


class PriceKind(StrEnum):
    """What a price is: what a reseller pays, the vendor's list, the recommended end price, the distributor's
    cost.
    """

    RESELLER = "reseller"
    LIST = "list"
    RECOMMENDED = "recommended"
    COST = "cost"


class Gap(StrEnum):
    """Why there is no price: none in sight, none in that currency, several currencies to choose from, none
    that day.
    """

    NONE = "none"
    CURRENCY = "currency"
    CHOOSE_CURRENCY = "choose_currency"
    DAY = "day"


@dataclass(frozen=True)
class Break:
    """The unit price from a quantity on, net of tax."""

    quantity: int
    unit: Money


@dataclass(frozen=True)
class PriceQuote:
    """A price for a quantity on a day, net of tax.

    `unit` is the price of one unit at this quantity, `breaks` all quantities with their unit prices (the
    first is from 1), `changes_on` and `changed_unit` the next price of the same list in sight. Valid days are
    inclusive, `embargo_until` and `as_of` are UTC. `tier` is lower case, none for list prices and cost.
    """

    mpn: str
    name: str
    kind: PriceKind
    quantity: int
    unit: Money
    breaks: tuple[Break, ...]
    tier: str | None
    territory: str
    list_name: str
    edition: str
    owner: str
    valid_from: date
    valid_to: date | None
    embargo_until: datetime | None
    changes_on: date | None
    changed_unit: Money | None
    as_of: datetime

    @property
    def total(self) -> Money:
        """Unit price times quantity."""
        return self.unit * self.quantity

    @property
    def single(self) -> Money:
        """The unit price without a volume break."""
        return self.breaks[0].unit

    @property
    def next_break(self) -> Break | None:
        """The next quantity at which the unit price falls."""
        return next((step for step in self.breaks if step.quantity > self.quantity), None)


@dataclass(frozen=True)
class PriceAnswer:
    """What was found for one product: quotes (one for each tier in sight), or why none, and the currencies
    there are.
    """

    mpn: str
    name: str
    quotes: tuple[PriceQuote, ...] = ()
    gap: Gap | None = None
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class PriceRequest:
    """What price is asked for.

    `countries` (ISO 3166-1) in order of preference: the first that has prices is taken; `elsewhere` lets any
    other follow. `home_currency` settles several currencies in `home_country`; abroad it has to be chosen.
    `tier` in lower case, `distributors` by id. An `edition` (2027Q1) that does not hold on the day is read as
    of its first day.
    """

    mpn: str
    kind: PriceKind
    day: date
    quantity: int = 1
    countries: tuple[str, ...] = ()
    elsewhere: bool = False
    currency: str | None = None
    home_country: str | None = None
    home_currency: str = ""
    tier: str | None = None
    distributors: frozenset[int] | None = None
    edition: str | None = None


@dataclass(frozen=True)
class _Row:
    """A price of whichever table, as the finding sees it."""

    amount: Decimal
    currency: str
    territory: str
    tier: str | None
    min_quantity: int
    owner_id: int
    list_id: int
    valid_from: date
    valid_to: date | None
    embargo_until: datetime | None
    as_of: datetime

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def quote_price(session: Session, request: PriceRequest) -> PriceAnswer:
    """Find the price in the order of docs/prices.md: product, country, currency, day, tier, quantity.

    A product out of sight and one without a price in sight give the same answer.
    """
    product = session.execute(
        select(Product.id, Product.mpn, Product.name).where(Product.mpn == request.mpn.upper())
    ).first()
    if product is None:
        return PriceAnswer(request.mpn, "", gap=Gap.NONE)
    rows = [
        row
        for row in _rows(session, product.id, request.kind)
        if (row.valid_to is None or row.valid_from <= row.valid_to)
        and (request.tier is None or row.tier == request.tier)
        and (request.distributors is None or row.owner_id in request.distributors)
    ]
    mpn, name = product.mpn, product.name
    lists = _lists(session, {row.list_id for row in rows})
    if request.edition is not None:
        rows = [row for row in rows if lists[row.list_id].edition == request.edition]
    everywhere = _currencies(rows)
    rows = _in_country(rows, request)
    if not rows:
        return PriceAnswer(mpn, name, gap=Gap.NONE)
    currency = _currency(rows, request)
    if isinstance(currency, Gap):
        there = everywhere if request.elsewhere and currency is Gap.CURRENCY else _currencies(rows)
        return PriceAnswer(mpn, name, gap=currency, currencies=there)
    rows = [row for row in rows if row.currency == currency]
    if request.edition is not None and not any(row.holds(request.day) for row in rows):
        request = replace(request, day=min(row.valid_from for row in rows))
    valid = [row for row in rows if row.holds(request.day)]
    if not valid:
        return PriceAnswer(mpn, name, gap=Gap.DAY, currencies=_currencies(rows))
    groups = sorted({(row.owner_id, row.tier or "") for row in valid})
    quotes = [_quote(mpn, name, request, [row for row in rows if _group(row) == group], lists) for group in groups]
    return PriceAnswer(mpn, name, tuple(sorted(quotes, key=lambda quote: quote.unit.amount)))


def _group(row: _Row) -> tuple[int, str]:
    return (row.owner_id, row.tier or "")


def _currencies(rows: Iterable[_Row]) -> tuple[str, ...]:
    return tuple(sorted({row.currency for row in rows}))


def _in_country(rows: list[_Row], request: PriceRequest) -> list[_Row]:
    """The rows of the first country that has any; with a currency said, of the first that has any in it."""
    countries = list(request.countries)
    if request.elsewhere:
        countries += sorted({row.territory[:2] for row in rows} - set(countries))
    found = [[row for row in rows if row.territory[:2] == country] for country in countries]
    in_currency = (group for group in found if any(row.currency == request.currency for row in group))
    return next(in_currency, None) or next((group for group in found if group), [])


def _currency(rows: list[_Row], request: PriceRequest) -> str | Gap:
    there = _currencies(rows)
    if request.currency is not None:
        return request.currency if request.currency in there else Gap.CURRENCY
    if len(there) == 1:
        return there[0]
    at_home = request.home_country is not None and rows[0].territory[:2] == request.home_country
    return request.home_currency if at_home and request.home_currency in there else Gap.CHOOSE_CURRENCY


def _quote(mpn: str, name: str, request: PriceRequest, rows: list[_Row], lists: dict[int, _List]) -> PriceQuote:
    valid = sorted((row for row in rows if row.holds(request.day)), key=lambda row: row.min_quantity)
    first = valid[0]
    steps = tuple(Break(row.min_quantity, Money(row.amount, row.currency)) for row in valid)
    applied = next((step for step in reversed(steps) if step.quantity <= request.quantity), steps[0])
    row = next(row for row in valid if row.min_quantity == applied.quantity)
    later = sorted(
        (other for other in rows if other.min_quantity == applied.quantity and other.valid_from > request.day),
        key=lambda other: other.valid_from,
    )
    upcoming = next(iter(later), None)
    price_list = lists[first.list_id]
    return PriceQuote(
        mpn=mpn,
        name=name,
        kind=request.kind,
        quantity=request.quantity,
        unit=applied.unit,
        breaks=steps,
        tier=first.tier,
        territory=first.territory,
        list_name=price_list.name,
        edition=price_list.edition,
        owner=price_list.owner,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        embargo_until=row.embargo_until,
        changes_on=upcoming.valid_from if upcoming else None,
        changed_unit=Money(upcoming.amount, upcoming.currency) if upcoming else None,
        as_of=row.as_of,
    )


@dataclass(frozen=True)
class _List:
    name: str
    edition: str
    owner: str


def _lists(session: Session, ids: set[int]) -> dict[int, _List]:
    owners = organisation_names(session)
    rows = session.execute(
        select(PriceList.id, PriceList.name, PriceList.edition, PriceList.vendor_id, PriceList.distributor_id).where(
            PriceList.id.in_(ids)
        )
    )
    found = {row.id: _List(row.name, row.edition, owners.get(row.distributor_id or row.vendor_id, "")) for row in rows}
    return found | {missing: _List("", "", "") for missing in ids - set(found)}


def _rows(session: Session, product_id: int, kind: PriceKind) -> list[_Row]:
    if kind is PriceKind.RESELLER:
        priced = session.scalars(select(ResellerPrice).where(ResellerPrice.product_id == product_id))
        return [_row(row, row.amount, row.distributor_id, row.tier, row.min_quantity) for row in priced]
    if kind is PriceKind.COST:
        costs = session.scalars(select(DistributorCost).where(DistributorCost.product_id == product_id))
        return [_row(row, row.amount, row.distributor_id) for row in costs]
    listed = session.scalars(select(ListPrice).where(ListPrice.product_id == product_id))
    if kind is PriceKind.LIST:
        return [_row(row, row.amount, row.vendor_id) for row in listed]
    return [_row(row, row.recommended, row.vendor_id) for row in listed if row.recommended is not None]


def _row(row: Any, amount: Decimal, owner_id: int, tier: str | None = None, min_quantity: int = 1) -> _Row:  # noqa: ANN401 - a row of any price table
    return _Row(
        amount=amount,
        currency=row.currency,
        territory=row.territory,
        tier=tier,
        min_quantity=min_quantity,
        owner_id=owner_id,
        list_id=row.price_list_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        embargo_until=row.embargo_until,
        as_of=row.as_of,
    )
