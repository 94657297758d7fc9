"""Prices: what the asker pays, and list prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.tools import price_words
from bot.tools.asked import ProductArguments, asker, countries_asked, day_asked, today
from bot.tools.offers import ask_for_product
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Outcome, Result
from channel import parties
from channel.access.rights import Right
from channel.errors import NotFound, Refusal
from channel.parties import OrganisationFact
from channel.prices import Gap, PriceAnswer, PriceKind, PriceQuote, PriceRequest, quote_price
from channel.programmes import tier_of
from channel.special_prices import SpecialPriceFact, special_prices
from channel.tables.parties import Kind

COSTS = frozenset({"cost", "margin"})


class PriceArguments(ProductArguments):
    """What price is asked for."""

    currency: str | None = None
    tiers: tuple[str, ...] = ()
    price_list: str | None = None
    customer: str | None = None


@dataclass(frozen=True)
class Prices:
    """Prices found, one row for each product and tier.

    `mine`: they are the asker's own. `reseller`: whose tier they are, if one was named. `missing`: part numbers
    without a price. `listed_instead`: there is no reseller price that day yet, the rows are list prices. `specials`:
    registered prices that hold that day for the reseller whose prices these are. `unpriced`: currencies asked for
    besides, in which there is no price.
    """

    rows: tuple[PriceQuote, ...]
    mine: bool
    day: date
    may_register: bool
    reseller: str | None = None
    missing: tuple[str, ...] = ()
    listed_instead: bool = False
    specials: tuple[SpecialPriceFact, ...] = ()
    unpriced: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoPriceThatDay:
    """No list in sight holds that day; `now` is today's price, if there is one."""

    mpn: str
    day: date
    now: PriceQuote | None


def quote(asking: Asking, arguments: PriceArguments) -> Result:
    """The price of each product for its quantity, in the order of docs/prices.md.

    Raises:
        Refusal: neutral, when a price is not for the asker.
        NotFound: when no price in sight fits the currency or the product.
    """
    with asking.gate.viewing(asking.viewer) as session:
        finding = Finding(session, asking, arguments)
        finding.refuse_what_is_not_theirs()
        if not arguments.mpns:
            return ask_for_product(asking)
        return finding.result(finding.all_answers())


