"""Answers without a model: the sentences and rows that answer, quoted, each with where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.grounding import figures, is_verbatim
from knowledge.passages import sentences
from knowledge.search import Hit, Question
from knowledge.terms import terms

EXCERPTS = 3
EXCERPT_LENGTH = 420
PASSAGES_READ = 8
WEAKEST_EXCERPT = 0.7
SAME_POINT = 0.6
MEANING_SHARE = 0.5
ABSTAIN_BELOW = 0.4
CELLS = "|"
RULE = re.compile(r"^\|?[\s:|-]+$")
OTHER_NAME = 0.9


@dataclass(frozen=True)
class Source:
    """A passage with what is needed to cite it. Page counts from 1; effective and superseded are days."""

    passage: int
    version_id: int
    document: int
    title: str
    version: str
    file_name: str
    page: int | None
    section: str
    form: str
    text: str
    effective_from: date
    superseded_on: date | None
    language: str


@dataclass(frozen=True)
class Citation:
    """A quote that stands verbatim in its source; rows of a table come with the table's header row."""

    quote: str
    source: Source
    header: str = ""


@dataclass(frozen=True)
class Answer:
    """What the documents say, or that they do not.

    Attributes:
        citations: the quotes that answer, best first; empty when abstained.
        abstained: the documents in sight do not say.
        disagree: the first two citations give different figures for the same thing.
        nearest: titles of the closest documents in sight, for an abstention.
        confidence: 0 to 1, what abstention was decided on.
    """

    citations: tuple[Citation, ...]
    abstained: bool
    disagree: bool
    nearest: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class _Excerpt:
    quote: str
    header: str
    source: Source
    score: float
    coverage: float


def compose(question: Question, hits: Sequence[Hit], sources: dict[int, Source]) -> Answer:
    """The answer that the found passages give.

    Args:
        question: as search read it.
        hits: passages, best first.
        sources: the passages by id, read in the asker's sight; a hit that is not among them is left out.
    """
    read = [(hit, sources[hit.passage]) for hit in hits if hit.passage in sources][:PASSAGES_READ]
    if not read:
        return Answer((), abstained=True, disagree=False, nearest=(), confidence=0.0)
    excerpts = sorted(
        (_best_excerpt(question, hit, source) for hit, source in read), key=lambda e: -e.score
    )
    chosen = _chosen(excerpts)
    nearest = tuple(dict.fromkeys(source.title for _, source in read))[:3]
    confidence = _confidence(question, read, chosen)
    if confidence < ABSTAIN_BELOW:
        return Answer((), abstained=True, disagree=False, nearest=nearest, confidence=confidence)
    citations = tuple(Citation(e.quote, e.source, e.header) for e in chosen)
    return Answer(
        citations, abstained=False, disagree=_disagree(chosen), nearest=nearest, confidence=confidence
    )


def coverage(question: Question, text: str) -> float:
    """How much of what the question says stands in a text: the share of its terms by weight, 0 to 1.

    A term counts a little less when only what else it is called stands there.
    """
    there = set(terms(text))
    total = sum(question.weights[t] for t in question.said)
    if not total:
        return 0.0
    return sum(question.weights[t] * _held(question, t, there) for t in question.said) / total


def _held(question: Question, term: str, there: set[str]) -> float:
    if term in there:
        return 1.0
    others = question.others.get(term)
    return OTHER_NAME * len(others & there) / len(others) if others else 0.0


def _best_excerpt(question: Question, hit: Hit, source: Source) -> _Excerpt:
    units = _units(source.text)
    header, first = _header(units, source.form)
    best, best_score = first, -1.0
    for index in range(first, len(units)):
        unit = units[index]
        context = " ".join(units[max(first, index - 1) : index + 2])
        score = 0.75 * coverage(question, f"{header} {unit}") + 0.25 * coverage(question, context)
        score += 0.08 if _wants_figure(question.text) and figures(unit) else 0.0
        if score > best_score and terms(unit):
            best, best_score = index, score
    quote = _window(units, first, best, source)
    whole = coverage(question, f"{source.title} {source.section} {source.text}")
    return _Excerpt(quote, header, source, 0.4 * hit.score + 0.35 * best_score + 0.25 * whole, whole)


