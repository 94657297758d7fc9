"""The prices that stand: what a publisher may price, which prices of its own hold when, and in which lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from channel.access.viewer import Viewer
from channel.price_offers import Catalogue, Goods
from channel.tables.parties import Kind, Line, Organisation
from channel.tables.prices import DistributorCost, ListPrice, PriceList, PriceListKind, ResellerPrice
from channel.tables.products import Product
from channel.tables.programmes import Tier

PRICE_TABLES: dict[PriceListKind, type[ListPrice | ResellerPrice | DistributorCost]] = {
    PriceListKind.LIST: ListPrice,
    PriceListKind.RESELLER: ResellerPrice,
    PriceListKind.COST: DistributorCost,
}


@dataclass(frozen=True)
class Publisher:
    """Whose prices of which kind are meant: a vendor's list, a distributor's reseller prices, or what a vendor charges
    a distributor. `vendor_id` is none for a distributor's, which may be of several vendors.
    """

    kind: PriceListKind
    vendor_id: int | None = None
    distributor_id: int | None = None


@dataclass(frozen=True, slots=True)
class StandingPrice:
    """A price as it is kept. Valid days are inclusive."""

    id: int
    list_id: int
    vendor_id: int
    line_id: int
    product_id: int
    tier: str
    territory: str
    currency: str
    quantity: int
    amount: Decimal
    recommended: Decimal | None
    valid_from: date
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class StandingList:
    """A list as it is kept."""

    id: int
    name: str
    edition: str
    vendor_id: int
    currency: str
    valid_from: date
    valid_to: date | None
    embargo_until: datetime | None


def catalogue(session: Session, viewer: Viewer, publisher: Publisher) -> Catalogue:
    """What the viewer's organisation may price, as far as it is in the session's sight."""
    query = select(Product.id, Product.mpn, Product.name, Product.vendor_id, Product.line_id, Product.gtin, Line.name)
    query = query.join(Line, Line.id == Product.line_id)
    sold = None
    if publisher.vendor_id is not None:
        query = query.where(Product.vendor_id == publisher.vendor_id)
    if viewer.kind is Kind.DISTRIBUTOR:
        sold = viewer.authorised
        query = query.where(Product.line_id.in_(sorted({line for line, _ in sold})))
    rows = session.execute(query).all()
    goods = {row[1].upper(): Goods(row[0], row[1], row[2], row[3], row[4], row[6]) for row in rows}
    vendors = {found.vendor_id for found in goods.values()}
    tiers = session.execute(select(Tier.vendor_id, Tier.name).where(Tier.vendor_id.in_(vendors)).order_by(Tier.rank))
    by_vendor: dict[int, tuple[str, ...]] = {}
    for vendor, name in tiers:
        by_vendor[vendor] = (*by_vendor.get(vendor, ()), name.lower())
    covered: dict[str, set[str]] = {}
    table = PRICE_TABLES[publisher.kind]
    for currency, territory in session.execute(
        select(table.currency, table.territory).where(*_owned(table, publisher)).distinct()
    ):
        covered.setdefault(currency, set()).add(territory)
    return Catalogue(
        kind=publisher.kind,
        goods=goods,
        gtins={row[5]: row[1] for row in rows if row[5]},
        tiers=by_vendor,
        sold=sold,
        covered={currency: tuple(sorted(places)) for currency, places in sorted(covered.items())},
    )


def standing_prices(session: Session, publisher: Publisher, since: date) -> Sequence[StandingPrice]:
    """The publisher's prices that hold on some day from `since` on; those that hold on no day at all are none."""
    table: Any = PRICE_TABLES[publisher.kind]
    columns = [
        table.id,
        table.price_list_id,
        table.vendor_id,
        table.line_id,
        table.product_id,
        table.tier if publisher.kind is PriceListKind.RESELLER else None,
        table.territory,
        table.currency,
        table.min_quantity if publisher.kind is PriceListKind.RESELLER else None,
        table.amount,
        table.recommended if publisher.kind is PriceListKind.LIST else None,
        table.valid_from,
        table.valid_to,
    ]
    asked = [column for column in columns if column is not None]
    query = select(*asked).where(
        *_owned(table, publisher),
        or_(table.valid_to.is_(None), and_(table.valid_to >= since, table.valid_to >= table.valid_from)),
    )
    found = []
    for row in session.execute(query.order_by(table.id)):
        values = iter(row)
        full: list[Any] = [next(values) if column is not None else None for column in columns]
        full[5] = (full[5] or "").lower()
        full[8] = full[8] or 1
        found.append(StandingPrice(*full))
    return found


def fingerprint_of(prices: Sequence[StandingPrice]) -> str:
    """The same for the same prices, each as it is; prices are told in the order of their ids."""
    seen = hashlib.sha256()
    for row in prices:
        said = (row.id, row.list_id, row.amount, row.recommended, row.valid_from, row.valid_to)
        seen.update(f"{said}\n".encode())
    return seen.hexdigest()


def standing_lists(session: Session, publisher: Publisher) -> tuple[StandingList, ...]:
    """The publisher's lists of the kind, oldest first."""
    conditions = [PriceList.kind == publisher.kind]
    if publisher.vendor_id is not None:
        conditions.append(PriceList.vendor_id == publisher.vendor_id)
    owner = publisher.distributor_id
    conditions.append(PriceList.distributor_id.is_(None) if owner is None else PriceList.distributor_id == owner)
    rows = session.scalars(select(PriceList).where(*conditions).order_by(PriceList.valid_from, PriceList.id))
    return tuple(
        StandingList(
            row.id,
            row.name,
            row.edition,
            row.vendor_id,
            row.currency,
            row.valid_from,
            row.valid_to,
            row.embargo_until,
        )
        for row in rows
    )


def organisation_names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Names by id."""
    wanted = sorted({one for one in ids if one is not None})
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def _owned(table: Any, publisher: Publisher) -> list[Any]:  # noqa: ANN401 - a mapped class and its criteria
    conditions = []
    if publisher.vendor_id is not None:
        conditions.append(table.vendor_id == publisher.vendor_id)
    if publisher.distributor_id is not None:
        conditions.append(table.distributor_id == publisher.distributor_id)
    return conditions
