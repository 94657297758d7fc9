"""Sellers' premiums (SPIFF): what is running, and claiming it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.screens.text import day
from bot.tools.asked import ProductArguments, asker, span, today
from bot.tools.questions import clarify, in_words
from bot.tools.request_drafting import Note, Prepared, draft, organisation_of, own_words, rule_for
from bot.tools.results import Asking, Result
from channel import request_grounds as grounds
from channel.errors import NotFound, NotPossible
from channel.money import Money
from channel.request_facts import Fact
from channel.request_grounds import Bonus
from channel.requests import BONUS
from channel.special_prices import special_prices
from channel.tables.parties import Kind
from knowledge.answering import Source

CLAIMS: Final = re.compile(
    r"\b(?:claim|submit|file|hand in|enter|einreich\w*|beantrag\w*|reich\w* .* ein|geltend"
    r"|abrechn\w*|melde\w*|anmeld\w*)\b"
    r"|\bsold \d"
    r"|\d+ .*\b(?:sold|verkauft)\b",
    re.IGNORECASE,
)
INVOICE: Final = re.compile(
    r"\b(?:invoice|inv|rechnung|re)\b\.?\s*(?:no\.?|nr\.?|number|nummer)?\s*:?\s*([\w/-]*\d[\w/-]*)", re.IGNORECASE
)


class BonusArguments(ProductArguments):
    """What was sold to whom."""

    customer: str | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class BonusTerms:
    """A premium as it stands: `running` on `day`; `source` is the vendor's own words about it."""

    bonus: Bonus
    vendor: str
    day: date
    currency: str
    source: Source | None

    @property
    def running(self) -> bool:
        """Whether a sale of that day counts."""
        return self.bonus.valid_from <= self.day <= self.bonus.valid_to

    @property
    def premium(self) -> Money | None:
        """A unit's premium in the asker's currency."""
        return self.bonus.premium(self.currency)


def claim_bonus(asking: Asking, arguments: BonusArguments) -> Result:
    """A claim to be confirmed, one question for all that is missing, or how a premium stands.

    Raises:
        NotFound: when no premium is in sight for the product.
        NotPossible: when the sale or the day does not count.
    """
    own = asker(asking)
    now = today(asking, own)
    with asking.gate.viewing(asking.person) as session:
        found = grounds.bonuses(session, arguments.mpns)
    if not found or own is None:
        raise NotFound(
            in_words(
                asking,
                "I see no seller bonus (SPIFF) for that.",
                "Ich sehe dafür keine Verkäuferprämie (SPIFF).",
            )
        )
    bonus = found[0]
    source = rule_for(asking, f"SPIFF premium for sellers {' '.join(bonus.mpns)} claim serial number invoice")
    claims = arguments.customer or arguments.serials or CLAIMS.search(asking.text)
    if own.kind is not Kind.RESELLER or not claims:
        vendor = organisation_of(asking, bonus.vendor).name
        return Result(BonusTerms(bonus, vendor, now, own.currency, source), sources=(bonus.name,))
    if bonus.claim_by is not None and now > bonus.claim_by:
        raise NotPossible(_late(asking, bonus.name, bonus.claim_by))
    return _drafted(asking, arguments, bonus, own.currency, source)


def _drafted(asking: Asking, arguments: BonusArguments, bonus: Bonus, currency: str, source: Source | None) -> Result:
    words = own_words(asking, BONUS, arguments.mpns)
    number = len(arguments.serials) or next((n for n in arguments.quantities if n), None)
    if not (arguments.mpns and number and arguments.customer):
        return _ask(asking, arguments, bonus, number)
    mpn = next(m for m in arguments.mpns if m in bonus.mpns)
    _refuse_what_does_not_count(asking, arguments, bonus, mpn, number)
    premium = bonus.premium(currency)
    facts = [
        Fact("bonus", bonus.name),
        Fact("quantity", number, mpn),
        Fact("customer", arguments.customer),
        *(Fact("serial", serial) for serial in arguments.serials),
    ]
    invoice = INVOICE.search(words)
    facts += [Fact("invoice", invoice[1])] if invoice else []
    facts += [Fact("premium", premium), Fact("total", premium * number)] if premium is not None else []
    facts += [Fact("claim_by", bonus.claim_by)] if bonus.claim_by else []
    prepared = Prepared(
        kind=BONUS,
        recipient=organisation_of(asking, bonus.vendor),
        vendor=bonus.vendor,
        facts=tuple(facts),
        words=words,
        subject=f"spiff:{bonus.name}:{mpn}:{arguments.customer.casefold()}:{invoice[1] if invoice else ''}",
        notes=(*((Note("serials_needed"),) if not (arguments.serials and invoice) else ()), Note("not_decided")),
        source=source,
    )
    return draft(asking, prepared)


def _refuse_what_does_not_count(asking: Asking, arguments: BonusArguments, bonus: Bonus, mpn: str, number: int) -> None:
    if bonus.most is not None and number > bonus.most:
        raise NotPossible(
            in_words(
                asking,
                f"A seller can claim at most {bonus.most} units; {number} are more.",
                f"Höchstens {bonus.most} Stück je Verkäufer zählen; {number} sind mehr.",
            )
        )
    sold = span(arguments.dates[0]) if arguments.dates else None
    first, last = day(bonus.valid_from, asking.language), day(bonus.valid_to, asking.language)
    if sold is not None and not (sold[0] <= bonus.valid_to and bonus.valid_from <= sold[1]):
        raise NotPossible(
            in_words(
                asking,
                f"Sales count from {first} to {last}; that day is outside.",
                f"Verkäufe zählen vom {first} bis {last}; der Tag liegt außerhalb.",
            )
        )
    with asking.gate.viewing(asking.person) as session:
        special = special_prices(session, customer=arguments.customer, mpns=(mpn,))
    if special:
        raise NotPossible(
            in_words(
                asking,
                f"{special[0].deal} has a registered special price for that customer; such sales earn no bonus.",
                f"Für den Kunden gilt {special[0].deal} mit Sonderpreis; solche Verkäufe zählen nicht.",
            )
        )


def _ask(asking: Asking, arguments: BonusArguments, bonus: Bonus, number: int | None) -> Result:
    lacking = []
    if not arguments.mpns:
        lacking.append(
            in_words(asking, f"which product ({', '.join(bonus.mpns)})", f"welches Produkt ({', '.join(bonus.mpns)})")
        )
    if not number:
        lacking.append(in_words(asking, "how many units", "wie viele Stück"))
    if not arguments.customer:
        lacking.append(in_words(asking, "to which end customer", "an welchen Endkunden"))
    parts = ", ".join(lacking)
    return clarify(in_words(asking, f"{bonus.name}: {parts}?", f"{bonus.name}: {parts}?"))


def _late(asking: Asking, name: str, claim_by: date) -> str:
    until = day(claim_by, asking.language)
    return in_words(
        asking,
        f"Claims for “{name}” were taken until {until}.",
        f"„{name}“ konnte bis {until} eingereicht werden.",
    )
