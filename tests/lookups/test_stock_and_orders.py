"""Looking up stock and orders: each sees what is theirs, and how old it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from channel import orders, stock
from channel.access.gate import Gate
from channel.access.viewer import Viewer

Who = Callable[[str], Viewer]


def cities(gate: Gate, viewer: Viewer, where: stock.Where = stock.EVERYWHERE) -> dict[str, int]:
    with gate.viewing(viewer) as session:
        rows = stock.position(session, ["NW-FW120"], where)
    return {place.city: place.available for row in rows for place in row.warehouses}


def test_a_reseller_sees_the_warehouses_of_its_distributor_alone(gate: Gate, who: Who) -> None:
    assert cities(gate, who("tirol.owner")).keys() == {"Venlo", "Krems", "Duisburg"}
    assert cities(gate, who("pixelforge.sales")).keys() == {"Hamburg", "Oslo", "Gothenburg"}
    assert cities(gate, who("guest.unknown")) == {}


def test_stock_can_be_asked_by_country_or_by_warehouse(gate: Gate, who: Who) -> None:
    assert cities(gate, who("alpenrock.sales"), stock.Where(countries=frozenset({"DE"}))) == {"Duisburg": 0}
    assert cities(gate, who("alpenrock.sales"), stock.Where(warehouse="krems")) == {"Krems": 8}
    assert cities(gate, who("alpenrock.sales"), stock.Where(warehouse="Hamburg")) == {}


def test_stock_says_when_it_was_true(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.sales")) as session:
        (row,) = stock.position(session, ["NW-FW120"])

    assert row.as_of == datetime(2026, 11, 24, 7, 55, tzinfo=UTC)


def test_a_vendor_gets_the_totals_that_distributors_report(gate: Gate, who: Who) -> None:
    with gate.viewing(who("northwall.channel")) as session:
        (row,) = stock.position(session, ["NW-FW120"])

    assert row.warehouses == ()
    assert {report.distributor: report.quantity for report in row.reported} == {
        "Brightpath Distribution": 38,
        "Kestrel Supply": 24,
    }


def test_anothers_order_and_no_order_look_the_same(gate: Gate, who: Who) -> None:
    with gate.viewing(who("fjordbyte.buyer")) as session:
        assert orders.find(session, "88213") == orders.find(session, "99999") == ()


def test_an_order_tells_its_lines_and_its_tracking_numbers(gate: Gate, who: Who) -> None:
    with gate.viewing(who("meridian.buyer")) as session:
        (order,) = orders.find(session, "88213")

    assert [(line.mpn, line.shipped, line.open) for line in order.lines] == [
        ("NW-FW120", 2, 0),
        ("NW-SW48P", 3, 0),
        ("NW-AP7-5PK", 0, 4),
    ]
    assert [delivery.tracking for delivery in order.deliveries] == ["15501887204417"]


def test_open_held_and_late_orders_are_told_apart(gate: Gate, who: Who) -> None:
    today = date(2026, 11, 24)
    with gate.viewing(who("brightpath.pm")) as session:
        held = orders.orders(session, mpns=("NW-FW120",), held=True)
        waiting = orders.orders(session)
    with gate.viewing(who("kestrel.partner")) as session:
        late = orders.orders(session, late_on=today)

    assert [(order.reseller, order.hold) for order in held] == [("Rheinblick IT", "credit")]
    assert "88213" in {order.po_number for order in waiting}
    assert [order.reseller for order in late] == ["Pixelforge"]


def test_a_vendor_sees_units_sold_and_no_orders(gate: Gate, who: Who) -> None:
    with gate.viewing(who("northwall.channel")) as session:
        sold = orders.sold(session, ("NW-FW60",), date(2026, 10, 1), date(2026, 10, 31))
        seen = orders.orders(session, only_open=False)

    assert {row.distributor for row in sold} == {"Brightpath Distribution", "Kestrel Supply"}
    assert seen == ()
