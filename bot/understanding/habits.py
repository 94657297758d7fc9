"""How much words usually speak for a capability: a linear model over words, pairs of them and parts of them.

It decides where no cue does, and weighs in beside cues. The weights are data (`languages/habits.npz`), made from the
sentences of `languages/examples.yaml` by `tools/habits_model.py`; the word that counts most is the reason given.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.words import Word, split_words

BUCKETS = 1 << 14
CAP = 18.0
"""Points at most."""

_LETTERS = (3, 4)
_POINTS = 12.0
_FROM = -0.8
"""The margin that is worth nothing: where the words say nothing, it lies at -1 and below."""

_EXAMPLES = {
    "P": "mpn", "Q": "number", "D": "deal", "O": "order", "C": "customer", "W": "warehouse", "T": "place", "R": "org",
    "M": "money", "N": "tier", "L": "line", "A": "person", "E": "email", "V": "date", "Z": "days", "Y": "pct",
    "S": "serial", "K": "certificate", "X": "",
}  # fmt: skip
_KINDS = {
    "mpn": "mpn", "products": "mpn", "variant": "mpn", "number": "number", "deal": "deal", "order": "order",
    "digits": "order", "customer": "customer", "warehouse": "warehouse", "territory": "place", "city": "place",
    "org": "org", "money": "money", "tier": "tier", "line": "line", "person": "person", "email": "email",
    "date": "date", "days": "days", "pct": "pct", "serial": "serial", "certificate": "certificate",
}  # fmt: skip


class Habits:
    """The weights: a row for each of `BUCKETS` traits, a column for each capability."""

    def __init__(self, capabilities: Sequence[str], weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        self._capabilities = tuple(capabilities)
        self._weights = weights
        self._bias = bias

    def points(self, words: Sequence[Word]) -> dict[str, tuple[float, str]]:
        """Points of each capability that the words speak for, with the word or pair that says most."""
        tokens = tokens_of(words)
        if not tokens:
            return {}
        numbers, shares = shares_of(tokens)
        margins = shares @ self._weights[numbers] + self._bias
        points = np.minimum((margins - _FROM) * _POINTS, CAP)
        named = list(_named(tokens))
        rows = self._weights[[_number(trait) for trait in named]]
        return {
            self._capabilities[n]: (float(points[n]), named[int(rows[:, n].argmax())])
            for n in np.flatnonzero(points > 0)
        }


@lru_cache(maxsize=1)
def load_habits() -> Habits:
    """The habits as made from the examples, read once per process."""
    kept = np.load(io.BytesIO(files("bot.understanding").joinpath("languages", "habits.npz").read_bytes()))
    return Habits(kept["capabilities"].tolist(), kept["weights"].astype(np.float32) * kept["scale"], kept["bias"])


def shares_of(tokens: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """What the model sees: numbers below `BUCKETS` and the share of each. Words with pairs, and parts of words, count
    as much as each other, however many there are.
    """
    shares: dict[int, float] = {}
    for traits in (set(_named(tokens)), set().union(*map(_parts, set(tokens)))):
        for trait in traits:
            number = _number(trait)
            shares[number] = shares.get(number, 0.0) + len(traits) ** -0.5
    return np.fromiter(shares, dtype=np.intp), np.fromiter(shares.values(), dtype=np.float32)


def _named(tokens: Sequence[str]) -> Iterator[str]:
    """The words, and each pair that stands together, with where the sentence begins and ends."""
    yield from tokens
    yield from (f"{first} {second}" for first, second in pairwise(("^", *tokens, "$")))


@lru_cache(maxsize=20_000)
def _parts(token: str) -> frozenset[str]:
    framed = "" if token.startswith("<") else f"{{{token}}}"
    return frozenset(
        f"_{framed[at : at + length]}" for length in _LETTERS for at in range(max(0, len(framed) - length + 1))
    )


@lru_cache(maxsize=50_000)
def _number(trait: str) -> int:
    return crc32(trait.encode()) % BUCKETS


def example_tokens(line: str) -> list[str]:
    """An example sentence as the model sees it: single capital letters stand for entities."""
    tokens = []
    for word in split_words(line):
        kind = _EXAMPLES.get(word.raw) if len(word.raw) == 1 and word.raw.isupper() else None
        if kind != "":
            tokens.append(word.folded if kind is None else f"<{kind}>")
    return tokens


def tokens_of(words: Sequence[Word]) -> list[str]:
    """The words of a message as the model sees them: entities by their kind, slips corrected."""
    tokens = []
    for word in words:
        entity = "entity" in word.kinds
        kind = next((_KINDS[kind] for kind in sorted(word.kinds) if kind in _KINDS), None) if entity else None
        corrected = len(word.forms) > 1 and "spoken" not in word.kinds
        tokens.append(f"<{kind}>" if kind else word.forms[-1] if corrected else word.folded)
    return tokens
