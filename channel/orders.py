"""Looking up orders: one by its number, or what is open, held or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from channel.company_names import organisation_names
from channel.money import Money
from channel.tables.parties import Organisation
from channel.tables.products import Product
from channel.tables.supply import Order, OrderLine, ReturnCase, SellOut, SerialNumber, Shipment

DONE = frozenset({"shipped", "delivered", "cancelled"})


@dataclass(frozen=True)
class LineStatus:
    """One product of an order: units ordered, shipped and back-ordered, net unit price, expected day of the
    rest.
    """

    mpn: str
    name: str
    quantity: int
    shipped: int
    backordered: int
    unit: Money
    expected_on: date | None

    @property
    def open(self) -> int:
        """Units not yet shipped."""
        return self.quantity - self.shipped


@dataclass(frozen=True)
class Delivery:
    """A shipment with its carrier's tracking number; `shipped_at` UTC."""

    carrier: str
    tracking: str
    shipped_at: datetime
    contents: str


@dataclass(frozen=True)
class OrderStatus:
    """An order. `number` is the distributor's, `po_number` the reseller's own; `hold` says why it waits, if
    it does.

    State: open, on_hold, partly_shipped, shipped, delivered or cancelled. `as_of` UTC.
    """

    number: str
    po_number: str
    reseller: str
    distributor: str
    placed_on: date
    state: str
    hold: str | None
    end_customer: str | None
    lines: tuple[LineStatus, ...]
    deliveries: tuple[Delivery, ...]
    as_of: datetime

    @property
    def open_lines(self) -> tuple[LineStatus, ...]:
        """Lines with units not yet shipped."""
        return tuple(line for line in self.lines if line.open)

    def late(self, day: date) -> bool:
        """Whether a line should have come before `day`."""
        return any(line.expected_on is not None and line.expected_on < day for line in self.open_lines)


@dataclass(frozen=True)
class ReturnStatus:
    """A return (RMA). State: open, replacement_sent, credited or refused; `as_of` UTC."""

    number: str
    mpn: str
    serial: str | None
    quantity: int
    state: str
    reason: str
    opened_on: date
    distributor: str
    as_of: datetime


@dataclass(frozen=True)
class Unit:
    """A sold unit by its serial number, with what the warranty covers until when."""

    serial: str
    mpn: str
    reseller: str
    po_number: str | None
    sold_on: date
    warranty_until: date | None
    as_of: datetime


@dataclass(frozen=True)
class Sold:
    """Units of a product that a distributor sold in a period, as reported to the vendor: no resellers, no
    prices.
    """

    distributor: str
    mpn: str
    quantity: int
    first: date
    last: date
    as_of: datetime


def find(session: Session, number: str) -> tuple[OrderStatus, ...]:
    """The orders in sight with that number: the distributor's or the reseller's own (which need not be
    unique).
    """
    wanted = number.strip().upper()
    return _statuses(session, [or_(Order.number == wanted, Order.po_number == wanted)])


def orders(
    session: Session,
    *,
    reseller_id: int | None = None,
    mpns: tuple[str, ...] = (),
    only_open: bool = True,
    held: bool = False,
    late_on: date | None = None,
) -> tuple[OrderStatus, ...]:
    """The orders in sight, oldest first: of a reseller, with products, open ones, held ones, or late on a
    day.
    """
    criteria: list[ColumnElement[bool]] = []
    if reseller_id is not None:
        criteria.append(Order.reseller_id == reseller_id)
    if only_open:
        criteria.append(Order.state.not_in(DONE))
    if held:
        criteria.append(Order.hold.is_not(None))
    found = _statuses(session, criteria)
    if mpns:
        found = tuple(order for order in found if any(line.mpn in mpns for line in order.lines))
    if late_on is not None:
        found = tuple(order for order in found if order.late(late_on))
    return found


