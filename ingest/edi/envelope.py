"""An interchange's messages, taken only when every control number and count of its envelope is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from ingest.edi.faults import Wrong
from ingest.edi.segments import Marks, Segment

BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Message:
    """One message (transaction set) with all its segments, header and trailer among them.

    `kind` is such as 846 or INVRPT, `release` such as 004010 or D.96A, `reference` its control number. `agency` is
    whose names an EDIFACT message follows.
    """

    standard: Literal["X12", "EDIFACT"]
    kind: str
    release: str
    reference: str
    segments: tuple[Segment, ...]
    marks: Marks

    @property
    def body(self) -> tuple[Segment, ...]:
        """Its segments without header and trailer."""
        return self.segments[1:-1]


@dataclass(frozen=True)
class Interchange:
    """What one sender sent in one envelope."""

    sender: str
    receiver: str
    reference: str
    messages: tuple[Message, ...]


class Walk:
    """A place in a row of segments, from which the next expected one is taken."""

    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments
        self.place = 0

    @property
    def tag(self) -> str:
        """The name of the segment that comes next, empty at the end."""
        return self._segments[self.place].tag if self.place < len(self._segments) else ""

    def take(self, tag: str) -> Segment:
        """The next segment, which has to be called so.

        Raises:
            Wrong: it is called otherwise, or there is none.
        """
        if self.place >= len(self._segments):
            last = self._segments[-1]
            raise last.wrong("cut_off", tag)
        segment = self._segments[self.place]
        if segment.tag != tag:
            raise segment.wrong("place", tag)
        self.place += 1
        return segment

    def take_until(self, tag: str, never: frozenset[str]) -> list[Segment]:
        """The segments up to and with the first of that name.

        Raises:
            Wrong: it never comes, or one of `never` comes before it.
        """
        start = self.place
        while self.place < len(self._segments):
            segment = self._segments[self.place]
            if segment.tag in never:
                raise segment.wrong("place", tag)
            self.place += 1
            if segment.tag == tag:
                return self._segments[start : self.place]
        raise self._segments[-1].wrong("cut_off", tag)


def check_count(trailer: Segment, stated: str, counted: int, what: str) -> None:
    """Whether a trailer counts right.

    Raises:
        Wrong: it does not.
    """
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10 and int(stated) == counted):  # noqa: PLR2004 - as long as counts are in both standards
        raise trailer.wrong("count", stated or "?", str(counted), what)


def check_reference(trailer: Segment, stated: str, expected: str) -> None:
    """Whether a trailer has the control number of its header.

    Raises:
        Wrong: it has another.
    """
    if stated != expected:
        raise trailer.wrong("reference", stated, expected)


def decoded(content: bytes, encoding: str, named: str) -> str:
    """The text of an interchange.

    Raises:
        Wrong: the bytes are not of that encoding.
    """
    try:
        return content.removeprefix(BOM).decode(encoding)
    except UnicodeDecodeError as error:
        raise Wrong("characters", 0, "", named) from error
