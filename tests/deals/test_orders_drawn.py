"""Orders that name a registration win it, draw its prices down by their own units, and close it once shipped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from desk import Desk
from scenes import DISTRIBUTOR, REVIEWED, acting, approved, prices, put, row_of
from sqlalchemy import select

from channel.deals import afterwards
from channel.deals.states import Command, State
from channel.errors import NotPossible
from channel.tables.deciding import SpecialPriceDraw
from channel.tables.products import Product
from channel.tables.supply import Order, OrderLine

ORDER, OTHERS = "BP-2611-0347", "BP-2611-0402"


def takes_in(desk: Desk, number: str, units: int, order: str = ORDER, shipped: int = 0, **changed: Any) -> None:
    """The distributor takes an order in that names the registration, for so many firewalls."""
    with acting(desk, DISTRIBUTOR) as action:
        row = action.session.scalars(select(Order).where(Order.number == order)).one()
        row.registration_id, row.placed_on = row_of(action, number).id, date(2026, 11, 24)
        for name, value in changed.items():
            setattr(row, name, value)
        product = action.session.scalars(select(Product.id).where(Product.mpn == "NW-FW120")).one()
        line = action.session.scalars(select(OrderLine).where(OrderLine.order_id == row.id)).first()
        assert line is not None
        line.product_id, line.quantity, line.shipped = product, units, shipped
        action.session.flush()
        afterwards.follow_orders(action, [row.id])


def test_an_order_wins_its_deal_and_draws_its_price_down(desk: Desk) -> None:
    number = approved(desk)
    takes_in(desk, number, 10)
    assert desk.state(number) == State.CONVERTED
    assert prices(desk, number)["NW-FW120"][:2] == (25, 15)
    assert [command for _, command, _ in desk.history(number)].count(Command.CONVERT) == 1


@pytest.mark.parametrize(("again", "remaining"), [(10, 15), (12, 13), (4, 21), (99, 0)])
def test_the_same_order_again_draws_what_changed(desk: Desk, again: int, remaining: int) -> None:
    number = approved(desk)
    takes_in(desk, number, 10)
    takes_in(desk, number, again)
    assert prices(desk, number)["NW-FW120"][:2] == (25, remaining)
    with desk.unseen() as action:
        drawn = action.session.scalars(
            select(SpecialPriceDraw.quantity).where(SpecialPriceDraw.registration_id == row_of(action, number).id)
        ).all()
    assert drawn == [25 - remaining]


def test_a_cancelled_order_gives_its_units_back_and_wins_nothing(desk: Desk) -> None:
    number = approved(desk)
    takes_in(desk, number, 10, state="cancelled")
    assert desk.state(number) == State.APPROVED
    takes_in(desk, number, 10, state="open")
    takes_in(desk, number, 10, state="cancelled")
    assert prices(desk, number)["NW-FW120"][:2] == (25, 25)


def test_a_price_that_had_ended_is_not_drawn(desk: Desk) -> None:
    number = approved(desk)
    takes_in(desk, number, 10, placed_on=date(2027, 2, 23))
    assert prices(desk, number)["NW-FW120"][:2] == (25, 25)
    takes_in(desk, number, 10, placed_on=date(2027, 2, 22))
    assert prices(desk, number)["NW-FW120"][:2] == (25, 15)


def test_what_is_shipped_whole_is_closed(desk: Desk) -> None:
    number = approved(desk)
    takes_in(desk, number, 25, shipped=24)
    assert desk.state(number) == State.CONVERTED
    takes_in(desk, number, 25, shipped=25)
    assert desk.state(number) == State.CLOSED


def test_an_order_of_another_company_takes_nothing(desk: Desk) -> None:
    number = approved(desk)
    with pytest.raises(NotPossible):
        takes_in(desk, number, 10, order=OTHERS)
    assert prices(desk, number)["NW-FW120"][:2] == (25, 25)


def test_what_holds_no_place_is_not_won_by_an_order(desk: Desk) -> None:
    before = desk.history(REVIEWED)
    takes_in(desk, REVIEWED, 10)
    assert desk.history(REVIEWED) == before


def test_while_an_amendment_is_looked_at_orders_draw_and_win_nothing(desk: Desk) -> None:
    number = approved(desk)
    put(desk, number, state=State.VENDOR_REVIEW, amendment={"value": "90000"})
    takes_in(desk, number, 10)
    assert desk.state(number) == State.VENDOR_REVIEW
    assert prices(desk, number)["NW-FW120"][:2] == (25, 15)
