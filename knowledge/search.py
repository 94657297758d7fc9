"""Finding passages: meaning and words fused, within the versions in sight, filtered before ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.embedding import Embedder
from knowledge.shelf import InSight
from knowledge.terms import expanded, is_german, other_names, question_terms

CANDIDATES = 60
MEANING_WEIGHT = 0.5
FOREIGN_WEIGHT = 0.25


@dataclass(frozen=True)
class Hit:
    """A passage found: its id, how near in meaning (cosine), how well its words fit (0 to 1), and both fused."""

    passage: int
    meaning: float
    words: float
    score: float


@dataclass(frozen=True)
class Question:
    """A question as search reads it.

    Attributes:
        text: its words.
        said: its terms.
        also: what else they are called: spelt out, in English, typed right.
        weights: how much each term says (nats).
        others: for a term, the terms of what else it is called.
    """

    text: str
    said: tuple[str, ...]
    also: tuple[str, ...]
    weights: dict[str, float]
    others: dict[str, frozenset[str]]


class Search:
    """Dense and lexical search over one library."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def read(self, text: str, sight: InSight) -> Question:
        """Weigh the words of a question by what stands in the passages in sight."""
        said, also = question_terms(text)
        others = other_names(text)
        known = sight.words.known(said)
        for term in said:
            if term not in known and term not in others and term.isalpha() and (right := sight.words.likely(term)):
                others[term] = frozenset({right})
                also.append(right)
        weights = sight.words.weights([*said, *also])
        if is_german(text):
            weights |= {t: FOREIGN_WEIGHT * weights[t] for t in said if t not in known and t not in others}
        return Question(text, tuple(said), tuple(dict.fromkeys(also)), weights, others)

    def find(self, question: Question, sight: InSight, count: int = CANDIDATES) -> list[Hit]:
        """The best passages in sight, best first."""
        if not sight.size:
            return []
        vector = self._embedder.embed([expanded(question.text)])[0]
        near = sight.nearest(vector, CANDIDATES)
        fitting = sight.fitting([*question.said, *question.also], CANDIDATES)
        near |= sight.meanings([p for p in fitting if p not in near], vector)
        return _fused(near, fitting)[:count]

    def nearest(self, question: str, sight: InSight, count: int = CANDIDATES) -> list[Hit]:
        """The nearest passages by meaning alone, best first."""
        vector = self._embedder.embed([question])[0]
        return [Hit(passage, meaning, 0.0, meaning) for passage, meaning in sight.nearest(vector, count).items()]


def _fused(near: dict[int, float], fitting: dict[int, float]) -> list[Hit]:
    best = max(fitting.values(), default=0.0) or 1.0
    hits = []
    for passage, meaning in near.items():
        words = fitting.get(passage, 0.0) / best
        hits.append(Hit(passage, meaning, words, MEANING_WEIGHT * meaning + (1 - MEANING_WEIGHT) * words))
    hits.sort(key=lambda hit: (-hit.score, hit.passage))
    return hits


def one_per_document(hits: Sequence[Hit], document_of: dict[int, int], count: int) -> list[Hit]:
    """The best passage of each document, best first."""
    seen: dict[int, Hit] = {}
    for hit in hits:
        document = document_of.get(hit.passage)
        if document is not None:
            seen.setdefault(document, hit)
    return list(seen.values())[:count]
