"""Orders on the screen: where it stands first, then what is open and when it comes, then the shipments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import TABLE_ROWS, File, Screen
from bot.screens.rows import Grid, Step, page, sourced, spreadsheet
from bot.screens.text import Language, day, escape, number
from bot.tools.orders import Orders, Returns, SellOut, SoldUnit
from channel.orders import LineStatus, OrderStatus

STATES: dict[str, dict[Language, str]] = {
    "open": {"en": "open, nothing shipped yet", "de": "offen, noch nichts geliefert"},
    "on_hold": {"en": "on hold", "de": "gesperrt"},
    "partly_shipped": {"en": "partly shipped, the rest is open", "de": "teilweise geliefert, der Rest ist offen"},
    "shipped": {"en": "shipped completely", "de": "vollständig geliefert"},
    "delivered": {"en": "delivered", "de": "zugestellt"},
    "cancelled": {"en": "cancelled", "de": "storniert"},
    "replacement_sent": {"en": "replacement sent", "de": "Ersatz verschickt"},
    "credited": {"en": "credited", "de": "gutgeschrieben"},
    "refused": {"en": "refused", "de": "abgelehnt"},
}
HOLDS: dict[str, dict[Language, str]] = {
    "credit": {"en": "credit hold", "de": "Kreditsperre"},
    "export": {"en": "export check", "de": "Exportprüfung"},
}
SORTS: dict[str, dict[Language, str]] = {
    "open": {"en": "open", "de": "offen"},
    "held": {"en": "on hold", "de": "gesperrt"},
    "late": {"en": "late", "de": "überfällig"},
    "named": {"en": "found", "de": "gefunden"},
}


def orders_screen(value: Orders, language: Language) -> Screen:
    """One order in full, several as a table."""
    if len(value.rows) == 1:
        return _one(value, value.rows[0], language)
    return _several(value, language)


def _one(value: Orders, row: OrderStatus, language: Language) -> Screen:
    word = "Bestellung" if language == "de" else "PO"
    whose = f" ({escape(row.reseller)})" if value.others and row.reseller else ""
    lead = f"{word} {escape(row.po_number)}{whose}: {_state(row, language)}"
    more = [_line(line, language) for line in row.lines]
    more += _shipments(row, language)
    if row.late(value.day):
        more.append(
            "Überfällig: der zugesagte Tag ist vorbei." if language == "de" else "Late: the promised day is past."
        )
    return page(
        lead,
        more=tuple(more),
        notes=(_note(row, language),),
        steps=_steps(row, language),
        files=_files(value),
        language=language,
    )


def _state(row: OrderStatus, language: Language) -> str:
    words = STATES.get(row.state, {"en": row.state, "de": row.state})[language]
    if row.hold is not None:
        words += f" ({HOLDS.get(row.hold, {'en': row.hold, 'de': row.hold})[language]})"
    return words


def _line(line: LineStatus, language: Language) -> str:
    counts = [f"{number(line.quantity, language)} " + ("bestellt" if language == "de" else "ordered")]
    counts.append(f"{number(line.shipped, language)} " + ("geliefert" if language == "de" else "shipped"))
    if line.open:
        back = line.backordered
        label = ("im Rückstand" if back else "offen") if language == "de" else ("back-ordered" if back else "open")
        counts.append(f"{number(back or line.open, language)} {label}")
    text = f"• {line.mpn}: {', '.join(counts)}"
    if line.open and line.expected_on is not None:
        word = "erwartet am" if language == "de" else "expected on"
        text += f", {word} {day(line.expected_on, language)}"
    return text


def _shipments(row: OrderStatus, language: Language) -> list[str]:
    if not row.deliveries:
        return ["Noch keine Sendung." if language == "de" else "No shipment yet, so no tracking number."]
    lines = []
    for delivery in row.deliveries:
        on = day(delivery.shipped_at.date(), language)
        carrier, tracking, what = escape(delivery.carrier), escape(delivery.tracking), escape(delivery.contents)
        if language == "de":
            lines.append(f"Geliefert am {on}: {what}, {carrier}, Sendungsnummer {tracking}")
        else:
            lines.append(f"Shipped on {on}: {what}, {carrier}, tracking {tracking}")
    return lines


def _note(row: OrderStatus, language: Language) -> str:
    distributor, placed = escape(row.distributor), day(row.placed_on, language)
    source = f"Auftrag {row.number} bei {distributor}" if language == "de" else f"order {row.number} at {distributor}"
    word = "bestellt am" if language == "de" else "placed on"
    return f"{sourced(source, row.as_of, language)}; {word} {placed}"


def _steps(row: OrderStatus, language: Language) -> tuple[Step, ...]:
    steps = []
    waiting = next((line.mpn for line in row.open_lines), None)
    if waiting is not None:
        steps.append(
            Step(f"Bestand {waiting}", f"Bestand {waiting}")
            if language == "de"
            else Step(f"Stock of {waiting}", f"stock of {waiting}")
        )
    steps.append(
        Step("Offene Bestellungen", "offene Bestellungen")
        if language == "de"
        else Step("Open orders", "our open orders")
    )
    return tuple(steps)


def _several(value: Orders, language: Language) -> Screen:
    german = language == "de"
    count = len(value.rows)
    sort = SORTS[value.sort][language]
    whose = f" – {escape(value.reseller)}" if value.reseller else ""
    lead = f"{count} Bestellungen {sort}{whose}" if german else f"{count} orders {sort}{whose}"
    columns = ("Stand", "Offen", "Erwartet") if german else ("State", "Open", "Expected")
    buyer = ("Händler" if german else "Reseller",) if value.others else ()
    head = ("PO", *buyer, *columns)
    rows = []
    for row in value.rows:
        opened = ", ".join(f"{number(line.open, language)} x {line.mpn}" for line in row.open_lines)
        expected = sorted(line.expected_on for line in row.open_lines if line.expected_on is not None)
        cells = (_state(row, language), opened, ", ".join(day(on, language) for on in dict.fromkeys(expected)))
        rows.append((row.po_number, row.reseller, *cells) if value.others else (row.po_number, *cells))
    distributors = ", ".join(sorted({escape(row.distributor) for row in value.rows}))
    source = f"Aufträge bei {distributors}" if german else f"orders at {distributors}"
    return page(
        lead,
        grid=Grid(head, tuple(rows)),
        notes=(sourced(source, min(row.as_of for row in value.rows), language),),
        steps=_steps(value.rows[0], language),
        files=_files(value),
        language=language,
    )


def _files(value: Orders) -> tuple[File, ...]:
    if not value.csv and len(value.rows) <= TABLE_ROWS:
        return ()
    head = ("po", "order", "reseller", "distributor", "placed_on", "state", "mpn", "ordered", "shipped", "backordered")
    rows = [
        (
            *(row.po_number, row.number, row.reseller, row.distributor, row.placed_on.isoformat(), row.state),
            *(line.mpn, str(line.quantity), str(line.shipped), str(line.backordered)),
        )
        for row in value.rows
        for line in row.lines
    ]
    return (spreadsheet("orders.csv", "orders.csv", head, rows),)


def sell_out_screen(value: SellOut, language: Language) -> Screen:
    """Units by distributor, and that resellers are not reported."""
    first, last = day(value.first, language), day(value.last, language)
    parts = "; ".join(f"{escape(row.distributor)} {number(row.quantity, language)} x {row.mpn}" for row in value.rows)
    if language == "de":
        lead = f"Verkauft vom {first} bis {last}: {parts}"
        note = "An wen verkauft wurde, melden die Distributoren nicht."
    else:
        lead = f"Sold from {first} to {last}: {parts}"
        note = "Distributors do not report to whom they sold."
    source = "Verkaufsmeldungen" if language == "de" else "sell-out reports"
    return page(lead, more=(note,), notes=(sourced(source, value.rows[0].as_of, language),), language=language)


def returns_screen(value: Returns, language: Language) -> Screen:
    """Each return with its state."""
    lines = []
    for row in value.rows[:TABLE_ROWS]:
        state = STATES.get(row.state, {"en": row.state, "de": row.state})[language]
        opened = day(row.opened_on, language)
        since = f"seit {opened}" if language == "de" else f"since {opened}"
        lines.append(f"{row.number} (RMA): {row.quantity} x {row.mpn}, {state}, {since} – {escape(row.reason)}")
    lead, *more = lines
    first = value.rows[0]
    source = f"RMA {escape(first.distributor)}"
    return page(lead, more=tuple(more), notes=(sourced(source, first.as_of, language),), language=language)


def unit_screen(value: SoldUnit, language: Language) -> Screen:
    """What a unit is, when it was bought, and how long the warranty runs."""
    unit = value.unit
    bought = day(unit.sold_on, language)
    until = day(unit.warranty_until, language) if unit.warranty_until else "–"
    serial, po_number = escape(unit.serial), escape(unit.po_number or "–")
    if language == "de":
        lead = f"{serial}: {unit.mpn}, gekauft am {bought} (PO {po_number}), Garantie bis {until}"
        steps = (Step("Rücksendung anmelden", f"RMA für {serial}"),)
    else:
        lead = f"{serial}: {unit.mpn}, bought on {bought} (PO {po_number}), warranty until {until}"
        steps = (Step("Start a return", f"RMA for {serial}"),)
    source = "Seriennummern" if language == "de" else "serial numbers"
    return page(lead, notes=(sourced(source, unit.as_of, language),), steps=steps, language=language)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    Orders: orders_screen,
    SellOut: sell_out_screen,
    Returns: returns_screen,
    SoldUnit: unit_screen,
}
