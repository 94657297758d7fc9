"""What a request stands on: funds, incentives and shipped goods in the asker's sight, with the ids it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.money import Money
from channel.tables.products import Product
from channel.tables.programmes import Incentive, MarketingFund
from channel.tables.supply import Order, OrderLine, SerialNumber, Shipment


@dataclass(frozen=True)
class Fund:
    """What is left of a marketing fund of `vendor` (id), and its last day."""

    name: str
    vendor: int
    left: Money
    expires_on: date


@dataclass(frozen=True)
class Bonus:
    """A seller's premium (SPIFF): for which products, how much a unit, sold when, claimed by when; days inclusive.

    `most` is how many units a seller may claim, none without a limit. `rule` are the terms as the vendor keeps them.
    """

    name: str
    vendor: int
    mpns: tuple[str, ...]
    per_unit: tuple[Money, ...]
    valid_from: date
    valid_to: date
    claim_by: date | None
    most: int | None
    condition: str
    as_of: datetime

    def premium(self, currency: str) -> Money | None:
        """The premium for a unit in a currency, none where there is none in it."""
        return next((money for money in self.per_unit if money.currency == currency), None)


@dataclass(frozen=True)
class Shipped:
    """Units of a product that an order brought; `on` is the day of its last shipment, if one is known."""

    order: str
    po_number: str
    distributor: int
    mpn: str
    quantity: int
    on: date | None


@dataclass(frozen=True)
class SoldTo:
    """A unit by its serial number, with the distributor (id) that sold it."""

    serial: str
    mpn: str
    distributor: int
    sold_on: date
    warranty_until: date | None


def funds(session: Session, reseller: int, day: date) -> tuple[Fund, ...]:
    """The funds of a reseller in sight that have not lapsed on a day, those that lapse first at the top."""
    rows = session.scalars(
        select(MarketingFund)
        .where(MarketingFund.reseller_id == reseller, MarketingFund.expires_on >= day)
        .order_by(MarketingFund.expires_on, MarketingFund.id)
    )
    return tuple(
        Fund(row.name, row.vendor_id, Money(row.granted - row.spent, row.currency), row.expires_on) for row in rows
    )


def bonuses(session: Session, mpns: tuple[str, ...] = ()) -> tuple[Bonus, ...]:
    """The sellers' premiums in sight, of products if told, the latest first."""
    query = select(Incentive).where(Incentive.kind == "spiff").order_by(Incentive.valid_to.desc(), Incentive.id)
    found = [_bonus(row) for row in session.scalars(query)]
    return tuple(bonus for bonus in found if not mpns or set(mpns) & set(bonus.mpns))


def shipped(session: Session, reseller: int, mpns: tuple[str, ...] = (), number: str = "") -> tuple[Shipped, ...]:
    """What was shipped to a reseller, in sight: of products, of an order by either number; the latest first."""
    query = (
        select(Order, OrderLine, Product.mpn)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Product, Product.id == OrderLine.product_id)
        .where(Order.reseller_id == reseller, OrderLine.shipped > 0)
        .order_by(Order.placed_on.desc(), OrderLine.position)
    )
    sent: dict[int, date] = {}
    for row in session.scalars(select(Shipment).where(Shipment.reseller_id == reseller)):
        sent[row.order_id] = max(sent.get(row.order_id, date.min), row.shipped_at.date())
    return tuple(
        Shipped(order.number, order.po_number, order.distributor_id, mpn, line.shipped, sent.get(order.id))
        for order, line, mpn in session.execute(query)
        if (not mpns or mpn in mpns) and (not number or number.upper() in {order.number, order.po_number.upper()})
    )


def unit(session: Session, serial: str) -> SoldTo | None:
    """The unit with a serial number, none when it is not in sight."""
    found = session.execute(
        select(SerialNumber, Product.mpn)
        .join(Product, Product.id == SerialNumber.product_id)
        .where(SerialNumber.serial == serial.strip().upper())
    ).first()
    if found is None:
        return None
    row, mpn = found
    return SoldTo(row.serial, mpn, row.distributor_id, row.sold_on, row.warranty_until)


def _bonus(row: Incentive) -> Bonus:
    rule = row.rule
    return Bonus(
        name=row.name,
        vendor=row.vendor_id,
        mpns=tuple(rule.get("mpns", ())),
        per_unit=tuple(Money(Decimal(str(amount)), code) for code, amount in rule.get("per_unit", {}).items()),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        claim_by=row.claim_by,
        most=rule.get("cap_units_per_seller"),
        condition=str(rule.get("condition", "")),
        as_of=row.as_of,
    )
