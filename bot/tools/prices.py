"""The tools for prices: quotes, special prices, what else can lower a price, and which list prices change when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.tools.asked import ProductArguments, asker, countries_asked, span, today
from bot.tools.price_quotes import Finding, PriceArguments, no_list, quote
from bot.tools.questions import in_words
from bot.tools.results import Asking, Result, Tool
from channel import parties
from channel.access.rights import Right
from channel.errors import NotFound
from channel.price_changes import ChangeRequest, PriceChange, editions, price_changes
from channel.prices import PriceKind, PriceQuote
from channel.special_prices import SpecialPriceFact, special_prices
from channel.tables.parties import Kind

FAR = timedelta(days=400)


class SpecialArguments(ProductArguments):
    """Which special price is asked for."""

    deal: str | None = None
    customer: str | None = None
    currency: str | None = None


@dataclass(frozen=True)
class SpecialPrices:
    """Special prices in sight on a day; `wanted` units were asked for, none when nobody said."""

    rows: tuple[SpecialPriceFact, ...]
    day: date
    wanted: int | None


@dataclass(frozen=True)
class BetterPrice:
    """What can lower a price: nobody here can promise one."""

    quotes: tuple[PriceQuote, ...]
    specials: tuple[SpecialPriceFact, ...]


@dataclass(frozen=True)
class PriceChanges:
    """List price changes in sight, with the day from which they hold."""

    rows: tuple[PriceChange, ...]
    territory: str
    csv: bool


def special(asking: Asking, arguments: SpecialArguments) -> Result:
    """Special prices of a deal, a customer or a product; without one, what can lower a price.

    Raises:
        NotFound: in the same words whether a deal does not exist or is not the asker's.
    """
    wanted = next((number for number in arguments.quantities if number), None)
    with asking.gate.viewing(asking.viewer) as session:
        own = asker(asking)
        day = today(asking, own)
        rows = special_prices(session, deal=arguments.deal, customer=arguments.customer, mpns=arguments.mpns)
        if not rows and arguments.mpns and (arguments.deal or arguments.customer):
            rows = special_prices(session, deal=arguments.deal, customer=arguments.customer)
        if not rows and "validity" in arguments.aspects:
            rows = special_prices(session)
        named = arguments.deal or arguments.customer
        sells = asking.person.kind is not Kind.RESELLER
        if sells and arguments.reseller:
            company = parties.find_organisation(session, arguments.reseller, Kind.RESELLER)
            rows = tuple(row for row in rows if company is not None and row.reseller == company.name)
        if rows and (named or sells or not _wants_better(arguments)):
            listed = tuple(dict.fromkeys(row.deal for row in rows))
            return Result(SpecialPrices(rows, day, wanted), listed=listed, sources=listed)
        if named and not _wants_better(arguments):
            raise NotFound(
                in_words(
                    asking,
                    f"I find no special price under “{named}” that I can show you.",
                    f"Unter „{named}“ finde ich keinen Sonderpreis, den ich Ihnen zeigen kann.",
                ),
                in_words(
                    asking,
                    "Special prices come with an approved registration. Ask for “my deals” to see yours.",
                    "Sonderpreise gehören zu einer genehmigten Registrierung. „Meine Deals“ zeigt Ihre.",
                ),
            )
        quotes: tuple[PriceQuote, ...] = ()
        if arguments.mpns and asking.person.kind is Kind.RESELLER:
            fields = PriceArguments.model_validate(arguments, from_attributes=True)
            finding = Finding(session, asking, fields)
            quotes = tuple(q for answer in finding.answers(PriceKind.RESELLER, None) for q in answer.quotes)
    return Result(BetterPrice(quotes, rows), listed=arguments.mpns)


def _wants_better(arguments: SpecialArguments) -> bool:
    """Is a lower price wanted? Who asks how long one holds wants that one."""
    if "validity" in arguments.aspects:
        return False
    return "better" in arguments.aspects or bool(arguments.mpns and not arguments.deal and not arguments.customer)


def changes(asking: Asking, arguments: PriceArguments) -> Result:
    """List price changes in sight from a day, in a period or by a list.

    Raises:
        NotFound: when nothing in sight changes, or the list named is not in sight.
    """
    with asking.gate.viewing(asking.viewer) as session:
        own = asker(asking)
        now = today(asking, own)
        if arguments.price_list and arguments.price_list not in editions(session):
            raise NotFound(*no_list(asking, arguments.price_list))
        asked = next((found for text in arguments.dates if (found := span(text))), None)
        first, last = asked or (span(arguments.period) if arguments.period else None) or (now, now + FAR)
        territory = next(iter(countries_asked(arguments.territory, own)), "DE")
        rows = price_changes(
            session,
            ChangeRequest(
                first=first,
                last=last,
                territory=territory,
                currency=arguments.currency or (own.currency if own and own.country == territory else "EUR"),
                line=arguments.line,
                vendor=arguments.vendor,
                mpns=arguments.mpns,
                edition=arguments.price_list,
            ),
        )
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see no list price changing then that I can show you.",
                "Ich sehe keinen Listenpreis, der sich dann ändert und den ich Ihnen zeigen kann.",
            ),
            in_words(
                asking,
                "Name a product, a line or another day, or ask for today's price.",
                "Nennen Sie ein Produkt, eine Linie oder einen anderen Tag, oder fragen Sie nach dem heutigen Preis.",
            ),
        )
    mpns = tuple(dict.fromkeys(row.mpn for row in rows))
    sources = tuple(dict.fromkeys(row.edition for row in rows))
    return Result(PriceChanges(rows, territory, "csv" in arguments.aspects), listed=mpns, sources=sources)


TOOLS = (
    Tool("price.quote", PriceArguments, Right.SEE_PRICES, quote),
    Tool("price.special", SpecialArguments, Right.SEE_PRICES, special),
    Tool("price.changes", PriceArguments, Right.SEE_PRICES, changes),
)
