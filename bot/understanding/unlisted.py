"""What is written like a part number, for askers who know no products: a prospect, somebody linked to nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.marks import Mark, Marks
from bot.understanding.products import ProductFind
from bot.understanding.words import Word

_SHORTEST = 3
_WHOLE = re.compile(r"(?<![\w-])[A-Z]{2,4}(?:-[A-Z0-9]{2,8}){1,4}(?![\w-])")


def find_unlisted(text: str, words: Sequence[Word], marks: Marks) -> None:
    """Marks them as some product: a whole part number as typed, a short form without saying which it is; whether there
    is such a one stays open.
    """
    for found in _WHOLE.finditer(text):
        if any(c.isdigit() for c in found.group()):
            marks.add(
                Mark(("mpn", "product"), ProductFind((found.group(),)), found.start(), found.end(), found.group())
            )
    for word in words:
        mixed = any(c.isdigit() for c in word.raw) and word.raw[0].isupper()
        if mixed and len(word.raw) >= _SHORTEST:
            marks.add(Mark(("mpn", "product"), ProductFind(()), word.start, word.end, word.raw))
