"""Where the table of a price list begins, and what its columns mean: by their headings, and by what stands in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.price_cells import Mark, amount_of, decimal_sign_of, mark_of, text_of
from ingest.price_headings import Heading, Meaning, read_heading
from ingest.price_sheets import Cell, Row, Sheet
from ingest.price_words import currency_of, fold, territories_of

HEADINGS_WITHIN = 30
MOST_HEADING_ROWS = 3
MOST_COLUMNS = 60
HALF = 0.5
MOSTLY = 0.8
EXTRA_ROW = 0.7
LONGEST_CURRENCY = 4
WEIGHTS = {Meaning.PART: 4.0, Meaning.PRICE: 2.0, Meaning.RECOMMENDED: 1.5, Meaning.OTHER: 0.1}


@dataclass(frozen=True)
class Column:
    """A column: where it stands (from 0), what heads it, and what that means."""

    index: int
    text: str
    heading: Heading
    decimal_sign: str | None = None
    sign: str = ""


@dataclass(frozen=True)
class Layout:
    """A table in a sheet. `first_row` is the first below the headings, from 0; `above` what stands before them."""

    sheet: str
    first_row: int
    columns: tuple[Column, ...]
    above: str
    key: str

    def of(self, meaning: Meaning) -> Column | None:
        """The first column with that meaning."""
        return next((column for column in self.columns if column.heading.meaning is meaning), None)

    def all_of(self, meaning: Meaning) -> tuple[Column, ...]:
        """The columns with that meaning."""
        return tuple(column for column in self.columns if column.heading.meaning is meaning)

    @property
    def unsure(self) -> tuple[Column, ...]:
        """The columns whose meaning was guessed."""
        return tuple(column for column in self.columns if not column.heading.sure)


@dataclass(frozen=True)
class Known:
    """What a publisher's files are held against: its part numbers, GTINs and the names of tiers."""

    parts: Mapping[str, object]
    gtins: Mapping[str, str]
    tiers: frozenset[str]


def find_layout(sheet: Sheet, known: Known) -> Layout | None:
    """The table of prices in a sheet; none if there is none."""
    sample = [row[:MOST_COLUMNS] for row in sheet.sample()]
    best: tuple[float, int, int] | None = None
    for top in range(min(HEADINGS_WITHIN, len(sample))):
        for bottom in range(top, min(top + MOST_HEADING_ROWS, len(sample))):
            if any(_is_data(row, known) for row in sample[top : bottom + 1]):
                break
            score = _score(sample, top, bottom, known)
            if score and (best is None or score > best[0]):
                best = (score, top, bottom)
    if best is None:
        return _without_headings(sheet, sample, known)
    _, top, bottom = best
    columns = _columns(sample, top, bottom, known)
    return _layout(sheet, sample, columns, top, bottom + 1)


def _layout(sheet: Sheet, sample: list[Row], columns: tuple[Column, ...], top: int, first_row: int) -> Layout:
    above = "\n".join(" ".join(filter(None, map(text_of, row))) for row in sample[:top])
    says_currency = any(c.heading.meaning is Meaning.CURRENCY or c.heading.currency for c in columns)
    signs = {} if says_currency else sheet.signs()
    columns = tuple(replace(column, sign=signs.get(column.index, "")) for column in columns)
    key = hashlib.sha256("|".join(fold(column.text) for column in columns).encode()).hexdigest()
    return Layout(sheet.name, first_row, columns, above, key)


def _score(sample: list[Row], top: int, bottom: int, known: Known) -> float:
    """How well these rows head a table; zero if they do not."""
    columns = _columns(sample, top, bottom, known)
    meanings = [column.heading.meaning for column in columns]
    if not {Meaning.PART, Meaning.GTIN} & set(meanings) or Meaning.PRICE not in meanings:
        return 0.0
    worth = 0.0
    for column in columns:
        weight = WEIGHTS.get(column.heading.meaning, 1.0)
        said = bool(column.heading.tier) + bool(column.heading.territories) + bool(column.heading.currency)
        worth += (weight if column.heading.sure else weight / 2) + 0.3 * said
    return worth - EXTRA_ROW * (bottom - top)


def _is_data(row: Row, known: Known) -> bool:
    """Whether a row holds a part number of ours, so that it can be no heading."""
    return any(text_of(cell).upper() in known.parts for cell in row if cell is not None)


def _columns(sample: list[Row], top: int, bottom: int, known: Known) -> tuple[Column, ...]:
    headings = [_spread(row) if number < bottom else row for number, row in enumerate(sample[top : bottom + 1], top)]
    width = max((len(row) for row in sample[top:]), default=0)
    columns = []
    for index in range(width):
        texts = _distinct(text_of(row[index]) for row in headings if index < len(row))
        cells = [row[index] for row in sample[bottom + 1 :] if index < len(row) and row[index] is not None]
        if not texts and not cells:
            continue
        heading = read_heading(tuple(texts), known.tiers)
        meant = _by_content(heading, cells, known)
        columns.append(Column(index, " / ".join(texts), meant, decimal_sign_of(cells)))
    return _one_of_each(columns, sample[bottom + 1 :], known)