class Finding:
    """One wish for prices: who asks decides which kinds are looked for and how a miss is worded."""

    def __init__(self, session: Session, asking: Asking, arguments: PriceArguments) -> None:
        self.session = session
        self.asking = asking
        self.arguments = arguments
        self.person = asking.person
        self.own = asker(asking)
        self.now = today(asking, self.own)
        self.day = day_asked(arguments, self.now)
        self.is_reseller = self.person.kind not in {Kind.DISTRIBUTOR, Kind.VENDOR}
        self.distributor = self._named(arguments.distributor, Kind.DISTRIBUTOR)
        self.reseller = self._named(arguments.reseller, Kind.RESELLER)
        self.listed_instead = False
        self.unpriced: tuple[str, ...] = ()

    def _named(self, name: str | None, kind: Kind) -> OrganisationFact | None:
        found = parties.find_organisation(self.session, name, kind) if name else None
        return None if found is not None and self.own is not None and found.id == self.own.id else found

    def refuse_what_is_not_theirs(self) -> None:
        """Others' prices, tiers and costs, in words that do not tell whether they exist."""
        if self.is_reseller and self._means_other_companies():
            raise Refusal(*OTHERS[self.asking.language])
        if self.is_reseller and "cheapest" in self.arguments.aspects:
            raise Refusal(SUPPLIERS[self.asking.language], self._own_price())
        if self._asks_for_cost() and Right.SEE_COST not in self.person.rights:
            raise Refusal(COST[self.asking.language], self._own_price())
        if self.person.kind is Kind.VENDOR and "margin" in self.arguments.aspects:
            raise Refusal(COST[self.asking.language])
        own_tiers = {tier for _, tier in self.person.tiers}
        if self.is_reseller and ("by_tier" in self.arguments.aspects or set(self._tiers()) - own_tiers):
            raise Refusal(TIERS[self.asking.language], self._own_price())
        if self.is_reseller and self.arguments.distributor and self._is_foreign(self.distributor):
            raise Refusal(SUPPLIERS[self.asking.language], self._own_price())
        if self.person.kind is Kind.VENDOR and (self._tiers() or self.reseller is not None):
            raise Refusal(*VENDORS[self.asking.language])
        if self.person.kind is Kind.DISTRIBUTOR and self.distributor is not None:
            raise Refusal(*OTHERS[self.asking.language])

    def _asks_for_cost(self) -> bool:
        """Whether the distributor's side is meant; what something costs a reseller is its own price."""
        aspects, text = set(self.arguments.aspects), self.asking.text
        if not self.is_reseller:
            return bool(COSTS & aspects)
        named = self.arguments.distributor is not None
        asked = "cost" in aspects or price_words.payer(text) is not None
        return "margin" in aspects or (named and asked) or price_words.of_the_distributor(text)

    def _means_other_companies(self) -> bool:
        """Whether a reseller asks what another company pays, or all of them together."""
        text = self.asking.text
        named = self.arguments.reseller or (None if self.arguments.distributor else price_words.payer(text))
        return price_words.of_others(text) or (named is not None and not self._is_own(named))

    def _is_own(self, name: str) -> bool:
        own = self.own
        return own is not None and name.casefold().strip() in {
            own.key,
            own.name.casefold(),
            own.legal_name.casefold(),
        }

    def _is_foreign(self, distributor: OrganisationFact | None) -> bool:
        return distributor is None or distributor.id not in self.person.buys_from

    def _tiers(self) -> list[str]:
        return [tier.casefold() for tier in self.arguments.tiers]

    def _own_price(self) -> str:
        """The nearest thing that helps: what the asker pays for the first product."""
        if not self.is_reseller:
            return ""
        found = [quote for answer in self.answers(PriceKind.RESELLER, None) for quote in answer.quotes][:1]
        if not found:
            return ""
        money = f"{found[0].mpn}: {_plain(found[0], self.asking)}"
        return in_words(self.asking, f"Your own price – {money}.", f"Ihr eigener Preis – {money}.")

    def wanted(self) -> list[tuple[PriceKind, str | None]]:
        """The kinds of prices (with a tier) that answer this person, in the order of the rows."""
        aspects = set(self.arguments.aspects)
        if "list_price" in aspects:
            return [(PriceKind.LIST, None), (PriceKind.RECOMMENDED, None)]
        if self.is_reseller:
            return [(PriceKind.RESELLER, None)]
        if self.person.kind is Kind.VENDOR:
            charges = "cost" in aspects or self.distributor is not None
            kinds = [PriceKind.COST] if charges else [PriceKind.LIST, PriceKind.RECOMMENDED]
            return [(kind, None) for kind in kinds]
        tiers: list[str | None] = [*self._tiers()] or [None]
        if self.reseller is not None and not self._tiers():
            tiers = [tier_of(self.session, self.reseller.id, self.arguments.mpns[0])]
        costs: list[tuple[PriceKind, str | None]] = [(PriceKind.COST, None)] if COSTS & aspects else []
        resale: list[tuple[PriceKind, str | None]] = [(PriceKind.RESELLER, tier) for tier in tiers]
        only_cost = "cost" in aspects and not self._tiers() and "margin" not in aspects
        return costs if only_cost else [(PriceKind.LIST, None), *resale, *costs]

    def all_answers(self) -> list[PriceAnswer]:
        """What is found for each kind of price, in each currency asked for."""
        answers = [answer for kind, tier in self.wanted() for answer in self.answers(kind, tier)]
        for currency in price_words.currencies(self.asking.text, self.arguments.currency)[1:]:
            arguments = self.arguments.model_copy(update={"currency": currency})
            other = Finding(self.session, self.asking, arguments)
            found = [answer for kind, tier in other.wanted() for answer in other.answers(kind, tier)]
            priced = [answer for answer in found if answer.quotes]
            self.unpriced += () if priced else (currency,)
            answers += priced
        return answers

    def request(self, position: int, kind: PriceKind, tier: str | None) -> PriceRequest:
        """The look-up for the product at `position`."""
        arguments = self.arguments
        home = self.reseller or self.own
        return PriceRequest(
            mpn=arguments.mpns[position],
            kind=kind,
            day=self.day,
            quantity=arguments.quantity_at(position),
            countries=countries_asked(arguments.territory, home),
            elsewhere=arguments.territory is None,
            currency=arguments.currency,
            home_country=home.country if home else None,
            home_currency=home.currency if home else "",
            tier=tier,
            distributors=self._whose_cost(kind),
            edition=arguments.price_list,
        )

    def _whose_cost(self, kind: PriceKind) -> frozenset[int] | None:
        """For a vendor's sell-in price, the distributor named."""
        named = self.distributor if self.person.kind is Kind.VENDOR and kind is PriceKind.COST else None
        return frozenset({named.id}) if named is not None else None

    def answers(self, kind: PriceKind, tier: str | None) -> list[PriceAnswer]:
        """What is found for each product; a reseller without a price that day gets the list price, if it is out."""
        found = []
        for position in range(len(self.arguments.mpns)):
            request = self.request(position, kind, tier)
            answer = quote_price(self.session, request)
            if self.is_reseller and kind is PriceKind.RESELLER and answer.gap in {Gap.DAY, Gap.NONE}:
                listed = quote_price(self.session, replace(request, kind=PriceKind.LIST))
                if listed.quotes and (answer.gap is Gap.DAY or self.arguments.price_list):
                    self.listed_instead = True
                    answer = listed
            found.append(answer)
        return found

    def result(self, answers: list[PriceAnswer]) -> Result:
        """Rows, one question, or why there is nothing."""
        rows = tuple(quote for answer in answers for quote in answer.quotes)
        missing = tuple(dict.fromkeys(a.mpn for a in answers if not any(row.mpn == a.mpn for row in rows)))
        if rows:
            may_register = Right.REGISTER_DEALS in self.person.rights
            value = Prices(
                rows=rows,
                mine=self.is_reseller and not self.listed_instead and rows[0].kind is PriceKind.RESELLER,
                day=self.day,
                may_register=may_register,
                reseller=self.reseller.name if self.reseller else None,
                missing=missing,
                listed_instead=self.listed_instead,
                specials=self._specials(),
                unpriced=self.unpriced,
            )
            return Result(value, listed=tuple(dict.fromkeys(row.mpn for row in rows)), sources=_sources(rows))
        return self._nothing(next(iter(answers)))

    def _specials(self) -> tuple[SpecialPriceFact, ...]:
        """Registered prices of the reseller whose prices are asked for, of one customer where one is named."""
        whose = self.own if self.is_reseller else self.reseller
        if whose is None or self.person.kind is Kind.VENDOR or "list_price" in self.arguments.aspects:
            return ()
        found = special_prices(self.session, customer=self.arguments.customer, mpns=self.arguments.mpns)
        return tuple(row for row in found if row.reseller == whose.name and row.holds(self.day))

    def _nothing(self, answer: PriceAnswer) -> Result:
        asking, mpn = self.asking, answer.mpn
        there = ", ".join(answer.currencies)
        if answer.gap is Gap.CHOOSE_CURRENCY:
            return self._ask_currency(answer)
        if answer.gap is Gap.CURRENCY:
            raise NotFound(
                in_words(
                    asking,
                    f"There is no {self.arguments.currency} price for {mpn}, and I do not convert currencies.",
                    f"Für {mpn} gibt es keinen Preis in {self.arguments.currency}, und ich rechne nicht um.",
                ),
                in_words(asking, f"Prices exist in {there}.", f"Preise gibt es in {there}."),
            )
        if answer.gap is Gap.DAY:
            request = replace(self.request(0, self.wanted()[0][0], self.wanted()[0][1]), day=self.now, edition=None)
            now = next(iter(quote_price(self.session, request).quotes), None)
            return Result(NoPriceThatDay(mpn, self.day, now), Outcome.NOT_FOUND)
        if self.arguments.price_list:
            raise NotFound(*no_list(asking, self.arguments.price_list))
        raise NotFound(*_none_in_sight(asking, mpn))

    def _ask_currency(self, answer: PriceAnswer) -> Result:
        question = in_words(
            self.asking,
            f"{answer.mpn} has prices in {' and '.join(answer.currencies)} there. Which currency?",
            f"{answer.mpn} hat dort Preise in {' und '.join(answer.currencies)}. In welcher Währung?",
        )
        place = self.arguments.territory or ""
        words = in_words(self.asking, "price {n} {mpn} {place} in {c}", "Preis {n} {mpn} {place} in {c}")
        number = self.arguments.quantity_at(0)
        choices = [
            Choice(currency, words.format(n=number, mpn=answer.mpn, place=place, c=currency))
            for currency in answer.currencies
        ]
        return clarify(question, *choices)