def returns(session: Session, mpns: tuple[str, ...] = ()) -> tuple[ReturnStatus, ...]:
    """The returns in sight, newest first."""
    query = (
        select(ReturnCase, Product.mpn, Organisation.name)
        .join(Product, Product.id == ReturnCase.product_id)
        .join(Organisation, Organisation.id == ReturnCase.distributor_id)
        .order_by(ReturnCase.opened_on.desc())
    )
    return tuple(
        ReturnStatus(
            number=row.number,
            mpn=mpn,
            serial=row.serial,
            quantity=row.quantity,
            state=row.state,
            reason=row.reason,
            opened_on=row.opened_on,
            distributor=distributor,
            as_of=row.as_of,
        )
        for row, mpn, distributor in session.execute(query)
        if not mpns or mpn in mpns
    )


def unit(session: Session, serial: str) -> Unit | None:
    """The unit with that serial number, none when it is not in sight."""
    query = (
        select(SerialNumber, Product.mpn, Organisation.name)
        .join(Product, Product.id == SerialNumber.product_id)
        .join(Organisation, Organisation.id == SerialNumber.reseller_id)
        .where(SerialNumber.serial == serial.strip().upper())
    )
    found = session.execute(query).first()
    if found is None:
        return None
    row, mpn, reseller = found
    order = session.scalars(select(Order.po_number).where(Order.id == row.order_id)).first()
    return Unit(row.serial, mpn, reseller, order, row.sold_on, row.warranty_until, row.as_of)


def sold(session: Session, mpns: tuple[str, ...], first: date, last: date) -> tuple[Sold, ...]:
    """What distributors reported as sold of these products from `first` to `last`, in sight."""
    query = (
        select(SellOut, Product.mpn, Organisation.name)
        .join(Product, Product.id == SellOut.product_id)
        .join(Organisation, Organisation.id == SellOut.distributor_id)
        .where(SellOut.sold_on >= first, SellOut.sold_on <= last, Product.mpn.in_(mpns))
    )
    totals: dict[tuple[str, str], tuple[int, datetime]] = {}
    for row, mpn, distributor in session.execute(query):
        quantity, as_of = totals.get((distributor, mpn), (0, row.as_of))
        totals[distributor, mpn] = (quantity + row.quantity, min(as_of, row.as_of))
    return tuple(
        Sold(distributor, mpn, quantity, first, last, as_of)
        for (distributor, mpn), (quantity, as_of) in sorted(totals.items())
    )


def _statuses(session: Session, criteria: Sequence[ColumnElement[bool]]) -> tuple[OrderStatus, ...]:
    query = select(Order).order_by(Order.placed_on, Order.number)
    for criterion in criteria:
        query = query.where(criterion)
    rows = list(session.scalars(query))
    ids = [row.id for row in rows]
    names = organisation_names(session)
    lines = _lines(session, ids, {row.id: row.currency for row in rows})
    deliveries = _deliveries(session, ids)
    return tuple(
        OrderStatus(
            number=row.number,
            po_number=row.po_number,
            reseller=names.get(row.reseller_id, ""),
            distributor=names.get(row.distributor_id, ""),
            placed_on=row.placed_on,
            state=row.state,
            hold=row.hold,
            end_customer=row.end_customer,
            lines=tuple(lines.get(row.id, [])),
            deliveries=tuple(deliveries.get(row.id, [])),
            as_of=row.as_of,
        )
        for row in rows
    )


def _lines(session: Session, ids: list[int], currencies: dict[int, str]) -> dict[int, list[LineStatus]]:
    query = (
        select(OrderLine, Product.mpn, Product.name)
        .join(Product, Product.id == OrderLine.product_id)
        .where(OrderLine.order_id.in_(ids))
        .order_by(OrderLine.position)
    )
    found: dict[int, list[LineStatus]] = {}
    for row, mpn, name in session.execute(query):
        price = Money(row.unit_price, currencies[row.order_id])
        status = LineStatus(mpn, name, row.quantity, row.shipped, row.backordered, price, row.expected_on)
        found.setdefault(row.order_id, []).append(status)
    return found


def _deliveries(session: Session, ids: list[int]) -> dict[int, list[Delivery]]:
    query = select(Shipment).where(Shipment.order_id.in_(ids)).order_by(Shipment.shipped_at)
    found: dict[int, list[Delivery]] = {}
    for row in session.scalars(query):
        delivery = Delivery(row.carrier, row.tracking, row.shipped_at, row.contents)
        found.setdefault(row.order_id, []).append(delivery)
    return found
