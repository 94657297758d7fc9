"""Holding an answer to its sources: quotes stand in the passage, figures stand in the quote."""

import re

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
SPACE = re.compile(r"\s+")


def flat(text: str) -> str:
    """One space between words, so that line breaks do not matter."""
    return SPACE.sub(" ", text).strip()


def is_verbatim(quote: str, passage: str) -> bool:
    """Whether the quote stands in the passage, white space aside."""
    return flat(quote) in flat(passage)


def figures(text: str) -> set[str]:
    """The figures of a text as written."""
    return set(FIGURE.findall(text))


def is_grounded(sentence: str, quotes: list[str]) -> bool:
    """Whether every figure of a sentence stands in its quotes."""
    held: set[str] = set()
    for quote in quotes:
        held |= figures(quote)
    return figures(sentence) <= held
