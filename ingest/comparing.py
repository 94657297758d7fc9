"""What changed between two versions of a document: passages that came and went, and figures that changed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rapidfuzz import fuzz

FIGURE: Final = re.compile(r"(?<![\w.,])[-+±]?\d[\d.,']*\d|(?<![\w.,])\d|(?<=[A-Za-zäöü])(?<![\d])\d+(?=\b)")
SAME_LINE: Final = 70.0
"""From this likeness (0 to 100) on, two lines are the same line with other figures."""
MOST_LINES: Final = 20_000
SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class ChangedFigure:
    """A line whose figures changed: the line as it was and as it is, and the figures that differ in each."""

    before: str
    after: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What differs: passages by number, lines by their words, figures with their lines."""

    passages_before: int
    passages_after: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[tuple[str, str], ...]
    figures: tuple[ChangedFigure, ...]

    @property
    def nothing(self) -> bool:
        """Whether the words are the same."""
        return not (self.added or self.removed or self.reworded or self.figures)


def compare(before: Sequence[str], after: Sequence[str]) -> Changes:
    """What changed between the passages of two versions, in the order of the newer one."""
    gone, new = _lines(before), _lines(after)
    common = Counter(gone) & Counter(new)
    gone, new = _without(gone, common), _without(new, common)
    figures: list[ChangedFigure] = []
    reworded: list[tuple[str, str]] = []
    added: list[str] = []
    for line in new:
        likeness, former = max(((fuzz.ratio(_bare(line), _bare(other)), other) for other in gone), default=(0.0, ""))
        if likeness < SAME_LINE:
            added.append(line)
            continue
        gone.remove(former)
        old_figures, new_figures = _differing(former, line)
        if old_figures or new_figures:
            figures.append(ChangedFigure(former, line, old_figures, new_figures))
        else:
            reworded.append((former, line))
    return Changes(len(before), len(after), tuple(added), tuple(gone), tuple(reworded), tuple(figures))


def _lines(passages: Sequence[str]) -> list[str]:
    """The lines of all passages; a header that is repeated with every piece of a table counts once."""
    lines = [SPACES.sub(" ", line).strip(" |") for passage in passages for line in passage.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))[:MOST_LINES]


def _without(lines: Sequence[str], common: Counter[str]) -> list[str]:
    return [line for line in lines if line not in common]


def _bare(line: str) -> str:
    return FIGURE.sub("#", line.casefold())


def _differing(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures that stand in one of two lines alone, in order."""
    old, new = FIGURE.findall(before), FIGURE.findall(after)
    pairs = [
        (old[a:b], new[c:d])
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return tuple(f for one, _ in pairs for f in one), tuple(f for _, two in pairs for f in two)
