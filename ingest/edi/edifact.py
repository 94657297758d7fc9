"""The envelope of EDIFACT: UNA, UNB and UNZ, groups where there are any, UNH and UNT; release signs undone."""

from __future__ import annotations

import re
from typing import Final

from ingest.edi.envelope import BOM, Interchange, Message, Walk, check_count, check_reference, decoded
from ingest.edi.faults import Wrong
from ingest.edi.segments import BLANKS, Marks, Segment, cut

UNA_LENGTH: Final = 9
FOURTH: Final = "4"
ENCODINGS: Final = {
    "UNOA": "utf-8",
    "UNOB": "utf-8",
    "UNOC": "latin-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOW": "utf-8",
    "UNOY": "utf-8",
}
"""Encodings by the syntax that UNB names. UNOA and UNOB are ASCII; more than that is taken as UTF-8."""
INNER: Final = frozenset({"UNB", "UNZ", "UNG", "UNE", "UNH"})


def begins(content: bytes) -> bool:
    """Whether it looks like EDIFACT."""
    return re.match(rb"\s*(UNA.{6}\s*UNB|UNB[^A-Za-z0-9\s])", content.removeprefix(BOM)[:64], re.DOTALL) is not None


def read_edifact(content: bytes) -> tuple[Interchange, ...]:
    """The interchanges of a file, one after another.

    Raises:
        Wrong: at the first thing in an envelope that is not right.
    """
    plain = content.removeprefix(BOM)
    syntax = re.search(rb"UNB[^A-Za-z0-9](UNO[A-Z])", plain[:128])
    named = syntax.group(1).decode() if syntax else "UNOA"
    text = decoded(plain, ENCODINGS.get(named, "utf-8"), named).lstrip(BLANKS)
    found: list[Interchange] = []
    number = 1
    while text:
        marks, place = _marks(text, number)
        segments, rest = _until_end(text[place:], marks, number)
        found.append(_interchange(Walk(segments), marks))
        number += len(segments)
        text = text[place + rest :].lstrip(BLANKS)
    return tuple(found)


def _marks(text: str, number: int) -> tuple[Marks, int]:
    if not text.startswith("UNA"):
        fourth = re.match(r"UNB\+UNO[A-Z]:4", text) is not None
        return Marks(":", "+", "'", "*" if fourth else "", "?"), 0
    if len(text) < UNA_LENGTH:
        raise Wrong("header", number, "UNA")
    component, element, decimal, release, repetition, terminator = tuple(text[3:UNA_LENGTH])
    marks = Marks(component, element, terminator, repetition.strip(" "), release.strip(" "), decimal)
    if not marks.told_apart or decimal not in ".,":
        raise Wrong("marks", number, "UNA")
    return marks, UNA_LENGTH


def _until_end(text: str, marks: Marks, number: int) -> tuple[list[Segment], int]:
    segments: list[Segment] = []
    for segment, end in cut(text, marks, number):
        segments.append(segment)
        if segment.tag == "UNZ":
            return segments, end
    if segments:
        raise segments[-1].wrong("cut_off", "UNZ")
    raise Wrong("cut_off", 0, "", "UNB")


def _interchange(walk: Walk, marks: Marks) -> Interchange:
    head = walk.take("UNB")
    control = head.at(5)
    if not control:
        raise head.wrong("header")
    messages: list[Message] = []
    groups = 0
    while walk.tag == "UNG":
        messages.extend(_group(walk, marks))
        groups += 1
    while not groups and walk.tag == "UNH":
        messages.append(_message(walk, marks))
    trailer = walk.take("UNZ")
    check_count(trailer, trailer.at(1), groups or len(messages), "groups" if groups else "messages")
    check_reference(trailer, trailer.at(2), control)
    if head.at(11) == "1":
        raise head.wrong("test")
    return Interchange(head.at(2), head.at(3), control, tuple(messages))


def _group(walk: Walk, marks: Marks) -> list[Message]:
    head = walk.take("UNG")
    messages: list[Message] = []
    while walk.tag == "UNH":
        messages.append(_message(walk, marks))
    trailer = walk.take("UNE")
    check_count(trailer, trailer.at(1), len(messages), "messages")
    check_reference(trailer, trailer.at(2), head.at(5))
    return messages


def _message(walk: Walk, marks: Marks) -> Message:
    head = walk.take("UNH")
    segments = [head, *walk.take_until("UNT", INNER)]
    trailer = segments[-1]
    check_count(trailer, trailer.at(1), len(segments), "segments")
    check_reference(trailer, trailer.at(2), head.at(1))
    release = f"{head.at(2, 2)}.{head.at(2, 3)}"
    return Message("EDIFACT", head.at(2), release, head.at(1), tuple(segments), marks)
