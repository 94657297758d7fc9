"""Looking up special prices: approved for one reseller, for a quantity, until a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.company_names import organisation_names
from channel.money import Money
from channel.tables.deals import Registration
from channel.tables.prices import ShipAndDebit, SpecialPrice
from channel.tables.products import Product


@dataclass(frozen=True)
class SpecialPriceFact:
    """A special price for one unit, net of tax; both days inclusive.

    `debit` is what the vendor credits the distributor for each unit sold at this price, none when the viewer
    may
    not know it or there is none. `as_of` UTC.
    """

    deal: str
    customer: str
    state: str
    reseller: str
    distributor: str
    mpn: str
    name: str
    unit: Money
    approved_quantity: int
    remaining_quantity: int
    valid_from: date
    valid_to: date
    debit: Money | None
    as_of: datetime

    def holds(self, day: date) -> bool:
        """Whether an order of that day may still use it."""
        return self.valid_from <= day <= self.valid_to and self.remaining_quantity > 0


def special_prices(
    session: Session, *, deal: str | None = None, customer: str | None = None, mpns: tuple[str, ...] = ()
) -> tuple[SpecialPriceFact, ...]:
    """The special prices in sight: of a deal, of a customer (a part of the name), of products; ending
    soonest first.
    """
    query = (
        select(SpecialPrice, Registration, Product.mpn, Product.name)
        .join(Registration, Registration.id == SpecialPrice.registration_id)
        .join(Product, Product.id == SpecialPrice.product_id)
        .order_by(SpecialPrice.valid_to, Registration.number)
    )
    if deal is not None:
        query = query.where(Registration.number == deal)
    if customer is not None:
        query = query.where(Registration.customer.icontains(customer, autoescape=True))
    if mpns:
        query = query.where(Product.mpn.in_(mpns))
    rows = session.execute(query).all()
    names = organisation_names(session)
    debits = {row.special_price_id: row for row in session.scalars(select(ShipAndDebit))}
    return tuple(_fact(*row, names, debits.get(row[0].id)) for row in rows)


def _fact(
    price: SpecialPrice,
    deal: Registration,
    mpn: str,
    name: str,
    names: dict[int, str],
    debit: ShipAndDebit | None,
) -> SpecialPriceFact:
    return SpecialPriceFact(
        deal=deal.number,
        customer=deal.customer,
        state=deal.state,
        reseller=names.get(price.reseller_id, ""),
        distributor=names.get(price.distributor_id, ""),
        mpn=mpn,
        name=name,
        unit=Money(price.amount, price.currency),
        approved_quantity=price.approved_quantity,
        remaining_quantity=price.remaining_quantity,
        valid_from=price.valid_from,
        valid_to=price.valid_to,
        debit=Money(debit.rate, debit.currency) if debit is not None else None,
        as_of=price.as_of,
    )
