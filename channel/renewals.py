"""Looking up subscriptions that end, with what they cost a year where the viewer may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.company_names import organisation_names
from channel.money import Money
from channel.tables.finance import Subscription, SubscriptionPrice
from channel.tables.products import Product


@dataclass(frozen=True)
class Renewal:
    """A subscription that ends. `ends_on` is the last day; `yearly` all its units, none out of sight. `as_of` UTC."""

    number: str
    customer: str
    mpn: str
    quantity: int
    ends_on: date
    auto_renew: bool
    yearly: Money | None
    vendor: str
    distributor: str
    reseller: str
    as_of: datetime


def renewals(
    session: Session, first: date, last: date, *, reseller_id: int | None = None, vendor: str | None = None
) -> tuple[Renewal, ...]:
    """The active subscriptions in sight that end from `first` to `last`, soonest first."""
    query = (
        select(Subscription, Product.mpn)
        .join(Product, Product.id == Subscription.product_id)
        .where(Subscription.ends_on >= first, Subscription.ends_on <= last, Subscription.state == "active")
        .order_by(Subscription.ends_on, Subscription.number)
    )
    if reseller_id is not None:
        query = query.where(Subscription.reseller_id == reseller_id)
    names = organisation_names(session)
    prices = {row.subscription_number: row for row in session.scalars(select(SubscriptionPrice))}
    found = [_renewal(row, mpn, names, prices.get(row.number)) for row, mpn in session.execute(query)]
    return tuple(row for row in found if vendor is None or vendor.casefold() in row.vendor.casefold())


def _renewal(row: Subscription, mpn: str, names: dict[int, str], price: SubscriptionPrice | None) -> Renewal:
    yearly = Money(price.yearly_unit_price * row.quantity, price.currency) if price is not None else None
    return Renewal(
        number=row.number,
        customer=row.customer,
        mpn=mpn,
        quantity=row.quantity,
        ends_on=row.ends_on,
        auto_renew=row.auto_renew,
        yearly=yearly,
        vendor=names.get(row.vendor_id, ""),
        distributor=names.get(row.distributor_id, ""),
        reseller=names.get(row.reseller_id, ""),
        as_of=row.as_of,
    )
