"""Two things side by side, from tables: as two columns, as two rows, or by rows of the same label in two documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asked import Asked, light_words
from knowledge.sources import Source
from knowledge.tables import Row, rows
from knowledge.terms import terms

BETWEEN = re.compile(
    r"\b(?:differences?|compar\w*|unterschied\w*|vergleich\w*)\b(?: (?:is|between|of|zwischen|von|the|der|den|dem))*"
    r" (?P<one>.+?) (?:and|with|to|und|mit|vs\.?|versus) (?P<other>.+)",
    re.IGNORECASE,
)
AGAINST = re.compile(
    r"(?P<one>\S.*?) (?:vs\.?|versus|gegenüber|compared (?:to|with)|oder|or) (?P<other>\S.*)", re.IGNORECASE
)
NAME = re.compile(r"[^\s,;:?!()]+")
APART = re.compile(r"[-_./]")
ROWS = 5
LONGEST_QUOTE = 500


@dataclass(frozen=True)
class Compared:
    """One point of a comparison: its label, and the two values, each a cell of the row that is quoted for it."""

    label: str
    one: str
    other: str
    rows: tuple[Row, Row]


@dataclass(frozen=True)
class Comparison:
    """Two things as the question names them, and their values side by side."""

    subjects: tuple[str, str]
    points: tuple[Compared, ...]

    @property
    def quotes(self) -> tuple[tuple[Source, str], ...]:
        """What is cited for it: the rows of each passage in one piece where that is short, else row by row."""
        lines: dict[int, tuple[Source, list[str]]] = {}
        for row in (row for point in self.points for row in point.rows):
            _, kept = lines.setdefault(row.source.passage, (row.source, []))
            if row.line not in kept:
                kept.append(row.line)
        return tuple((source, quote) for source, kept in lines.values() for quote in _together(source.text, kept))


def compared(question: str) -> tuple[str, str] | None:
    """The two things that a question compares, as it writes them."""
    match = BETWEEN.search(question) or AGAINST.search(question)
    if match is None:
        return None
    before, after = NAME.findall(match["one"]), NAME.findall(match["other"])
    if not before or not after:
        return None
    one = " ".join(before[-2:]) if before[-1].isdigit() else before[-1]
    other = " ".join(after[:2]) if len(after) > 1 and after[1].isdigit() else after[0]
    return (one, other) if set(terms(one)) != set(terms(other)) and terms(one) and terms(other) else None


def compare(question: str, asked: Asked, sources: Sequence[Source]) -> Comparison | None:
    """What tables say of the two things that a question compares; none when it compares nothing or no table has both.

    Args:
        question: its words.
        asked: what it asks for.
        sources: passages, best first.
    """
    subjects = compared(question)
    if subjects is None:
        return None
    one, other = subjects
    found = [row for source in sources for row in rows(source)]
    points = _columns(found, one, other) or _lines(found, one, other) or _documents(found, one, other)
    wanted = set(terms(question)) - set(terms(f"{one} {other}")) - light_words()
    named = [point for point in points if wanted & set(terms(point.label))]
    valued = [point for point in points if asked.attributes and asked.is_given(f"{point.label} {point.one}")]
    differing = [point for point in points if point.one != point.other]
    kept = named or valued or ([] if asked.attributes else differing)
    return Comparison(subjects, tuple(kept[:ROWS])) if kept else None


def _columns(found: Sequence[Row], one: str, other: str) -> list[Compared]:
    """Both things are columns of one table."""
    points: dict[str, Compared] = {}
    for row in found:
        here, there = _column(row.header, one), _column(row.header, other)
        if here is not None and there is not None and here != there and len(row.cells) > max(here, there):
            points.setdefault(row.label, Compared(row.label, row.cells[here], row.cells[there], (row, row)))
    return list(points.values())


def _lines(found: Sequence[Row], one: str, other: str) -> list[Compared]:
    """Both things are rows of one table, each one row."""
    ones, others = ([row for row in found if _names(row.label, name)] for name in (one, other))
    for first in ones:
        again, *more = [row for row in ones + others if row.header == first.header and row is not first] or [first]
        if again is not first and not more:
            cells = zip(first.header, first.cells, again.cells, strict=False)
            return [Compared(label, a, b, (first, again)) for label, a, b in list(cells)[1:]]
    return []


def _documents(found: Sequence[Row], one: str, other: str) -> list[Compared]:
    """Each thing has a document of its own, with rows of the same label."""
    mine, theirs = ([row for row in found if _names(row.source.title, name)] for name in (one, other))
    points: dict[str, Compared] = {}
    for row in mine:
        match = next((r for r in theirs if r.label == row.label and r.source.document != row.source.document), None)
        if match is not None and len(row.cells) > 1 and len(match.cells) > 1:
            cells = ", ".join(row.cells[1:]), ", ".join(match.cells[1:])
            points.setdefault(row.label, Compared(row.label, *cells, (row, match)))
    return list(points.values())


def _column(header: Sequence[str], name: str) -> int | None:
    return next((i for i, cell in enumerate(header) if i and _names(cell, name)), None)


def _names(text: str, name: str) -> bool:
    """Whether a text calls something by name; a part number may stand with its maker's letters before it."""
    if not any(c.isdigit() for c in name) or " " in name:
        return set(terms(name)) <= set(terms(text))
    squeezed = APART.sub("", name.casefold())
    return any(APART.sub("", word.casefold()).endswith(squeezed) for word in NAME.findall(text))


def _together(text: str, lines: Sequence[str]) -> list[str]:
    first = min(text.find(line) for line in lines)
    piece = text[first : max(text.find(line) + len(line) for line in lines)]
    return [piece] if len(piece) <= LONGEST_QUOTE else list(lines)
