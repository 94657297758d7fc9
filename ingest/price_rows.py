"""The rows of a price list as offered prices, and in words what is wrong with the others. Nothing is lost silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from channel.money import is_currency
from channel.places import is_territory
from channel.price_offers import Catalogue, Goods, Offer, OfferedPrice, RowFault
from channel.tables.prices import PriceListKind
from ingest.price_cells import Mark, amount_of, day_in, mark_of, text_of, whole_of
from ingest.price_gathering import Gathered
from ingest.price_headings import Meaning
from ingest.price_layouts import Column, Layout, cell_name
from ingest.price_sheets import Cell, Row, Sheet
from ingest.price_words import currency_of, fold, territories_of, vocabulary

STEP = 2000
"""After so many rows progress is told."""
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Stated:
    """What holds for every row that says nothing else. Territories are ISO countries, the tier is lower case."""

    currency: str = ""
    territories: tuple[str, ...] = ()
    tier: str = ""


def read_rows(
    tables: tuple[tuple[Sheet, Layout, Stated], ...],
    catalogue: Catalogue,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Offer:
    """What the tables of a file offer.

    Args:
        tables: sheets with their layouts as meant, and what holds for their rows.
        catalogue: what may be priced.
        progress: told now and then how many rows are read.
    """
    taken = Gathered(catalogue, progress)
    for sheet, layout, stated in tables:
        _Table(layout, stated, taken).read(sheet)
    return taken.offer()


class _Row:
    """One row under way: its cells by meaning, and its problems."""

    __slots__ = ("cells", "number", "table")

    def __init__(self, table: _Table, number: int, cells: Row) -> None:
        self.table = table
        self.number = number
        self.cells = cells

    def at(self, column: Column | None) -> Cell:
        return self.cells[column.index] if column is not None and column.index < len(self.cells) else None

    def wrong(self, column: Column | None, fault: RowFault, *facts: str) -> None:
        cell = cell_name(column.index, self.number) if column is not None else ""
        self.table.taken.problem(self.table.layout.sheet, self.number, cell, fault, *facts)


class _Table:
    """The reading of one table."""

    def __init__(self, layout: Layout, stated: Stated, taken: Gathered) -> None:
        self.layout = layout
        self.stated = stated
        self.taken = taken
        self.catalogue = taken.catalogue
        self.compact: dict[str, str] = {}
        of = layout.of
        self.part, self.gtin = of(Meaning.PART), of(Meaning.GTIN)
        self.currency, self.territory, self.tier = of(Meaning.CURRENCY), of(Meaning.TERRITORY), of(Meaning.TIER)
        self.quantity, self.per, self.status = of(Meaning.QUANTITY), of(Meaning.PER), of(Meaning.STATUS)
        self.from_day = of(Meaning.FROM)
        self.prices = layout.all_of(Meaning.PRICE)
        self.recommended = layout.all_of(Meaning.RECOMMENDED)
        self.dimensions = [c for c in (self.quantity, self.tier, self.territory, self.currency) if c is not None]
        self.headings = {fold(column.text) for column in layout.columns}
        self.places: dict[str, tuple[str, ...] | None] = {}
        self.coins: dict[str, str | None] = {}

    def read(self, sheet: Sheet) -> None:
        taken = self.taken
        taken.recommended = taken.recommended or bool(self.recommended)
        above: Row = ()
        for number, cells in enumerate(sheet.rows(), 1):
            if number <= self.layout.first_row or not any(cell is not None for cell in cells):
                continue
            taken.rows += 1
            if taken.rows % STEP == 0:
                taken.progress(taken.rows)
            row = _Row(self, number, cells)
            if self._continues(row, above):
                row.cells = self._with_part(cells, above)
            self._take(row)
            above = row.cells
        taken.progress(taken.rows)

    def _continues(self, row: _Row, above: Row) -> bool:
        """A row without part number that goes on with the one above: its own quantity, tier or country tells."""
        return (
            bool(above)
            and self.part is not None
            and row.at(self.part) is None
            and (self.gtin is None or row.at(self.gtin) is None)
            and any(row.at(column) is not None for column in self.dimensions)
        )

    def _with_part(self, cells: Row, above: Row) -> Row:
        filled = list(cells)
        for column in (self.part, self.gtin):
            if column is not None and column.index < len(above):
                filled += [None] * (column.index + 1 - len(filled))
                filled[column.index] = above[column.index]
        return tuple(filled)

    def _take(self, row: _Row) -> None:
        goods = self._goods(row)
        if goods is None:
            return
        if mark_of(row.at(self.status)) is Mark.ENDED or self._all_marked(row, Mark.ENDED):
            self.taken.ended[goods.mpn] = None
            return
        if not self._day(row, goods):
            return
        before = len(self.taken.problems)
        tier = self._tier(row, goods)
        quantity = self._quantity(row)
        if tier is not None and quantity is not None:
            found = [self._price(row, column, goods, tier, quantity) for column in self.prices]
            if not any(found):
                blank = self._all_marked(row, Mark.EMPTY)
                (self.taken.blank_parts if blank else self.taken.open_parts)[goods.mpn] = None
        if len(self.taken.problems) > before:
            self.taken.held.add(goods.mpn)

    def _all_marked(self, row: _Row, mark: Mark) -> bool:
        return bool(self.prices) and all(mark_of(row.at(column)) is mark for column in self.prices)

    def _goods(self, row: _Row) -> Goods | None:
        """The product of a row; none for rows that hold no price (titles, totals, notes), and for faults."""
        typed = text_of(row.at(self.part)) or self.catalogue.gtins.get(text_of(row.at(self.gtin)), "")
        if goods := self.catalogue.goods.get(typed.upper()):
            return goods
        priced = [c for c in self.prices if amount_of(row.at(c), c.decimal_sign) is not None]
        if not priced:
            marked = any(mark_of(row.at(c)) not in {None, Mark.EMPTY} for c in self.prices)
            repeated = fold(typed) in self.headings
            lone = sum(1 for cell in row.cells if cell is not None) == 1
            if repeated or lone or not (marked or (typed and not self._all_marked(row, Mark.EMPTY))):
                return None
        if not typed:
            row.wrong(self.part or self.gtin, RowFault.NO_PART)
            return None
        if near := self._spelt_otherwise(typed):
            return near
        row.wrong(self.part, RowFault.UNKNOWN_PART, typed)
        return None

    def _spelt_otherwise(self, typed: str) -> Goods | None:
        """A part number with other hyphens or spaces, where that fits one product alone."""
        if not self.compact:
            for mpn in self.catalogue.goods:
                bare = _bare(mpn)
                self.compact[bare] = "" if bare in self.compact else mpn
        return self.catalogue.goods.get(self.compact.get(_bare(typed), ""))

    def _day(self, row: _Row, goods: Goods) -> bool:
        cell = row.at(self.from_day)
        if cell is None:
            return True
        day = day_in(cell)
        if day is None:
            row.wrong(self.from_day, RowFault.NO_DAY, text_of(cell))
            self.taken.held.add(goods.mpn)
            return False
        self.taken.days.add(day)
        return True

    def _tier(self, row: _Row, goods: Goods) -> str | None:
        """The tier that the row says, empty where columns say it or prices have none; nothing for a fault."""
        if self.catalogue.kind is not PriceListKind.RESELLER:
            return ""
        cell = row.at(self.tier)
        if cell is None:
            return self.stated.tier
        said = fold(text_of(cell))
        known = self.catalogue.tiers.get(goods.vendor_id, ())
        if said in known:
            return said
        if said in vocabulary().every:
            return "*"
        inside = [tier for tier in known if f" {tier} " in f" {said} "]
        if inside:
            return max(inside, key=len)
        row.wrong(self.tier, RowFault.UNKNOWN_TIER, text_of(cell))
        return None

    def _quantity(self, row: _Row) -> int | None:
        cell = row.at(self.quantity)
        if cell is None:
            return 1
        quantity = whole_of(cell)
        if quantity is None:
            row.wrong(self.quantity, RowFault.NO_QUANTITY, text_of(cell))
        return quantity

    def _price(self, row: _Row, column: Column, goods: Goods, tier: str, quantity: int) -> bool:
        """Take the price of one cell; whether there is one, or what is wrong with it was said."""
        cell = row.at(column)
        mark = mark_of(cell)
        if mark is not None:
            return False
        read = amount_of(cell, column.decimal_sign)
        if read is None:
            row.wrong(column, RowFault.NO_AMOUNT, text_of(cell))
            return True
        if read.amount < 0:
            row.wrong(column, RowFault.NEGATIVE, text_of(cell))
            return True
        currency = self._currency(row, column, read.currency)
        if currency is None:
            return True
        countries = self._territories(row, column, goods, currency)
        tiers = tuple(self._tiers(row, column, goods, tier))
        amount = self._for_one(row, read.amount)
        recommended = self._recommended(row, column)
        for country in countries:
            for name in tiers:
                self.taken.add(
                    OfferedPrice(
                        mpn=goods.mpn,
                        territory=country,
                        currency=currency,
                        amount=amount,
                        tier=name,
                        quantity=column.heading.quantity or quantity,
                        recommended=recommended,
                        row=row.number,
                        sheet=self.layout.sheet,
                    ),
                    cell_name(column.index, row.number),
                )
        return True

    def _for_one(self, row: _Row, amount: Decimal) -> Decimal:
        """The price of one, where the file gives that of a hundred."""
        units = whole_of(row.at(self.per)) if self.per is not None else None
        return (amount / units).quantize(FOUR_PLACES) if units and units > 1 else amount

    def _currency(self, row: _Row, column: Column, in_cell: str | None) -> str | None:
        said = text_of(row.at(self.currency))
        if said and said not in self.coins:
            self.coins[said] = said.upper() if is_currency(said.upper()) else currency_of(said)
        if said and not self.coins[said]:
            row.wrong(self.currency, RowFault.UNKNOWN_CURRENCY, said)
            return None
        code = in_cell or self.coins.get(said) or column.heading.currency or self.stated.currency
        if not code and column.sign:
            code = currency_of(column.sign) or ""
        if not code:
            row.wrong(column, RowFault.NO_CURRENCY)
            return None
        return code

    def _territories(self, row: _Row, column: Column, goods: Goods, currency: str) -> tuple[str, ...]:
        cell = row.at(self.territory)
        if cell is not None:
            places = self._places(text_of(cell), currency)
            if places is None:
                row.wrong(self.territory, RowFault.UNKNOWN_TERRITORY, text_of(cell))
                return ()
            return self._sold(row, self.territory, goods, places)
        if column.heading.territories:
            return self._sold(row, column, goods, column.heading.territories)
        stated = self.stated.territories or self.catalogue.covered.get(currency, ())
        if not stated:
            row.wrong(column, RowFault.NO_TERRITORY, currency)
            return ()
        sold = self.catalogue.sold
        return stated if sold is None else tuple(place for place in stated if (goods.line_id, place) in sold)

    def _places(self, said: str, currency: str) -> tuple[str, ...] | None:
        key = f"{said}|{currency}"
        if key not in self.places:
            if fold(said) in vocabulary().every:
                self.places[key] = self.catalogue.covered.get(currency) or None
            elif is_territory(said.upper()):
                self.places[key] = (said.upper()[:2],)
            else:
                self.places[key] = tuple(sorted(territories_of(said))) or None
        return self.places[key]

    def _sold(self, row: _Row, column: Column | None, goods: Goods, places: tuple[str, ...]) -> tuple[str, ...]:
        sold = self.catalogue.sold
        if sold is None:
            return places
        for place in places:
            if (goods.line_id, place) not in sold:
                row.wrong(column, RowFault.NOT_SOLD_THERE, goods.mpn, goods.line, place)
        return tuple(place for place in places if (goods.line_id, place) in sold)

    def _tiers(self, row: _Row, column: Column, goods: Goods, tier: str) -> Iterator[str]:
        if self.catalogue.kind is not PriceListKind.RESELLER:
            yield ""
            return
        known = self.catalogue.tiers.get(goods.vendor_id, ())
        name = column.heading.tier or tier
        if name == "*":
            yield from known
        elif not name:
            row.wrong(column, RowFault.NO_TIER)
        elif name not in known:
            row.wrong(column, RowFault.UNKNOWN_TIER, name)
        else:
            yield name

    def _recommended(self, row: _Row, price: Column) -> Decimal | None:
        """The recommended price beside a price: of the same country and currency, or the only one."""
        if self.catalogue.kind is not PriceListKind.LIST:
            return None
        for column in self.recommended:
            said, wanted = column.heading, price.heading
            if (said.territories or wanted.territories) == wanted.territories and (
                said.currency or wanted.currency
            ) == (wanted.currency or said.currency):
                cell = row.at(column)
                read = amount_of(cell, column.decimal_sign)
                if read is None or read.amount < 0:
                    if mark_of(cell) is None:
                        row.wrong(column, RowFault.NO_AMOUNT, text_of(cell))
                    return None
                return read.amount
        return None


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))
