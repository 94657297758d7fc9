"""List prices that change, on the screen: old and new as a table, one product's course as a chart."""

from __future__ import annotations

from bot.screens.blocks import Block, Screen
from bot.screens.charts import chart, with_chart
from bot.screens.rows import Grid, Step, page, spreadsheet
from bot.screens.text import Language, day, escape, money
from bot.tools.prices import PriceChanges
from channel.places import country_name


def changes_screen(value: PriceChanges, language: Language) -> Screen:
    """Old and new list price with the day, as a table and as a spreadsheet."""
    if len(value.rows) == 1 and not value.csv:
        return _only(value, language)
    german = language == "de"
    dates = sorted({row.on for row in value.rows})
    days = ", ".join(day(on, language) for on in dates)
    count = len(value.rows)
    place = country_name(value.territory, language)
    if german:
        changed = "Listenpreise ändern sich" if count > 1 else "Listenpreis ändert sich"
        lead, then = f"{count} {changed} zum {days} ({place}).", "ab" if len(dates) > 1 else ""
        head = ("Artikel", "bisher", "neu", "%")
    else:
        changed = "list prices change" if count > 1 else "list price changes"
        lead, then = f"{count} {changed} on {days} ({place}).", "from" if len(dates) > 1 else ""
        head = ("Product", "now", "then", "%")
    rows = tuple(
        (
            *(row.mpn, money(row.before, language), money(row.after, language), f"{row.percent:+.1f}"),
            *((day(row.on, language),) if then else ()),
        )
        for row in value.rows
    )
    sheet = [
        (
            *(row.mpn, row.name, row.line, row.territory, row.before.currency, str(row.before.amount)),
            *(str(row.after.amount), f"{row.percent:.1f}", row.on.isoformat(), row.edition),
        )
        for row in value.rows
    ]
    columns = ("mpn", "name", "line", "territory", "currency", "before", "after", "percent", "from", "edition")
    name = f"price-changes-{value.rows[0].on.isoformat()}.csv"
    screen = page(
        lead,
        grid=Grid((*head, then) if then else head, rows, frozenset({1, 2, 3})),
        notes=(_changes_source(value, language), f"CSV: {name}"),
        files=(spreadsheet(name, lead, columns, sheet),),
        language=language,
    )
    return with_chart(screen, _course(value, language))


def _only(value: PriceChanges, language: Language) -> Screen:
    """One change as a sentence."""
    (row,) = value.rows
    before, after, on = money(row.before, language), money(row.after, language), day(row.on, language)
    place = country_name(value.territory, language)
    lead = (
        f"{row.mpn}: Listenpreis {after} ab {on}, bisher {before} ({row.percent:+.1f} %, {place})"
        if language == "de"
        else f"{row.mpn}: list price {after} from {on}, now {before} ({row.percent:+.1f} %, {place})"
    )
    step = Step("Preis zeigen", f"Preis {row.mpn}") if language == "de" else Step("Show the price", f"price {row.mpn}")
    return page(lead, notes=(_changes_source(value, language),), steps=(step,), language=language)


def _course(value: PriceChanges, language: Language) -> Block | None:
    """The list price of one product from change to change."""
    first = value.rows[0]
    alike = {(row.mpn, row.territory, row.before.currency) for row in value.rows}
    if len(alike) > 1 or len(value.rows) == 1:
        return None
    label = "bisher" if language == "de" else "now"
    course = {label: first.before.amount} | {day(row.on, language): row.after.amount for row in value.rows}
    return chart("line", f"{first.mpn}, {first.before.currency}", {first.mpn: course})


def _changes_source(value: PriceChanges, language: Language) -> str:
    editions = ", ".join(dict.fromkeys(f"{escape(row.vendor)} {row.edition}" for row in value.rows))
    label = "Quelle: Listenpreise" if language == "de" else "Source: list prices"
    return f"{label} {editions}, " + ("netto" if language == "de" else "net of tax")
