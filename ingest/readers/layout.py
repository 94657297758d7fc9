"""Words on a page in reading order: columns one after the other, aligned cells as tables, charts by themselves."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

BULLET = re.compile(r"^\s*(?:[•●▪◦‣■□✓➢–*-]|\(?\d{1,2}[.)]|[a-z]\))(?=\s|$)")
NUMBER = re.compile(r"^[-–+]?[$€£]?\d[\d.,]*\s?(?:%|k|M)?$")
LOOSE_MARK = re.compile(r" ([,;:.!?)])(?=\s|$)")
SAME_ROW = 0.5
SMALL, OVERLAP = 0.82, 0.4
GUTTER = 8.0
"""Points that no word of a run of rows may enter, for columns to be apart."""
COLUMN_ROWS = 5
COLUMN_WORDS = 3
MORE_COLUMNS = 2
COLUMN_FILL = 0.5
CELL_GAP = 1.1
"""Of the letters' size: what separates cells of a table without lines, and more than words are apart."""
TABLE_ROWS = 3
ROW_PITCH = 2.6
COLUMN_PITCH = 1.6
SAME_LETTERS = 0.12
WRAPPED_PITCH = 1.35
CELL_WORDS = 14
DEEPEST = 12


@dataclass(frozen=True)
class Word:
    """A word with its place on the page (points from the top left), its letters' size, and whether it is bold."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word is inside."""
        across, down = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= across <= self.x1 and self.top <= down <= self.bottom


@dataclass(frozen=True)
class Line:
    """A line of text with its place, its letters' usual size, and whether all of it is bold."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Grid:
    """A table: its place and its rows of cells."""

    box: Box
    rows: tuple[tuple[str, ...], ...]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.box.top


Row = list[Word]


def rows_of(words: Sequence[Word]) -> list[Row]:
    """The words that stand beside each other, from the top; each row from the left."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.top, w.x0)):
        if rows and word.top - rows[-1][0].top < SAME_ROW * max(1.0, word.bottom - word.top):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in _with_small_letters(rows)]


def _with_small_letters(rows: list[Row]) -> Iterator[Row]:
    """The rows, with exponents, indices and note marks put into the rows that they hang on."""
    held: Row = []
    for row in rows:
        if held and (_hangs_on(row, held) or _hangs_on(held, row)):
            held = held + row
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _hangs_on(small: Row, large: Row) -> bool:
    """Whether all of a row is in smaller letters, and stands within another one or half above or below it."""
    top, bottom = min(w.top for w in large), max(w.bottom for w in large)
    left, right = min(w.x0 for w in large), max(w.x1 for w in large)
    size = statistics.median(w.size for w in large)
    return all(
        w.size <= SMALL * size
        and min(w.bottom, bottom) - max(w.top, top) >= OVERLAP * (w.bottom - w.top)
        and left - size <= w.x0 <= right + size
        for w in small
    )


def line_of(row: Sequence[Word]) -> Line:
    """A row as one line of text."""
    return Line(
        text=LOOSE_MARK.sub(r"\1", " ".join(w.text for w in row)),
        x0=row[0].x0,
        x1=max(w.x1 for w in row),
        top=min(w.top for w in row),
        bottom=max(w.bottom for w in row),
        size=round(statistics.median(w.size for w in row), 1),
        bold=all(w.bold for w in row),
    )


def in_order(words: Sequence[Word]) -> list[Line | Grid]:
    """Lines and tables without lines, as they are read."""
    return [item for region in _regions(list(words), 0) for item in _lines_and_grids(rows_of(region))]


def _regions(words: list[Word], depth: int) -> Iterator[list[Word]]:
    """What is above columns, each column, and what is below them, each taken apart in the same way."""
    rows = rows_of(words)
    found = _columns(rows) if depth < DEEPEST else None
    if found is None:
        if words:
            yield words
        return
    first, last, x = found
    between = [w for row in rows[first:last] for w in row]
    for part in (
        [w for row in rows[:first] for w in row],
        [w for w in between if w.x1 <= x],
        [w for w in between if w.x1 > x],
        [w for row in rows[last:] for w in row],
    ):
        yield from _regions(part, depth + 1)


def _columns(rows: list[Row], further: int = MORE_COLUMNS) -> tuple[int, int, float] | None:
    """The longest run of rows (from, up to) that a gutter divides into two columns of prose, and where it is."""
    best: tuple[int, int, int, float] | None = None
    for x in _gaps(rows):
        start = 0
        for end in range(len(rows) + 1):
            if end < len(rows) and not any(w.x0 < x + GUTTER / 2 and w.x1 > x - GUTTER / 2 for w in rows[end]):
                continue
            length = _divided(rows[start:end], x, further) if end - start >= COLUMN_ROWS else 0
            if length and (best is None or length > best[0]):
                best = (length, *_trimmed(rows, start, end, x), x)
            start = end + 1
    return best[1:] if best else None


def _gaps(rows: list[Row]) -> list[float]:
    """Where a gutter may be: in the middle of wide gaps, each place once."""
    places = {
        round((left.x1 + right.x0) / 2 / 3) * 3.0
        for row in rows
        for left, right in pairwise(row)
        if right.x0 - left.x1 >= GUTTER
    }
    return sorted(places)


