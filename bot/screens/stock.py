"""Stock on the screen: the total first, then where it lies, what is coming, and when the figures were true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import TABLE_ROWS, Block, File, Screen
from bot.screens.charts import chart, with_chart
from bot.screens.rows import Grid, Step, page, sourced, spreadsheet
from bot.screens.text import Language, day, escape, number
from bot.tools.stock import Stocks
from channel.places import GROUPS, country_name, is_territory
from channel.stock import Arrival, Reported, StockPosition, WarehouseStock

FEW = 3


def stocks_screen(value: Stocks, language: Language) -> Screen:
    """A few products as sentences, more of them as a table; where it lies as a chart."""
    leads = [_sentence(row, value, language) for row in value.rows]
    first = value.rows[0]
    notes = (sourced(_source(value, language), first.as_of, language),)
    note = _elsewhere(value, language)
    if len(value.rows) <= FEW:
        lead, *rest = leads
        lines = tuple(line for row in value.rows for line in _enough(row, value, language))
        more = (*rest, *_other_places(value, language), *lines, *note)
        screen = page(lead, more=more, notes=notes, steps=_steps(first, value, language), language=language)
        return with_chart(screen, _where(value, language))
    screen = page(
        _overview(value, language),
        more=note,
        grid=_grid(value, language),
        notes=notes,
        files=_files(value),
        steps=_steps(first, value, language),
        language=language,
    )
    return with_chart(screen, _where(value, language))


def _where(value: Stocks, language: Language) -> Block | None:
    """One product by warehouse with what is on its way, several by product; reports by distributor."""
    title = "Bestand in Stück" if language == "de" else "Stock, pcs"
    if value.reported:
        owners = sorted({report.distributor for row in value.rows for report in row.reported})
        by_owner = {
            owner: {row.mpn: sum(r.quantity for r in row.reported if r.distributor == owner) for row in value.rows}
            for owner in owners
        }
        if len(value.rows) > 1:
            return chart("bar", title, by_owner)
        pieces = "Stück" if language == "de" else "pcs"
        return chart("bar", title, {pieces: {owner: next(iter(by_owner[owner].values())) for owner in owners}})
    if len(value.rows) > 1:
        return None
    row = value.rows[0]
    cities = list(dict.fromkeys([*(p.city for p in row.warehouses), *(a.city for a in row.arrivals)]))
    here, coming = ("verfügbar", "im Zulauf") if language == "de" else ("available", "inbound")
    lying = {city: sum(p.available for p in row.warehouses if p.city == city) for city in cities}
    arriving = {city: sum(a.quantity for a in row.arrivals if a.city == city) for city in cities}
    return chart("bar", title, {here: lying, coming: arriving})


def _sentence(row: StockPosition, value: Stocks, language: Language) -> str:
    if value.reported and row.reported:
        return f"{row.mpn}: " + "; ".join(_reported(report, language) for report in row.reported)
    places = ", ".join(_place(place, language) for place in row.warehouses)
    word = "Stück verfügbar" if language == "de" else "available"
    lead = f"{row.mpn}: {number(row.total, language)} {word}"
    if places:
        lead += f" ({places})"
    for arrival in row.arrivals:
        lead += "; " + _arrival(arrival, language)
    return lead


def _other_places(value: Stocks, language: Language) -> list[str]:
    """Where the same products lie besides the place asked for."""
    shown = {(row.mpn, place.code) for row in value.rows for place in row.warehouses}
    lines = []
    for row in value.others:
        places = [place for place in row.warehouses if (row.mpn, place.code) not in shown and place.available]
        if places and any(mpn == row.mpn for mpn, _ in shown):
            word = "Anderswo" if language == "de" else "Elsewhere"
            lines.append(f"{word} ({row.mpn}): " + ", ".join(_place(place, language) for place in places))
    return lines


def _place(place: WarehouseStock, language: Language) -> str:
    return f"{escape(place.city)} {place.country} {number(place.available, language)}"


def _arrival(arrival: Arrival, language: Language) -> str:
    count, city, eta = number(arrival.quantity, language), escape(arrival.city), day(arrival.eta, language)
    return f"{count} im Zulauf nach {city} am {eta}" if language == "de" else f"{count} inbound to {city} on {eta}"


def _reported(report: Reported, language: Language) -> str:
    pieces = "Stück" if language == "de" else "pcs"
    text = f"{escape(report.distributor)} {number(report.quantity, language)} {pieces}"
    if report.weeks is not None:
        weeks = "Wochen Reichweite" if language == "de" else "weeks of inventory"
        text += f" ({number(report.weeks, language)} {weeks})"
    return text


def _enough(row: StockPosition, value: Stocks, language: Language) -> list[str]:
    """Whether the units asked for are there, and when the rest comes."""
    wanted = dict(value.wanted).get(row.mpn)
    if wanted is None or not row.warehouses:
        return []
    if row.total >= wanted:
        return [f"{wanted} Stück {row.mpn} sind da." if language == "de" else f"{wanted} pcs of {row.mpn} are there."]
    short = wanted - row.total
    if language == "de":
        line = f"Für {wanted} Stück {row.mpn} fehlen {short}."
        return [line if row.arrivals else f"{line} Ein Zulauf ist nicht gemeldet."]
    line = f"{wanted} pcs of {row.mpn} are {short} more than available."
    return [line if row.arrivals else f"{line} No inbound is recorded."]


def _elsewhere(value: Stocks, language: Language) -> tuple[str, ...]:
    if not value.elsewhere or value.asked_where is None:
        return ()
    place = _named(value.asked_where, language)
    if language == "de":
        return (f"In {place} sehe ich kein Lager für Sie; gezeigt sind die anderen.",)
    return (f"I see no warehouse in {place} for you; the others are shown.",)


def _named(place: str, language: Language) -> str:
    code = place.upper()
    return escape(country_name(code, language) if code not in GROUPS and is_territory(code) else place)


def _overview(value: Stocks, language: Language) -> str:
    count, total = len(value.rows), sum(row.total for row in value.rows)
    if value.reported:
        return (
            f"{count} Produkte, Bestände wie gemeldet" if language == "de" else f"{count} products, stock as reported"
        )
    figures = number(total, language)
    if value.asked_where and not value.elsewhere:
        place = _named(value.asked_where, language)
        words = f"{count} Produkte in {place}, {figures} Stück" if language == "de" else None
        return words or f"{count} products in {place}, {figures} pcs"
    return (
        f"{count} Produkte, {figures} Stück verfügbar"
        if language == "de"
        else f"{count} products, {figures} pcs available"
    )


def _grid(value: Stocks, language: Language) -> Grid:
    german = language == "de"
    if value.reported:
        head = ("Artikel", "Distributor", "Stück", "Wochen") if german else ("Product", "Distributor", "Pcs", "Weeks")
        rows = tuple(
            (
                row.mpn,
                r.distributor,
                number(r.quantity, language),
                number(r.weeks, language) if r.weeks is not None else "",
            )
            for row in value.rows
            for r in row.reported
        )
        return Grid(head, rows, frozenset({2, 3}))
    head = ("Artikel", "verfügbar", "Lager", "Zulauf") if german else ("Product", "Available", "Where", "Inbound")
    rows = tuple(
        (
            row.mpn,
            number(row.total, language),
            ", ".join(_place(place, language) for place in row.warehouses),
            "; ".join(_arrival(arrival, language) for arrival in row.arrivals),
        )
        for row in value.rows
    )
    return Grid(head, rows, frozenset({1}))


def _files(value: Stocks) -> tuple[File, ...]:
    if not value.csv and len(value.rows) <= TABLE_ROWS:
        return ()
    rows = [
        (row.mpn, row.name, place.distributor, place.city, place.country, str(place.available), place.as_of.isoformat())
        for row in value.rows
        for place in row.warehouses
    ]
    head = ("mpn", "name", "distributor", "warehouse", "country", "available", "as_of")
    return (spreadsheet("stock.csv", "stock.csv", head, rows),)


def _source(value: Stocks, language: Language) -> str:
    names = sorted({place.distributor for row in value.rows for place in row.warehouses})
    if value.reported or not names:
        return "Bestandsmeldungen der Distributoren" if language == "de" else "stock reports of the distributors"
    word = "Bestand" if language == "de" else "stock of"
    return f"{word} {escape(', '.join(names))}"


def _steps(first: StockPosition, value: Stocks, language: Language) -> tuple[Step, ...]:
    if value.reported:
        return ()
    if language == "de":
        return (Step("Preis zeigen", f"Preis {first.mpn}"), Step("Lebenszyklus", f"Verkaufsende {first.mpn}"))
    return (Step("Show the price", f"price {first.mpn}"), Step("Lifecycle", f"end of sale {first.mpn}"))


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Stocks: stocks_screen}
