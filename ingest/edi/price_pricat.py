"""EDIFACT PRICAT of D.96A: prices of a vendor's or a distributor's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from channel.money import is_currency
from ingest.edi.amounts import edifact_period, pieces, price
from ingest.edi.codes import ENDS, GROSS_PRICES, NET_PRICES, PERIODS, PIECES, RECOMMENDED_TYPES, STARTS, STATING
from ingest.edi.edifact_parts import agreed_code, product
from ingest.edi.envelope import Message
from ingest.edi.faults import Wrong
from ingest.edi.findings import Findings, stating
from ingest.edi.segments import Segment
from ingest.edi.x12_parts import loops

RELEASES: Final = frozenset({"D.96A"})
DELETED: Final = "2"
TERRITORY_PLACES: Final = frozenset({"28", "162"})
"""LOC 3227: country of destination, place where it applies."""


@dataclass(frozen=True)
class _Terms:
    """What holds for a message, a line or a price: each takes over what the wider one says."""

    currency: str = ""
    first: date | None = None
    last: date | None = None
    territories: tuple[str, ...] = ()
    from_pieces: int = 1

    def with_segment(self, segment: Segment, decimal: str) -> _Terms:
        if segment.tag == "CUX":
            code = segment.at(1, 2)
            if not is_currency(code):
                raise segment.wrong("currency", code)
            return replace(self, currency=code)
        if segment.tag == "RNG":
            return replace(self, from_pieces=pieces(segment, segment.at(2, 2), segment.at(2, 1), decimal))
        if segment.tag == "DTM":
            return self._dated(segment)
        return self

    def _dated(self, segment: Segment) -> _Terms:
        qualifier = segment.at(1)
        if qualifier not in (*STARTS, *ENDS, *PERIODS):
            return self
        first, last = edifact_period(segment)
        if qualifier in PERIODS:
            return replace(self, first=first, last=last)
        return replace(self, first=first) if qualifier in STARTS else replace(self, last=last)

    def placed(self, segments: Sequence[Segment]) -> _Terms:
        """With the countries that they name, if they name any."""
        named = [
            segment.at(2, 1).upper()
            for segment in segments
            if segment.tag == "LOC" and segment.at(1) in TERRITORY_PLACES
        ]
        return replace(self, territories=tuple(dict.fromkeys(named))) if named else self


@dataclass(frozen=True)
class _List:
    """Whose list it is, what it is called, and for whom."""

    name: str
    edition: str
    kind: str
    vendor: str
    distributor: str
    tier: str
    terms: _Terms


@dataclass
class _Priced:
    """A line's prices under way, by what tells them apart."""

    rows: dict[tuple[str, int, date], dict[str, str]] = field(default_factory=dict)
    recommended: dict[tuple[str, int, date], Decimal] = field(default_factory=dict)
    segments: dict[tuple[str, int, date], Segment] = field(default_factory=dict)


def read_pricat(message: Message, findings: Findings) -> None:
    """The rows of a PRICAT."""
    heading, *lines = loops(message.body, "LIN")
    try:
        head = _heading(message, heading)
        if not lines:
            raise message.segments[0].wrong("empty")
    except Wrong as wrong:
        findings.wrong(wrong)
        return
    for line in lines:
        if line[0].at(2) == DELETED:
            findings.note("deleted")
            continue
        try:
            _line(message, findings, head, line)
        except Wrong as wrong:
            findings.wrong(wrong)


def _heading(message: Message, heading: Sequence[Segment]) -> _List:
    if not heading or heading[0].tag != "BGM":
        raise message.segments[1].wrong("place", "BGM")
    begin = heading[0]
    stating(begin, begin.at(3), STATING["BGM"])
    terms = _Terms()
    parties: dict[str, Segment] = {}
    references: dict[str, Segment] = {}
    for segment in heading:
        terms = terms.with_segment(segment, message.marks.decimal)
        if segment.tag == "NAD":
            parties[segment.at(1)] = segment
        elif segment.tag == "RFF":
            references.setdefault(segment.at(1), segment)
    listed, contract = references.get("PL"), references.get("CT")
    kind, vendor, distributor = _sides(message, parties)
    name = (listed.at(1, 2) if listed else "") or begin.at(2)
    edition = (listed.at(1, 4) if listed else "") or (begin.at(2) if listed else "")
    tier = contract.at(1, 2).lower() if contract else ""
    return _List(name, edition, kind, vendor, distributor, tier, terms.placed(heading))


def _sides(message: Message, parties: dict[str, Segment]) -> tuple[str, str, str]:
    """What kind of list it is, the vendor's key, and the distributor's."""
    supplier, maker, buyer = (parties.get(role) for role in ("SU", "MF", "BY"))
    if supplier is None and maker is None:
        raise message.segments[1].wrong("no_vendor")
    if supplier is not None and maker is not None and supplier.at(2, 1) != maker.at(2, 1):
        return "reseller", agreed_code(maker), agreed_code(supplier)
    owner = maker or supplier
    vendor = agreed_code(owner) if owner is not None else ""
    return ("cost", vendor, agreed_code(buyer)) if buyer is not None else ("list", vendor, "")


def _line(message: Message, findings: Findings, head: _List, line: Sequence[Segment]) -> None:
    start = line[0]
    before, *prices = loops(line, "PRI")
    terms = head.terms.placed(line)
    for segment in before:
        terms = terms.with_segment(segment, message.marks.decimal)
    named = product(line)
    if not terms.territories:
        raise start.wrong("no_territory")
    priced = _Priced()
    for each in prices:
        _price(message, findings, head, terms, each, priced)
    if not priced.rows:
        raise start.wrong("no_price")
    for key, values in priced.rows.items():
        recommended = priced.recommended.get(key)
        shown = {"product": named, "recommended": "" if recommended is None else str(recommended)}
        findings.add("price-lists", message, priced.segments[key], {**values, **shown})


def _price(
    message: Message, findings: Findings, head: _List, terms: _Terms, group: Sequence[Segment], priced: _Priced
) -> None:
    segment = group[0]
    qualifier, kind = segment.at(1), segment.at(1, 4)
    for each in group[1:]:
        terms = terms.with_segment(each, message.marks.decimal)
    if segment.at(1, 6).upper() not in PIECES:
        raise segment.wrong("unit", segment.at(1, 6))
    if qualifier not in NET_PRICES | GROSS_PRICES:
        findings.note("price", qualifier[:3])
        return
    amount = price(segment, segment.at(1, 2), segment.at(1, 5), message.marks.decimal)
    if not terms.currency:
        raise segment.wrong("no_currency")
    if terms.first is None:
        raise segment.wrong("no_start")
    for territory in terms.territories:
        key = (territory, terms.from_pieces, terms.first)
        if kind in RECOMMENDED_TYPES:
            priced.recommended[key] = amount
            continue
        priced.segments[key] = segment
        priced.rows[key] = {
            "kind": head.kind,
            "list": head.name,
            "edition": head.edition or f"{head.terms.first or terms.first:%Y-%m-%d}",
            "vendor": head.vendor,
            "distributor": head.distributor,
            "currency": terms.currency,
            "list_from": (head.terms.first or terms.first).isoformat(),
            "list_to": head.terms.last.isoformat() if head.terms.last else "",
            "tier": head.tier if head.kind == "reseller" else "",
            "territory": territory,
            "min_quantity": str(terms.from_pieces) if terms.from_pieces > 1 or head.kind == "reseller" else "",
            "amount": str(amount),
            "valid_from": terms.first.isoformat(),
            "valid_to": terms.last.isoformat() if terms.last else "",
        }
