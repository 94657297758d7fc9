"""Packs, bundles and generations of a product: in its part number ("-5PK") and in words ("five pack")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.understanding.words import Word

Feature = tuple[str, int]
"""What kind of variant, and its number: ("pack", 5), ("bundle", 36) months, ("generation", 2); 0 for any."""

VariantWords = Mapping[str, frozenset[str]]

_IN_PART_NUMBERS = ((r"(\d+)pk", "pack"), (r"bdl-?(\d+)?", "bundle"), (r"g(\d)", "generation"))
_GLUED = re.compile(r"(?P<pack>\d+)(?:er)?(?:pk|pks|packs?|pck)|g(?P<generation>\d)")
_SHORTEST_BUNDLE = 12
_LONGEST_NUMBER = 3
_BUNDLE_WITHIN = 2


def feature_of(mpn: str, base: str) -> Feature | None:
    """What this part number is of its base product, if it says so."""
    rest = mpn[len(base) + 1 :].lower()
    for pattern, kind in _IN_PART_NUMBERS:
        found = re.fullmatch(pattern, rest)
        if found:
            return kind, int(found[1] or 0)
    return None


def variant_at(words: Sequence[Word], i: int, names: VariantWords) -> tuple[Feature | None, int]:
    """The feature said at words[i:], and in how many words."""
    word, rest = words[i], words[i + 1 : i + 4]
    glued = _GLUED.fullmatch(word.folded)
    if glued:
        kind = "pack" if glued["pack"] else "generation"
        return (kind, int(glued[kind])), 1
    number = number_of(word)
    if number:
        return _numbered(number, [w.folded for w in rest], names)
    if word.folded in names["pack"] and len(rest) > 1 and rest[0].folded in {"of", "von", "mit"}:
        return (("pack", number_of(rest[1]) or 0), 3) if number_of(rest[1]) else (None, 1)
    following = number_of(rest[0]) if rest else None
    if word.folded in names["bundle"]:
        return ("bundle", following or 0), 2 if following else 1
    if word.folded in names["generation"] and following:
        return ("generation", following), 2
    return None, 1


def _numbered(number: int, after: Sequence[str], names: VariantWords) -> tuple[Feature | None, int]:
    """Reads what follows a number: "pack", "er pack", "bundle", "month bundle"."""
    if after and after[0] in names["pack"]:
        return ("pack", number), 2
    if len(after) > 1 and after[0] == "er" and after[1] in names["pack"]:
        return ("pack", number), 3
    place = next((n for n, word in enumerate(after, start=1) if word in names["bundle"]), 0)
    if number >= _SHORTEST_BUNDLE and (place == 1 or (place == _BUNDLE_WITHIN and after[0] in names["month"])):
        return ("bundle", number), place + 1
    return None, 1


def digits_of(word: Word) -> str:
    """A spoken number in digits, any other word as it is."""
    return word.forms[-1] if "spoken" in word.kinds else word.forms[0]


def number_of(word: Word) -> int | None:
    """The small number that a word is, "5er" too."""
    text = digits_of(word).removesuffix("er")
    return int(text) if text.isdigit() and len(text) <= _LONGEST_NUMBER else None