def _spread(row: Row) -> Row:
    """A row of group headings: each heads the empty cells on its right. A title at the left heads nothing."""
    filled = [index for index, cell in enumerate(row) if cell is not None]
    if not filled or filled == [0]:
        return ()
    spread: list[Cell] = []
    last: Cell = None
    for cell in row:
        last = cell if cell is not None else last
        spread.append(last)
    return tuple(spread)


def _distinct(texts: Iterable[str]) -> list[str]:
    found: list[str] = []
    for text in texts:
        if text and text not in found:
            found.append(text)
    return found


def _by_content(heading: Heading, cells: Sequence[Cell], known: Known) -> Heading:
    """The heading's meaning, as far as what stands below it agrees; a meaning by content where it says nothing."""
    filled = [cell for cell in cells if mark_of(cell) is not Mark.EMPTY]
    if not filled:
        return heading

    def share(fits: Callable[[Cell], bool]) -> float:
        return sum(1 for cell in filled if fits(cell)) / len(filled)

    if share(lambda cell: text_of(cell).upper() in known.parts) >= HALF:
        return replace(heading, meaning=Meaning.PART, sure=True)
    if heading.meaning in {Meaning.PRICE, Meaning.RECOMMENDED}:
        figures = share(lambda cell: amount_of(cell) is not None or mark_of(cell) is not None)
        return heading if figures >= HALF else replace(heading, meaning=Meaning.OTHER, sure=True)
    if heading.meaning is not Meaning.UNKNOWN:
        return heading
    for meaning, least, fits in (
        (Meaning.CURRENCY, MOSTLY, _is_currency),
        (Meaning.TIER, MOSTLY, lambda cell: fold(cell) in known.tiers),
        (Meaning.TERRITORY, MOSTLY, lambda cell: isinstance(cell, str) and bool(territories_of(cell))),
        (Meaning.GTIN, HALF, lambda cell: text_of(cell) in known.gtins),
    ):
        if share(fits) >= least:
            return replace(heading, meaning=meaning)
    return replace(heading, meaning=Meaning.OTHER, sure=share(lambda cell: amount_of(cell) is not None) < MOSTLY)


def _is_currency(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST_CURRENCY and currency_of(cell) is not None


def _one_of_each(columns: list[Column], rows: Sequence[Row], known: Known) -> tuple[Column, ...]:
    """Several columns may hold prices; of everything else one counts: of part numbers, the one with most of ours."""

    def ours(column: Column) -> int:
        cells = (row[column.index] for row in rows if column.index < len(row))
        return sum(1 for cell in cells if cell is not None and text_of(cell).upper() in known.parts)

    parts = [column for column in columns if column.heading.meaning is Meaning.PART]
    chosen = max(parts, key=lambda column: (ours(column), -column.index), default=None)
    taken: set[Meaning] = set()
    kept = []
    for column in columns:
        meaning = column.heading.meaning
        double = column is not chosen if meaning is Meaning.PART else meaning in taken
        if double and meaning not in {Meaning.PRICE, Meaning.RECOMMENDED, Meaning.OTHER}:
            kept.append(replace(column, heading=replace(column.heading, meaning=Meaning.OTHER)))
        else:
            kept.append(column)
        taken.add(meaning)
    return tuple(kept)


def _without_headings(sheet: Sheet, sample: list[Row], known: Known) -> Layout | None:
    """A table whose headings say nothing, or that has none: part numbers tell themselves, and figures may be prices."""
    first = next((number for number, row in enumerate(sample) if _is_data(row, known)), None)
    if first is None:
        return None
    above = sample[first - 1] if first and _is_heading(sample[first - 1]) else ()
    columns = []
    for column in _columns([(), *sample[first:]], 0, 0, known):
        named = text_of(above[column.index]) if column.index < len(above) else ""
        guessed = column.heading
        if guessed.meaning is Meaning.OTHER and not guessed.sure:
            guessed = replace(guessed, meaning=Meaning.PRICE)
        columns.append(replace(column, text=named or _letter(column.index), heading=guessed))
    if not any(column.heading.meaning is Meaning.PRICE for column in columns):
        return None
    return _layout(sheet, sample, tuple(columns), first - 1 if above else first, first)


def _is_heading(row: Row) -> bool:
    """Whether a row holds several words and no figure."""
    filled = [cell for cell in row if cell is not None]
    return len(filled) > 1 and all(isinstance(cell, str) and amount_of(cell) is None for cell in filled)


def _letter(index: int) -> str:
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(index: int, row: int) -> str:
    """A cell as spreadsheets name it, such as C14; `index` counts from 0, `row` from 1."""
    return f"{_letter(index)}{row}"
