"""What search reads: every passage's vector and words in memory, and the part of them in somebody's sight.

A shelf never changes; a version that is added or taken away makes a new one, so that a question that is under way is
answered from one state. Search is exact: a mask of the visible passages is laid over all before anything is ranked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import DIMENSIONS, Vectors
from knowledge.index import Ids
from knowledge.lexical import Floats, Integers, Mask, Posting, Words, WordsInSight, common, postings

NOWHERE = -1
DIGITS = 6


@dataclass(frozen=True)
class Block:
    """A version as the index holds it: its passages (ids) in order, with their vectors and words."""

    version: int
    passages: Ids
    vectors: Vectors
    words: Words


@dataclass(frozen=True)
class Shelf:
    """All passages of the library, whoever may see them. Ask `within` for what somebody sees.

    Attributes:
        places: for each version (id) its place in this list of versions.
        passages: the ids of the passages.
        owners: for each passage the place of its version; `NOWHERE` when it was taken away.
        vectors, lengths: for each passage.
        known: the words, with the passages that hold them.
    """

    places: dict[int, int]
    passages: Ids
    owners: Integers
    vectors: Vectors
    lengths: Floats
    known: dict[str, Posting]

    @staticmethod
    def empty() -> "Shelf":
        """A shelf with nothing on it."""
        return Shelf(
            {},
            np.zeros(0, dtype=np.int64),
            np.zeros(0, dtype=np.int32),
            np.zeros((0, DIMENSIONS), dtype=np.float32),
            np.zeros(0, dtype=np.float32),
            {},
        )

    def with_blocks(self, blocks: Sequence[Block]) -> "Shelf":
        """The shelf with versions added; one that it holds already is replaced."""
        kept = self.without(block.version for block in blocks)
        new = [block for block in blocks if len(block.passages)]
        if not new:
            return kept
        first = max(kept.places.values(), default=NOWHERE) + 1
        owners = np.repeat(np.arange(first, first + len(new)), [len(b.passages) for b in new]).astype(np.int32)
        return Shelf(
            kept.places | {block.version: place for place, block in enumerate(new, first)},
            np.concatenate([kept.passages, *(b.passages for b in new)]),
            np.concatenate([kept.owners, owners]),
            np.concatenate([kept.vectors, *(b.vectors for b in new)]),
            np.concatenate([kept.lengths, *(b.words.lengths for b in new)]),
            postings(kept.known, [b.words for b in new], len(kept.passages)),
        )

    def without(self, versions: Iterable[int]) -> "Shelf":
        """The shelf without versions; the room that they took is freed at the next start."""
        gone = {version for version in versions if version in self.places}
        if not gone:
            return self
        owners = np.where(np.isin(self.owners, [self.places[v] for v in gone]), NOWHERE, self.owners)
        places = {version: place for version, place in self.places.items() if version not in gone}
        return Shelf(places, self.passages, owners, self.vectors, self.lengths, self.known)

    def within(self, visible: Iterable[int]) -> "InSight":
        """What is left of it for somebody who sees those versions."""
        seen = np.zeros(int(self.owners.max(initial=0)) + 2, dtype=bool)
        seen[[self.places[version] for version in visible if version in self.places]] = True
        mask = seen[self.owners]
        words = WordsInSight(self.known, self._ordered, self._common, self.lengths, mask)
        return InSight(self, words, mask)

    @cached_property
    def versions(self) -> dict[int, int]:
        """The version (id) at each place."""
        return {place: version for version, place in self.places.items()}

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.known)

    @cached_property
    def _common(self) -> list[str]:
        return common(self.known)


class InSight:
    """The passages in somebody's sight. Nothing outside of it changes what it finds, counts or suggests."""

    def __init__(self, shelf: Shelf, words: WordsInSight, mask: Mask) -> None:
        self.words = words
        self._shelf = shelf
        self._mask = mask

    @cached_property
    def size(self) -> int:
        """How many passages there are."""
        return int(np.count_nonzero(self._mask))

    def cosines(self, question: Vectors) -> Floats:
        """The cosine of every passage of the library to a question's vector; -inf for those out of sight.

        Row by row: a product of the whole matrix would round a row by where it stands among the others.
        """
        return np.where(self._mask, np.vecdot(self._shelf.vectors, question), np.float32(-np.inf))

    def nearest(self, cosines: Floats, count: int) -> dict[int, float]:
        """The passages (ids) of the highest cosines with these, best first."""
        return self._best(cosines, np.flatnonzero(self._mask), count)

    def fitting(self, shares: Mapping[str, float], count: int) -> dict[int, float]:
        """The passages (ids) that hold any of the terms with their scores, best first.

        Args:
            shares: the terms, and how much each counts.
            count: how many passages at most.
        """
        scores = np.round(self.words.scores(shares), DIGITS)
        return self._best(scores, np.flatnonzero(scores), count)

    def meanings(self, passages: Sequence[int], cosines: Floats) -> dict[int, tuple[float, float]]:
        """The cosines of passages (ids) in sight, each with the mean of all the passages of its version."""
        places = np.flatnonzero(np.isin(self._shelf.passages, passages) & self._mask)
        theirs = np.zeros(int(self._shelf.owners.max(initial=0)) + 2, dtype=bool)
        theirs[self._shelf.owners[places]] = True
        beside = np.flatnonzero(theirs[self._shelf.owners])
        owners = self._shelf.owners[beside]
        means = np.round(np.bincount(owners, cosines[beside]) / np.maximum(np.bincount(owners), 1), DIGITS)
        rows = zip(cosines[places].tolist(), means[self._shelf.owners[places]].tolist(), strict=True)
        return dict(zip(self._shelf.passages[places].tolist(), rows, strict=True))

    def versions(self, passages: Sequence[int]) -> dict[int, int]:
        """The version (id) of each passage (id), for those in sight."""
        places = np.flatnonzero(np.isin(self._shelf.passages, passages) & self._mask)
        owners = [self._shelf.versions[owner] for owner in self._shelf.owners[places].tolist()]
        return dict(zip(self._shelf.passages[places].tolist(), owners, strict=True))

    def _best(self, scores: Floats, places: NDArray[np.intp], count: int) -> dict[int, float]:
        """Of the passages at some places those of the highest scores; of equal ones, the lowest ids."""
        if len(places) > count:
            there = scores[places]
            places = places[there >= np.partition(there, -count)[-count]]
        order = places[np.lexsort((self._shelf.passages[places], -scores[places]))][:count]
        return dict(zip(self._shelf.passages[order].tolist(), scores[order].tolist(), strict=True))