def _units(text: str) -> list[str]:
    """The sentences and table rows of a passage, in order, as they stand in it."""
    return [
        unit
        for line in text.split("\n")
        for unit in ([line.strip()] if CELLS in line else sentences(line))
        if unit
    ]


def _header(units: list[str], form: str) -> tuple[str, int]:
    """The header row that a table's passage begins with, and where its rows begin.

    The header is repeated in every passage of a long table, so in the file it need not stand above these rows.
    """
    if form != "table" or len(units) <= 1 or CELLS not in units[0]:
        return "", 0
    first = 2 if RULE.match(units[1]) else 1
    return (units[0], first) if len(units) > first else ("", 0)


def _window(units: list[str], lowest: int, best: int, source: Source) -> str:
    """The best sentence with its neighbours, as far as it stays short and stands as it is in the passage."""
    first = last = best
    while True:
        grown = False
        for low, high in ((first, last + 1), (first - 1, last)):
            if low < lowest or high >= len(units):
                continue
            piece = _verbatim(source.text, units[low], units[high])
            if piece is not None and len(piece) <= EXCERPT_LENGTH:
                first, last, grown = low, high, True
                break
        if not grown:
            break
    return _verbatim(source.text, units[first], units[last]) or units[best]


def _verbatim(text: str, first: str, last: str) -> str | None:
    start = text.find(first)
    end = text.find(last, start)
    if start < 0 or end < 0:
        return None
    return text[start : end + len(last)]


def _chosen(excerpts: Sequence[_Excerpt]) -> list[_Excerpt]:
    chosen: list[_Excerpt] = []
    for excerpt in excerpts:
        if len(chosen) == EXCERPTS or excerpt.score < excerpts[0].score * WEAKEST_EXCERPT:
            break
        repeated = any(excerpt.quote in e.quote or e.quote in excerpt.quote for e in chosen)
        if not repeated and is_verbatim(excerpt.quote, excerpt.source.text):
            chosen.append(excerpt)
    return chosen


def _disagree(chosen: Sequence[_Excerpt]) -> bool:
    """The two best quotes of different documents say nearly the same words with other figures."""
    if len(chosen) <= 1 or chosen[0].source.document == chosen[1].source.document:
        return False
    one, other = ({t for t in terms(e.quote) if not t[0].isdigit()} for e in chosen[:2])
    if not one or not other:
        return False
    shared = len(one & other) / min(len(one), len(other))
    mine, theirs = figures(chosen[0].quote), figures(chosen[1].quote)
    return shared >= SAME_POINT and bool(mine) and bool(theirs) and not (mine & theirs)


FIGURE_WORDS = re.compile(
    r"\b(how (many|much|long|big|fast|heavy|deep|often|old)|what (version|size|speed)|when"
    r"|wie (viel|viele|lange|hoch|groß)"
    r"|wieviel\w*|minimum|maximum|max|min|limit|price|preis|percent|prozent|date|watt|budget|throughput|durchsatz"
    r"|weight|gewicht|version|days?|tage|months?|monate|ver)\b",
    re.IGNORECASE,
)


def _wants_figure(text: str) -> bool:
    return FIGURE_WORDS.search(text) is not None


def _confidence(question: Question, read: Sequence[tuple[Hit, Source]], chosen: Sequence[_Excerpt]) -> float:
    """How sure we are that the documents answer: one passage is near in meaning and holds what was said."""
    if not chosen:
        return 0.0
    meaning = max(hit.meaning for hit, _ in read[:5])
    words = max(coverage(question, f"{s.title} {s.section} {s.text}") for _, s in read[:5])
    return MEANING_SHARE * meaning + (1 - MEANING_SHARE) * words
