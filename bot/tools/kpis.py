"""Key figures: only what the asker sees row by row, with formula and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.tools.asked import asker, span, today
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Result, Tool
from channel import kpis, parties
from channel.access.rights import Right
from channel.errors import NotFound, Refusal
from channel.kpis import Figure, Metric, Scope
from channel.parties import OrganisationFact
from channel.places import countries
from channel.tables.parties import Kind

NAMED: Final[dict[str, tuple[Metric, ...]]] = {
    r"sell.?in|einkauf": (Metric.SELL_IN, Metric.PURCHASES),
    r"sell.?(out|through)|sold|abverkauf|verkauf": (Metric.SELL_OUT, Metric.SOLD_UNITS),
    r"\bshare|anteil": (Metric.SHARE, Metric.SOLD_UNITS),
    r"recruit|new (active )?partner|neue partner": (Metric.RECRUITMENT,),
    r"win.?rate|won|conversion|abschlussquote|gewinnquote|trefferquote": (Metric.WIN_RATE, Metric.APPROVAL_RATE),
    r"approv|genehmig|freigabe": (Metric.APPROVAL_TIME, Metric.APPROVAL_RATE),
    r"renew|churn|verlänger": (Metric.RENEWAL_RATE, Metric.AUTO_RENEWAL),
    r"week|inventory|cover|reichweite|lagerreichweite|woche": (Metric.WEEKS,),
    r"purchase|revenue|umsatz": (Metric.PURCHASES, Metric.RECURRING, Metric.SELL_IN, Metric.SELL_OUT),
}
TARGETS: Final = re.compile(r"target|on track|ziel|auf kurs|im plan", re.IGNORECASE)
AGREED: Final = (Metric.SELL_IN, Metric.SELL_OUT, Metric.RECURRING, Metric.RECRUITMENT)
RANK: Final = re.compile(
    r"\brank|ranking|rangliste|compared? (to|with) other|verglichen mit|bester|beste ", re.IGNORECASE
)
MARGIN: Final = re.compile(r"margin|marge|profit|verdien", re.IGNORECASE)
BY_RESELLER: Final = re.compile(r"(by|per|each|je|pro|nach) (reseller|partner|händler)", re.IGNORECASE)
YEAR: Final = timedelta(days=365)


class KpiArguments(Arguments):
    """Whose figures, of which time."""

    reseller: str | None = None
    distributor: str | None = None
    vendor: str | None = None
    mpns: tuple[str, ...] = ()
    territory: str | None = None
    period: str | None = None
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scorecard:
    """Figures of a period. `lacking`: asked for, but nothing is on record. `others`: another's were asked for, too.

    `pack`: the message for a quarterly review; `who` heads it.
    """

    figures: tuple[Figure, ...]
    lacking: tuple[Metric, ...]
    who: str
    period: str
    others: bool
    csv: bool
    pack: bool = False


def report(asking: Asking, arguments: KpiArguments) -> Result:
    """The figures asked for, all there are when none is named.

    Raises:
        Refusal: neutral, for another company's figures, a ranking, or a distributor's margin.
        NotFound: when nothing is on record for the asker.
    """
    named = [metrics for pattern, metrics in NAMED.items() if re.search(pattern, asking.text, re.IGNORECASE)]
    if not named and TARGETS.search(asking.text):
        named = [AGREED]
    wanted = tuple(dict.fromkeys(metric for metrics in named for metric in metrics))
    return Reporting(asking, arguments).result(wanted)


class Reporting:
    """One wish for figures: who asks decides whose they are."""

    def __init__(self, asking: Asking, arguments: KpiArguments) -> None:
        self.asking, self.arguments = asking, arguments
        self.own = asker(asking)
        self.kind = asking.person.kind
        self.day = today(asking, self.own)
        asked = span(arguments.period) if arguments.period else None
        self.period = arguments.period if asked and arguments.period else _quarter(self.day)
        self.first, self.last = asked or span(self.period) or (self.day, self.day)

    def result(self, wanted: tuple[Metric, ...], *, pack: bool = False) -> Result:
        """The figures wanted, or why there are none."""
        self._refuse_what_is_not_theirs()
        with self.asking.gate.viewing(self.asking.viewer) as session:
            reseller = self._reseller(session, wanted)
            distributor, others = self._distributor(session)
            others = others or (self.kind is Kind.DISTRIBUTOR and bool(self.arguments.reseller) and reseller is None)
            found = self._figures(session, reseller, distributor)
        figures = tuple(figure for figure in found if not wanted or figure.metric in wanted)
        there = {figure.metric for figure in figures}
        lacking = tuple(metric for metric in wanted if metric not in there and metric in self._usual(reseller))
        if not figures and not lacking and not others:
            raise NotFound(
                in_words(
                    self.asking,
                    "I have no such figures on record that I can show you.",
                    "Dazu liegen mir keine Kennzahlen vor, die ich Ihnen zeigen kann.",
                ),
                in_words(
                    self.asking,
                    "Ask for your scorecard to see which there are.",
                    "„Meine Kennzahlen“ zeigt, welche es gibt.",
                ),
            )
        named = reseller or (self.own if self.kind is not Kind.VENDOR else None)
        who = named.name if named else (distributor or (self.own.name if self.own else ""))
        csv = "csv" in self.arguments.aspects or pack
        value = Scorecard(figures, lacking, who, self.period, others, csv, pack)
        sources = tuple(dict.fromkeys(str(figure.metric) for figure in figures))
        return Result(value, sources=sources)

    def _refuse_what_is_not_theirs(self) -> None:
        text, arguments = self.asking.text, self.arguments
        if "margin" in arguments.aspects or MARGIN.search(text):
            raise Refusal(
                in_words(
                    self.asking,
                    "I show nobody's margin as a key figure.",
                    "Margen zeige ich nicht als Kennzahl.",
                ),
                in_words(
                    self.asking,
                    "Ask for a product's price: whoever may see cost sees both there.",
                    "Fragen Sie nach dem Preis eines Artikels: Wer Einstandspreise sehen darf, sieht dort beides.",
                ),
            )
        if self.kind is Kind.RESELLER and (RANK.search(text) or arguments.territory):
            raise Refusal(*self._others())

    def _others(self) -> tuple[str, str]:
        return (
            in_words(
                self.asking,
                "I do not compare you with other companies, and show nobody else's figures.",
                "Ich vergleiche Sie nicht mit anderen Firmen und zeige keine fremden Zahlen.",
            ),
            in_words(self.asking, "Ask for your own scorecard.", "Fragen Sie nach Ihren eigenen Kennzahlen."),
        )

    def _reseller(self, session: Session, wanted: tuple[Metric, ...]) -> OrganisationFact | None:
        """The reseller meant. Targets are distributors': whoever else is named there, the asker gets its own."""
        named = self.arguments.reseller
        found = parties.find_organisation(session, named, Kind.RESELLER) if named else None
        if self.kind in {Kind.RESELLER, Kind.PROSPECT}:
            if named and (found is None or self.own is None or found.id != self.own.id):
                raise Refusal(*self._others())
            return self.own
        own_targets = self.kind is Kind.DISTRIBUTOR and bool(set(wanted) & set(AGREED))
        if named and found is None and not own_targets:
            raise NotFound(
                in_words(
                    self.asking,
                    f"I know no reseller “{named}” that I can show you.",
                    f"Ich kenne keinen Händler „{named}“, den ich Ihnen zeigen kann.",
                )
            )
        return found

    def _distributor(self, session: Session) -> tuple[str | None, bool]:
        """The distributor's name to narrow to, and whether another's figures were asked for."""
        named = self.arguments.distributor
        if self.kind is Kind.DISTRIBUTOR:
            mine = self.own.name if self.own else None
            is_other = bool(named and mine and named.casefold() not in mine.casefold())
            return mine, is_other
        if not named or self.kind is not Kind.VENDOR:
            return None, False
        found = parties.find_organisation(session, named, Kind.DISTRIBUTOR)
        return (found.name if found else named), False

    def _figures(self, session: Session, reseller: OrganisationFact | None, distributor: str | None) -> list[Figure]:
        scope = self._scope(reseller, distributor)
        year = Scope(
            self.day - YEAR, self.day, scope.reseller_id, scope.distributor, scope.vendor, countries=scope.countries
        )
        owner = reseller.name if reseller else (distributor or (self.own.name if self.own else ""))
        figures: list[Figure] = []
        if reseller is not None:
            figures += kpis.purchases(session, reseller.id)
        else:
            figures += kpis.targets(session, scope, span)
            sold = kpis.sold_units(session, scope, self.period)
            figures += sold
            every = Scope(scope.first, scope.last, None, None, scope.vendor, scope.mpns, scope.countries)
            if self.kind is Kind.VENDOR:
                everybody = kpis.shares(kpis.sold_units(session, every, self.period))
                figures += [row for row in everybody if distributor in {None, row.owner}]
            figures += kpis.weeks_of_cover(session, scope, self.period)
        label = in_words(self.asking, "last 12 months", "letzte 12 Monate")
        figures += kpis.deal_figures(session, year, owner, label)
        figures += self._renewals(session, year, owner, label)
        return figures

    def _renewals(self, session: Session, year: Scope, owner: str, label: str) -> list[Figure]:
        """In all, or by reseller where a distributor asks for that."""
        if self.kind is not Kind.DISTRIBUTOR or not BY_RESELLER.search(self.asking.text):
            return kpis.renewal_figures(session, year, owner, label)
        found: list[Figure] = []
        for company in parties.organisations(session, Kind.RESELLER):
            each = Scope(year.first, year.last, company.id, year.distributor, year.vendor)
            found += kpis.renewal_figures(session, each, company.name, label)
        return found

    def _scope(self, reseller: OrganisationFact | None, distributor: str | None) -> Scope:
        arguments = self.arguments
        own_line = self.kind is Kind.VENDOR
        return Scope(
            first=self.first,
            last=self.last,
            reseller_id=reseller.id if reseller else None,
            distributor=distributor,
            vendor=None if own_line else arguments.vendor,
            mpns=frozenset(arguments.mpns),
            countries=countries(arguments.territory.upper()) if arguments.territory else None,
        )

    def _usual(self, reseller: OrganisationFact | None) -> frozenset[Metric]:
        """What there could be for this person: only that is named as lacking."""
        deals = {Metric.WIN_RATE, Metric.APPROVAL_RATE, Metric.APPROVAL_TIME, Metric.RENEWAL_RATE}
        if reseller is not None:
            return frozenset({*deals, Metric.PURCHASES})
        return frozenset({*deals, Metric.SELL_IN, Metric.SELL_OUT, Metric.SHARE, Metric.WEEKS, Metric.RECRUITMENT})


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


TOOLS = (Tool("kpi.report", KpiArguments, Right.ASK, report),)
