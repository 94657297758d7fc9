"""X12 867, product transfer and resale: what was sold and what came back, by product, country and day.

To whom and at what price is read only to find the country: the sell-out that a vendor sees holds neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.edi.amounts import pieces, x12_day
from ingest.edi.codes import (
    ASSIGNED_X12,
    OTHER_TRANSFERS,
    REPORT_END_X12,
    RETURNED_QUANTITIES,
    RETURNS,
    SALES,
    SHIP_TO_PARTIES,
    SOLD_QUANTITIES,
    SOLD_X12,
    STATING,
)
from ingest.edi.envelope import Message
from ingest.edi.faults import Wrong
from ingest.edi.findings import Findings, stating
from ingest.edi.segments import Segment
from ingest.edi.x12_parts import Party, loops, party_of, product, settle

REPORTING_PARTIES = ("DS", "DB", "SE")
"""N101 of who reports: distributor, distributor branch, seller."""


@dataclass
class _Told:
    """Dates and parties of a heading or a transfer."""

    dates: dict[str, date] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    latest: Party | None = None

    def take(self, segment: Segment) -> None:
        if segment.tag == "DTM" and segment.at(1) in (*SOLD_X12, *REPORT_END_X12):
            self.dates[segment.at(1)] = x12_day(segment, segment.at(2))
        elif segment.tag == "N1":
            self.latest = party_of(segment)
            self.parties[self.latest.role] = self.latest
        elif segment.tag == "N4":
            settle(self.latest, segment)

    def day(self, qualifiers: Sequence[str]) -> date | None:
        return next((self.dates[each] for each in qualifiers if each in self.dates), None)

    @property
    def country(self) -> str:
        named = (self.parties[role].country for role in SHIP_TO_PARTIES if role in self.parties)
        return next((country for country in named if country), "")


def read_867(message: Message, findings: Findings) -> None:
    """The rows of an 867."""
    heading, *transfers = loops(message.body, "PTD")
    head = _Told()
    try:
        if not heading or heading[0].tag != "BPT":
            raise message.segments[1].wrong("place", "BPT")
        stating(heading[0], heading[0].at(1), STATING["BPT"])
        for segment in heading:
            head.take(segment)
        if not transfers:
            raise message.segments[0].wrong("empty")
    except Wrong as wrong:
        findings.wrong(wrong)
        return
    for transfer in transfers:
        try:
            _transfer(message, findings, head, transfer)
        except Wrong as wrong:
            findings.wrong(wrong)


def _transfer(message: Message, findings: Findings, head: _Told, transfer: Sequence[Segment]) -> None:
    start, sign = transfer[0], 1
    if start.at(1) in OTHER_TRANSFERS:
        findings.note("transfer", start.at(1))
        return
    if start.at(1) in RETURNS:
        sign = -1
    elif start.at(1) not in SALES:
        raise start.wrong("transfer", start.at(1))
    before, *lines = loops(transfer[1:], "QTY")
    told = _Told()
    if start.at(3):
        told.dates[start.at(2)] = x12_day(start, start.at(3))
    for segment in before:
        told.take(segment)
    if not lines:
        raise start.wrong("no_quantity", "QTY 32")
    leading = next((segment for segment in before if segment.tag == "LIN"), None)
    for line in lines:
        try:
            _line(message, findings, (head, told), line, leading, sign)
        except Wrong as wrong:
            findings.wrong(wrong)


def _line(
    message: Message,
    findings: Findings,
    around: tuple[_Told, _Told],
    line: Sequence[Segment],
    leading: Segment | None,
    sign: int,
) -> None:
    head, transfer = around
    quantity = line[0]
    if quantity.at(1) not in SOLD_QUANTITIES | RETURNED_QUANTITIES:
        findings.note("quantity", quantity.at(1)[:3])
        return
    item = next((segment for segment in line if segment.tag == "LIN"), leading)
    if item is None:
        raise quantity.wrong("no_item")
    own = _Told()
    for segment in line:
        own.take(segment)
    count = pieces(quantity, quantity.at(2), quantity.at(3))
    comes_back = sign < 0 or quantity.at(1) in RETURNED_QUANTITIES
    country = own.country or transfer.country or head.country
    if not country:
        raise quantity.wrong("no_country")
    values = {
        "distributor": _reporter(head),
        "product": product(item),
        "country": country,
        "quantity": str(-abs(count) if comes_back else count),
        "sold_on": _sold_on(findings, quantity, own, transfer, head).isoformat(),
    }
    findings.add("sell-out", message, quantity, values)


def _sold_on(findings: Findings, quantity: Segment, own: _Told, transfer: _Told, head: _Told) -> date:
    sold = own.day(SOLD_X12) or transfer.day(SOLD_X12) or head.day(SOLD_X12)
    if sold is not None:
        return sold
    reported = own.day(REPORT_END_X12) or transfer.day(REPORT_END_X12) or head.day(REPORT_END_X12)
    if reported is None:
        raise quantity.wrong("no_sale_day")
    findings.note("report_end")
    return reported


def _reporter(head: _Told) -> str:
    """The key of who reports, where its code is an agreed one; empty otherwise: then it is who loads."""
    parties = (head.parties[role] for role in REPORTING_PARTIES if role in head.parties)
    return next((party.code for party in parties if party.code and party.assigned in ASSIGNED_X12), "")
