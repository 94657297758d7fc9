"""Orders: one by its number, what is open, held or late, returns, and a unit by its serial number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.tools.asked import ProductArguments, asker, span, today
from bot.tools.questions import in_words
from bot.tools.results import Asking, Result, Tool
from channel import parties
from channel.access.rights import Right
from channel.errors import NotFound, Refusal
from channel.orders import OrderStatus, ReturnStatus, Sold, Unit, find, orders, returns, sold, unit
from channel.parties import OrganisationFact
from channel.tables.parties import Kind

RECENT = timedelta(days=31)


class OrderArguments(ProductArguments):
    """Which orders are asked for."""

    orders: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Orders:
    """Orders in sight. `asked` is a number that was asked for, `about` the company or sort asked about.

    `others`: the asker sees several resellers' orders, so each names its reseller. Sort: open, held, late or named.
    """

    rows: tuple[OrderStatus, ...]
    sort: str
    asked: str | None
    reseller: str | None
    others: bool
    day: date
    tracking: bool
    csv: bool


@dataclass(frozen=True)
class SellOut:
    """What a vendor may know of sales: units by distributor, without resellers and prices."""

    rows: tuple[Sold, ...]
    first: date
    last: date


@dataclass(frozen=True)
class Returns:
    """Returns in sight."""

    rows: tuple[ReturnStatus, ...]


@dataclass(frozen=True)
class SoldUnit:
    """A unit that the asker's company bought or sold."""

    unit: Unit


def status(asking: Asking, arguments: OrderArguments) -> Result:
    """The orders asked for, as far as they are in sight.

    Raises:
        NotFound: in the same words whether a number does not exist or is another company's.
        Refusal: when another reseller's orders are asked for.
    """
    with asking.gate.viewing(asking.viewer) as session:
        own = asker(asking)
        now = today(asking, own)
        if arguments.serials:
            return _unit(session, asking, arguments.serials[0])
        if arguments.orders:
            return _named(session, asking, arguments, now)
        if "return" in arguments.aspects or "rma" in asking.text.casefold():
            return _returns(session, asking, arguments)
        if asking.person.kind is Kind.VENDOR:
            return _sell_out(session, asking, arguments, now)
        return _sorted_out(session, asking, arguments, own, now)


def _named(session: Session, asking: Asking, arguments: OrderArguments, now: date) -> Result:
    rows = tuple(order for number in arguments.orders for order in find(session, number))
    if not rows:
        raise NotFound(
            in_words(
                asking,
                f"I find no order “{arguments.orders[0]}” that I can show you.",
                f"Ich finde keine Bestellung „{arguments.orders[0]}“, die ich Ihnen zeigen kann.",
            ),
            in_words(
                asking,
                "Check the number, or ask “what is still open on our orders?”.",
                "Prüfen Sie die Nummer, oder fragen Sie „was ist bei uns noch offen bestellt?“.",
            ),
        )
    return _result(asking, arguments, rows, "named", arguments.orders[0], None, now)


def _sorted_out(
    session: Session, asking: Asking, arguments: OrderArguments, own: OrganisationFact | None, now: date
) -> Result:
    reseller = _reseller(session, asking, arguments, own)
    sort = "held" if "hold" in arguments.aspects else "late" if "overdue" in arguments.aspects else "open"
    rows = orders(
        session,
        reseller_id=reseller.id if reseller else None,
        mpns=arguments.mpns,
        held=sort == "held",
        late_on=now if sort == "late" else None,
    )
    name = reseller.name if reseller else None
    if not rows:
        raise NotFound(_none(asking, sort, name), "")
    return _result(asking, arguments, rows, sort, None, name, now)


def _none(asking: Asking, sort: str, name: str | None) -> str:
    whose = in_words(asking, f" of {name}", f" von {name}") if name else ""
    words = {
        "held": ("There are no orders{} on hold in your sight.", "In Ihrer Sicht ist keine Bestellung{} gesperrt."),
        "late": ("There are no late orders{} in your sight.", "In Ihrer Sicht ist keine Bestellung{} überfällig."),
        "open": ("There are no open orders{} in your sight.", "In Ihrer Sicht ist keine Bestellung{} offen."),
    }
    english, german = words[sort]
    return in_words(asking, english, german).format(whose)


