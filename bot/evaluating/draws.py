"""Two distributor systems load orders for the same registered price at once, each in a process of its own."""

import multiprocessing
import tempfile
import traceback
from datetime import timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot.playground import people
from bot.playground.world import WORLD
from channel import migrations
from channel.access.gate import Action, Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.deals import afterwards
from channel.errors import BadInput
from channel.tables.deals import Registration
from channel.tables.deciding import SpecialPriceDraw
from channel.tables.prices import SpecialPrice
from channel.tables.supply import Order, OrderLine
from ingest.records import load_world

NUMBER, PROCESSES, UNITS = "DR-2026-0147", 2, 5
LOADER = system_viewer("loading", frozenset({Right.OPERATE}))
PATIENCE = 120
Figures = dict[str, float]


def run(rounds: int, database: str | None = None) -> Figures:
    """Let both load an order of five units each round, and then judge what remains.

    Args:
        rounds: how often both come together; with more than two, not all units are there for everybody.
        database: the URL of an empty database (SQLite or PostgreSQL); an SQLite file of its own when none is given.

    Raises:
        BadInput: for fewer than one round.
    """
    if rounds < 1:
        raise BadInput("I need at least one round.", "Choose another number.")
    with tempfile.TemporaryDirectory() as folder:
        url = database or sqlite_url(Path(folder) / "channel.sqlite")
        engine = open_engine(url)
        gate = Gate(engine, _clock())
        try:
            migrations.upgrade(engine)
            load_world(gate, WORLD, gate.now())
            errors = _at_once(url, rounds)
            with gate.acting(LOADER, Right.OPERATE) as action:
                result = _judge(action) | {"errors": float(errors)}
        finally:
            engine.dispose()
    _print(result)
    return result


def _clock() -> MovableClock:
    return MovableClock(people.load(WORLD / "slack.yaml").starts_at, ticking=False)


def _at_once(url: str, rounds: int) -> int:
    context = multiprocessing.get_context("spawn")
    ready, said = context.Barrier(PROCESSES), context.Queue()
    address = make_url(url).render_as_string(hide_password=False)
    workers = [
        context.Process(target=_order_all, args=(address, index, rounds, ready, said)) for index in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    errors = [error for _ in workers for error in said.get(timeout=PATIENCE + rounds)]
    for worker in workers:
        worker.join(PATIENCE)
    for error in errors:
        Console(stderr=True).print(error)
    return len(errors)


def _order_all(url: str, index: int, rounds: int, ready: Barrier, said: "Queue[list[str]]") -> None:
    engine = open_engine(url)
    gate, errors = Gate(engine, _clock()), []
    for turn in range(rounds):
        ready.wait(PATIENCE)
        try:
            with gate.acting(LOADER, Right.OPERATE) as action:
                afterwards.follow_orders(action, [_placed(action, f"TWO-{index}-{turn}")])
        except Exception:  # noqa: BLE001 - every error that a load would have met is counted
            errors.append(traceback.format_exc())
    engine.dispose()
    said.put(errors)


def _placed(action: Action, number: str) -> int:
    """An order of some units of the registered product, as a load writes it."""
    deal = action.session.scalars(select(Registration).where(Registration.number == NUMBER)).one()
    price = action.session.scalars(select(SpecialPrice).where(SpecialPrice.registration_id == deal.id)).one()
    sides = {"distributor_id": deal.distributor_id, "reseller_id": deal.reseller_id, "as_of": action.now}
    order = Order(
        number=number,
        po_number=number,
        placed_on=(action.now - timedelta(days=1)).date(),
        currency=price.currency,
        state="open",
        registration_id=deal.id,
        **sides,
    )
    action.session.add(order)
    action.session.flush()
    action.session.add(
        OrderLine(
            order_id=order.id,
            product_id=price.product_id,
            position=1,
            quantity=UNITS,
            shipped=0,
            backordered=UNITS,
            unit_price=price.amount,
            **sides,
        )
    )
    action.session.flush()
    return order.id


def _judge(action: Action) -> Figures:
    deal = action.session.scalars(select(Registration).where(Registration.number == NUMBER)).one()
    price = action.session.scalars(select(SpecialPrice).where(SpecialPrice.registration_id == deal.id)).one()
    drawn = action.session.scalar(
        select(func.sum(SpecialPriceDraw.quantity)).where(SpecialPriceDraw.special_price_id == price.id)
    )
    return {
        "approved": float(price.approved_quantity),
        "remaining": float(price.remaining_quantity),
        "drawn": float(drawn or 0),
    }


def _print(result: Figures) -> None:
    table = Table("measure", "number")
    for name, value in result.items():
        table.add_row(name, f"{value:g}")
    Console().print(table)
