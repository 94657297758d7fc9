"""What changes in the price lists in sight: from one day to the next, product by product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel.money import Money
from channel.tables.parties import Line, Organisation
from channel.tables.prices import ListPrice, PriceList
from channel.tables.products import Product


@dataclass(frozen=True)
class PriceChange:
    """A list price before and from a day on, net of tax, in one country's currency."""

    mpn: str
    name: str
    line: str
    vendor: str
    territory: str
    before: Money
    after: Money
    on: date
    edition: str

    @property
    def percent(self) -> Decimal:
        """The change in per cent of the price before, to one place."""
        return ((self.after.amount - self.before.amount) / self.before.amount * 100).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class ChangeRequest:
    """Which changes: from `first` to `last` (inclusive), in one country and currency; the rest narrows it."""

    first: date
    last: date
    territory: str
    currency: str
    line: str | None = None
    vendor: str | None = None
    mpns: tuple[str, ...] = ()
    edition: str | None = None


def price_changes(session: Session, request: ChangeRequest) -> tuple[PriceChange, ...]:
    """The list prices in sight that differ from the day before, by day and part number."""
    query = (
        select(ListPrice, Product.mpn, Product.name, Line.name, Organisation.name, PriceList.edition)
        .join(Product, Product.id == ListPrice.product_id)
        .join(Line, Line.id == ListPrice.line_id)
        .join(Organisation, Organisation.id == ListPrice.vendor_id)
        .join(PriceList, PriceList.id == ListPrice.price_list_id)
        .where(
            ListPrice.territory == request.territory,
            ListPrice.currency == request.currency,
            or_(ListPrice.valid_to.is_(None), ListPrice.valid_from <= ListPrice.valid_to),
        )
        .order_by(ListPrice.valid_from, Product.mpn)
    )
    if request.line is not None:
        query = query.where(Line.name.icontains(request.line, autoescape=True))
    if request.vendor is not None:
        query = query.where(Organisation.name.icontains(request.vendor, autoescape=True))
    if request.mpns:
        query = query.where(Product.mpn.in_(request.mpns))
    found: list[PriceChange] = []
    last_known: dict[str, ListPrice] = {}
    for price, mpn, name, line, vendor, edition in session.execute(query):
        before = last_known.get(mpn)
        last_known[mpn] = price
        if before is None or before.amount == price.amount or not _follows(before, price):
            continue
        if request.first <= price.valid_from <= request.last and request.edition in {None, edition}:
            found.append(
                PriceChange(
                    mpn=mpn,
                    name=name,
                    line=line,
                    vendor=vendor,
                    territory=request.territory,
                    before=Money(before.amount, before.currency),
                    after=Money(price.amount, price.currency),
                    on=price.valid_from,
                    edition=edition,
                )
            )
    return tuple(found)


def editions(session: Session) -> tuple[str, ...]:
    """The editions of the price lists in sight, oldest first."""
    return tuple(sorted(set(session.scalars(select(PriceList.edition)))))


def _follows(before: ListPrice, after: ListPrice) -> bool:
    return before.valid_to is not None and before.valid_to + timedelta(days=1) == after.valid_from
