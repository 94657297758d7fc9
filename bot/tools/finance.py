"""Money owed and money to come: credit headroom, and subscriptions that end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from bot.tools.asked import asker, span, today
from bot.tools.questions import in_words
from bot.tools.results import Arguments, Asking, Result, Tool
from channel import parties
from channel.access.rights import Right
from channel.credit import CreditFact, credit_lines
from channel.deals.reading import Filters, registrations
from channel.deals.views import RegistrationList, RegistrationView
from channel.errors import NotFound, Refusal
from channel.money import Money
from channel.parties import OrganisationFact
from channel.renewals import Renewal, renewals
from channel.tables.parties import Kind

USUAL_DAYS = 90


class FinanceArguments(Arguments):
    """Whose credit or renewals, and in which time."""

    reseller: str | None = None
    distributor: str | None = None
    vendor: str | None = None
    customer: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    dates: tuple[str, ...] = ()
    period: str | None = None
    days: int | None = None
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credit:
    """Credit lines in sight. `wanted` is an order that is to fit in, none when nobody said one."""

    rows: tuple[CreditFact, ...]
    mine: bool
    wanted: Money | None


@dataclass(frozen=True)
class Renewals:
    """Subscriptions that end from `first` to `last`. `others`: the asker sees several resellers'.

    `protected`: of the asker's own registrations, how many end in that time too.
    """

    rows: tuple[Renewal, ...]
    first: date
    last: date
    others: bool
    csv: bool
    protected: int = 0


def headroom(asking: Asking, arguments: FinanceArguments) -> Result:
    """What is left of a credit line, and whether an order fits in.

    Raises:
        Refusal: when it is another company's, in the same words whether it has one.
        NotFound: when there is none in sight.
    """
    own = asker(asking)
    with asking.gate.viewing(asking.viewer) as session:
        company = _company(session, asking, arguments, own)
        rows = credit_lines(session, today(asking, own), reseller_id=company.id if company else None)
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see no credit line that I can show you.",
                "Ich sehe keine Kreditlinie, die ich Ihnen zeigen kann.",
            ),
            in_words(
                asking,
                "Credit is shown to people of the company itself and its distributor who hold that right.",
                "Kredit zeige ich Berechtigten der Firma selbst und ihres Distributors.",
            ),
        )
    wanted = None
    if arguments.value is not None:
        wanted = Money(arguments.value, arguments.currency or rows[0].limit.currency)
    mine = own is not None and own.kind is Kind.RESELLER
    return Result(Credit(rows, mine, wanted), sources=("credit lines",))


def ending(asking: Asking, arguments: FinanceArguments) -> Result:
    """Subscriptions in sight that end in the time asked for, the next ninety days if nothing is said.

    Where a reseller has none, its registrations whose protection ends then.

    Raises:
        Refusal: when a reseller asks about another company.
        NotFound: when none in sight ends then.
    """
    own = asker(asking)
    first, last = _time(arguments, today(asking, own))
    with asking.gate.viewing(asking.viewer) as session:
        company = _company(session, asking, arguments, own)
        found = renewals(session, first, last, reseller_id=company.id if company else None, vendor=arguments.vendor)
        deals = _protected_until(session, asking, first, last)
    customer = (arguments.customer or "").casefold()
    rows = tuple(row for row in found if customer in row.customer.casefold())
    if not rows and deals:
        return Result(RegistrationList(deals, asking.text), listed=tuple(view.number for view in deals))
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see no subscription ending then that I can show you.",
                "Ich sehe kein Abonnement, das dann endet und das ich Ihnen zeigen kann.",
            )
        )
    others = asking.person.kind is not Kind.RESELLER
    value = Renewals(rows, first, last, others, "csv" in arguments.aspects, len(deals))
    return Result(value, listed=tuple(row.number for row in rows), sources=("subscriptions",))


def _protected_until(session: Session, asking: Asking, first: date, last: date) -> tuple[RegistrationView, ...]:
    """A reseller's own registrations whose protection ends in that time."""
    if asking.person.kind is not Kind.RESELLER or Right.SEE_DEALS not in asking.person.rights:
        return ()
    return registrations(session, Filters(ends_from=first, ends_to=last), asking.now)


def _time(arguments: FinanceArguments, day: date) -> tuple[date, date]:
    if arguments.days is not None:
        return day, day + timedelta(days=arguments.days)
    until = next((found for text in arguments.dates if (found := span(text))), None)
    if until is not None and until[1] >= day:
        return day, until[1]
    within = span(arguments.period) if arguments.period else None
    if within is not None and within[1] >= day:
        return max(within[0], day), within[1]
    return day, day + timedelta(days=USUAL_DAYS)


def _company(
    session: Session, asking: Asking, arguments: FinanceArguments, own: OrganisationFact | None
) -> OrganisationFact | None:
    """The reseller meant: the asker's own, the one named, or none for all in sight."""
    if asking.person.kind is Kind.RESELLER:
        named = parties.find_organisation(session, arguments.reseller) if arguments.reseller else own
        if own is None or named is None or named.id != own.id:
            raise Refusal(*_others(asking))
        return own
    if arguments.reseller is None:
        return None
    company = parties.find_organisation(session, arguments.reseller, Kind.RESELLER)
    if company is None:
        raise Refusal(*_others(asking))
    return company


def _others(asking: Asking) -> tuple[str, str]:
    return (
        in_words(
            asking,
            "I show money matters only to the company itself and to its distributor.",
            "Geldfragen zeige ich nur der Firma selbst und ihrem Distributor.",
        ),
        in_words(asking, "Ask me about your own company.", "Fragen Sie nach Ihrer eigenen Firma."),
    )


TOOLS = (
    Tool("credit.headroom", FinanceArguments, Right.SEE_CREDIT, headroom),
    Tool("renewal.list", FinanceArguments, Right.ASK, ending),
)
