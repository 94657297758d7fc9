"""One card for a part number: own price, registered price, stock and inbound, what is paid back, and the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from bot.tools import price_quotes, stock
from bot.tools.asked import ProductArguments, asker, today
from bot.tools.price_quotes import PriceArguments, Prices
from bot.tools.results import Asking, Result, Tool
from bot.tools.stock import StockArguments, Stocks
from channel.access.rights import Right
from channel.announcements import running_incentives
from channel.coterm import term_of
from channel.errors import NotFound, Refusal
from channel.incentives import rebates
from channel.money import Money
from channel.products import ProductFacts, product_facts
from channel.special_prices import SpecialPriceFact, special_prices
from channel.tables.parties import Kind
from knowledge.sources import Source

BARE: Final = frozenset({"knowledge.ask", "product.facts", "product.compatibility", "product.lifecycle", "price.quote"})
"""What a message of a part number alone may be taken for."""
PLAIN: Final = re.compile(r"[\W_]+")
AROUND: Final = re.compile(
    r"\b(artikel(nummer)?|art\.?-?nr\.?|part (number|no\.?)|mpn|infos?|informationen|details|overview|übersicht"
    r"|alles|everything|all)\b"
    r"|\b(show|tell|give|zeig(e|en)?|sag(e|en)?|gib|geben)( (me|us|mir|uns|sie))*\b"
    r"|\b(that )?(you|we) (have|know|got)\b|\b(was )?(du|sie|wir|ihr|es) (hast|haben|habt|weißt|wissen|gibt)\b"
    r"|\b(about|on|of|for|is|there|zu[mr]?|über|the|den|die|das|bitte|please|mal)\b",
    re.IGNORECASE,
)
DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True)
class PaidBack:
    """What comes back for each unit: a bonus or rebate by name, per unit, until a day. `percent` of a rebate step."""

    name: str
    kind: str
    per_unit: Money
    percent: Decimal | None
    valid_to: date


@dataclass(frozen=True)
class PartCard:
    """What the asker may know of a part number; what is out of sight is not there.

    `unpriced`: who may see prices has none for it, whether because there is none or because it is not theirs.
    """

    product: ProductFacts
    prices: Prices | None
    specials: tuple[SpecialPriceFact, ...]
    stock: Stocks | None
    paid_back: tuple[PaidBack, ...]
    document: Source | None
    unpriced: bool = False


def is_bare(text: str, mpns: tuple[str, ...]) -> bool:
    """Whether a message is nothing but one part number, or a short form of it."""
    said = PLAIN.sub("", AROUND.sub(" ", text)).casefold()
    return len(mpns) == 1 and bool(DIGIT.search(said)) and said in PLAIN.sub("", mpns[0]).casefold()


def card(asking: Asking, arguments: ProductArguments) -> Result:
    """Everything about one part number.

    Raises:
        NotFound: when the product is not in sight.
    """
    mpn = arguments.mpns[0]
    rights = asking.person.rights
    with asking.gate.viewing(asking.viewer) as session:
        found = product_facts(session, (mpn,))
        special = special_prices(session, mpns=(mpn,)) if Right.SEE_PRICES in rights else ()
    if not found:
        raise NotFound(*_unseen(asking, mpn))
    aspects = ("margin",) if Right.SEE_COST in rights and asking.person.kind is Kind.DISTRIBUTOR else ()
    wanted = PriceArguments(mpns=(mpn,), aspects=aspects)
    prices = _tried(lambda: price_quotes.quote(asking, wanted).value) if Right.SEE_PRICES in rights else None
    position = None
    if Right.SEE_STOCK in rights:
        position = _tried(lambda: stock.find_stock(asking, StockArguments(mpns=(mpn,))).value)
    own_prices = prices if isinstance(prices, Prices) else None
    day = today(asking, asker(asking))
    nearest = asking.library.find(asking.viewer, f"{mpn} {found[0].name}", asking.now, 1)
    value = PartCard(
        product=found[0],
        prices=own_prices,
        specials=tuple(row for row in special if row.holds(day)),
        stock=position if isinstance(position, Stocks) else None,
        paid_back=_paid_back(asking, found[0], own_prices, day),
        document=nearest[0].source if nearest else None,
        unpriced=Right.SEE_PRICES in rights and own_prices is None,
    )
    return Result(value, listed=(mpn,), sources=("product master", "price list", "stock"))


def _tried(read: Callable[[], object]) -> object:
    """What a tool gives, none where it declines: a card leaves out what is not for its reader."""
    try:
        return read()
    except Refusal:
        return None


def _paid_back(asking: Asking, product: ProductFacts, prices: Prices | None, day: date) -> tuple[PaidBack, ...]:
    """Bonuses on this product in the asker's currency; for a reseller's own price the rebate step reached as well."""
    if prices is None:
        return ()
    unit = prices.rows[0].unit
    with asking.gate.viewing(asking.viewer) as session:
        found = [
            PaidBack(row.name, row.kind, amount, None, row.valid_to)
            for row in running_incentives(session, day)
            for amount in row.per_unit
            if product.mpn in row.mpns and amount.currency == unit.currency
        ]
        if asking.person.kind is Kind.RESELLER and prices.mine:
            found += _rebates(asking, session, product, unit, day)
    return tuple(found)


def _rebates(asking: Asking, session: Session, product: ProductFacts, unit: Money, day: date) -> list[PaidBack]:
    """What the rebate step reached gives back on a purchase; subscriptions do not count."""
    term = term_of(session, product.mpn)
    if term and term.months:
        return []
    return [
        PaidBack(
            row.name,
            "rebate",
            (unit * (row.reached.rebate_percent / 100)).rounded(),
            row.reached.rebate_percent,
            row.valid_to,
        )
        for row in rebates(session, reseller_id=asking.person.organisation_id)
        if row.reached is not None
        and row.vendor == product.vendor
        and row.basis.currency == unit.currency
        and row.valid_to >= day
    ]


def _unseen(asking: Asking, mpn: str) -> tuple[str, str]:
    if asking.language == "de":
        return f"Zu „{mpn}“ habe ich nichts, was ich Ihnen zeigen kann.", "Prüfen Sie die Artikelnummer."
    return f"I have nothing on “{mpn}” that I can show you.", "Check the part number."


CARD: Final = Tool("product.card", ProductArguments, Right.ASK, card)
TOOLS = (CARD,)
