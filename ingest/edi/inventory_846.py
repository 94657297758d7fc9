"""X12 846, inventory advice: stock and goods under way by warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ingest.edi.amounts import pieces, x12_day, x12_moment
from ingest.edi.codes import ARRIVAL_X12, STATED_X12, STATING, WAREHOUSE_PARTIES, X12_STOCK, Held
from ingest.edi.envelope import Message
from ingest.edi.faults import Wrong
from ingest.edi.findings import Findings, stating
from ingest.edi.segments import Segment
from ingest.edi.stock import Place, Quantity, add_stock
from ingest.edi.x12_parts import Party, loops, party_of, product, settle

HOW: Final = "N1 WH"
FIRST_OF_SDQ: Final = 3


@dataclass
class _Head:
    """What holds for all lines of a message."""

    warehouse: str = ""
    as_of: datetime | None = None
    places: dict[str, Place] = field(default_factory=dict)


def read_846(message: Message, findings: Findings) -> None:
    """The rows of an 846."""
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


def _heading(message: Message, heading: list[Segment]) -> _Head:
    head = _Head()
    party: Party | None = None
    dates: dict[str, datetime] = {}
    if not heading or heading[0].tag != "BIA":
        raise message.segments[1].wrong("place", "BIA")
    for segment in heading:
        if segment.tag == "BIA":
            stating(segment, segment.at(1), STATING["BIA"])
            dates["BIA"] = x12_moment(segment, segment.at(4), segment.at(5), "")
        elif segment.tag == "DTM" and segment.at(1) in STATED_X12:
            dates[segment.at(1)] = x12_moment(segment, segment.at(2), segment.at(3), segment.at(4))
        elif segment.tag == "N1":
            party = party_of(segment)
            if party.role in WAREHOUSE_PARTIES and party.code:
                head.warehouse = party.code
        elif segment.tag == "N4" and party is not None:
            settle(party, segment)
            head.places[party.code] = Place(party.code, party.city, party.country)
    head.as_of = next((dates[each] for each in (*STATED_X12, "BIA") if each in dates), None)
    return head


class _Line:
    """One item. A warehouse named before the first quantity holds for what follows, one named after it for what is
    before: both orders are in use.
    """

    def __init__(self, message: Message, findings: Findings, head: _Head) -> None:
        self.message, self.findings, self.head = message, findings, head
        self.quantities: list[Quantity] = []
        self.current: Quantity | None = None
        self.warehouse = ""
        self.leads: bool | None = None
        self.open = 0
        self.places = dict(head.places)
        self.party: Party | None = None
        self.as_of = head.as_of

    def read(self, line: list[Segment]) -> None:
        """Its rows to the findings."""
        for segment in line[1:]:
            self._take(segment)
        for quantity in self.quantities:
            quantity.warehouse = quantity.warehouse or self.head.warehouse
            quantity.as_of = quantity.as_of or self.as_of
        if not self.quantities:
            if not any(segment.tag in {"QTY", "SDQ"} for segment in line):
                raise line[0].wrong("no_quantity", "QTY 33")
            return
        add_stock(
            self.findings, self.message, line[0], product(line[0]), self.quantities, self.places, ARRIVAL_X12, HOW
        )

    def _take(self, segment: Segment) -> None:
        if segment.tag == "QTY":
            self._quantity(segment)
        elif segment.tag == "SDQ":
            self.quantities.extend(_by_place(segment))
        elif segment.tag == "DTM":
            self._date(segment)
        elif segment.tag == "SCH":
            self._schedule(segment)
        elif segment.tag == "N1":
            self._party(segment)
        elif segment.tag == "N4" and self.party is not None:
            settle(self.party, segment)
            self.places[self.party.code] = Place(self.party.code, self.party.city, self.party.country)

    def _quantity(self, segment: Segment) -> None:
        held = X12_STOCK.get(segment.at(1))
        self.current = None
        if held is None:
            self.findings.note("quantity", segment.at(1)[:3])
            return
        count = pieces(segment, segment.at(2), segment.at(3))
        self.current = Quantity(segment, held, count, self.warehouse if self.leads else "")
        self.quantities.append(self.current)

    def _date(self, segment: Segment) -> None:
        if segment.at(1) in STATED_X12:
            self.as_of = x12_moment(segment, segment.at(2), segment.at(3), segment.at(4))
        elif self.current is not None and segment.at(1) in ARRIVAL_X12:
            self.current.expected[segment.at(1)] = x12_day(segment, segment.at(2))

    def _schedule(self, segment: Segment) -> None:
        """A part of what is coming, with its own day: the parts stand instead of the whole."""
        if self.current is None or self.current.held is not Held.COMING:
            return
        if self.current in self.quantities:
            self.quantities.remove(self.current)
        count = pieces(segment, segment.at(1), segment.at(2))
        expected = {ARRIVAL_X12[0]: x12_day(segment, segment.at(6))}
        self.quantities.append(Quantity(segment, Held.COMING, count, self.current.warehouse, expected))

    def _party(self, segment: Segment) -> None:
        self.party = party_of(segment)
        if self.party.role not in WAREHOUSE_PARTIES or not self.party.code:
            return
        if self.leads is None:
            self.leads = not self.quantities
        if self.leads:
            self.warehouse = self.party.code
            return
        for quantity in self.quantities[self.open :]:
            quantity.warehouse = quantity.warehouse or self.party.code
        self.open = len(self.quantities)


def _by_place(segment: Segment) -> Iterator[Quantity]:
    """Available pieces of an SDQ, which names a warehouse before each."""
    for place in range(FIRST_OF_SDQ, len(segment.elements), 2):
        if segment.at(place):
            count = pieces(segment, segment.at(place + 1), segment.at(1))
            yield Quantity(segment, Held.AVAILABLE, count, segment.at(place))
