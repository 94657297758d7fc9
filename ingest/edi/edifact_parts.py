"""What INVRPT and PRICAT share: item numbers of LIN and PIA, the code of a party."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.edi.amounts import product_of
from ingest.edi.codes import ASSIGNED_EDIFACT, EDIFACT_GTINS, EDIFACT_PARTS
from ingest.edi.segments import Segment

MOST_NUMBERS = 5
"""So many numbers a PIA holds."""


def item_numbers(segments: Sequence[Segment]) -> dict[str, str]:
    """The numbers in LIN and PIA by qualifier, of each qualifier the first."""
    found: dict[str, str] = {}
    for segment in segments:
        if segment.tag == "LIN":
            found.setdefault(segment.at(3, 2), segment.at(3, 1))
        elif segment.tag == "PIA":
            for place in range(2, 2 + MOST_NUMBERS):
                found.setdefault(segment.at(place, 2), segment.at(place, 1))
    return found


def product(line: Sequence[Segment]) -> str:
    """How the item of a line is named.

    Raises:
        Wrong: it has neither part number nor GTIN.
    """
    return product_of(line[0], item_numbers(line), EDIFACT_PARTS, EDIFACT_GTINS)


def agreed_code(segment: Segment) -> str:
    """The code of a NAD where the partners agreed on it; empty for a GLN or DUNS number."""
    return segment.at(2, 1) if segment.at(2, 3) in ASSIGNED_EDIFACT else ""
