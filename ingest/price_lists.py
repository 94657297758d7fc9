"""A price list of any reasonable layout: its tables found, its columns mapped, its rows read as offered prices.

`open_price_list` finds the tables and what holds for all of them; `read_offer` reads the rows as one kind of price.
What columns are called is data: `words/price_lists.yaml`. docs/price-lists.md tells the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from channel.price_offers import Catalogue, Offer
from channel.tables.prices import PriceListKind
from ingest.price_layouts import Known, Layout, find_layout
from ingest.price_meanings import as_meant
from ingest.price_rows import Stated, read_rows
from ingest.price_sheets import Sheet, Workbooks, open_sheets, read_workbook
from ingest.price_words import currencies_of, days_said, edition_of, fold, territories_of, vocabulary

Mapping_ = Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """What is said of a price list as a whole: in its file name, above its table, in a message, or in a form.

    Of territories that are not `exact` (“DACH”), those count that are priced in the currency already.
    """

    currency: str = ""
    territories: tuple[str, ...] = ()
    tier: str = ""
    edition: str = ""
    effective: date | None = None
    until: date | None = None
    embargo: date | None = None
    exact: bool = False

    def over(self, other: Said) -> Said:
        """This, and where it says nothing, the other."""
        return Said(
            currency=self.currency or other.currency,
            territories=self.territories or other.territories,
            tier=self.tier or other.tier,
            edition=self.edition or other.edition,
            effective=self.effective or other.effective,
            until=self.until or other.until,
            embargo=self.embargo or other.embargo,
            exact=self.exact if self.territories else other.exact,
        )


@dataclass(frozen=True)
class PriceTable:
    """A sheet with its layout as found, and what its name and the lines above say."""

    sheet: Sheet
    layout: Layout
    said: Said


@dataclass(frozen=True)
class PriceFile:
    """A file with at least one table of prices. `passed_over` names sheets without one, `hidden` those not read."""

    name: str
    tables: tuple[PriceTable, ...]
    said: Said
    passed_over: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    known: Known = field(repr=False, default=Known({}, {}, frozenset()))


def open_price_list(
    content: bytes, name: str, catalogue: Catalogue, workbooks: Workbooks = read_workbook
) -> PriceFile | None:
    """Find the tables of prices in a file; none if it is no price list.

    Args:
        content: of the file.
        name: of the file.
        catalogue: what may be priced.
        workbooks: reads workbooks; files from anybody are read in a process of its own (`ingest.reading`).

    Raises:
        UnreadableFile: for a file that cannot be opened.
    """
    tiers = frozenset(tier for names in catalogue.tiers.values() for tier in names)
    known = Known(catalogue.goods, catalogue.gtins, tiers)
    tables: list[PriceTable] = []
    passed_over, hidden = [], []
    for sheet in open_sheets(content, name, workbooks):
        if sheet.hidden:
            hidden.append(sheet.name)
        elif (layout := find_layout(sheet, known)) is None:
            passed_over.append(sheet.name)
        else:
            own = said_in(layout.above, tiers).over(said_in(sheet.name, tiers))
            tables.append(PriceTable(sheet, layout, own))
    if not tables:
        return None
    stem = PurePosixPath(name).stem.replace("_", " ")
    return PriceFile(name, tuple(tables), said_in(stem, tiers), tuple(passed_over), tuple(hidden), known)


def said_in(text: str, tiers: frozenset[str] = frozenset(), today: date | None = None) -> Said:
    """What a title, a name or (with the writer's `today`) a message says of a whole price list."""
    if not text.strip():
        return Said()
    days = days_said(text, today)
    currencies = currencies_of(text)
    folded = f" {fold(text)} "
    named = [tier for tier in tiers if f" {tier} " in folded]
    return Said(
        currency=currencies[0] if len(currencies) == 1 else "",
        territories=tuple(sorted(territories_of(text))),
        tier=named[0] if len(named) == 1 else "",
        edition=edition_of(text) or "",
        effective=days.get("from"),
        until=days.get("until"),
        embargo=days.get("embargo"),
    )


def names_prices(text: str) -> bool:
    """Whether a message or file name speaks of prices."""
    words = f" {fold(text)} "
    return any(f" {name} " in words for name in vocabulary().names)


def names_document(text: str) -> bool:
    """Whether a message speaks of a document, so that a spreadsheet is none of ours."""
    words = f" {fold(text)} "
    return any(f" {name} " in words for name in vocabulary().documents)


def tables_as_meant(file: PriceFile, kind: PriceListKind, mappings: Mapping[str, Mapping_]) -> tuple[PriceTable, ...]:
    """The tables with their columns mapped for prices of a kind.

    Args:
        file: as opened.
        kind: of the prices wanted.
        mappings: what was said or remembered of layouts, by their keys.
    """
    return tuple(
        replace(table, layout=as_meant(table.layout, kind, mappings.get(table.layout.key, {}))) for table in file.tables
    )


def read_offer(
    files: Sequence[PriceFile],
    catalogue: Catalogue,
    mappings: Mapping[str, Mapping_],
    said: Said,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Offer:
    """Read the rows of a file as prices of the catalogue's kind.

    Args:
        files: as opened with the same catalogue; together they are one price list.
        catalogue: what may be priced.
        mappings: what was said or remembered of layouts, by their keys.
        said: what a message or form says; it goes before what the file says.
        progress: told now and then how many rows are read.
    """
    tables = []
    for file in files:
        for table in tables_as_meant(file, catalogue.kind, mappings):
            held = said.over(table.said).over(file.said)
            currency = held.currency or _only_currency(catalogue, held.territories)
            territories = _priced_before(held, catalogue, currency)
            tables.append((table.sheet, table.layout, Stated(currency, territories, held.tier)))
    return read_rows(tuple(tables), catalogue, progress)


def said_by_files(files: Sequence[PriceFile]) -> Said:
    """What the files say of themselves: the first that says something counts."""
    said = Said()
    for file in files:
        for table in file.tables:
            said = said.over(table.said)
    for file in files:
        said = said.over(file.said)
    return said


def _only_currency(catalogue: Catalogue, territories: tuple[str, ...]) -> str:
    """The one currency in which there are prices there, where nothing says it."""
    there = [
        currency
        for currency, places in catalogue.covered.items()
        if not territories or not set(territories).isdisjoint(places)
    ]
    return there[0] if len(there) == 1 else ""


def _priced_before(held: Said, catalogue: Catalogue, currency: str) -> tuple[str, ...]:
    """Of several countries said, those with prices in the currency: a DACH list in euro leaves out Switzerland."""
    before = set(catalogue.covered.get(currency, ()))
    kept = tuple(place for place in held.territories if place in before)
    return kept if kept and not held.exact else held.territories
