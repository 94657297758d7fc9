"""The sentence or row of a passage that answers, with the words around it that make it understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asked import Asked
from knowledge.grounding import is_verbatim
from knowledge.passages import sentences
from knowledge.search import Hit, Question
from knowledge.sources import Source
from knowledge.terms import terms

EXCERPTS = 3
EXCERPT_LENGTH = 420
WEAKEST_EXCERPT = 0.7
CELLS = "|"
RULE = re.compile(r"^\|?[\s:|-]+$")
OTHER_NAME = 0.9
GIVEN = 0.08


@dataclass(frozen=True)
class Excerpt:
    """A quote of a source with the header row of its table, and how well it answers (0 to about 1)."""

    quote: str
    header: str
    source: Source
    score: float


def held(question: Question, term: str, there: set[str]) -> float:
    """How far a term stands among others: 1, a little less as what else it is called, or 0."""
    if term in there:
        return 1.0
    others = question.others.get(term)
    return OTHER_NAME * len(others & there) / len(others) if others else 0.0


def coverage(question: Question, text: str) -> float:
    """How much of what the question says stands in a text: the share of its terms by weight, 0 to 1."""
    there = set(terms(text))
    total = sum(question.weights[t] for t in question.said)
    if not total:
        return 0.0
    return sum(question.weights[t] * held(question, t, there) for t in question.said) / total


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


def best_excerpt(question: Question, asked: Asked, hit: Hit, source: Source) -> Excerpt:
    """The part of a passage that answers best."""
    header, rows = units(source)
    best, best_score = 0, -1.0
    for index, unit in enumerate(rows):
        context = " ".join(rows[max(0, index - 1) : index + 2])
        score = 0.75 * coverage(question, f"{header} {unit}") + 0.25 * coverage(question, context)
        score += GIVEN * bool(asked.attributes and asked.is_given(f"{header} {unit}"))
        if score > best_score and terms(unit):
            best, best_score = index, score
    quote = _window(rows, best, source)
    whole = coverage(question, f"{source.heading} {source.text}")
    return Excerpt(quote, header, source, 0.4 * hit.score + 0.35 * best_score + 0.25 * whole)


def chosen(excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """The excerpts worth showing, best first: none that repeats another or is much weaker than the best."""
    found: list[Excerpt] = []
    for excerpt in excerpts:
        if len(found) == EXCERPTS or excerpt.score < excerpts[0].score * WEAKEST_EXCERPT:
            break
        repeated = any(excerpt.quote in e.quote or e.quote in excerpt.quote for e in found)
        if not repeated and is_verbatim(excerpt.quote, excerpt.source.text):
            found.append(excerpt)
    return found


def _window(rows: list[str], best: int, source: Source) -> str:
    """The best sentence with its neighbours, as far as it stays short and stands as it is in the passage."""
    first = last = best
    while True:
        grown = False
        for low, high in ((first, last + 1), (first - 1, last)):
            if low < 0 or high >= len(rows):
                continue
            piece = _verbatim(source.text, rows[low], rows[high])
            if piece is not None and len(piece) <= EXCERPT_LENGTH:
                first, last, grown = low, high, True
                break
        if not grown:
            break
    return _verbatim(source.text, rows[first], rows[last]) or rows[best]


def _verbatim(text: str, first: str, last: str) -> str | None:
    start = text.find(first)
    end = text.find(last, start)
    if start < 0 or end < 0:
        return None
    return text[start : end + len(last)]
