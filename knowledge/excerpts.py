"""The sentence or row of a passage that answers, with the words around it that make it understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.asked import Asked, light_words
from knowledge.grounding import is_verbatim
from knowledge.passages import sentences
from knowledge.search import Hit, Question
from knowledge.sources import Source
from knowledge.terms import terms

EXCERPTS = 4
LONGEST = (600, 320, 320, 320)
ALTOGETHER = 1_150
SHORTEST = 60
WEAKEST_EXCERPT = 0.7
CELLS = "|"
RULE = re.compile(r"^\|?[\s:|-]+$")
OTHER_NAME = 0.9
LIGHT = 0.1
FRAGMENT = 6
GIVEN = 0.15
FOUND, ROW, PASSAGE = 0.6, 0.25, 0.15


@dataclass(frozen=True)
class Excerpt:
    """A quote of a source with the header row of its table, and how well it answers (0 to about 1)."""

    quote: str
    header: str
    source: Source
    score: float


@dataclass(frozen=True)
class Candidate:
    """A passage with the sentence or row of it that answers best: its index, and how well (0 to about 1)."""

    source: Source
    header: str
    rows: Sequence[str] = field(repr=False)
    best: int
    score: float


def held(question: Question, term: str, there: set[str]) -> float:
    """How far a term stands among others: 1, a little less as what else it is called, or 0."""
    if term in there:
        return 1.0
    others = question.others.get(term)
    return OTHER_NAME * len(others & there) / len(others) if others else 0.0


def coverage(question: Question, there: set[str]) -> float:
    """How much of what the question says stands among some terms: the share of its terms by weight, 0 to 1."""
    weights = {t: question.weights[t] * (LIGHT if t in light_words() else 1.0) for t in question.said}
    total = sum(weights.values())
    return sum(weights[t] * held(question, t, there) for t in weights) / total if total else 0.0


def units(source: Source) -> tuple[str, list[str]]:
    """The header row of a table's passage, or "", and the sentences and rows under it, as they stand there.

    The header is repeated in every passage of a long table, so in the file it need not stand above these rows.
    """
    found = [
        unit
        for line in source.text.split("\n")
        for unit in ([line.strip()] if CELLS in line else sentences(line))
        if unit
    ]
    if source.form != "table" or len(found) <= 1 or CELLS not in found[0]:
        return "", found
    first = 2 if RULE.match(found[1]) else 1
    return (found[0], found[first:]) if len(found) > first else ("", found)


def candidate(question: Question, asked: Asked, hit: Hit, source: Source) -> Candidate:
    """The part of a passage that answers best."""
    header, rows = units(source)
    head = set(terms(header))
    each = [set(terms(row)) for row in rows]
    best, best_score = 0, -1.0
    for index, row in enumerate(rows):
        if not each[index]:
            continue
        around = set().union(*each[max(0, index - 1) : index + 2])
        score = 0.75 * coverage(question, head | each[index]) + 0.25 * coverage(question, around)
        score += GIVEN * bool(asked.attributes and asked.is_given(f"{header} {row}"))
        if score > best_score:
            best, best_score = index, score
    whole = coverage(question, set(terms(source.heading)).union(*each))
    score = FOUND * hit.score + ROW * best_score + PASSAGE * whole
    return Candidate(source, header, rows, best, score)


def chosen(candidates: Sequence[Candidate]) -> list[Excerpt]:
    """The excerpts worth showing in `ALTOGETHER` characters, best first; none repeats another or is much weaker."""
    found: list[Excerpt] = []
    room = ALTOGETHER
    ranked = sorted(candidates, key=lambda c: -c.score)
    for one in ranked:
        if len(found) == EXCERPTS or room < SHORTEST or one.score < WEAKEST_EXCERPT * ranked[0].score:
            break
        longest = min(LONGEST[len(found)], room - len(one.header))
        quote = _window(one.rows, one.best, one.source, longest)
        repeated = any(quote in e.quote or e.quote in quote for e in found)
        if not repeated and is_verbatim(quote, one.source.text):
            found.append(Excerpt(quote, one.header, one.source, one.score))
            room -= len(quote) + len(one.header) + 2
    return found


def _window(rows: Sequence[str], best: int, source: Source, longest: int) -> str:
    """The best sentence with its neighbours, as far as it stays short and stands as it is in the passage."""
    first = last = best
    while True:
        grown = False
        for low, high in ((first, last + 1), (first - 1, last)):
            if low < 0 or high >= len(rows) or (high > last and _fragment(rows[high])):
                continue
            piece = _verbatim(source.text, rows[low], rows[high])
            if piece is not None and len(piece) <= longest:
                first, last, grown = low, high, True
                break
        if not grown:
            break
    return _verbatim(source.text, rows[first], rows[last]) or rows[best]


def _fragment(row: str) -> bool:
    """Whether a line is neither sentence, row nor item: a heading of what follows, or a label of a figure."""
    return CELLS not in row and row[0].isalnum() and row[-1].isalnum() and len(row.split()) <= FRAGMENT


def _verbatim(text: str, first: str, last: str) -> str | None:
    start = text.find(first)
    end = text.find(last, start)
    if start < 0 or end < 0:
        return None
    return text[start : end + len(last)]
