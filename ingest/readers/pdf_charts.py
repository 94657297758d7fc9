"""Charts drawn in PDFs: where bar charts stand, and which figures are only the marks of an axis."""

import re
import statistics
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.layout import NUMBER, Box, Row, Word, rows_of

AXIS_MARKS = 4
LONE = 25.0
BARS, MOST_BARS = 3, 60
LABEL_WORDS = 14


def charts(boxes: Sequence[Box], words: Sequence[Word]) -> list[Box]:
    """Where bar charts stand: at least three bars from one edge, apart from each other and of different lengths."""
    found: list[Box] = []
    for lying in (True, False):
        groups: dict[int, list[Box]] = {}
        for box in boxes:
            groups.setdefault(round(box.x0 if lying else box.bottom), []).append(box)
        for bars in groups.values():
            if _are_bars(bars, lying=lying):
                around = _around(bars, lying=lying)
                rows = rows_of([w for w in words if around.holds(w)])
                if rows and len(rows) <= len(bars) * 3 and max(map(len, rows)) <= LABEL_WORDS:
                    found.append(around)
    return found


def _are_bars(bars: list[Box], *, lying: bool) -> bool:
    """Boxes of one breadth with room between them; the rows of a coloured table touch."""
    if not BARS <= len(bars) <= MOST_BARS:
        return False
    spans = sorted((b.top, b.bottom) if lying else (b.x0, b.x1) for b in bars)
    lengths = {round(b.x1 - b.x0 if lying else b.bottom - b.top) for b in bars}
    breadths = [end - start for start, end in spans]
    apart = all(after[0] - before[1] > 1 for before, after in pairwise(spans))
    return len(lengths) >= BARS and max(breadths) - min(breadths) < 1 and apart


def _around(bars: list[Box], *, lying: bool) -> Box:
    """A chart with its labels: they stand beside lying bars, above and below standing ones."""
    x0, x1 = min(b.x0 for b in bars), max(b.x1 for b in bars)
    top, bottom = min(b.top for b in bars), max(b.bottom for b in bars)
    if lying:
        return Box(x0 - 250, top - 6, x1 + 120, bottom + 6)
    return Box(x0 - 45, top - 16, x1 + 30, bottom + 30)


def without_axes(words: Sequence[Word]) -> list[Word]:
    """The words without the figures at the axes of charts.

    An axis is a row or column of lone figures, evenly apart, with even steps from or through zero. A column of a
    table has words beside it, and a row of years does not begin at zero.
    """
    rows = rows_of(words)
    lone = [w for row in rows for w in _lone(row)]
    axes: set[int] = set()
    for row in rows:
        if all(NUMBER.match(w.text) for w in row) and _is_axis([w.x0 + w.x1 for w in row], row):
            axes.update(id(w) for w in row)
    edges: dict[int, list[Word]] = {}
    for word in lone:
        edges.setdefault(round(word.x1 / 2), []).append(word)
    for marks in edges.values():
        if _is_axis([w.top for w in marks], marks):
            axes.update(id(w) for w in marks)
    return [w for w in words if id(w) not in axes]


def _lone(row: Row) -> Iterator[Word]:
    """Figures without a word near them in their row."""
    for index, word in enumerate(row):
        left = word.x0 - row[index - 1].x1 if index else LONE
        right = row[index + 1].x0 - word.x1 if index + 1 < len(row) else LONE
        if NUMBER.match(word.text) and min(left, right) >= LONE:
            yield word


def _is_axis(places: list[float], marks: Sequence[Word]) -> bool:
    if len(marks) < AXIS_MARKS:
        return False
    try:
        values = [float(re.sub(r"[^\d.-]", "", w.text.replace(",", "").replace("–", "-"))) for w in marks]
    except ValueError:
        return False
    return 0.0 in values and _even(places, 0.06) and _even(values, 0.01)


def _even(values: Sequence[float], tolerance: float) -> bool:
    steps = [b - a for a, b in pairwise(values)]
    middle = statistics.median(steps)
    return middle != 0 and all(abs(step - middle) <= tolerance * abs(middle) for step in steps)
