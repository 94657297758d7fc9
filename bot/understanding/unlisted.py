"""What is written like a part number, for askers who know no products: a prospect, somebody linked to nobody."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.marks import Mark, Marks
from bot.understanding.products import ProductFind
from bot.understanding.words import Word

_SHORTEST = 3


def find_unlisted(words: Sequence[Word], marks: Marks) -> None:
    """Marks them as some product, without saying which: whether there is such a one stays open."""
    for word in words:
        mixed = any(c.isdigit() for c in word.raw) and word.raw[0].isupper()
        if mixed and len(word.raw) >= _SHORTEST:
            marks.add(Mark(("mpn", "product"), ProductFind(()), word.start, word.end, word.raw))
