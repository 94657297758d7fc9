"""Amending a fact: where it stands in the texts of an organisation's documents, and how each would read after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.passages import sentences
from knowledge.terms import terms
from knowledge.units import Measure, measures, unit
from knowledge.wording import alternatives

CELLS = "|"
WORD = re.compile(r"\S+")
Names = dict[str, tuple[frozenset[str], ...]]
"""A term, and the terms of each of its other names."""


@dataclass(frozen=True)
class Fact:
    """What is to change.

    Attributes:
        new: what is to stand there.
        old: what stands there now; none when the subject alone says which figure is meant.
        subject: the words that say what the figure is of; without any, `old` is changed wherever it stands.
        products: the part numbers it is about; none for whatever product.
        others: the other part numbers of the organisation.
    """

    new: str
    old: str | None = None
    subject: str = ""
    products: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edit:
    """A sentence or row as it stands, and as it would read."""

    before: str
    after: str


def amended(text: str, context: str, fact: Fact) -> tuple[str, tuple[Edit, ...]]:
    """A passage with a fact amended: its new text, and what changed in it.

    A figure is the fact when it has the new figure's unit, its sentence or row with its context holds every word
    of the subject, and the product named last before it is one of the fact's.

    Args:
        text: the passage.
        context: what it stands under: title, section.
        fact: what is to change.
    """
    reading = _Reading(context, fact)
    edits: list[Edit] = []
    lines = [_line(line, reading, edits) for line in text.split("\n")]
    return "\n".join(lines), tuple(edits)


def _line(line: str, reading: _Reading, edits: list[Edit]) -> str:
    label = ""
    for piece in [line] if CELLS in line else sentences(line) or [line]:
        after = reading.amended(piece, label)
        if after != piece:
            edits.append(Edit(f"{label} {piece}".strip(), f"{label} {after}".strip()))
            line = line.replace(piece, after, 1)
        label = piece if piece.endswith(":") else ""
    return line


@dataclass(frozen=True)
class _Sought:
    """What a fact is known by, the same in all passages."""

    subject: Names
    wanted: Measure | None
    old: Measure | None
    ours: set[str]
    others: set[str]


@lru_cache(maxsize=8)
def _sought(fact: Fact) -> _Sought:
    ours = _marks(fact.products)
    return _Sought(
        _names(fact.subject),
        next(measures(fact.new), None),
        next(measures(fact.old or ""), None),
        ours,
        _marks(fact.others) - ours,
    )


class _Reading:
    """A passage being read piece by piece, with what was named last."""

    def __init__(self, context: str, fact: Fact) -> None:
        self._context = context
        self._fact = fact
        sought = _sought(fact)
        self._subject = sought.subject
        self._wanted = sought.wanted
        self._old = sought.old
        self._ours = sought.ours
        self._others = sought.others
        self._header = ""
        self._about_ours = not self._ours
        self._notice(context)

    def amended(self, piece: str, label: str) -> str:
        """The piece as it would read."""
        if self._fact.old and not self._subject and not self._ours:
            return _literal(piece, self._fact.old, self._fact.new)
        row = CELLS in piece and bool(self._header)
        self._header = self._header if CELLS in piece and self._header else piece if CELLS in piece else ""
        self._notice(piece)
        if not self._about_ours or self._wanted is None:
            return piece
        return CELLS.join(self._cells(piece)) if row else self._sentence(piece, label)

    def _notice(self, text: str) -> None:
        there = set(terms(text))
        if there & self._ours:
            self._about_ours = True
        elif there & self._others:
            self._about_ours = not self._ours

    def _sentence(self, piece: str, label: str) -> str:
        assert self._wanted is not None
        if not _about(self._subject, f"{self._context} {label} {piece}"):
            return piece
        found = [m for m in measures(piece) if m.unit == self._wanted.unit and (m.unit or self._old) and self._meant(m)]
        return _replaced(piece, _nearest(piece, found, self._subject.keys() | self._ours), self._wanted)

    def _cells(self, row: str) -> Iterator[str]:
        """The cells of a row, where the row and the cell's own column say together what the figure is of."""
        assert self._wanted is not None
        heads = self._header.split(CELLS)
        cells = row.split(CELLS)
        first = next((cell for cell in cells if cell.strip()), "")
        for index, cell in enumerate(cells):
            head = heads[index] if index < len(heads) else ""
            found = [measure for measure in measures(cell) if self._meant(measure)]
            meant = len(found) == 1 and cell is not first
            if meant and (found[0].unit or _unit_of(head) or self._wanted.unit) == self._wanted.unit:
                meant = _about(self._subject, f"{self._context} {first} {head}")
                yield _replaced(cell, found, self._wanted) if meant else cell
            else:
                yield cell

    def _meant(self, measure: Measure) -> bool:
        return self._old is None or measure.figure == self._old.figure


def _literal(piece: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\w.@/-]){re.escape(old)}(?![\w@/]|[.-]\w)", lambda _: new, piece, flags=re.IGNORECASE)


def _marks(products: Iterable[str]) -> set[str]:
    """The terms by which products are told apart: those of their part numbers that hold a digit."""
    return {term for mpn in products for term in terms(mpn) if any(c.isdigit() for c in term)}


def _names(subject: str) -> Names:
    others = alternatives(subject)
    return {term: others.get(term, ()) for term in terms(subject)}


def _about(subject: Names, text: str) -> bool:
    """Whether a text holds every word of the subject, by one of its names."""
    there = set(terms(text))
    return all(term in there or any(name and name <= there for name in names) for term, names in subject.items())


def _nearest(text: str, found: list[Measure], words: set[str]) -> list[Measure]:
    """Of several figures the one that follows most closely on a word of the subject, in front of the others."""
    if len(found) <= 1:
        return found
    ends = [word.end() for word in WORD.finditer(text) if words & set(terms(word.group()))]
    return sorted(found, key=lambda m: min((m.start - end for end in ends if end <= m.start), default=len(text)))[:1]


def _unit_of(head: str) -> str | None:
    return next((name for word in re.findall(r"[^\s()\[\],]+", head) if (name := unit(word))), None)


def _replaced(text: str, found: list[Measure], wanted: Measure) -> str:
    for measure in reversed(found):
        text = text[: measure.start] + wanted.figure + text[measure.end :]
    return text
