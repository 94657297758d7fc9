"""The one question back, with at most three choices, where the words leave open what is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.filling import Filled
from bot.understanding.names import Names
from bot.understanding.reading import Reading
from bot.understanding.requests import Capability, Choice, Clarification, Request
from bot.understanding.vocabulary import Tables

_CHOICES = 3
_SHORT = 6
_OTHERS = frozenset({"cost", "margin", "cheapest"})
_ASKS_WHICH_BUNDLE = {Capability.PRICE_QUOTE, Capability.ORDER_PLACE}
_ABOUT_ONE = {Capability.PRICE_QUOTE, Capability.STOCK_POSITION, Capability.PRODUCT_FACTS}


def asked_back(
    request: Request, filled: Filled, reading: Reading, names: Names, evidence: Tables, *, continued: bool
) -> Request:
    """The request with a question where a product could be several, a bare number has a bundle, or nothing says
    which product is meant. The slots keep the likeliest reading, if there is one.
    """
    slots = request.slots
    if request.capability not in evidence["product_needed"]:
        return request
    if filled.several and not slots.mpns:
        return replace(request, clarification=_which(request, filled.several, names))
    if filled.bare and len(filled.bare) > 1 and request.capability in _ASKS_WHICH_BUNDLE and len(slots.mpns) == 1:
        return replace(request, clarification=_which(request, filled.bare, names))
    named = (
        slots.mpns or slots.line or slots.vendor or slots.price_lists or slots.deals or slots.customer or slots.tiers
    )
    another = slots.reseller or slots.distributor or not _OTHERS.isdisjoint(slots.aspects)
    unlisted = not names.products and reading.marks.of("product")
    if named or another or unlisted or continued or request.capability not in _ABOUT_ONE or filled.variants:
        return request
    if len(reading.words) <= _SHORT and not slots.quantities and not reading.unknown:
        return replace(request, clarification=Clarification("which_product"))
    return request


def _which(request: Request, mpns: Sequence[str], names: Names) -> Clarification:
    known = {product.mpn: product.name for product in names.products}
    offered = mpns[:_CHOICES]
    return Clarification(
        "which_product",
        tuple(
            Choice(
                f"{mpn} {known.get(mpn, '')}".strip(),
                replace(request, slots=replace(request.slots, mpns=(mpn,)), clarification=None),
            )
            for mpn in offered
        ),
    )
