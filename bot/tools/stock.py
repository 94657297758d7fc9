"""Stock: units by warehouse with what is on its way, or what distributors report to a vendor."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.tools.asked import ProductArguments, asker, countries_asked
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Result, Tool
from channel import parties
from channel.access.rights import Right
from channel.errors import NotFound, Refusal
from channel.parties import OrganisationFact
from channel.products import products_of
from channel.stock import StockPosition, Where, position, warehouses
from channel.tables.parties import Kind


class StockArguments(ProductArguments):
    """Which stock is asked for."""

    warehouse: str | None = None


@dataclass(frozen=True)
class Stocks:
    """Stock positions, and what was asked that they have to answer.

    `asked_where` names the place or warehouse asked for; `elsewhere` says that nothing lies there and the rest is
    shown; `others` are the positions everywhere, where a place was asked for; `wanted` is how many units were asked
    for, by part number; `reported`: the figures are reports to a vendor.
    """

    rows: tuple[StockPosition, ...]
    others: tuple[StockPosition, ...]
    asked_where: str | None
    elsewhere: bool
    wanted: tuple[tuple[str, int], ...]
    reported: bool
    csv: bool


def find_stock(asking: Asking, arguments: StockArguments) -> Result:
    """The stock in sight of products, of a line, or of a warehouse.

    Raises:
        Refusal: for a distributor whose stock the asker does not see, whether or not it has any.
        NotFound: when there is nothing in sight to show.
    """
    with asking.gate.viewing(asking.viewer) as session:
        own = asker(asking)
        distributors = _distributors(session, asking, arguments)
        mpns = _products(session, arguments)
        if mpns is None:
            return _ask_which(asking)
        place = Where(_countries(arguments, own), arguments.warehouse, distributors)
        rows = _with_figures(position(session, mpns, place))
        placed = bool(arguments.territory or arguments.warehouse)
        others = _with_figures(position(session, mpns, Where(distributors=distributors))) if placed else ()
        elsewhere = not rows and bool(others)
        rows = others if elsewhere else rows
        if not rows:
            raise _nothing(session, asking, arguments, mpns)
    reported = asking.person.kind is Kind.VENDOR
    value = Stocks(
        rows=_in_stock_first(rows) if not arguments.mpns else rows,
        asked_where=arguments.warehouse or arguments.territory,
        others=() if elsewhere else others,
        elsewhere=elsewhere,
        wanted=tuple((mpn, n) for i, mpn in enumerate(arguments.mpns) if (n := arguments.quantity_at(i)) > 1),
        reported=reported,
        csv="csv" in arguments.aspects,
    )
    return Result(value, listed=tuple(row.mpn for row in rows), sources=("stock",))


def _countries(arguments: StockArguments, own: OrganisationFact | None) -> frozenset[str] | None:
    return frozenset(countries_asked(arguments.territory, own)) if arguments.territory else None


def _distributors(session: Session, asking: Asking, arguments: StockArguments) -> frozenset[int] | None:
    """The distributor asked for, if the asker may see its stock at all."""
    if arguments.distributor is None:
        return None
    found = parties.find_organisation(session, arguments.distributor, Kind.DISTRIBUTOR)
    person = asking.person
    if person.kind is Kind.VENDOR:
        return frozenset({found.id}) if found is not None else frozenset()
    theirs = person.buys_from if person.kind is Kind.RESELLER else frozenset({person.organisation_id})
    if found is None or found.id not in theirs:
        names = ", ".join(sorted(parties.names_of(session, {key for key in theirs if key is not None}).values()))
        raise Refusal(
            in_words(
                asking,
                "I show stock only of distributors that your company buys from, and of your own company.",
                "Bestände zeige ich nur von Distributoren, bei denen Ihre Firma kauft, und von Ihrer eigenen Firma.",
            ),
            in_words(asking, f"Ask me about {names}.", f"Fragen Sie mich nach {names}.") if names else "",
        )
    return frozenset({found.id})


def _products(session: Session, arguments: StockArguments) -> tuple[str, ...] | None:
    if arguments.mpns:
        return arguments.mpns
    if arguments.line or arguments.vendor or arguments.warehouse:
        return tuple(facts.mpn for facts in products_of(session, line=arguments.line, vendor=arguments.vendor))
    return None


def _ask_which(asking: Asking) -> Result:
    return clarify(
        in_words(asking, "Stock of which product?", "Der Bestand von welchem Produkt?"),
        *(Choice(mpn, in_words(asking, f"stock of {mpn}", f"Bestand {mpn}")) for mpn in _usual(asking)),
    )


def _usual(asking: Asking) -> tuple[str, ...]:
    """Up to three products in the asker's sight, so that a tap answers."""
    with asking.gate.viewing(asking.viewer) as session:
        stocked = position(session, [facts.mpn for facts in products_of(session)])
    most = sorted(stocked, key=lambda row: row.total, reverse=True)
    return tuple(row.mpn for row in most if row.total)[:3]


def _with_figures(rows: tuple[StockPosition, ...]) -> tuple[StockPosition, ...]:
    return tuple(row for row in rows if row.warehouses or row.reported or row.arrivals)


def _in_stock_first(rows: tuple[StockPosition, ...]) -> tuple[StockPosition, ...]:
    return tuple(sorted(rows, key=lambda row: (row.total == 0 and not row.arrivals, row.mpn)))


def _nothing(session: Session, asking: Asking, arguments: StockArguments, mpns: tuple[str, ...]) -> Refusal:
    what = ", ".join(arguments.mpns) or arguments.line or arguments.warehouse or ", ".join(mpns[:3])
    seen = ", ".join(city for city, _ in warehouses(session))
    return NotFound(
        in_words(
            asking,
            f"I have no stock figures for “{what}” that I can show you.",
            f"Für „{what}“ habe ich keine Bestände, die ich Ihnen zeigen kann.",
        ),
        in_words(asking, f"I can look in {seen}.", f"Nachsehen kann ich in {seen}.") if seen else "",
    )


TOOLS = (Tool("stock.position", StockArguments, Right.SEE_STOCK, find_stock),)
