"""EDIFACT INVRPT, inventory report, of D.96A and D.01B: stock and goods under way by warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ingest.edi.amounts import edifact_day, edifact_moment, pieces
from ingest.edi.codes import (
    ARRIVAL_EDIFACT,
    EDIFACT_STOCK,
    STATED_EDIFACT,
    STATING,
    WAREHOUSE_PARTIES,
    WAREHOUSE_PLACES,
)
from ingest.edi.edifact_parts import product
from ingest.edi.envelope import Message
from ingest.edi.faults import Wrong
from ingest.edi.findings import Findings, stating
from ingest.edi.segments import Segment
from ingest.edi.stock import Place, Quantity, add_stock
from ingest.edi.x12_parts import loops

RELEASES: Final = frozenset({"D.96A", "D.01B"})
LEADING_INV: Final = frozenset({"D.01B"})
"""Here INV stands before its quantity; in older releases behind it."""
HOW: Final = "LOC 18 / NAD WH"
MOVEMENTS: Final = frozenset({"1", "2"})
"""4501 of INV: what went out of or into stock, which is no stock."""


@dataclass
class _Head:
    warehouse: str = ""
    as_of: datetime | None = None
    places: dict[str, Place] = field(default_factory=dict)


def read_invrpt(message: Message, findings: Findings) -> None:
    """The rows of an INVRPT."""
    heading, *lines = loops(message.body, "LIN")
    try:
        head = _heading(message, heading)
    except Wrong as wrong:
        findings.wrong(wrong)
        return
    if not lines:
        findings.wrong(message.segments[0].wrong("empty"))
    for line in lines:
        try:
            _Line(message, findings, head).read(line)
        except Wrong as wrong:
            findings.wrong(wrong)


def _heading(message: Message, heading: Sequence[Segment]) -> _Head:
    head = _Head()
    dates: dict[str, datetime] = {}
    if not heading or heading[0].tag != "BGM":
        raise message.segments[1].wrong("place", "BGM")
    for segment in heading:
        if segment.tag == "BGM":
            stating(segment, segment.at(3), STATING["BGM"])
        elif segment.tag == "DTM" and segment.at(1) in STATED_EDIFACT:
            dates[segment.at(1)] = edifact_moment(segment)
        else:
            head.warehouse = _warehouse(segment, head.places) or head.warehouse
    head.as_of = next((dates[each] for each in STATED_EDIFACT if each in dates), None)
    return head


def _warehouse(segment: Segment, places: dict[str, Place]) -> str:
    """The warehouse that a segment names, empty if it names none."""
    if segment.tag == "NAD" and segment.at(1) in WAREHOUSE_PARTIES:
        code = segment.at(2, 1)
        places[code] = Place(code, segment.at(6), segment.at(9).upper())
        return code
    return segment.at(2, 1) if segment.tag == "LOC" and segment.at(1) in WAREHOUSE_PLACES else ""


class _Line:
    """One item: what stands before its first quantity holds for all, what follows one for that one."""

    def __init__(self, message: Message, findings: Findings, head: _Head) -> None:
        self.message, self.findings, self.head = message, findings, head
        self.quantities: list[Quantity] = []
        self.current: Quantity | None = None
        self.begun = False
        self.moves = False
        self.warehouse = head.warehouse
        self.places = dict(head.places)
        self.as_of = head.as_of

    def read(self, line: Sequence[Segment]) -> None:
        """Its rows to the findings."""
        for segment in line[1:]:
            self._take(segment)
        for quantity in self.quantities:
            quantity.warehouse = quantity.warehouse or self.warehouse
            quantity.as_of = quantity.as_of or self.as_of
        if not self.begun:
            raise line[0].wrong("no_quantity", "QTY 145")
        if self.quantities:
            add_stock(
                self.findings, self.message, line[0], product(line), self.quantities, self.places, ARRIVAL_EDIFACT, HOW
            )

    def _take(self, segment: Segment) -> None:
        if segment.tag == "QTY":
            self._quantity(segment)
        elif segment.tag == "INV":
            self._inventory(segment)
        elif segment.tag == "DTM":
            self._date(segment)
        else:
            code = _warehouse(segment, self.places)
            if code and self.current is not None:
                self.current.warehouse = code
            elif code and not self.begun:
                self.warehouse = code

    def _quantity(self, segment: Segment) -> None:
        self.begun = True
        self.current = None
        held = EDIFACT_STOCK.get(segment.at(1, 1))
        moved, self.moves = self.moves, False
        if held is None or moved:
            self.findings.note("quantity", segment.at(1, 1)[:3])
            return
        count = pieces(segment, segment.at(1, 2), segment.at(1, 3), self.message.marks.decimal)
        self.current = Quantity(segment, held, count)
        self.quantities.append(self.current)

    def _inventory(self, segment: Segment) -> None:
        moves = segment.at(1) in MOVEMENTS
        if self.message.release in LEADING_INV:
            self.moves, self.current = moves, None
        elif moves and self.current is not None:
            self.quantities.remove(self.current)
            self.findings.note("quantity", self.current.segment.at(1, 1)[:3])
            self.current = None

    def _date(self, segment: Segment) -> None:
        qualifier = segment.at(1)
        if self.current is not None and qualifier in ARRIVAL_EDIFACT:
            self.current.expected[qualifier] = edifact_day(segment)
        elif qualifier in STATED_EDIFACT:
            moment = edifact_moment(segment)
            if self.current is not None:
                self.current.as_of = moment
            elif not self.begun:
                self.as_of = moment
