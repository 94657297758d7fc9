"""Quote requests: what it would cost and whether it is there, sent to the distributor. Nothing is ordered by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from bot.tools.asked import asker, today
from bot.tools.offers import ask_for_product
from bot.tools.price_quotes import Finding, PriceArguments
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.request_drafting import Note, Prepared, draft, own_words, supplier
from bot.tools.results import Asking, Result
from channel.errors import NotFound, NotPossible
from channel.money import Money
from channel.orders import OrderStatus, orders
from channel.parties import OrganisationFact
from channel.prices import PriceKind, PriceQuote
from channel.request_facts import Fact
from channel.requests import QUOTE
from channel.special_prices import SpecialPriceFact, special_prices
from channel.stock import Where, position
from channel.tables.parties import Kind

AGAIN: Final = re.compile(
    r"\b(?:same|again|reorder|repeat|once more|nochmal\w*|noch ?mal|noch einmal|erneut|wieder|dasselbe"
    r"|gleiche\w*|nachbestell\w*)\b",
    re.IGNORECASE,
)


class QuoteArguments(PriceArguments):
    """What is wanted, under which order number of the asker's, until when."""

    orders: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    customer: str | None = None


@dataclass(frozen=True)
class _Line:
    """One product of the request with its price, registered where that was asked for."""

    quote: PriceQuote
    number: int
    special: SpecialPriceFact | None

    @property
    def special_units(self) -> int:
        """How many units are at the registered price."""
        return min(self.number, self.special.remaining_quantity) if self.special else 0

    @property
    def usual_unit(self) -> Money:
        """The usual price of a unit, by how many are bought at it."""
        rest = self.number - self.special_units
        return next((b.unit for b in reversed(self.quote.breaks) if b.quantity <= rest), self.quote.single)

    @property
    def total(self) -> Money:
        """Registered units at their price, the rest at the usual one."""
        usual = self.usual_unit * (self.number - self.special_units)
        return usual + self.special.unit * self.special_units if self.special else usual


def ask_quote(asking: Asking, arguments: QuoteArguments) -> Result:
    """A quote request to be confirmed, with prices and stock in sight; one question for what is missing.

    Raises:
        NotPossible: for anybody but resellers.
        NotFound: when there is no price for the asker.
    """
    if asking.person.kind is not Kind.RESELLER:
        raise NotPossible(
            in_words(
                asking,
                "Quotes are asked for by resellers, from the distributors that supply them.",
                "Angebote fragen Händler an, bei ihren Distributoren.",
            )
        )
    if not arguments.mpns:
        return _again(asking) if AGAIN.search(asking.text) else ask_for_product(asking)
    if not any(arguments.quantities):
        names = ", ".join(arguments.mpns)
        return clarify(in_words(asking, f"How many units of {names}?", f"Wie viele Stück {names}?"))
    found = supplier(asking, arguments.distributor, asking.text)
    if isinstance(found, Result):
        return found
    with asking.gate.viewing(asking.person) as session:
        finding = Finding(session, asking, arguments)
        finding.refuse_what_is_not_theirs()
        answers = finding.answers(PriceKind.RESELLER, None)
        quotes = [quote for answer in answers for quote in answer.quotes if quote.owner == found.name]
        if finding.listed_instead or len(quotes) < len(arguments.mpns):
            priced = {quote.mpn for quote in quotes}
            raise NotFound(*_no_price(asking, next((m for m in arguments.mpns if m not in priced), arguments.mpns[0])))
        return _prepared(session, asking, arguments, found, quotes)