def _reseller(
    session: Session, asking: Asking, arguments: OrderArguments, own: OrganisationFact | None
) -> OrganisationFact | None:
    if arguments.reseller is None:
        return None
    found = parties.find_organisation(session, arguments.reseller, Kind.RESELLER)
    if asking.person.kind is Kind.RESELLER and (found is None or own is None or found.id != own.id):
        raise Refusal(
            in_words(
                asking,
                "I show orders only to the companies that they belong to.",
                "Bestellungen zeige ich nur den Firmen, zu denen sie gehören.",
            ),
            in_words(asking, "Ask me about your own orders.", "Fragen Sie nach Ihren eigenen Bestellungen."),
        )
    if found is None:
        raise NotFound(
            in_words(
                asking,
                f"I find no orders of “{arguments.reseller}” that I can show you.",
                f"Ich finde keine Bestellungen von „{arguments.reseller}“, die ich Ihnen zeigen kann.",
            )
        )
    return found


def _result(
    asking: Asking,
    arguments: OrderArguments,
    rows: tuple[OrderStatus, ...],
    sort: str,
    asked: str | None,
    reseller: str | None,
    now: date,
) -> Result:
    value = Orders(
        rows=rows,
        sort=sort,
        asked=asked,
        reseller=reseller,
        others=asking.person.kind is not Kind.RESELLER,
        day=now,
        tracking="tracking" in arguments.aspects,
        csv="csv" in arguments.aspects,
    )
    return Result(value, listed=tuple(row.po_number for row in rows), sources=tuple(row.number for row in rows))


def _returns(session: Session, asking: Asking, arguments: OrderArguments) -> Result:
    rows = returns(session, arguments.mpns)
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I see no return (RMA) that I can show you.",
                "Ich sehe keine Rücksendung (RMA), die ich Ihnen zeigen kann.",
            ),
            in_words(asking, "Give me the RMA number or the serial number.", "Nennen Sie RMA- oder Seriennummer."),
        )
    return Result(Returns(rows), listed=tuple(row.number for row in rows))


def _unit(session: Session, asking: Asking, serial: str) -> Result:
    found = unit(session, serial)
    if found is None:
        raise NotFound(
            in_words(
                asking,
                f"I have nothing on serial number “{serial}” that I can show you.",
                f"Zur Seriennummer „{serial}“ habe ich nichts, was ich Ihnen zeigen kann.",
            ),
            in_words(
                asking,
                "I show units that your own company bought. For others, ask your distributor.",
                "Ich zeige Geräte, die Ihre eigene Firma gekauft hat. Sonst hilft Ihr Distributor.",
            ),
        )
    return Result(SoldUnit(found), listed=(found.serial,))


def _sell_out(session: Session, asking: Asking, arguments: OrderArguments, now: date) -> Result:
    asked = next((found for text in (*arguments.dates, arguments.period or "") if (found := span(text))), None)
    first, last = asked or (now - RECENT, now)
    rows = sold(session, arguments.mpns, first, last)
    if arguments.distributor:
        wanted = parties.find_organisation(session, arguments.distributor, Kind.DISTRIBUTOR)
        rows = tuple(row for row in rows if wanted is not None and row.distributor == wanted.name)
    if not rows:
        raise NotFound(
            in_words(
                asking,
                "I show vendors what distributors report as sold, and see nothing reported for that.",
                "Herstellern zeige ich die gemeldeten Verkäufe der Distributoren; dazu ist nichts gemeldet.",
            ),
            in_words(asking, "Name a product and a month.", "Nennen Sie ein Produkt und einen Monat."),
        )
    return Result(SellOut(rows, first, last), listed=arguments.mpns)


TOOLS = (Tool("order.status", OrderArguments, Right.SEE_ORDERS, status),)
