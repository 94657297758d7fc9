"""Sums on figures that documents give: so many times what one takes, against what there is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.sources import Source
from knowledge.tables import CELLS, rows
from knowledge.terms import terms

MANY = re.compile(
    r"(?<![\w.,-])(?P<many>\d{1,5})\s?(?:x|×|pcs|pieces of|stück|mal)?\s+(?P<name>[A-Za-z][\w-]*\d[\w-]*)",
    re.IGNORECASE,
)
ONE = re.compile(r"[A-Za-z][\w-]*\d[\w-]*")
MEASURES = {
    "W": re.compile(r"\b(poe|watts?|power|strom|leistung\w*|draw)\b", re.IGNORECASE),
    "kg": re.compile(r"\b(weights?|weigh|heavy|gewicht|wiegen|wiegt|schwer)\b", re.IGNORECASE),
}
FIGURE = r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s?{unit}(?![\w])"
NEEDED = re.compile(r"\b(draws?|takes?|needs?|uses?|consum\w+|class|weigh\w*|per device|max\w*)\b", re.IGNORECASE)
THERE = re.compile(r"\b(budget|capacity|gives|holds?|carries|supplies|limit)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A figure that a document gives: the sentence or row it stands in, and where."""

    value: Decimal
    quote: str
    source: Source


@dataclass(frozen=True)
class Sum:
    """So many times one, in a unit; and what there is of it, where a document says.

    Attributes:
        many: how many.
        each: what one takes.
        there: what there is; none when no document says.
        unit: of all figures, such as "W".
    """

    many: int
    each: Figure
    there: Figure | None
    unit: str

    @property
    def total(self) -> Decimal:
        """What all take together."""
        return self.many * self.each.value

    @property
    def left(self) -> Decimal | None:
        """What remains; below zero when it does not suffice; none when nobody says what there is."""
        return None if self.there is None else self.there.value - self.total


def reckon(question: str, sources: Sequence[Source]) -> Sum | None:
    """The sum that a question asks for; none when it asks for none, or a figure is not given or not plain.

    Args:
        question: its words: a count with a part number, a measure, perhaps another part that provides it.
        sources: passages, best first.
    """
    match = MANY.search(question)
    unit = next((unit for unit, words in MEASURES.items() if words.search(question)), None)
    if match is None or unit is None:
        return None
    each = _figure(match["name"], unit, sources, NEEDED)
    if each is None:
        return None
    rest = question[: match.start()] + question[match.end() :]
    provider = ONE.search(rest)
    there = _figure(provider[0], unit, sources, THERE) if provider else None
    return Sum(int(match["many"]), each, there, unit)


def _figure(name: str, unit: str, sources: Sequence[Source], said: re.Pattern[str]) -> Figure | None:
    """The one figure in a unit that is said of a name; none when the best place that names it gives several."""
    names = set(terms(name))
    for source in sources:
        about = names <= set(terms(source.title))
        for line, context in _places(source):
            figures = re.findall(FIGURE.format(unit=unit), line)
            if figures and said.search(context) and (about or names <= set(terms(line))) and len(set(figures)) == 1:
                return Figure(Decimal(figures[0].replace(",", ".")), line, source)
    return None


def _places(source: Source) -> list[tuple[str, str]]:
    """The sentences and rows of a passage, each with the words that say what its figures are."""
    found = [(row.line, f"{' '.join(row.header)} {row.line}") for row in rows(source)]
    for line in source.text.split("\n"):
        if CELLS not in line:
            found += [(sentence.strip(), sentence) for sentence in re.split(r"(?<=[.!?])\s+", line) if sentence.strip()]
    return found
