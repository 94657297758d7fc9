"""EDI files in: recognised by their first segments, read whole or refused whole, as rows of the areas of loading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ingest.edi import edifact, inventory_invrpt, price_pricat, x12
from ingest.edi.envelope import Interchange, Message
from ingest.edi.faults import EdiRefused, Wrong
from ingest.edi.findings import Findings, Note
from ingest.edi.inventory_846 import read_846
from ingest.edi.inventory_invrpt import read_invrpt
from ingest.edi.price_pricat import read_pricat
from ingest.edi.resale_867 import read_867
from ingest.loading.areas import ORDER
from ingest.loading.rows import Row, Source

READERS: Final[Mapping[tuple[str, str], Callable[[Message, Findings], None]]] = {
    ("X12", "846"): read_846,
    ("X12", "867"): read_867,
    **{("EDIFACT", f"INVRPT {release}"): read_invrpt for release in inventory_invrpt.RELEASES},
    **{("EDIFACT", f"PRICAT {release}"): read_pricat for release in price_pricat.RELEASES},
}
SUMMED: Final[Mapping[str, tuple[str, ...]]] = {
    "inbound": ("warehouse", "product", "eta"),
    "sell-out": ("distributor", "product", "country", "sold_on"),
}
"""Areas whose quantities add up over a file, and by which columns."""


@dataclass(frozen=True)
class AreaRows:
    """Rows for one area of loading."""

    area: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class EdiFile:
    """What a file yields.

    Attributes:
        standard: X12 or EDIFACT.
        kinds: of its messages, in order, such as 846.
        senders: who sent its interchanges, as the envelopes name them.
        loads: rows by area, in loading order.
        source: of all rows.
        notes: what was left out or taken for granted.
    """

    standard: str
    kinds: tuple[str, ...]
    senders: tuple[str, ...]
    loads: tuple[AreaRows, ...]
    source: Source
    notes: tuple[Note, ...]


def recognised(content: bytes) -> str | None:
    """Which standard a file is written in, "X12" or "EDIFACT", by how it begins; none for any other file.

    A message of a kind that is not loaded is recognised too: `read` then says so.
    """
    if x12.begins(content):
        return "X12"
    return "EDIFACT" if edifact.begins(content) else None


def read(content: bytes, name: str) -> EdiFile:
    """The rows of a file; either all of it is read or nothing.

    Args:
        content: of the file.
        name: of the file, for words and provenance.

    Raises:
        EdiRefused: with every fault that could be found, by segment.
    """
    findings = Findings()
    try:
        interchanges = _interchanges(content)
    except Wrong as wrong:
        raise EdiRefused(name, [wrong.fault]) from wrong
    messages = [message for interchange in interchanges for message in interchange.messages]
    for message in messages:
        _read_message(message, findings)
    if not messages:
        findings.wrong(Wrong("empty"))
    if findings.faults:
        raise EdiRefused(name, sorted(findings.faults, key=lambda fault: fault.segment))
    standard = messages[0].standard
    loads = tuple(AreaRows(area, _summed(area, findings.rows[area])) for area in ORDER if area in findings.rows)
    return EdiFile(
        standard=standard,
        kinds=tuple(dict.fromkeys(message.kind for message in messages)),
        senders=tuple(dict.fromkeys(interchange.sender for interchange in interchanges)),
        loads=loads,
        source=Source(standard.lower(), name, hashlib.sha256(content).hexdigest(), _as_of(loads)),
        notes=findings.notes,
    )


def _interchanges(content: bytes) -> Sequence[Interchange]:
    standard = recognised(content)
    if standard is None:
        raise Wrong("no_interchange")
    return x12.read_x12(content) if standard == "X12" else edifact.read_edifact(content)


def _read_message(message: Message, findings: Findings) -> None:
    kind = message.kind if message.standard == "X12" else f"{message.kind} {message.release}"
    reader = READERS.get((message.standard, kind))
    if reader is None:
        findings.wrong(message.segments[0].wrong("message", kind))
    else:
        reader(message, findings)


def _summed(area: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of the same thing as one, with the sum of their quantities, at the place of the first."""
    if area not in SUMMED:
        return tuple(rows)
    by_key: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(row.values.get(column, "") for column in SUMMED[area])
        first = by_key.get(key)
        if first is None:
            by_key[key] = row
            continue
        total = int(first.values["quantity"]) + int(row.values["quantity"])
        by_key[key] = Row(first.number, {**first.values, "quantity": str(total)}, first.where)
    return tuple(by_key.values())


def _as_of(loads: Sequence[AreaRows]) -> datetime | None:
    """The latest instant that rows state, none where none does."""
    stated = [row.values["as_of"] for load in loads for row in load.rows if "as_of" in row.values]
    return max((datetime.fromisoformat(moment) for moment in stated), default=None)
