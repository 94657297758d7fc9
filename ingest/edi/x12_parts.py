"""What 846 and 867 share: item numbers of LIN, parties of N1 with their N4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.edi.amounts import product_of
from ingest.edi.codes import X12_GTINS, X12_PARTS
from ingest.edi.segments import Segment


@dataclass
class Party:
    """A party of an N1 loop. `assigned` is by whom its code was given (N103); the country is ISO 3166."""

    role: str
    name: str
    assigned: str
    code: str
    city: str = ""
    country: str = ""


def party_of(segment: Segment) -> Party:
    """The party of an N1."""
    return Party(segment.at(1), segment.at(2), segment.at(3), segment.at(4))


def settle(party: Party | None, segment: Segment) -> None:
    """The city and country of an N4, for the party before it."""
    if party is not None:
        party.city, party.country = segment.at(1), segment.at(4).upper()


def item_numbers(segment: Segment) -> dict[str, str]:
    """The numbers of a LIN by qualifier, of each qualifier the first."""
    found: dict[str, str] = {}
    for place in range(2, len(segment.elements), 2):
        found.setdefault(segment.at(place), segment.at(place + 1))
    return found


def product(segment: Segment) -> str:
    """How the item of a LIN is named.

    Raises:
        Wrong: it has neither part number nor GTIN.
    """
    return product_of(segment, item_numbers(segment), X12_PARTS, X12_GTINS)


def loops(segments: Sequence[Segment], starts: str) -> Iterator[list[Segment]]:
    """The segments in loops that each begin with `starts`; what stands before the first comes first, if empty too."""
    loop: list[Segment] = []
    for segment in segments:
        if segment.tag == starts:
            yield loop
            loop = []
        loop.append(segment)
    yield loop
