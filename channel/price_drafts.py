"""What a draft of a price list holds: whose prices and under which terms, and the prices as they were read."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotAllowed
from channel.price_moves import Missing, Terms
from channel.price_offers import Offer, OfferedPrice
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
        raise NotAllowed(
            "You cannot publish prices of that kind.",
            "A vendor publishes its list prices and what it charges, a distributor its own reseller prices.",
        )
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


def packed(offer: Offer) -> bytes:
    """An offer's usable part as bytes, kept beside the file until its draft is closed."""
    plain = {
        "prices": [
            [p.mpn, p.tier, p.territory, p.currency, p.quantity, str(p.amount), _amount(p.recommended), p.row, p.sheet]
            for p in offer.prices
        ],
        "held": sorted(offer.held),
        "open": list(offer.open_parts),
        "ended": list(offer.ended),
        "rows": offer.rows,
        "recommended": offer.has_recommended,
    }
    return gzip.compress(json.dumps(plain, separators=(",", ":")).encode(), compresslevel=1, mtime=0)


def offer_of(kept: bytes) -> Offer:
    """What `packed` kept."""
    plain = json.loads(gzip.decompress(kept))
    return Offer(
        prices=tuple(
            OfferedPrice(mpn, place, coin, Decimal(amount), tier, quantity, _decimal(recommended), row, sheet)
            for mpn, tier, place, coin, quantity, amount, recommended, row, sheet in plain["prices"]
        ),
        held=frozenset(plain["held"]),
        open_parts=tuple(plain["open"]),
        ended=tuple(plain["ended"]),
        rows=plain["rows"],
        has_recommended=plain["recommended"],
    )


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
