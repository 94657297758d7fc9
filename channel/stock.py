"""Looking up stock: by warehouse with what is on its way, or as reported to a vendor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.tables.parties import Organisation
from channel.tables.products import Product
from channel.tables.supply import Inbound, ReportedStock, Stock, Warehouse


@dataclass(frozen=True)
class WarehouseStock:
    """Units that can be ordered from one warehouse; `as_of` UTC."""

    distributor: str
    code: str
    city: str
    country: str
    available: int
    as_of: datetime


@dataclass(frozen=True)
class Arrival:
    """Units on their way to a warehouse, with the day they are expected."""

    distributor: str
    city: str
    country: str
    quantity: int
    eta: date


@dataclass(frozen=True)
class Reported:
    """A distributor's total as it reports it, and how many weeks it lasts; none where it does not say."""

    distributor: str
    quantity: int
    weeks: Decimal | None
    as_of: datetime


@dataclass(frozen=True)
class StockPosition:
    """What the viewer may know of one product's stock. `as_of` is the oldest figure's instant, UTC."""

    mpn: str
    name: str
    warehouses: tuple[WarehouseStock, ...]
    arrivals: tuple[Arrival, ...]
    reported: tuple[Reported, ...]
    as_of: datetime | None

    @property
    def total(self) -> int:
        """Units over all warehouses shown."""
        return sum(row.available for row in self.warehouses)


@dataclass(frozen=True)
class Where:
    """Which part of the stock is asked for: ISO countries, a warehouse's city or code, distributors by id."""

    countries: frozenset[str] | None = None
    warehouse: str | None = None
    distributors: frozenset[int] | None = None


EVERYWHERE = Where()


def position(session: Session, mpns: Iterable[str], where: Where = EVERYWHERE) -> tuple[StockPosition, ...]:
    """The stock in sight of the products in sight among `mpns`, in that order."""
    wanted = [mpn.upper() for mpn in mpns]
    rows = session.execute(select(Product.id, Product.mpn, Product.name).where(Product.mpn.in_(wanted)))
    products = {row.mpn: (row.id, row.name) for row in rows}
    ids = [products[mpn][0] for mpn in wanted if mpn in products]
    stocks = _stocks(session, ids, where)
    arrivals = _arrivals(session, ids, where)
    reported = _reported(session, ids, where)
    found: list[StockPosition] = []
    for mpn in dict.fromkeys(wanted):
        if mpn not in products:
            continue
        key, name = products[mpn]
        times = [row.as_of for row in stocks.get(key, [])] + [row.as_of for row in reported.get(key, [])]
        found.append(
            StockPosition(
                mpn=mpn,
                name=name,
                warehouses=tuple(stocks.get(key, [])),
                arrivals=tuple(arrivals.get(key, [])),
                reported=tuple(reported.get(key, [])),
                as_of=min(times, default=None),
            )
        )
    return tuple(found)


def warehouses(session: Session) -> tuple[tuple[str, str], ...]:
    """City and country of the warehouses in sight."""
    rows = session.execute(select(Warehouse.city, Warehouse.country).order_by(Warehouse.city))
    return tuple((row.city, row.country) for row in rows)


def _fits(where: Where, warehouse: Warehouse) -> bool:
    named = where.warehouse.casefold() if where.warehouse else None
    return (
        (where.countries is None or warehouse.country in where.countries)
        and (named is None or named in {warehouse.city.casefold(), warehouse.code.casefold()})
        and (where.distributors is None or warehouse.distributor_id in where.distributors)
    )


def _stocks(session: Session, ids: list[int], where: Where) -> dict[int, list[WarehouseStock]]:
    query = (
        select(Stock, Warehouse, Organisation.name)
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .join(Organisation, Organisation.id == Stock.distributor_id)
        .where(Stock.product_id.in_(ids))
        .order_by(Organisation.name, Stock.available.desc(), Warehouse.city)
    )
    found: dict[int, list[WarehouseStock]] = {}
    for stock, warehouse, distributor in session.execute(query):
        if _fits(where, warehouse):
            row = WarehouseStock(
                distributor, warehouse.code, warehouse.city, warehouse.country, stock.available, stock.as_of
            )
            found.setdefault(stock.product_id, []).append(row)
    return found


def _arrivals(session: Session, ids: list[int], where: Where) -> dict[int, list[Arrival]]:
    query = (
        select(Inbound, Warehouse, Organisation.name)
        .join(Warehouse, Warehouse.id == Inbound.warehouse_id)
        .join(Organisation, Organisation.id == Inbound.distributor_id)
        .where(Inbound.product_id.in_(ids))
        .order_by(Inbound.eta)
    )
    found: dict[int, list[Arrival]] = {}
    for inbound, warehouse, distributor in session.execute(query):
        if _fits(where, warehouse):
            row = Arrival(distributor, warehouse.city, warehouse.country, inbound.quantity, inbound.eta)
            found.setdefault(inbound.product_id, []).append(row)
    return found


def _reported(session: Session, ids: list[int], where: Where) -> dict[int, list[Reported]]:
    query = (
        select(ReportedStock, Organisation.name)
        .join(Organisation, Organisation.id == ReportedStock.distributor_id)
        .where(ReportedStock.product_id.in_(ids))
        .order_by(Organisation.name)
    )
    found: dict[int, list[Reported]] = {}
    for row, distributor in session.execute(query):
        if where.distributors is None or row.distributor_id in where.distributors:
            reported = Reported(distributor, row.quantity, row.weeks_of_inventory, row.as_of)
            found.setdefault(row.product_id, []).append(reported)
    return found