OTHERS = {
    "en": (
        "I show a price only to the company that it is for, and say nothing about anybody else's.",
        "Ask me for your own price of any product.",
    ),
    "de": (
        "Einen Preis zeige ich nur der Firma, für die er gilt; über andere sage ich nichts.",
        "Fragen Sie mich nach Ihrem eigenen Preis.",
    ),
}
COST = {
    "en": "What a distributor pays or earns is not something I show.",
    "de": "Was ein Distributor zahlt oder verdient, zeige ich nicht.",
}
TIERS = {
    "en": "I show you the prices of your own tier, not those of others.",
    "de": "Ich zeige Ihnen die Preise Ihrer eigenen Stufe, nicht die anderer.",
}
SUPPLIERS = {
    "en": "I show you prices of the distributors that your company buys from, and do not compare with others.",
    "de": "Ich zeige Preise der Distributoren, bei denen Ihre Firma kauft, und vergleiche nicht mit anderen.",
}
VENDORS = {
    "en": (
        "What distributors ask of resellers is theirs; I do not show it.",
        "Ask me for the list price instead.",
    ),
    "de": (
        "Was Distributoren von Händlern nehmen, zeige ich nicht.",
        "Fragen Sie stattdessen nach dem Listenpreis.",
    ),
}


def _none_in_sight(asking: Asking, mpn: str) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"I have no price for “{mpn}” that I can show you.",
            f"Ich habe keinen Preis für „{mpn}“, den ich Ihnen zeigen kann.",
        ),
        in_words(
            asking,
            "I show prices for lines and countries your company is authorised for. Your distributor can help.",
            "Preise zeige ich für Linien und Länder, die für Ihre Firma freigegeben sind. Ihr Distributor hilft.",
        ),
    )


def no_list(asking: Asking, edition: str) -> tuple[str, str]:
    """The words for a list that is not in sight, whether or not it exists."""
    return (
        in_words(
            asking,
            f"I have no price list {edition} that I can show you.",
            f"Ich habe keine Preisliste {edition}, die ich Ihnen zeigen kann.",
        ),
        in_words(
            asking,
            "Lists appear here when they come into force for you.",
            "Listen erscheinen hier, sobald sie für Sie gelten.",
        ),
    )


def _plain(quote: PriceQuote, asking: Asking) -> str:
    figure = f"{quote.single.amount:,.2f}"
    if asking.language == "de":
        return f"{figure.translate(str.maketrans(',.', '.,'))} {quote.single.currency}"
    return f"{quote.single.currency} {figure}"


def _sources(rows: tuple[PriceQuote, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{row.list_name} {row.edition}" for row in rows))
