"""Who may load and take out what: each organisation its own side. This table decides, and nothing else.

The right to load data is needed by everybody, and the rights named here besides, so that nobody changes what they may
not see. The operator loads everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from channel import refusals as channel_refusals
from channel.access.identifying import system_viewer
from channel.access.right_words import RIGHT_WORDS
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotAllowed
from channel.tables.parties import Kind
from ingest.loading import refusals
from ingest.loading.areas import ORDER, Area


@dataclass(frozen=True)
class Side:
    """What of an area is an organisation's own.

    Attributes:
        own: the column that must name the own organisation, or `column.attribute` of what it names; empty for all.
        rights: what the person must be able to see or do besides.
        only: words that other columns must say.
        needs: columns that must be filled besides those that everybody fills.
    """

    own: str
    rights: frozenset[Right] = frozenset()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


_STAFF: Final = Side("organisation", frozenset({Right.ADMINISTER}))
SIDES: Final[Mapping[str, Mapping[Kind, Side]]] = {
    "organisations": {
        Kind.DISTRIBUTOR: Side(
            "distributor", frozenset({Right.ONBOARD}), {"kind": ("reseller",)}, ("account", "customer_from")
        ),
    },
    "people": {Kind.VENDOR: _STAFF, Kind.DISTRIBUTOR: _STAFF, Kind.RESELLER: _STAFF},
    "authorisations": {Kind.VENDOR: Side("vendor")},
    "products": {Kind.VENDOR: Side("vendor", frozenset({Right.PUBLISH}))},
    "price-lists": {
        Kind.VENDOR: Side(
            "vendor", frozenset({Right.PUBLISH, Right.SEE_PRICES, Right.SEE_COST}), {"kind": ("list", "cost")}
        ),
        Kind.DISTRIBUTOR: Side(
            "distributor", frozenset({Right.PUBLISH, Right.SEE_PRICES, Right.SEE_EMBARGOED}), {"kind": ("reseller",)}
        ),
    },
    "stock": {Kind.DISTRIBUTOR: Side("distributor", frozenset({Right.SEE_STOCK}))},
    "inbound": {Kind.DISTRIBUTOR: Side("distributor", frozenset({Right.SEE_STOCK}))},
    "reported-stock": {
        Kind.DISTRIBUTOR: Side("distributor", frozenset({Right.SEE_STOCK})),
        Kind.VENDOR: Side("product.vendor_id", frozenset({Right.SEE_STOCK})),
    },
    "orders": {Kind.DISTRIBUTOR: Side("distributor", frozenset({Right.SEE_ORDERS}))},
    "shipments": {Kind.DISTRIBUTOR: Side("distributor", frozenset({Right.SEE_ORDERS}))},
    "credit": {Kind.DISTRIBUTOR: Side("distributor", frozenset({Right.SEE_CREDIT, Right.CHANGE_CREDIT}))},
    "subscriptions": {Kind.DISTRIBUTOR: Side("distributor", frozenset({Right.SEE_PRICES}))},
    "incentives": {Kind.VENDOR: Side("vendor")},
    "certifications": {Kind.DISTRIBUTOR: Side("distributor"), Kind.VENDOR: Side("vendor")},
    "targets": {Kind.DISTRIBUTOR: Side("owner"), Kind.VENDOR: Side("vendor")},
    "sell-out": {Kind.DISTRIBUTOR: Side("distributor"), Kind.VENDOR: Side("product.vendor_id")},
}
EVERYTHING: Final = Side("")
LOADING: Final = "loading"


def side_of(viewer: Viewer, area: Area) -> Side:
    """What of an area a viewer may load and take out.

    Raises:
        NotAllowed: when it is nothing, or a right is missing; says which.
    """
    if Right.LOAD_DATA not in viewer.rights:
        raise NotAllowed.of(channel_refusals.NEEDS_RIGHT, right=RIGHT_WORDS[Right.LOAD_DATA])
    if is_operator(viewer):
        return EVERYTHING
    side = SIDES[area.name].get(viewer.kind) if viewer.kind is not None else None
    if side is None:
        others = ", ".join(loadable(viewer))
        raise NotAllowed.of(
            refusals.NOT_YOUR_AREA,
            area={language: f"{title[0].upper()}{title[1:]}" for language, title in area.title.items()},
            others={"en": others or "nothing", "de": others or "nichts"},
        )
    missing = sorted(side.rights - viewer.rights)
    if missing:
        raise NotAllowed.of(channel_refusals.NEEDS_RIGHT, right=_named(missing))
    return side


def _named(rights: list[Right]) -> dict[str, str]:
    words = [RIGHT_WORDS[right] for right in rights]
    return {"en": " and to ".join(one["en"] for one in words), "de": ", ".join(one["de"] for one in words)}


def loadable(viewer: Viewer) -> tuple[str, ...]:
    """The areas that a viewer may load, in loading order."""
    if Right.LOAD_DATA not in viewer.rights:
        return ()
    if is_operator(viewer):
        return ORDER
    kind = viewer.kind
    return tuple(
        area for area in ORDER if kind is not None and kind in SIDES[area] and SIDES[area][kind].rights <= viewer.rights
    )


def is_operator(viewer: Viewer) -> bool:
    """Whether a viewer runs the installation: an operator's person with the right to, or the command line itself."""
    return viewer.system == LOADING or (viewer.kind is Kind.OPERATOR and Right.OPERATE in viewer.rights)


def reader_for(viewer: Viewer) -> Viewer:
    """With whose sight a load compares: the person's own; an operator's sees every row."""
    return system_viewer(LOADING, viewer.rights) if is_operator(viewer) else viewer
