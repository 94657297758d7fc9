"""The numbers that Word draws before headings and list items, counted as Word counts them."""

import re
from typing import Any

from ingest.readers.ooxml import WORD as W

DEEPEST = 9
PLACE = re.compile(r"%(\d)")
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BULLETS = ("bullet", "none")
Level = tuple[str, str, int]
"""How a level counts: its format, its text with %1 for the first level's number, and where it begins."""


class Numbering:
    """The lists of a document; ask for each item in order."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401 - lxml's elements are untyped here
        kinds = {
            str(kind.get(f"{W}abstractNumId")): _levels(kind)
            for kind in (root.iter(f"{W}abstractNum") if root is not None else ())
        }
        self._lists: dict[str, dict[int, Level]] = {}
        self._kind: dict[str, str] = {}
        for one in root.iter(f"{W}num") if root is not None else ():
            kind = str(_value(one, "abstractNumId", ""))
            self._lists[str(one.get(f"{W}numId"))] = kinds.get(kind, {}) | _levels(one)
            self._kind[str(one.get(f"{W}numId"))] = kind
        self._counts: dict[str, list[int]] = {}

    def next(self, number: str, level: int) -> str:
        """What stands before the next item of a list at a level (from 0): "2.1", "c)"; empty for bullets."""
        levels = self._lists.get(number, {})
        if level not in levels or not 0 <= level < DEEPEST:
            return ""
        counts = self._counts.setdefault(self._kind.get(number, number), [0] * DEEPEST)
        counts[level] = counts[level] + 1 if counts[level] else levels[level][2]
        counts[level + 1 :] = [0] * (DEEPEST - level - 1)
        form, text, _ = levels[level]
        if form in BULLETS:
            return ""

        def filled(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form, _, start = levels.get(place, ("decimal", "", 1))
            return _drawn(counts[place] or start, form)

        return PLACE.sub(filled, text).strip()


def _levels(holder: Any) -> dict[int, Level]:  # noqa: ANN401 - see above
    return {
        int(level.get(f"{W}ilvl", 0)): (
            str(_value(level, "numFmt", "decimal")),
            str(_value(level, "lvlText", "")),
            int(_value(level, "start", 1)),
        )
        for level in holder.iter(f"{W}lvl")
    }


def _value(holder: Any, name: str, otherwise: Any) -> Any:  # noqa: ANN401 - see above
    found = holder.find(f"{W}{name}")
    return found.get(f"{W}val", otherwise) if found is not None else otherwise


def _drawn(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman, rest = "", number
        for value, letters in ROMAN:
            roman += letters * (rest // value)
            rest %= value
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
