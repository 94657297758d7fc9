"""Segments of both standards: a text cut at the marks that its envelope declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ingest.edi.faults import Wrong

TAG: Final = re.compile(r"[A-Z][A-Z0-9]{1,2}", re.ASCII)
LONGEST_SHOWN: Final = 20
BLANKS: Final = "\r\n\t "
"""What may stand between segments; separators among control signs are no blanks."""


@dataclass(frozen=True)
class Marks:
    """The signs of an interchange. `repetition` and `release` are empty where it has none."""

    component: str
    element: str
    terminator: str
    repetition: str = ""
    release: str = ""
    decimal: str = "."

    @cached_property
    def inner(self) -> tuple[str, ...]:
        """The signs that an element may hold."""
        return tuple(sign for sign in (self.component, self.repetition, self.release) if sign)

    @property
    def told_apart(self) -> bool:
        """Whether each is one sign of its own, neither letter, digit nor blank."""
        signs = [self.component, self.element, self.terminator, self.repetition, self.release]
        used = [sign for sign in signs if sign]
        return len(set(used)) == len(used) and not any(sign.isalnum() or sign == " " for sign in used)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment. `number` counts in the file from 1; `elements` are repetitions of components."""

    number: int
    tag: str
    elements: tuple[tuple[tuple[str, ...], ...], ...]

    def at(self, element: int, component: int = 1) -> str:
        """A component by position, both from 1; empty where there is none. Of repetitions the first."""
        if element > len(self.elements):
            return ""
        components = self.elements[element - 1][0]
        return components[component - 1].strip(" ") if component <= len(components) else ""

    def wrong(self, code: str, *facts: str) -> Wrong:
        """What is wrong with this segment."""
        return Wrong(code, self.number, self.tag, *(fact[:LONGEST_SHOWN] for fact in facts))


def cut(text: str, marks: Marks, number: int) -> Iterator[tuple[Segment, int]]:
    """The segments of a text, each with the place after its terminator.

    Args:
        text: from the first segment on.
        marks: where to cut.
        number: of the first segment.

    Raises:
        Wrong: a segment has no name, or the text ends within one.
    """
    place = 0
    while True:
        while place < len(text) and text[place] in BLANKS:
            place += 1
        if place >= len(text):
            return
        end = _end(text, marks, place)
        if end < 0:
            raise Wrong("cut_off", number, _shown(text[place:], marks), "IEA/UNZ")
        yield _segment(text[place:end], marks, number), end + 1
        place, number = end + 1, number + 1


def _end(text: str, marks: Marks, place: int) -> int:
    end = text.find(marks.terminator, place)
    while end >= 0 and marks.release and _released(text, end, marks.release):
        end = text.find(marks.terminator, end + 1)
    return end


def _released(text: str, place: int, release: str) -> bool:
    before = place
    while before > 0 and text[before - 1] == release:
        before -= 1
    return (place - before) % 2 == 1


def _segment(text: str, marks: Marks, number: int) -> Segment:
    tag, *elements = _split(text, marks.element, marks.release)
    if not TAG.fullmatch(tag):
        raise Wrong("tag", number, _shown(tag, marks), tag[:LONGEST_SHOWN])
    return Segment(number, tag, tuple(_element(element, marks) for element in elements))


def _element(text: str, marks: Marks) -> tuple[tuple[str, ...], ...]:
    if not any(mark in text for mark in marks.inner):
        return ((text,),)
    repetitions = _split(text, marks.repetition, marks.release) if marks.repetition else [text]
    return tuple(
        tuple(_plain(component, marks.release) for component in _split(repetition, marks.component, marks.release))
        for repetition in repetitions
    )


def _split(text: str, mark: str, release: str) -> list[str]:
    pieces = text.split(mark)
    if not release or release not in text:
        return pieces
    joined = [pieces[0]]
    for piece in pieces[1:]:
        if _released(joined[-1], len(joined[-1]), release):
            joined[-1] += mark + piece
        else:
            joined.append(piece)
    return joined


def _plain(text: str, release: str) -> str:
    if not release or release not in text:
        return text
    return re.sub(re.escape(release) + "(.)", r"\1", text, flags=re.DOTALL)


def _shown(text: str, marks: Marks) -> str:
    return "".join(sign for sign in text.split(marks.element, maxsplit=1)[0][:3] if sign.isprintable()) or "?"