def _prepared(
    session: Session, asking: Asking, arguments: QuoteArguments, distributor: OrganisationFact, quotes: list[PriceQuote]
) -> Result:
    words = own_words(asking, QUOTE, arguments.mpns)
    day = today(asking, asker(asking))
    known = [
        p for p in special_prices(session, mpns=arguments.mpns) if p.holds(day) and p.distributor == distributor.name
    ]
    lines = []
    facts: list[Fact] = []
    notes = [Note("nothing_booked")]
    for quote in quotes:
        fitting = [p for p in known if p.mpn == quote.mpn and p.unit.currency == quote.unit.currency]
        meant = next((p for p in fitting if _meant(p, arguments, words)), None)
        line = _Line(quote, quote.quantity, meant)
        lines.append(line)
        facts += _line_facts(line)
        notes += _line_notes(line, fitting)
    currencies = {line.total.currency for line in lines}
    if len(currencies) == 1:
        total = Money(sum((line.total.amount for line in lines), Decimal(0)), currencies.pop())
        facts.append(Fact("total", total))
    for row in position(session, arguments.mpns, Where(distributors=frozenset({distributor.id}))):
        facts.append(Fact("stock", row.total, row.mpn))
        wanted = next((line.number for line in lines if line.quote.mpn == row.mpn), 0)
        if row.total < wanted:
            notes.append(Note("short_stock", (row.mpn, row.total, wanted)))
            for arrival in row.arrivals[:1]:
                facts += [Fact("inbound", arrival.quantity, row.mpn), Fact("inbound_on", arrival.eta, row.mpn)]
    facts += [Fact("list", name) for name in dict.fromkeys(f"{q.list_name} {q.edition}" for q in quotes)]
    facts += [Fact("po", number) for number in arguments.orders[:1]]
    facts += [Fact("wanted_by", text) for text in arguments.dates[:1]]
    prepared = Prepared(
        kind=QUOTE,
        recipient=distributor,
        facts=tuple(facts),
        words=words,
        subject=f"po:{arguments.orders[0].upper()}" if arguments.orders else "",
        notes=tuple(notes),
    )
    return draft(asking, prepared)


def _line_facts(line: _Line) -> list[Fact]:
    mpn = line.quote.mpn
    facts = [Fact("quantity", line.number, mpn)]
    if line.special is not None:
        facts += [Fact("deal", line.special.deal, mpn), Fact("registered_units", line.special_units, mpn)]
        facts.append(Fact("registered_price", line.special.unit, mpn))
    if line.special_units < line.number:
        facts.append(Fact("unit_price", line.usual_unit, mpn))
    facts.append(Fact("line_total", line.total, mpn))
    return facts


def _line_notes(line: _Line, fitting: list[SpecialPriceFact]) -> list[Note]:
    notes = []
    if line.special is not None and line.special_units < line.number:
        notes.append(Note("special_short", (line.special.deal, line.special_units)))
    if line.special is None:
        notes += [
            Note("special_available", (p.deal, p.customer, p.unit, p.mpn, p.valid_to, p.remaining_quantity))
            for p in fitting[:1]
        ]
    if (step := line.quote.next_break) is not None and line.special is None:
        notes.append(Note("next_break", (line.quote.mpn, step.quantity, step.unit)))
    return notes


def _meant(price: SpecialPriceFact, arguments: QuoteArguments, words: str) -> bool:
    """Whether the registration or its customer was named: a registered price is for that customer alone."""
    said = words.casefold()
    return price.deal in arguments.deals or price.deal.casefold() in said or price.customer.casefold() in said


def _again(asking: Asking) -> Result:
    """Which earlier order is to be repeated: the last three, each as a full wish."""
    with asking.gate.viewing(asking.person) as session:
        rows = sorted(orders(session, only_open=False), key=lambda row: row.placed_on, reverse=True)
    if not rows:
        return ask_for_product(asking)
    question = in_words(
        asking, "Which order shall I ask for again?", "Welche Bestellung soll ich noch einmal anfragen?"
    )
    return clarify(question, *(Choice(_named(row), _wish(asking, row)) for row in rows))


def _named(row: OrderStatus) -> str:
    return f"{row.po_number or row.number}: " + ", ".join(f"{line.quantity} × {line.mpn}" for line in row.lines)


def _wish(asking: Asking, row: OrderStatus) -> str:
    goods = ", ".join(f"{line.quantity} {line.mpn}" for line in row.lines)
    return in_words(asking, f"please order {goods}", f"bitte bestellen: {goods}")


def _no_price(asking: Asking, mpn: str) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"I have no price for “{mpn}” that I can show you, so I cannot ask for a quote here.",
            f"Ich habe keinen Preis für „{mpn}“, den ich Ihnen zeigen kann; anfragen kann ich es hier nicht.",
        ),
        in_words(asking, "Your distributor can help.", "Ihr Distributor hilft."),
    )
