"""What a draft of a price list holds: whose prices, under which terms, and what would be written."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from channel import refusals
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotAllowed
from channel.price_moves import Missing, PricePlan, Target, Terms
from channel.price_standing import Publisher
from channel.tables.parties import Kind
from channel.tables.prices import PriceListKind

Content = dict[str, Any]
NEEDED: dict[PriceListKind, frozenset[Right]] = {
    PriceListKind.LIST: frozenset({Right.SEE_PRICES}),
    PriceListKind.RESELLER: frozenset({Right.SEE_PRICES, Right.SEE_EMBARGOED}),
    PriceListKind.COST: frozenset({Right.SEE_COST}),
}
"""What a publisher must be able to see in full, to be shown what changes."""


def publisher_for(viewer: Viewer, kind: PriceListKind, distributor_id: int | None = None) -> Publisher:
    """Whose prices a viewer may publish as a kind.

    Raises:
        NotAllowed: for everybody but a vendor (list, cost) and a distributor (its reseller prices), and for those who
            do not see such prices in full.
    """
    own = viewer.organisation_id
    publisher = None
    if viewer.kind is Kind.VENDOR and kind is PriceListKind.LIST:
        publisher = Publisher(kind, vendor_id=own)
    elif viewer.kind is Kind.VENDOR and kind is PriceListKind.COST and distributor_id is not None:
        publisher = Publisher(kind, vendor_id=own, distributor_id=distributor_id)
    elif viewer.kind is Kind.DISTRIBUTOR and kind is PriceListKind.RESELLER:
        publisher = Publisher(kind, distributor_id=own)
    if publisher is None or Right.PUBLISH not in viewer.rights or not NEEDED[kind] <= viewer.rights:
        raise NotAllowed.of(refusals.NOT_YOUR_PRICES)
    return publisher


def terms_of(content: Content, viewer: Viewer) -> Terms:
    """The terms that a draft's content says, for the person who confirms it.

    Raises:
        NotAllowed: when the person may not publish such prices.
    """
    said = content["terms"]
    return Terms(
        publisher=publisher_for(viewer, PriceListKind(said["kind"]), said.get("distributor")),
        effective=date.fromisoformat(said["effective"]),
        edition=said["edition"],
        until=date.fromisoformat(said["until"]) if said.get("until") else None,
        embargo_until=datetime.fromisoformat(said["embargo_until"]) if said.get("embargo_until") else None,
        missing=Missing(said["missing"]),
    )


def content_of(terms: Terms) -> Content:
    """What `terms_of` reads."""
    return {
        "kind": terms.publisher.kind.value,
        "distributor": terms.publisher.distributor_id if terms.publisher.kind is PriceListKind.COST else None,
        "effective": terms.effective.isoformat(),
        "edition": terms.edition,
        "until": terms.until.isoformat() if terms.until else None,
        "embargo_until": terms.embargo_until.isoformat() if terms.embargo_until else None,
        "missing": terms.missing.value,
    }


@dataclass(frozen=True)
class Prepared:
    """What a plan writes, as it is kept beside the file until its draft is closed.

    Attributes:
        targets: the lists that get prices.
        rows: one for each price: target, product, vendor and line by id, tier, territory, currency, quantity, amount,
            recommended price, last day.
        ending, closing: see `channel.price_moves.PricePlan`.
        counts: how many moves of each kind there are.
    """

    targets: tuple[Target, ...]
    rows: list[list[Any]]
    ending: list[tuple[int, date | None]]
    closing: list[tuple[int, date | None]]
    counts: dict[str, int]


def packed(plan: PricePlan) -> bytes:
    """What a plan writes, as bytes."""
    plain = {
        "targets": [[t.name, t.edition, t.vendor_id, t.currency, t.id, list(t.replaces)] for t in plan.targets],
        "rows": [
            [
                new.target,
                new.goods.id,
                new.goods.vendor_id,
                new.goods.line_id,
                new.tier,
                new.territory,
                new.currency,
                new.quantity,
                str(new.amount),
                None if new.recommended is None else str(new.recommended),
                _iso(new.valid_to),
            ]
            for new in plan.new
        ],
        "ending": [[row, _iso(day)] for row, day in plan.ending],
        "closing": [[row, _iso(day)] for row, day in plan.closing],
        "counts": {move.value: count for move, count in plan.counts.items()},
    }
    return gzip.compress(json.dumps(plain, separators=(",", ":")).encode(), compresslevel=1, mtime=0)


def prepared_of(kept: bytes) -> Prepared:
    """What `packed` kept."""
    plain = json.loads(gzip.decompress(kept))
    return Prepared(
        targets=tuple(
            Target(name, edition, vendor, currency, one, tuple(replaces))
            for name, edition, vendor, currency, one, replaces in plain["targets"]
        ),
        rows=plain["rows"],
        ending=[(row, day_of(day)) for row, day in plain["ending"]],
        closing=[(row, day_of(day)) for row, day in plain["closing"]],
        counts=plain["counts"],
    )


def day_of(text: str | None) -> date | None:
    """A day as it is kept in JSON."""
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
