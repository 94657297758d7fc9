"""Finding passages: meaning and words fused, within the versions in sight, filtered before ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.embedding import Embedder
from knowledge.lexical import WordsInSight
from knowledge.shelf import InSight
from knowledge.wording import Names, in_english, is_german, joined_neighbours, other_names, question_terms

CANDIDATES = 60
KEPT = 500
"""Of so many questions the vectors are kept: drafts look for the passage of their rule in the same words each time."""
MEANING_WEIGHT = 0.5
AROUND_WEIGHT = 0.4
FOREIGN_WEIGHT = 0.25
OTHER_NAME = 0.4
ONLY_NAME = 0.8
LONGER_WORD = 0.5
RARE = 20
LEAST_BEGINNING = 4


@dataclass(frozen=True)
class Hit:
    """A passage found.

    Attributes:
        passage: its id.
        meaning: how near it is (cosine).
        words: how well its words fit (0 to 1).
        score: both and its document's meaning, fused.
    """

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
        also: what else they are called: spelt out, in English, typed right, longer.
        weights: how much each term says (nats).
        others: for a term, the terms of what else it is called.
        shares: how much each term to look for counts; 1 counts in full.
    """

    text: str
    said: tuple[str, ...]
    also: tuple[str, ...]
    weights: dict[str, float]
    others: Names
    shares: dict[str, float]


class Search:
    """Dense and lexical search over one library."""

    def __init__(self, embedder: Embedder) -> None:
        self._vector = lru_cache(KEPT)(lambda text: embedder.embed([text])[0])

    def read(self, text: str, sight: InSight) -> Question:
        """Weigh the words of a question by what stands in the passages in sight."""
        said, joined = question_terms(text)
        known = sight.words.known([*said, *joined, *(neighbours := joined_neighbours(text))])
        others = other_names(text)
        shares = dict.fromkeys(joined, ONLY_NAME) | {t: 1.0 for t in [*said, *neighbours] if t in known}
        for term in said:
            found = _alternatives(term, others.get(term, frozenset()), sight.words, known=term in known)
            if found:
                others[term] = others.get(term, frozenset()) | {t for t, share in found.items() if share >= ONLY_NAME}
            for other, share in found.items():
                shares[other] = max(share, shares.get(other, 0.0))
        also = tuple(term for term in shares if term not in said)
        weights = sight.words.weights([*said, *also])
        if is_german(text):
            weights |= {t: FOREIGN_WEIGHT * weights[t] for t in said if t not in known and t not in others}
        return Question(text, tuple(said), also, weights, others, shares)

    def find(self, question: Question, sight: InSight, count: int = CANDIDATES) -> list[Hit]:
        """The best passages in sight, best first."""
        if not sight.size:
            return []
        cosines = sight.cosines(self._vector(in_english(question.text)))
        near = sight.nearest(cosines, CANDIDATES)
        fitting = sight.fitting(question.shares, CANDIDATES)
        return _fused(sight.meanings([*near, *fitting], cosines), fitting)[:count]

    def nearest(self, question: str, sight: InSight, count: int = CANDIDATES) -> list[Hit]:
        """The nearest passages by meaning alone, best first."""
        cosines = sight.cosines(self._vector(question))
        return [Hit(passage, meaning, 0.0, meaning) for passage, meaning in sight.nearest(cosines, count).items()]


def _alternatives(term: str, names: frozenset[str], words: WordsInSight, *, known: bool) -> dict[str, float]:
    """What to look for besides a term, and how much it counts: other names, the right spelling, longer words."""
    found = dict.fromkeys(names - {term}, OTHER_NAME if known else ONLY_NAME)
    if not known and not names and term.isalpha() and (right := words.likely(term)):
        found[right] = 1.0
    if len(term) >= LEAST_BEGINNING and not term.isdigit() and (not known or words.count(term) <= RARE):
        found = dict.fromkeys(words.beginning(term), LONGER_WORD) | found
    return found


def _fused(meanings: dict[int, tuple[float, float]], fitting: dict[int, float]) -> list[Hit]:
    best = max(fitting.values(), default=0.0) or 1.0
    hits = []
    for passage, (meaning, around) in meanings.items():
        words = fitting.get(passage, 0.0) / best
        score = MEANING_WEIGHT * meaning + (1 - MEANING_WEIGHT) * words + AROUND_WEIGHT * around
        hits.append(Hit(passage, meaning, words, score))
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