def _divided(run: list[Row], x: float, further: int) -> int:
    """How many rows the shorter of two columns of prose has; 0 when the sides are no columns of prose.

    What is at the right may be up to `further` columns more.
    """
    left = [side for row in run if (side := [w for w in row if w.x1 <= x])]
    right = [side for row in run if (side := [w for w in row if w.x1 > x])]
    shorter = min(len(left), len(right))
    if shorter < COLUMN_ROWS:
        return 0
    if not _is_prose(left):
        return 0
    return shorter if _is_prose(right) or (further and _columns(right, further - 1)) else 0


def _is_prose(side: list[Row]) -> bool:
    """Lines of words that mostly reach from one edge of their column to the other, without cells in them."""
    width = max(row[-1].x1 for row in side) - min(row[0].x0 for row in side)
    filled = sum(1 for row in side if row[-1].x1 - row[0].x0 >= COLUMN_FILL * width)
    spoken = sum(1 for row in side if len(row) >= COLUMN_WORDS and len(_segments(row)) == 1)
    letters = sum(1 for row in side if sum(any(c.isalpha() for c in w.text) for w in row) * 2 >= len(row))
    return filled * 2 >= len(side) and spoken * 2 >= len(side) and letters * 3 >= len(side) * 2


def _trimmed(rows: list[Row], start: int, end: int, x: float) -> tuple[int, int]:
    """The run without leading and trailing rows that stand on one side alone far from the columns."""
    first = next((i for i in range(start, end) if rows[i][0].x1 <= x < rows[i][-1].x1), start)
    while first > start and _goes_on(rows[first - 1], rows[first]):
        first -= 1
    last = next((i for i in range(end - 1, start, -1) if rows[i][0].x1 <= x < rows[i][-1].x1), end - 1)
    while last + 1 < end and _goes_on(rows[last], rows[last + 1]):
        last += 1
    return first, last + 1


def _goes_on(above: Row, below: Row) -> bool:
    """Whether two rows are of one text: near each other, in letters of one size."""
    near = below[0].top - above[0].bottom < COLUMN_PITCH * max(1.0, below[0].bottom - below[0].top)
    return near and abs(above[0].size - below[0].size) < SAME_LETTERS * below[0].size


def _segments(row: Row) -> list[list[Word]]:
    """The row in cells: words apart by more than a word's distance. A bullet belongs to what follows it."""
    cells: list[list[Word]] = [[row[0]]]
    for word in row[1:]:
        last = cells[-1][-1]
        bullet = len(cells[-1]) == 1 and BULLET.match(last.text) is not None and not NUMBER.match(last.text)
        if word.x0 - last.x1 > CELL_GAP * min(word.size, last.size) and not bullet:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _lines_and_grids(rows: list[Row]) -> Iterator[Line | Grid]:
    index = 0
    while index < len(rows):
        grid, taken = _grid(rows[index:])
        if grid is not None:
            yield grid
            index += taken
        else:
            yield line_of(rows[index])
            index += 1


def _grid(rows: list[Row]) -> tuple[Grid | None, int]:
    """The table that begins with the first row, and how many rows it takes."""
    columns: list[tuple[float, float]] = []
    taken: list[list[list[Word]]] = []
    for index, row in enumerate(rows):
        cells = _segments(row)
        if (index and row[0].top - rows[index - 1][0].top > ROW_PITCH * row[0].size) or (
            not taken and len(cells) < 2  # noqa: PLR2004 - a row of a table has two cells
        ):
            break
        wider = _merged(columns, [(cell[0].x0, cell[-1].x1) for cell in cells])
        if taken and len(wider) < max(2, len(columns) - 1 if len(columns) > TABLE_ROWS else len(columns)):
            break
        columns = wider
        taken.append(cells)
    while taken and len(taken[-1]) == 1:
        taken.pop()
    if not _is_table(taken, columns):
        return None, 0
    cells_by_row = [_placed(cells, columns) for cells in taken]
    words = [w for row in rows[: len(taken)] for w in row]
    box = Box(columns[0][0], min(w.top for w in words), columns[-1][1], max(w.bottom for w in words))
    return Grid(box, tuple(tuple(row) for row in _unwrapped(cells_by_row, rows))), len(taken)


def _is_table(taken: list[list[list[Word]]], columns: list[tuple[float, float]]) -> bool:
    wide = sum(1 for cells in taken if len(cells) > 1)
    longest = [max(len(cell) for cell in cells) for cells in taken]
    return (
        wide >= TABLE_ROWS and wide * 2 >= len(taken) and len(columns) > 1 and statistics.median(longest) <= CELL_WORDS
    )


def _merged(columns: list[tuple[float, float]], more: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Intervals that touch are one column."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted([*columns, *more]):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _placed(cells: list[list[Word]], columns: list[tuple[float, float]]) -> list[str]:
    texts: list[list[str]] = [[] for _ in columns]
    for cell in cells:
        index = next(i for i, (x0, x1) in enumerate(columns) if x0 <= cell[0].x0 <= x1)
        texts[index].append(LOOSE_MARK.sub(r"\1", " ".join(w.text for w in cell)))
    return [" ".join(text) for text in texts]


def _unwrapped(table: list[list[str]], rows: list[Row]) -> list[list[str]]:
    """The rows of a table, cells that go on in the next line joined."""
    joined: list[list[str]] = []
    for index, cells in enumerate(table):
        tight = index and rows[index][0].top - rows[index - 1][0].top <= WRAPPED_PITCH * rows[index][0].size
        if joined and tight and not cells[0] and sum(map(bool, cells)) * 2 < len(cells):
            joined[-1] = [f"{above} {cell}".strip() for above, cell in zip(joined[-1], cells, strict=True)]
        else:
            joined.append(cells)
    return joined
