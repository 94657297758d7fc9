"""How much single words and pairs usually speak for a capability, counted over the example sentences.

It helps where no cue decides: the points are the words' log-odds, damped and capped, so that cues stay the stronger
voice. The words that count most are the reasons.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from bot.understanding.words import Word, split_words

CAP = 5.0
"""Points at most."""

_PRIOR = 6.0
"""Sentences' worth of the usual rate that each capability starts with: few examples say little."""

_WEIGHT = 0.8
_COMMON = 0.35
_MOST = 2.6
_LEAST = 0.4
_LEAST_ODDS = -1.0
_USUAL_LENGTH = 6
_DAMPING = 0.08
_SHORTEST_STEMMED = 5
_SHORTEST_STEM = 4
_ENDING = re.compile(r"(?:ings?|ed|es|s|en|em|er|est|e|n|t)$")
_LETTERS = {
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

Points = dict[str, float]


class Habits:
    """Log-odds of words and word pairs, by capability."""

    def __init__(self, examples: Mapping[str, str], common: frozenset[str], articles: frozenset[str]) -> None:
        self._common = common | articles
        self._articles = articles
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        sizes: Counter[str] = Counter()
        for capability, text in examples.items():
            for line in filter(None, map(str.strip, text.splitlines())):
                counts[capability].update(set(self._features(_example_tokens(line))))
                sizes[capability] += 1
        total = sum(sizes.values())
        seen = sum(counts.values(), Counter())
        self._rarely = {c: max(log(_PRIOR / (size + _PRIOR)), _LEAST_ODDS) for c, size in sizes.items()}
        self._odds: dict[str, Points] = defaultdict(dict)
        for capability, counter in counts.items():
            for feature, inside in counter.items():
                usual = seen[feature] / total
                here = (inside + _PRIOR * usual) / (sizes[capability] + _PRIOR)
                self._odds[feature][capability] = min(log(here / usual), _MOST)

    def points(self, words: Sequence[Word]) -> dict[str, tuple[float, str]]:
        """Points of each capability that the words speak for, with the word that says most."""
        features = [f for f in dict.fromkeys(self._features(_tokens(words))) if f in self._odds]
        known = sum(self._weight(feature) for feature in features)
        sums: Points = defaultdict(float)
        best: dict[str, tuple[float, str]] = {}
        for feature in features:
            weight = self._weight(feature)
            for capability, odds in self._odds[feature].items():
                sums[capability] += (max(odds, _LEAST_ODDS) - self._rarely[capability]) * weight
                if odds * weight > best.get(capability, (0.0, ""))[0]:
                    best[capability] = (odds * weight, feature)
        scale = _WEIGHT / (1 + max(0, len(words) - _USUAL_LENGTH) * _DAMPING)
        points = {c: min(CAP, (total + known * self._rarely[c]) * scale) for c, total in sums.items() if c in best}
        return {c: (value, best[c][1]) for c, value in points.items() if value > _LEAST}

    def _features(self, tokens: Sequence[str]) -> Iterator[str]:
        """Word stems and pairs of them, without articles and pairs that have no word of weight: "in the <mpn>"."""
        stems = [stem(token) for token in tokens]
        yield from (s for token, s in zip(tokens, stems, strict=True) if token not in self._articles)
        for (first, one), (second, other) in pairwise(zip(tokens, stems, strict=True)):
            if any(word and not word.startswith("<") and word not in self._common for word in (first, second)):
                yield f"{one} {other}"

    def _weight(self, feature: str) -> float:
        if " " in feature:
            return 1.0
        return _COMMON if feature.startswith("<") or feature in self._common else _WEIGHT


def stem(word: str) -> str:
    """A word without its English or German ending: "landing", "landed" and "lands" are one."""
    if len(word) < _SHORTEST_STEMMED or word.startswith("<"):
        return word
    short = _ENDING.sub("", word)
    return short if len(short) >= _SHORTEST_STEM else word


def _example_tokens(line: str) -> list[str]:
    tokens = []
    for word in split_words(line):
        kind = _LETTERS.get(word.raw) if len(word.raw) == 1 and word.raw.isupper() else None
        if kind != "":
            tokens.append(word.folded if kind is None else f"<{kind}>")
    return tokens


def _tokens(words: Sequence[Word]) -> list[str]:
    tokens = []
    for word in words:
        kind = (
            next((_KINDS[kind] for kind in sorted(word.kinds) if kind in _KINDS), None)
            if "entity" in word.kinds
            else None
        )
        tokens.append(
            f"<{kind}>"
            if kind
            else word.forms[-1]
            if len(word.forms) > 1 and "spoken" not in word.kinds
            else word.folded
        )
    return tokens
