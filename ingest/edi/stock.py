"""Stock lines of an 846 or INVRPT as rows of the areas stock and inbound."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ingest.edi.codes import Held
from ingest.edi.envelope import Message
from ingest.edi.findings import Findings
from ingest.edi.segments import Segment


@dataclass
class Quantity:
    """A stated quantity under way to be a row: what it is, and where; for goods that come also when."""

    segment: Segment
    held: Held
    pieces: int
    warehouse: str = ""
    expected: dict[str, date] = field(default_factory=dict)
    as_of: datetime | None = None


@dataclass(frozen=True)
class Place:
    """A warehouse as a message names it: code, and city and country where they are stated."""

    code: str
    city: str = ""
    country: str = ""


def add_stock(
    findings: Findings,
    message: Message,
    line: Segment,
    product: str,
    quantities: list[Quantity],
    places: dict[str, Place],
    arrival: tuple[str, ...],
    how_to_name: str,
) -> None:
    """The rows of one line.

    Args:
        findings: take them.
        message: whose line it is.
        line: its first segment.
        product: how it is named.
        quantities: stated in it.
        places: warehouses by code.
        arrival: qualifiers of expected days, from the best.
        how_to_name: where a warehouse is named, for the fault.
    """
    by_place: dict[str, dict[Held, Quantity]] = {}
    for quantity in quantities:
        if not quantity.warehouse:
            findings.wrong(quantity.segment.wrong("no_warehouse", how_to_name))
        elif quantity.pieces < 0:
            findings.wrong(quantity.segment.wrong("below_zero", str(quantity.pieces)))
        elif quantity.held is Held.COMING:
            _add_coming(findings, message, product, quantity, arrival)
        else:
            by_place.setdefault(quantity.warehouse, {})[quantity.held] = quantity
    for code, held in by_place.items():
        _add_held(findings, message, line, product, places.get(code, Place(code)), held)


def _add_coming(
    findings: Findings, message: Message, product: str, quantity: Quantity, arrival: tuple[str, ...]
) -> None:
    if not quantity.pieces:
        return
    expected = next((quantity.expected[each] for each in arrival if each in quantity.expected), None)
    if expected is None:
        findings.note("no_date")
        return
    values = {
        "warehouse": quantity.warehouse,
        "product": product,
        "quantity": str(quantity.pieces),
        "eta": expected.isoformat(),
        "as_of": quantity.as_of.isoformat() if quantity.as_of else "",
    }
    findings.add("inbound", message, quantity.segment, values)


def _add_held(
    findings: Findings, message: Message, line: Segment, product: str, place: Place, held: dict[Held, Quantity]
) -> None:
    stated = {kind: quantity.pieces for kind, quantity in held.items()}
    on_hand, reserved = stated.get(Held.ON_HAND), stated.get(Held.RESERVED)
    available = stated.get(Held.AVAILABLE)
    if available is None:
        if on_hand is None:
            findings.wrong(line.wrong("no_quantity", "QTY 33 / QTY 145"))
            return
        available = max(on_hand - (reserved or 0), 0)
        findings.note("on_hand")
    if on_hand is not None and reserved is None:
        reserved = on_hand - available
    if on_hand is not None and (reserved or 0) < 0:
        findings.note("more_than_on_hand")
        on_hand = reserved = None
    as_of = next((quantity.as_of for quantity in held.values() if quantity.as_of), None)
    values = {
        "warehouse": place.code,
        "warehouse_city": place.city,
        "warehouse_country": place.country,
        "product": product,
        "available": str(available),
        "on_hand": "" if on_hand is None else str(on_hand),
        "reserved": "" if on_hand is None else str(reserved),
        "as_of": as_of.isoformat() if as_of else "",
    }
    findings.add("stock", message, next(iter(held.values())).segment, values)
