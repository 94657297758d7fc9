"""Co-term: what an addition in the course of a term, or one common end, costs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.tools import documents
from bot.tools.asked import ProductArguments, asker, span, today
from bot.tools.documents import DocumentArguments
from bot.tools.price_quotes import Finding, PriceArguments
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Result, Tool
from channel.access.rights import Right
from channel.coterm import Alignment, Charge, CotermRule, align, farthest_end, term_of, yearly_price
from channel.errors import NotFound, NotPossible
from channel.prices import PriceKind, PriceQuote
from channel.renewals import Renewal, renewals

ADDING: Final = re.compile(
    r"\b(add\w*|more|extra|another|further|increase|hinzu\w*|dazu\w*|mehr|zusätzlich\w*|weitere\w*|aufstock\w*"
    r"|nachkauf\w*|erweiter\w*)\b",
    re.IGNORECASE,
)
ALIGNING: Final = re.compile(
    r"^\W*(please |bitte )?(co-?term|align|gleich\w*)\b"
    r".*\b(subs?|subscriptions?|renewals?|abos?|abonnements?|lizenzen)\b",
    re.IGNORECASE,
)
WORD: Final = re.compile(r"\w+")
RULE: Final = CotermRule()
FAR: Final = date(2999, 12, 31)


class CotermArguments(ProductArguments):
    """Whose subscriptions, what is added, until when."""

    customer: str | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Addition:
    """Units added today until the common end. `charge` none: the price is out of sight. `existing` sets the end.

    `too_short`: fewer days than the vendor sells an addition for.
    """

    mpn: str
    quantity: int
    first: date
    last: date
    charge: Charge | None
    quote: PriceQuote | None
    existing: Renewal | None
    too_short: bool


@dataclass(frozen=True)
class Aligning:
    """A customer's subscriptions of one vendor moved to a common end. `earliest`: a day before it was asked for."""

    customer: str
    vendor: str
    alignment: Alignment
    asked: date | None


def coterm(asking: Asking, arguments: CotermArguments) -> Result:
    """The arithmetic of an addition or of one common end; the documents where only the rule is asked about.

    Raises:
        NotFound: when the asker sees no such subscription.
        NotPossible: when the end is too far away.
    """
    own = asker(asking)
    day = today(asking, own)
    quantity = next((number for number in arguments.quantities if number), None)
    until = _until(arguments)
    if arguments.customer is None:
        with asking.gate.viewing(asking.viewer) as session:
            arguments = arguments.model_copy(update={"customer": _named_customer(session, asking.text, day)})
    adding = bool(arguments.mpns and quantity and (ADDING.search(asking.text) or not arguments.customer))
    if arguments.mpns and not quantity and ADDING.search(asking.text):
        return _how_many(asking, arguments.mpns[0])
    if not adding and not arguments.customer and until is None and not ALIGNING.search(asking.text):
        return documents.ask(asking, DocumentArguments(mpns=arguments.mpns))
    if until is not None and until > farthest_end(day, RULE):
        raise NotPossible(
            in_words(
                asking,
                f"A common end may be at most {RULE.farthest_months} months away.",
                f"Ein gemeinsames Ende darf höchstens {RULE.farthest_months} Monate entfernt sein.",
            )
        )
    with asking.gate.viewing(asking.viewer) as session:
        rows = _subscriptions(session, arguments, day)
        if adding:
            return _addition(session, asking, arguments, rows, (day, until))
    return _alignment(asking, arguments, rows, until)


def _named_customer(session: Session, text: str, day: date) -> str | None:
    """The customer of a running subscription in sight whose name, with or without its legal form, is in the words."""
    words = f" {' '.join(WORD.findall(text.casefold()))} "
    for customer in sorted({row.customer for row in renewals(session, day, FAR)}, key=len, reverse=True):
        name = WORD.findall(customer.casefold())
        if any(f" {' '.join(part)} " in words for part in (name, name[:-1]) if len(part) > 1):
            return customer
    return None


def _until(arguments: CotermArguments) -> date | None:
    asked = next((found for text in (*arguments.dates, arguments.period or "") if (found := span(text))), None)
    return asked[1] if asked is not None else None


def _subscriptions(session: Session, arguments: CotermArguments, day: date) -> tuple[Renewal, ...]:
    """The running subscriptions in sight of the customer, of the vendor of the product named."""
    term = term_of(session, arguments.mpns[0]) if arguments.mpns else None
    rows = renewals(session, day, FAR, vendor=term.vendor if term else arguments.vendor)
    wanted = (arguments.customer or "").casefold()
    return tuple(row for row in rows if wanted in row.customer.casefold())


