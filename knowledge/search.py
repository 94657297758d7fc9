"""Finding passages: meaning and words fused, within the versions in sight, filtered before ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.embedding import Embedder
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.terms import expanded, question_terms

CANDIDATES = 60
MEANING_WEIGHT = 0.5


@dataclass(frozen=True)
class Hit:
    """A passage found: its id, how near in meaning (cosine), how well its words fit (0 to 1), and both fused."""

    passage: int
    meaning: float
    words: float
    score: float


@dataclass(frozen=True)
class Question:
    """A question as search reads it: its terms, what else they are called, and how much each says (nats)."""

    text: str
    said: tuple[str, ...]
    also: tuple[str, ...]
    weights: dict[str, float]


class Search:
    """Dense and lexical search over one library."""

    def __init__(self, vectors: VectorIndex, words: LexicalIndex, embedder: Embedder) -> None:
        self._vectors = vectors
        self._words = words
        self._embedder = embedder

    def read(self, text: str) -> Question:
        """Weigh the words of a question."""
        said, also = question_terms(text)
        return Question(text, tuple(said), tuple(also), self._words.weights([*said, *also]))

    def find(self, question: Question, visible: frozenset[int], count: int = CANDIDATES) -> list[Hit]:
        """The best passages within the visible versions, best first."""
        audiences = self._words.audiences(visible)
        if not audiences:
            return []
        vector = self._embedder.embed([expanded(question.text)])[0]
        near = dict(self._vectors.nearest(audiences, visible, vector, CANDIDATES))
        fitting = dict(self._words.find(audiences, visible, question.said, question.also, CANDIDATES))
        return _fused(near, fitting)[:count]


    def nearest(self, question: str, visible: frozenset[int], count: int = CANDIDATES) -> list[Hit]:
        """The nearest passages by meaning alone, best first."""
        audiences = self._words.audiences(visible)
        vector = self._embedder.embed([question])[0]
        found = self._vectors.nearest(audiences, visible, vector, count)
        return [Hit(passage, meaning, 0.0, meaning) for passage, meaning in found]


def _fused(near: dict[int, float], fitting: dict[int, float]) -> list[Hit]:
    best = max(fitting.values(), default=0.0) or 1.0
    low = min(near.values(), default=0.0)
    hits = []
    for passage in near.keys() | fitting.keys():
        meaning = near.get(passage, low * 0.9)
        words = fitting.get(passage, 0.0) / best
        hits.append(Hit(passage, near.get(passage, 0.0), words, MEANING_WEIGHT * meaning + (1 - MEANING_WEIGHT) * words))
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
