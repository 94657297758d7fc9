"""The envelope of X12: ISA and IEA, GS and GE, ST and SE. The delimiters stand at the places of ISA."""

from __future__ import annotations

import re
from typing import Final

from ingest.edi.envelope import BOM, Interchange, Message, Walk, check_count, check_reference
from ingest.edi.faults import Wrong
from ingest.edi.segments import BLANKS, Marks, Segment, cut

ISA_ELEMENTS: Final = 16
WIDTHS: Final = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1)
REPEATS_SINCE: Final = "00402"
"""From this version of the envelope on ISA11 is the repetition mark; before, it is a letter."""
INNER: Final = frozenset({"ISA", "IEA", "GS", "GE", "ST"})


def begins(content: bytes) -> bool:
    """Whether it looks like X12."""
    return re.match(rb"\s*ISA[^A-Za-z0-9\s]", content.removeprefix(BOM)[:64]) is not None


def text_of(content: bytes) -> str:
    """Its words: X12 does not say its encoding, so UTF-8 where it is, else Latin-1."""
    plain = content.removeprefix(BOM)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain.decode("latin-1")


def read_x12(content: bytes) -> tuple[Interchange, ...]:
    """The interchanges of a file.

    Raises:
        Wrong: at the first thing in an envelope that is not right.
    """
    text = text_of(content).lstrip(BLANKS)
    found: list[Interchange] = []
    number = 1
    while text:
        marks, version = _marks(text, number)
        segments, rest = _until_end(text, marks, number)
        found.append(_interchange(Walk(segments), marks, version))
        number += len(segments)
        text = text[rest:].lstrip(BLANKS)
    return tuple(found)


def _marks(text: str, number: int) -> tuple[Marks, str]:
    if not text.startswith("ISA") or len(text) < sum(WIDTHS):
        raise Wrong("header", number, "ISA")
    element = text[3]
    pieces = text[: 3 + sum(WIDTHS) + ISA_ELEMENTS + 2].split(element)
    widths = tuple(len(piece) for piece in pieces[1:ISA_ELEMENTS])
    if len(pieces) <= ISA_ELEMENTS or widths != WIDTHS or len(pieces[ISA_ELEMENTS]) < 2:  # noqa: PLR2004 - component and terminator
        raise Wrong("header", number, "ISA")
    version = pieces[12]
    repeated = pieces[11] if version >= REPEATS_SINCE and not pieces[11].isalnum() else ""
    component, terminator = pieces[ISA_ELEMENTS][0], pieces[ISA_ELEMENTS][1]
    marks = Marks(component, element, terminator, repeated.strip(" "))
    if not marks.told_apart:
        raise Wrong("marks", number, "ISA")
    return marks, version


def _until_end(text: str, marks: Marks, number: int) -> tuple[list[Segment], int]:
    plain = Marks(marks.component, marks.element, marks.terminator)
    head, place = next(cut(text, plain, number))
    segments = [head]
    for segment, end in cut(text[place:], marks, number + 1):
        segments.append(segment)
        if segment.tag == "IEA":
            return segments, place + end
    raise segments[-1].wrong("cut_off", "IEA")


def _interchange(walk: Walk, marks: Marks, version: str) -> Interchange:
    head = walk.take("ISA")
    control = head.at(13)
    messages: list[Message] = []
    groups = 0
    while walk.tag == "GS":
        messages.extend(_group(walk, marks, version))
        groups += 1
    trailer = walk.take("IEA")
    check_count(trailer, trailer.at(1), groups, "groups")
    check_reference(trailer, trailer.at(2), control)
    if head.at(15) == "T":
        raise head.wrong("test")
    return Interchange(head.at(6), head.at(8), control, tuple(messages))


def _group(walk: Walk, marks: Marks, version: str) -> list[Message]:
    head = walk.take("GS")
    messages: list[Message] = []
    while walk.tag == "ST":
        start = walk.take("ST")
        segments = [start, *walk.take_until("SE", INNER)]
        trailer = segments[-1]
        check_count(trailer, trailer.at(1), len(segments), "segments")
        check_reference(trailer, trailer.at(2), start.at(2))
        release = head.at(8) or version
        messages.append(Message("X12", start.at(1), release, start.at(2), tuple(segments), marks))
    trailer = walk.take("GE")
    check_count(trailer, trailer.at(1), len(messages), "messages")
    check_reference(trailer, trailer.at(2), head.at(6))
    return messages
