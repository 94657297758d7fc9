"""Claims: a distributor's ship-and-debit at the vendor, a reseller's growth rebate once its quarter is over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.screens.text import day
from bot.tools.asked import ProductArguments, asker, span, today
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.request_drafting import Note, Prepared, draft, own_words, partners, rule_for
from bot.tools.results import Asking, Result
from channel import requests
from channel.access.rights import Right
from channel.errors import NotAllowed, NotFound, NotPossible, Refusal
from channel.incentives import rebates
from channel.parties import OrganisationFact
from channel.request_facts import Fact
from channel.requests import CLAIM, Standing
from channel.special_prices import SpecialPriceFact, special_prices
from channel.tables.parties import Kind

DEBIT: Final = re.compile(
    r"\bdebit\w*\b|\bbids?\b|special price|sonderpreis|gets? back|get .* back|bekommt .* zurück"
    r"|erstattet|gutgeschrieben",
    re.IGNORECASE,
)


class ClaimArguments(ProductArguments):
    """What is claimed for which deal."""

    deals: tuple[str, ...] = ()
    customer: str | None = None


@dataclass(frozen=True)
class _Sold:
    """What may still be claimed at a special price: units drawn at it, less those claimed already."""

    drawn: int
    claimed: int

    @property
    def left(self) -> int:
        """Units that may still be claimed."""
        return self.drawn - self.claimed


def claim(asking: Asking, arguments: ClaimArguments) -> Result:
    """A claim to be confirmed, or one question for all that is missing.

    Raises:
        Refusal: neutral, to whom the matter is none of.
        NotAllowed: at a distributor, without the right to see cost.
        NotFound: when there is nothing to claim in sight.
        NotPossible: when it is more than may be claimed, or too early.
    """
    if asking.person.kind is Kind.DISTRIBUTOR:
        if Right.SEE_COST not in asking.person.rights:
            raise NotAllowed(
                in_words(asking, "That is not part of your role.", "Das gehört nicht zu Ihrer Rolle."),
                in_words(asking, "Your product manager can do it.", "Ihr Produktmanagement kann das."),
            )
        return _debit(asking, arguments)
    if asking.person.kind is not Kind.RESELLER or arguments.distributor or DEBIT.search(asking.text):
        raise Refusal(
            in_words(
                asking,
                "What is settled between a distributor and a vendor is theirs; I do not show it.",
                "Was Distributor und Hersteller miteinander abrechnen, ist deren Sache; das zeige ich nicht.",
            ),
            in_words(asking, "Ask me about your own rebate.", "Fragen Sie nach Ihrer eigenen Prämie."),
        )
    return _rebate(asking)


def _debit(asking: Asking, arguments: ClaimArguments) -> Result:
    with asking.gate.viewing(asking.person) as session:
        known = special_prices(
            session, deal=next(iter(arguments.deals), None), customer=arguments.customer, mpns=arguments.mpns
        )
        claims = requests.own_requests(session, asking.person, [CLAIM])
    prices = [price for price in known if price.debit is not None and _of(price, arguments.reseller)]
    if not prices:
        raise NotFound(
            in_words(
                asking,
                "I find no special price with ship-and-debit for that.",
                "Dazu finde ich keinen Sonderpreis mit Ship-and-Debit.",
            ),
            in_words(asking, "Name the registration (DR-…).", "Nennen Sie die Registrierung (DR-…)."),
        )
    if len(prices) > 1:
        question = in_words(asking, "For which registration?", "Für welche Registrierung?")
        names = [f"{price.deal} {price.mpn}" for price in prices]
        return clarify(question, *(Choice(name, f"{asking.text} {name}") for name in names))
    number = next((n for n in arguments.quantities if n), None)
    if number is None:
        return clarify(
            in_words(
                asking,
                f"{prices[0].deal}: how many {prices[0].mpn} were sold, and in which month?",
                f"{prices[0].deal}: Wie viele {prices[0].mpn} wurden verkauft, und in welchem Monat?",
            )
        )
    return _drafted(asking, arguments, prices[0], number, _sold(prices[0], claims))


def _drafted(asking: Asking, arguments: ClaimArguments, price: SpecialPriceFact, number: int, sold: _Sold) -> Result:
    assert price.debit is not None
    if number > sold.left:
        raise NotPossible(
            in_words(
                asking,
                f"{price.deal}: {sold.drawn} units were ordered at the special price, {sold.claimed} of them"
                f" are claimed;"
                f" {number} are more than the {sold.left} that are left.",
                f"{price.deal}: {sold.drawn} Stück wurden zum Sonderpreis bestellt, {sold.claimed} davon sind"
                f" eingereicht;"
                f" {number} sind mehr als die {sold.left} übrigen.",
            )
        )
    period = arguments.period or next(iter(arguments.dates), "")
    total = price.debit * number
    facts = (
        Fact("deal", price.deal),
        Fact("reseller", price.reseller),
        Fact("customer", price.customer),
        Fact("quantity", number, price.mpn),
        *((Fact("period", period),) if period else ()),
        Fact("special_price", price.unit),
        Fact("debit_rate", price.debit),
        Fact("total", total),
    )
    vendor = _vendor_of(asking, price)
    prepared = Prepared(
        kind=CLAIM,
        recipient=vendor,
        vendor=vendor.id,
        facts=facts,
        words=own_words(asking, CLAIM),
        subject=f"debit:{price.deal}:{price.mpn}:{period}" if period else "",
        notes=(
            Note("sum", (number, price.debit, total)),
            Note("drawn", (price.deal, sold.drawn, price.approved_quantity, sold.claimed)),
        ),
        source=rule_for(asking, "ship-and-debit claim within days after the month, proof invoice registration number"),
    )
    return draft(asking, prepared)


def _sold(price: SpecialPriceFact, claims: tuple[requests.RequestView, ...]) -> _Sold:
    claimed = 0
    for view in claims:
        values = {(fact.label, fact.of): fact.value for fact in view.facts}
        counts = view.standing in {Standing.OPEN, Standing.ACCEPTED}
        number = values.get(("quantity", price.mpn))
        if counts and values.get(("deal", "")) == price.deal and isinstance(number, int):
            claimed += number
    return _Sold(price.approved_quantity - price.remaining_quantity, claimed)


def _of(price: SpecialPriceFact, reseller: str | None) -> bool:
    return reseller is None or price.reseller.casefold().startswith(reseller.casefold().split()[0])


def _vendor_of(asking: Asking, price: SpecialPriceFact) -> OrganisationFact:
    with asking.gate.viewing(asking.person) as session:
        key = requests.vendor_of_deal(session, price.deal)
    found = next((fact for fact in partners(asking, Kind.VENDOR) if fact.id == key), None)
    if found is None:
        raise NotPossible(in_words(asking, "That is not possible here.", "Das ist hier nicht möglich."))
    return found


def _rebate(asking: Asking) -> Result:
    own = asker(asking)
    now = today(asking, own)
    with asking.gate.viewing(asking.person) as session:
        found = rebates(session, reseller_id=own.id) if own else ()
    open_ones = [row for row in found if row.claim_by is None or now <= row.claim_by]
    if not open_ones:
        raise NotFound(
            in_words(
                asking,
                "I see no rebate of yours that can be claimed.",
                "Ich sehe keine Prämie (Rebate), die Sie einreichen könnten.",
            )
        )
    row = open_ones[0]
    ends = span(row.period)
    if ends is not None and now <= ends[1]:
        last = day(ends[1], asking.language)
        until = in_words(asking, " until ", " bis ")
        by = until + day(row.claim_by, asking.language) if row.claim_by else ""
        raise NotPossible(
            in_words(
                asking,
                f"The {row.name} runs until {last}; claim it from then{by}.",
                f"{row.name} läuft bis {last}; einreichen können Sie danach{by}.",
            ),
            in_words(asking, "Ask me how far you are from the next step.", "Fragen Sie, was zur nächsten Stufe fehlt."),
        )
    if row.reached is None:
        raise NotPossible(in_words(asking, "No step was reached.", "Es wurde keine Stufe erreicht."))
    total = (row.basis * (row.reached.rebate_percent / 100)).rounded()
    facts = (
        Fact("bonus", row.name),
        Fact("period", row.period),
        Fact("basis", row.basis),
        Fact("percent", f"{row.reached.rebate_percent} %"),
        Fact("total", total),
    )
    vendor = next(fact for fact in partners(asking, Kind.VENDOR) if fact.name == row.vendor)
    prepared = Prepared(
        kind=CLAIM,
        recipient=vendor,
        vendor=vendor.id,
        facts=facts,
        words=own_words(asking, CLAIM),
        subject=f"rebate:{row.name}:{row.period}:{row.distributor}",
        source=rule_for(asking, f"{row.name} growth rebate claim by"),
    )
    return draft(asking, prepared)
