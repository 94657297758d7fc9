"""A message as read: its words, entities and cues, before anything is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.marks import Marks
from bot.understanding.phrases import Hit
from bot.understanding.words import Word


@dataclass(frozen=True)
class Reading:
    """`words` have entities as one word each; `cues` speak for capabilities, `hints` for decisions, reasons and
    aspects, `names` for customers, people and documents, `followups` for a message that goes on with the last.
    """

    text: str
    words: tuple[Word, ...]
    marks: Marks
    cues: tuple[Hit, ...]
    hints: tuple[Hit, ...]
    names: tuple[Hit, ...]
    followups: tuple[Hit, ...]
    language: str
    unknown: tuple[str, ...] = ()

    def hinted(self, key: str) -> Iterator[str]:
        """Values of a hint ("decisions", "aspects"), the longest phrases first."""
        for hit in sorted(self.hints, key=lambda h: (-h.phrase.weight, h.start)):
            section, _, value = hit.phrase.target.partition(":")
            if section == key:
                yield value

    def last_hinted(self, key: str) -> str | None:
        """The value said last: "not daily, weekly"."""
        found = [hit for hit in self.hints if hit.phrase.target.startswith(f"{key}:")]
        return max(found, key=lambda h: h.start).phrase.target.partition(":")[2] if found else None

    def has(self, words: frozenset[str]) -> bool:
        """Does any of these words stand in it?"""
        return any(not words.isdisjoint(word.forms) for word in self.words)

    @property
    def content(self) -> Sequence[Word]:
        """The words without greetings, conjunctions and courtesy."""
        return [word for word in self.words if not {"opener", "courtesy"} & word.kinds]


_LONGER = 1.5
"""How much weaker a phrase may be to win over one that lies within it."""


def strongest(hits: Sequence[Hit]) -> list[Hit]:
    """Cues without those that lie within a longer and not weaker one of another capability ("price" in
    "special price").
    """
    return [
        hit
        for hit in hits
        if not any(
            other.phrase.target != hit.phrase.target
            and other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            and other.phrase.weight + _LONGER >= hit.phrase.weight
            for other in hits
        )
    ]
