"""A price list as a draft, as values: what is wanted with it, how it was read, what it would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

from channel.price_moves import Missing, PricePlan
from channel.price_offers import RowProblem
from channel.tables.prices import PriceListKind
from ingest.price_lists import Said


class PriceListWish(BaseModel):
    """What somebody wants with files: what was said in words or in the form, and how columns are to be read."""

    model_config = ConfigDict(frozen=True)

    uploads: tuple[str, ...]
    kind: PriceListKind | None = None
    distributor: int | None = None
    mappings: dict[str, dict[str, str]] = {}
    currency: str = ""
    territories: tuple[str, ...] = ()
    exact: bool = False
    tier: str = ""
    edition: str = ""
    effective: date | None = None
    until: date | None = None
    embargo: date | None = None
    missing: Missing = Missing.AUTO
    without_bad: bool = False

    def said(self) -> Said:
        """What holds for the whole list."""
        return Said(
            currency=self.currency,
            territories=self.territories,
            tier=self.tier,
            edition=self.edition,
            effective=self.effective,
            until=self.until,
            embargo=self.embargo,
            exact=self.exact,
        )


@dataclass(frozen=True)
class ColumnShown:
    """A column as it was read. `meaning` is a code of `Meaning`, or `price:gold`; `layout` tells which table."""

    layout: str
    heading: str
    meaning: str
    sure: bool
    territories: tuple[str, ...] = ()
    currency: str = ""
    quantity: int = 0
    example: str = ""


@dataclass(frozen=True)
class PriceListSettings:
    """What the form of a price list shows: how it was read and from when on it holds.

    Attributes:
        kind: what the prices are.
        wish: what was said so far.
        columns: how the columns are read, of each layout.
        effective, until, edition: as they were taken, from whatever source.
        tiers: that prices may be for.
        currencies: that there are prices in so far, in the countries said.
        distributors: that cost may be for, by id.
        zone: the time zone in which days begin.
    """

    kind: PriceListKind
    wish: PriceListWish
    columns: tuple[ColumnShown, ...]
    effective: date | None
    until: date | None
    edition: str
    tiers: tuple[str, ...]
    currencies: tuple[str, ...]
    distributors: tuple[tuple[int, str], ...]
    zone: str


SETTINGS: Final = TypeAdapter(PriceListSettings)


@dataclass(frozen=True)
class PriceListDraft:
    """A price list to be confirmed.

    Attributes:
        key: of the draft.
        files: their names.
        settings: how it was read, and what the form shows.
        remembered: whether the columns are read as in an earlier file.
        asks: what must be said before it can be confirmed.
        assumed: what was filled in from elsewhere: a name of a field, and where from.
        plan: what would change; none while it is unknown from when on.
        problems: rows that cannot be used; `without_bad` if the person goes on without them.
        offered, rows: how many prices the files hold, and how many rows.
        open_parts, ended: products without a price on purpose, and those that are sold no longer.
        passed_over, hidden: sheets that were not read.
    """

    key: str
    files: tuple[str, ...]
    settings: PriceListSettings
    remembered: bool
    asks: tuple[str, ...]
    assumed: tuple[tuple[str, str], ...]
    plan: PricePlan | None
    problems: tuple[RowProblem, ...]
    without_bad: bool
    offered: int
    rows: int
    open_parts: tuple[str, ...]
    ended: tuple[str, ...]
    passed_over: tuple[str, ...]
    hidden: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed as it is."""
        blocked = bool(self.problems) and not self.without_bad
        return not self.asks and not blocked and self.plan is not None and not self.plan.changes_nothing
