"""Words of passages as lists of who holds them: BM25, exact, counting what is in sight and nothing else."""

import json
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from knowledge.terms import terms

Integers = NDArray[np.int32]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

HEADING = 1.6
SATURATION = 0.9
LENGTH_SHARE = 0.4
COMMON = 3
SHORTEST = 4
SIMILAR = 0.75
BEGINNINGS = 3


@dataclass(frozen=True)
class Words:
    """The words of some passages.

    Attributes:
        lengths: how many words each passage has.
        vocabulary: the words.
        word, passage, weight: one entry for each word in each passage: the word's place in the vocabulary, the
            passage's place, and how often it stands there (in headings it counts `HEADING` times).
    """

    lengths: Floats
    vocabulary: tuple[str, ...]
    word: Integers
    passage: Integers
    weight: Floats

    @staticmethod
    def of(texts: Iterable[tuple[str, str]]) -> "Words":
        """The words of passages given as heading and body."""
        places: dict[str, int] = {}
        lengths: list[int] = []
        entries: list[tuple[int, int, float]] = []
        for passage, (heading, body) in enumerate(texts):
            above, below = terms(heading), terms(body)
            lengths.append(len(above) + len(below))
            counts = Counter(below)
            weights = dict.fromkeys([*above, *below], 0.0)
            for term, times in Counter(above).items():
                weights[term] += HEADING * times
            for term, times in counts.items():
                weights[term] += times
            entries += [(places.setdefault(term, len(places)), passage, w) for term, w in weights.items()]
        table = np.array(entries, dtype=np.float64).reshape(-1, 3)
        return Words(
            np.array(lengths, dtype=np.float32),
            tuple(places),
            table[:, 0].astype(np.int32),
            table[:, 1].astype(np.int32),
            table[:, 2].astype(np.float32),
        )

    def packed(self) -> tuple[str, bytes, bytes, bytes, bytes]:
        """As a row of a file."""
        return (
            json.dumps(self.vocabulary, ensure_ascii=False),
            self.lengths.tobytes(),
            self.word.tobytes(),
            self.passage.tobytes(),
            self.weight.tobytes(),
        )

    @staticmethod
    def unpacked(vocabulary: str, lengths: bytes, word: bytes, passage: bytes, weight: bytes) -> "Words":
        """From a row of a file."""
        return Words(
            np.frombuffer(lengths, np.float32),
            tuple(json.loads(vocabulary)),
            np.frombuffer(word, np.int32),
            np.frombuffer(passage, np.int32),
            np.frombuffer(weight, np.float32),
        )


@dataclass(frozen=True)
class Posting:
    """The places of the passages that hold a word, ascending, and how much each does."""

    places: Integers
    weights: Floats


def postings(known: dict[str, Posting], added: Sequence[Words], first: int) -> dict[str, Posting]:
    """Postings with more passages, which stand one after the other from the place `first` on."""
    if not added:
        return known
    places: dict[str, int] = {}
    word, passage, start = [], [], first
    for words in added:
        own = np.array([places.setdefault(term, len(places)) for term in words.vocabulary], dtype=np.int32)
        word.append(own[words.word])
        passage.append(words.passage + np.int32(start))
        start += len(words.lengths)
    of = np.concatenate(word)
    order = np.argsort(of, kind="stable")
    where = np.concatenate(passage)[order]
    weight = np.concatenate([words.weight for words in added])[order]
    bounds = np.searchsorted(of[order], np.arange(len(places) + 1)).tolist()
    found = dict(known)
    for (term, place), before in zip(places.items(), map(known.get, places), strict=True):
        part = slice(bounds[place], bounds[place + 1])
        new = Posting(where[part], weight[part])
        found[term] = new if before is None else _joined(before, new)
    return found


def common(known: dict[str, Posting]) -> list[str]:
    """The words that a mistyped one may have meant: of letters, not short, in `COMMON` passages or more."""
    return [
        word
        for word, posting in known.items()
        if len(word) >= SHORTEST and len(posting.places) >= COMMON and word.isalpha()
    ]


class WordsInSight:
    """The words of the passages in somebody's sight. Whatever else the library holds changes nothing it says.

    Args:
        known: the postings of the library.
        ordered: its words in alphabetical order.
        common: those of them that a mistyped word may have meant.
        lengths: the length of each of its passages.
        mask: which of them are in sight.
    """

    def __init__(
        self, known: dict[str, Posting], ordered: Sequence[str], common: Sequence[str], lengths: Floats, mask: Mask
    ) -> None:
        self._known = known
        self._ordered = ordered
        self._common = common
        self._lengths = lengths
        self._mask = mask
        self._size = int(np.count_nonzero(mask))

    def known(self, wanted: Iterable[str]) -> frozenset[str]:
        """Those terms that stand in any passage."""
        return frozenset(term for term in wanted if self.count(term))

    def count(self, term: str) -> int:
        """In how many passages a term stands."""
        posting = self._known.get(term)
        return 0 if posting is None else int(np.count_nonzero(self._mask[posting.places]))

    def beginning(self, start: str) -> list[str]:
        """The longer words that begin so and stand in most passages, at most `BEGINNINGS`."""
        following = (self._ordered[place] for place in range(bisect_left(self._ordered, start), len(self._ordered)))
        longer = [word for word in takewhile(lambda word: word.startswith(start), following) if word != start]
        counted = [(-count, word) for word in longer if (count := self.count(word))]
        return [word for _, word in sorted(counted)[:BEGINNINGS]]

    def weights(self, wanted: Iterable[str]) -> dict[str, float]:
        """How much each term says: the inverse document frequency, in nats."""
        return {term: self._weight(self.count(term)) for term in wanted}

    def likely(self, term: str) -> str | None:
        """The word of the passages that a mistyped term most likely means; none when none is near.

        It stands in `COMMON` passages or more; of equally near words it is the one that stands in most.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(
            term, self._common, scorer=OSA.normalized_similarity, score_cutoff=SIMILAR, limit=None
        )
        ranked = [
            (alike, count, word)
            for word, alike, _ in near
            if (count := self.count(word)) >= COMMON
        ]
        return min(ranked, key=lambda row: (-row[0], -row[1], row[2]))[2] if ranked else None

    def scores(self, shares: Mapping[str, float]) -> Floats:
        """How well each passage of the library fits the terms (BM25); 0 for those out of sight.

        Args:
            shares: the terms, and how much each counts; 1 counts in full.
        """
        scores = np.zeros(len(self._lengths), dtype=np.float32)
        if not self._size:
            return scores
        mean = float(self._lengths.sum(where=self._mask, dtype=np.float64)) / self._size
        damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * self._lengths / np.float32(mean or 1.0))
        for term, share in shares.items():
            posting = self._known.get(term)
            if posting is None:
                continue
            seen = self._mask[posting.places]
            places, weight = posting.places[seen], posting.weights[seen]
            says = np.float32(share * self._weight(len(places)) * (SATURATION + 1))
            scores[places] += says * weight / (weight + damping[places])
        return scores

    def _weight(self, count: int) -> float:
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))


def _joined(one: Posting, other: Posting) -> Posting:
    return Posting(np.concatenate([one.places, other.places]), np.concatenate([one.weights, other.weights]))