def _addition(
    session: Session,
    asking: Asking,
    arguments: CotermArguments,
    rows: tuple[Renewal, ...],
    days: tuple[date, date | None],
) -> Result:
    day, until = days
    mpn = arguments.mpns[0]
    same = [row for row in rows if arguments.customer or row.mpn == mpn]
    customers = tuple(dict.fromkeys(row.customer for row in same))
    if until is None and len(customers) != 1:
        return _which_customer(asking, arguments, customers)
    existing = max(same, key=lambda row: row.ends_on) if len(customers) == 1 else None
    last = until or (existing.ends_on if existing is not None else day)
    if last < day:
        raise NotPossible(in_words(asking, "That day is past.", "Dieser Tag ist vorbei."))
    quantity = arguments.quantity_at(0)
    quote = _quote(session, asking, arguments)
    term = term_of(session, mpn)
    charge = None
    if quote is not None and term is not None and term.months:
        charge = Charge(yearly_price(quote.unit, term.months), quantity, day, last)
    too_short = (last - day) < timedelta(days=RULE.shortest_days - 1)
    return Result(
        Addition(mpn, quantity, day, last, charge, quote, existing, too_short),
        listed=(mpn,),
        sources=("subscriptions", *((quote.list_name,) if quote else ())),
    )


def _quote(session: Session, asking: Asking, arguments: CotermArguments) -> PriceQuote | None:
    """What the asker pays on this day for the product added, from the lists alone."""
    wanted = PriceArguments(mpns=arguments.mpns[:1], quantities=arguments.quantities[:1], currency=arguments.currency)
    finding = Finding(session, asking, wanted)
    if not finding.is_reseller:
        return None
    quotes = [quote for answer in finding.answers(PriceKind.RESELLER, None) for quote in answer.quotes]
    return next((quote for quote in quotes if quote.kind is PriceKind.RESELLER), None)


def _how_many(asking: Asking, mpn: str) -> Result:
    return clarify(
        in_words(
            asking,
            f"Additions are prorated to the common end (co-term). How many {mpn} are added, and for which customer?",
            f"Zukäufe werden anteilig bis zum gemeinsamen Ende berechnet (Co-Term). Wie viele {mpn} kommen dazu, "
            "und für welchen Kunden?",
        )
    )


def _which_customer(asking: Asking, arguments: CotermArguments, customers: tuple[str, ...]) -> Result:
    mpn, quantity = arguments.mpns[0], arguments.quantity_at(0)
    question = in_words(
        asking,
        f"Additions are prorated to the common end (co-term). Which customer's subscription are {quantity} x {mpn} "
        "added to, or until which day?",
        f"Zukäufe werden anteilig bis zum gemeinsamen Ende berechnet (Co-Term). Zu welchem Kunden kommen "
        f"{quantity} x {mpn}, oder bis zu welchem Tag?",
    )
    ask = in_words(asking, "co-term add {n} {mpn} for {c}", "Co-Term: {n} {mpn} zusätzlich für {c}")
    return clarify(question, *(Choice(name, ask.format(n=quantity, mpn=mpn, c=name)) for name in customers))


def _alignment(asking: Asking, arguments: CotermArguments, rows: tuple[Renewal, ...], until: date | None) -> Result:
    groups: dict[tuple[str, str, str], list[Renewal]] = {}
    for row in rows:
        groups.setdefault((row.customer, row.vendor, row.distributor), []).append(row)
    several = {key: found for key, found in groups.items() if len(found) > 1 or arguments.customer}
    if not several:
        raise NotFound(
            in_words(
                asking,
                "I see no subscriptions for that which I could align.",
                "Ich sehe dazu keine Abonnements, die sich angleichen ließen.",
            ),
            in_words(asking, "Ask for “my renewals” to see them.", "„Meine Verlängerungen“ zeigt sie."),
        )
    if len(several) > 1:
        word = in_words(asking, "co-term {c} {v}", "Co-Term {c} {v}")
        choices = [Choice(f"{c}, {v}", word.format(c=c, v=v)) for c, v, _ in several]
        question = in_words(
            asking, "Which subscriptions shall end together?", "Welche Abonnements sollen gemeinsam enden?"
        )
        return clarify(question, *choices)
    ((customer, vendor, _), found) = next(iter(several.items()))
    latest = max(row.ends_on for row in found)
    aligned = align(found, max(until or latest, latest))
    asked = until if until is not None and until < latest else None
    listed = tuple(row.number for row in found)
    return Result(Aligning(customer, vendor, aligned, asked), listed=listed, sources=("subscriptions",))


TOOLS = (Tool("subscription.coterm", CotermArguments, Right.ASK, coterm),)
