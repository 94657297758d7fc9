"""Answers without a model: the sentences and rows that answer, quoted, each with where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answerability import ABSTAIN_BELOW, BESIDE, PASSAGES_READ, Gap, confidence, evidence, gap
from knowledge.arithmetic import Sum, reckon
from knowledge.asked import asked_for
from knowledge.comparisons import Comparison, compare
from knowledge.excerpts import Excerpt, candidate, chosen
from knowledge.grounding import figures
from knowledge.search import Hit, Question
from knowledge.sources import Source
from knowledge.terms import terms

__all__ = ["Answer", "Citation", "Source", "compose"]

CLOSEST = 3
CITATIONS = 4
NEAR = 1
"""How many quotes stand beneath an abstention."""
SAME_POINT = 0.6


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
        closest: passages of the documents named in `nearest`, so that they can be opened.
        near: the quotes that come nearest, for an abstention; the reader judges whether they help.
        gap: what the documents lack, for an abstention with documents in sight.
        comparison: two things side by side, where the question compares; its rows are the first citations.
        sum: what a sum on cited figures comes to, where the question asks for one; its figures are the first citations.
    """

    citations: tuple[Citation, ...]
    abstained: bool
    disagree: bool
    nearest: tuple[str, ...]
    confidence: float
    closest: tuple[Source, ...] = ()
    near: tuple[Citation, ...] = ()
    gap: Gap | None = None
    comparison: Comparison | None = None
    sum: Sum | None = None


def compose(question: Question, hits: Sequence[Hit], sources: dict[int, Source]) -> Answer:
    """The answer that the found passages give.

    Args:
        question: as search read it.
        hits: passages, best first.
        sources: the passages by id, read in the asker's sight; a hit that is not among them is left out.
    """
    found = [(hit, sources[hit.passage]) for hit in hits if hit.passage in sources]
    read = found[:PASSAGES_READ]
    if not read:
        return Answer((), abstained=True, disagree=False, nearest=(), confidence=0.0)
    asked = asked_for(question.text)
    excerpts = chosen([candidate(question, asked, hit, source) for hit, source in read])
    closest = tuple({source.document: source for _, source in reversed(read)}.values())[::-1][:CLOSEST]
    nearest = tuple(dict.fromkeys(source.title for source in closest))
    passages = [source for _, source in found]
    comparison, total = compare(question.text, asked, passages), reckon(question.text, passages)
    measured = evidence(question, asked, found)
    sure = confidence(measured) if excerpts else 0.0
    quotes = [Citation(e.quote, e.source, e.header) for e in excerpts]
    if sure < ABSTAIN_BELOW and comparison is None and total is None:
        lacking = gap(question, asked, found, given=measured.given >= BESIDE)
        return Answer((), True, False, nearest, sure, closest=closest, near=tuple(quotes[:NEAR]), gap=lacking)
    leading = _leading(comparison, total)
    following = [quote for quote in quotes if not _repeats(quote.quote, leading)]
    return Answer(
        (*leading, *following[: max(1, CITATIONS - len(leading))]),
        abstained=False,
        disagree=not leading and _disagree(excerpts),
        nearest=nearest,
        confidence=sure,
        closest=closest,
        comparison=comparison,
        sum=total,
    )


def _leading(comparison: Comparison | None, total: Sum | None) -> list[Citation]:
    """What is cited for a comparison and a sum."""
    quotes = list(comparison.quotes) if comparison else []
    if total is not None:
        quotes += [(figure.source, figure.quote) for figure in (total.each, total.there) if figure is not None]
    return [Citation(quote, source) for source, quote in quotes]


def _repeats(quote: str, leading: Sequence[Citation]) -> bool:
    return any(quote in citation.quote or citation.quote in quote for citation in leading)


def _disagree(excerpts: Sequence[Excerpt]) -> bool:
    """The two best quotes of different documents say nearly the same words with other figures."""
    if len(excerpts) <= 1 or excerpts[0].source.document == excerpts[1].source.document:
        return False
    one, other = ({t for t in terms(e.quote) if not t[0].isdigit()} for e in excerpts[:2])
    if not one or not other:
        return False
    shared = len(one & other) / min(len(one), len(other))
    mine, theirs = figures(excerpts[0].quote), figures(excerpts[1].quote)
    return shared >= SAME_POINT and bool(mine) and bool(theirs) and not (mine & theirs)
