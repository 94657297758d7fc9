"""Amending a fact: where it stands in the texts of an organisation's documents, and how each would read after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.passages import sentences
from knowledge.terms import other_names, terms
from knowledge.units import Measure, measures, unit

CELLS = "|"
WORD = re.compile(r"\S+")
Names = dict[str, frozenset[str]]
"""A term, and the terms of what else it is called."""


@dataclass(frozen=True)
class Fact:
    """What is to change.

    Attributes:
        new: what is to stand there.
        old: what stands there now, none when only the subject says which figure is meant.
        subject: the words that say what the figure is of, part numbers among them.
    """

    new: str
    old: str | None = None
    subject: str = ""


@dataclass(frozen=True)
class Edit:
    """A sentence or row as it stands, and as it would read."""

    before: str
    after: str


def amended(text: str, context: str, fact: Fact) -> tuple[str, tuple[Edit, ...]]:
    """A passage with a fact amended: its new text, and what changed in it.

    Args:
        text: the passage.
        context: what it stands under: title, section, part numbers of the document.
        fact: what is to change; without `old`, every figure of the same unit whose sentence or row, with its
            context, holds all words of the subject.
    """
    edits: list[Edit] = []
    lines: list[str] = []
    header = ""
    for line in text.split("\n"):
        parts = []
        label = ""
        for piece in [line] if CELLS in line else sentences(line) or [line]:
            after = _literal(piece, fact) if fact.old else _figure(piece, header, f"{context} {label}", fact)
            if after != piece:
                edits.append(Edit(f"{label} {piece}".strip(), f"{label} {after}".strip()))
            parts.append((piece, after))
            label = piece if piece.endswith(":") else ""
        header = header or (line if CELLS in line else "")
        lines.append(_rebuilt(line, parts))
    return "\n".join(lines), tuple(edits)


def _rebuilt(line: str, parts: list[tuple[str, str]]) -> str:
    for before, after in parts:
        line = line.replace(before, after, 1)
    return line


def _literal(piece: str, fact: Fact) -> str:
    assert fact.old is not None
    return re.sub(rf"(?<!\w){re.escape(fact.old)}(?!\w)", lambda _: fact.new, piece, flags=re.IGNORECASE)


def _figure(piece: str, header: str, context: str, fact: Fact) -> str:
    wanted = next(measures(fact.new), None)
    subject = _names(fact.subject)
    if wanted is None or not subject:
        return piece
    if CELLS in piece and header and piece != header:
        return CELLS.join(_cells(piece, header, context, wanted, subject))
    if not _about(subject, f"{context} {piece}"):
        return piece
    found = [measure for measure in measures(piece) if measure.unit == wanted.unit and measure.unit]
    return _replaced(piece, _nearest(piece, found, subject), wanted)


def _cells(row: str, header: str, context: str, wanted: Measure, subject: Names) -> Iterator[str]:
    """The cells of a row, where the row and the cell's own column say together what the figure is of."""
    heads = header.split(CELLS)
    cells = row.split(CELLS)
    first = next((cell for cell in cells if cell.strip()), "")
    for index, cell in enumerate(cells):
        head = heads[index] if index < len(heads) else ""
        found = list(measures(cell))
        meant = len(found) == 1 and cell is not first and _about(subject, f"{context} {first} {head}")
        of_unit = meant and (found[0].unit or _unit_of(head)) in {wanted.unit, None}
        yield _replaced(cell, found, wanted) if of_unit else cell


def _names(subject: str) -> Names:
    others = other_names(subject)
    return {term: others.get(term, frozenset()) for term in terms(subject)}


def _about(subject: Names, text: str) -> bool:
    """Whether a text holds every word of the subject, by one of its names."""
    there = set(terms(text))
    return all(term in there or (names and names <= there) for term, names in subject.items())


def _nearest(text: str, found: list[Measure], subject: Names) -> list[Measure]:
    """Of several figures the one that follows most closely on a name of the subject, in front of the others."""
    if len(found) <= 1:
        return found
    ends = [word.end() for word in WORD.finditer(text) if subject.keys() & set(terms(word.group()))]
    return sorted(found, key=lambda m: min((m.start - end for end in ends if end <= m.start), default=len(text)))[:1]


def _unit_of(head: str) -> str | None:
    return next((name for word in re.findall(r"[^\s()\[\],]+", head) if (name := unit(word))), None)


def _replaced(text: str, found: list[Measure], wanted: Measure) -> str:
    for measure in reversed(found):
        text = text[: measure.start] + wanted.figure + text[measure.end :]
    return text
