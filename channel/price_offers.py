"""What a price list says, before it is compared with anything: offered prices, and what is wrong with which row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from channel.tables.prices import PriceListKind


class RowFault(StrEnum):
    """What can be wrong with a row of a price list. The facts of a problem fill the words of its fault."""

    NO_PART = "no_part"
    UNKNOWN_PART = "unknown_part"
    NO_AMOUNT = "no_amount"
    NEGATIVE = "negative"
    NO_CURRENCY = "no_currency"
    UNKNOWN_CURRENCY = "unknown_currency"
    NO_TERRITORY = "no_territory"
    UNKNOWN_TERRITORY = "unknown_territory"
    NOT_SOLD_THERE = "not_sold_there"
    NO_TIER = "no_tier"
    UNKNOWN_TIER = "unknown_tier"
    NO_QUANTITY = "no_quantity"
    NO_DAY = "no_day"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that cannot be used as it is. `row` counts as spreadsheets do, from 1; `cell` is such as C14."""

    sheet: str
    row: int
    cell: str
    fault: RowFault
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedPrice:
    """A price for one unit, net of tax, in one territory and currency, from a quantity on.

    `tier` is lower case, empty for list prices and cost. `recommended` goes with list prices alone. `row` is where
    the file says so.
    """

    mpn: str
    territory: str
    currency: str
    amount: Decimal
    tier: str = ""
    quantity: int = 1
    recommended: Decimal | None = None
    row: int = 0
    sheet: str = ""

    @property
    def slot(self) -> tuple[str, str, str, str, int]:
        """What there is one price for."""
        return (self.mpn, self.tier, self.territory, self.currency, self.quantity)


@dataclass(frozen=True)
class Goods:
    """A product that the publisher may price."""

    id: int
    mpn: str
    name: str
    vendor_id: int
    line_id: int
    line: str


@dataclass(frozen=True)
class Catalogue:
    """What a publisher may price, as it sees it.

    Attributes:
        kind: of the prices.
        goods: by part number.
        gtins: part numbers by GTIN.
        tiers: the names of the tiers of each vendor, lowest first, in lower case.
        sold: lines and countries of a distributor; none where every territory may be priced.
        covered: the territories that have prices of this kind, by currency.
    """

    kind: PriceListKind
    goods: Mapping[str, Goods]
    gtins: Mapping[str, str] = field(default_factory=dict)
    tiers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    sold: frozenset[tuple[int, str]] | None = None
    covered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """What a file offers in all: usable prices, rows that are not, and what was passed over on purpose.

    Attributes:
        prices: in the order of the file.
        problems: rows (or cells) that cannot be used.
        held: products of which something cannot be used, so that what is missing of them may not count as gone.
        open_parts: products without a price on purpose, such as "on request".
        blank_parts: products whose price cells are empty.
        ended: part numbers that the file says are sold no longer.
        rows: how many rows below the headings held anything.
        has_recommended: whether the file has recommended prices at all.
        from_day: the first day that the rows themselves name, if all name the same.
    """

    prices: tuple[OfferedPrice, ...]
    problems: tuple[RowProblem, ...] = ()
    held: frozenset[str] = frozenset()
    open_parts: tuple[str, ...] = ()
    blank_parts: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    rows: int = 0
    has_recommended: bool = False
    from_day: date | None = None
