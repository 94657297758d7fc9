"""Orders of a registration draw its special prices down, each order its own units, and win it."""

from collections.abc import Iterable

from sqlalchemy import select

from channel.access.gate import Action
from channel.deals import bids, refusals
from channel.errors import NotPossible
from channel.tables.deals import Registration
from channel.tables.deciding import SpecialPriceDraw
from channel.tables.prices import ShipAndDebit, SpecialPrice
from channel.tables.supply import Order, OrderLine

CANCELLED = "cancelled"


def draw_order(action: Action, registration: Registration, order: Order) -> dict[int, int]:
    """Let an order have the units it names, as far as they remain; how many it has by product id.

    The same order again draws only what was added to it, and gives back what was taken out or cancelled. Prices that
    had ended on the order's day are not drawn. The rate of ship-and-debit is kept as agreed on that day.
    """
    wanted = _units(action, order)
    drawn = select(SpecialPriceDraw).where(SpecialPriceDraw.order_id == order.id)
    known = {row.special_price_id: row for row in action.session.scalars(drawn)}
    taken: dict[int, int] = {}
    for price in bids.prices_of(action, registration):
        draw = known.get(price.id)
        if draw is None and order.placed_on > price.valid_to:
            continue
        before = draw.quantity if draw else 0
        units = min(max(0, wanted.get(price.product_id, 0)), price.remaining_quantity + before)
        if units != before:
            price.remaining_quantity += before - units
            price.as_of = action.now
            _keep(action, price, order, draw, units)
        taken[price.product_id] = units
    action.session.flush()
    return taken


def belongs(registration: Registration, order: Order) -> bool:
    """Whether an order can be one of a registration: of the same reseller at the same distributor."""
    return (order.reseller_id, order.distributor_id) == (registration.reseller_id, registration.distributor_id)


def refuse_foreign(action: Action, orders: Iterable[int]) -> list[tuple[Order, Registration]]:
    """The orders among these (ids) that name a registration, with it.

    Raises:
        NotPossible: if one names the registration of another company.
    """
    rows = action.session.scalars(
        select(Order).where(Order.id.in_(sorted(orders)), Order.registration_id.is_not(None)).order_by(Order.id)
    ).all()
    found = []
    for order in rows:
        registration = action.session.scalars(
            select(Registration).where(Registration.id == order.registration_id)
        ).one()
        if not belongs(registration, order):
            raise NotPossible.of(refusals.FOREIGN_ORDER, order=order.number, number=registration.number)
        found.append((order, registration))
    return found


def _units(action: Action, order: Order) -> dict[int, int]:
    if order.state == CANCELLED:
        return {}
    units: dict[int, int] = {}
    for row in action.session.execute(
        select(OrderLine.product_id, OrderLine.quantity).where(OrderLine.order_id == order.id)
    ):
        units[row.product_id] = units.get(row.product_id, 0) + row.quantity
    return units


def _keep(action: Action, price: SpecialPrice, order: Order, draw: SpecialPriceDraw | None, units: int) -> None:
    if draw is not None:
        draw.quantity, draw.as_of = units, action.now
        return
    rate = action.session.scalar(select(ShipAndDebit.rate).where(ShipAndDebit.special_price_id == price.id))
    assert price.registration_id is not None
    action.session.add(
        SpecialPriceDraw(
            special_price_id=price.id,
            order_id=order.id,
            registration_id=price.registration_id,
            vendor_id=price.vendor_id,
            distributor_id=price.distributor_id,
            product_id=price.product_id,
            quantity=units,
            currency=price.currency,
            rate=rate,
            drawn_at=action.now,
            as_of=action.now,
        )
    )
