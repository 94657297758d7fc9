"""Prices on the screen: the figure first, whose it is and until when, then breaks, source and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bot.screens.blocks import Screen
from bot.screens.price_changes import changes_screen
from bot.screens.rows import Grid, Step, page, sourced
from bot.screens.text import Language, day, escape, money, number
from bot.tools.price_quotes import NoPriceThatDay, Prices
from bot.tools.prices import BetterPrice, PriceChanges, SpecialPrices
from channel.money import Money
from channel.places import country_name
from channel.prices import PriceKind, PriceQuote
from channel.special_prices import SpecialPriceFact

FEW = 4
KINDS: dict[PriceKind, dict[Language, str]] = {
    PriceKind.LIST: {"en": "list price", "de": "Listenpreis"},
    PriceKind.RECOMMENDED: {"en": "recommended end customer price", "de": "empfohlener Endkundenpreis"},
    PriceKind.COST: {"en": "distributor cost", "de": "Distributor-Einkaufspreis"},
    PriceKind.RESELLER: {"en": "reseller price", "de": "Händlerpreis"},
}


def prices_screen(value: Prices, language: Language) -> Screen:
    """One row as a sentence, several as a table."""
    if len(value.rows) == 1:
        return _one(value, value.rows[0], language)
    return _several(value, language)


def _one(value: Prices, row: PriceQuote, language: Language) -> Screen:
    lead = _sentence(value, row, language)
    return page(
        lead,
        more=(*_breaks(row, language), *_registered(value, language), *_missing(value, language)),
        notes=_notes(value, (row,), language),
        steps=_steps(value, row, language),
        language=language,
    )


def _sentence(value: Prices, row: PriceQuote, language: Language) -> str:
    unit, total = money(row.unit, language), money(row.total, language)
    whose = _whose(value, row, language)
    until = _until(row, language)
    if language == "de":
        amounts = f"{unit} je Stück, {total} gesamt" if row.quantity > 1 else f"{unit} je Stück"
        return f"{row.mpn}, {row.quantity} Stück: {amounts} – {whose}, {_list_name(row, language)}{until}"
    amounts = f"{unit} each, {total} total" if row.quantity > 1 else f"{unit} each"
    pieces = "pc" if row.quantity == 1 else "pcs"
    return f"{row.mpn}, {row.quantity} {pieces}: {amounts} — {whose}, {_list_name(row, language)}{until}"


def _whose(value: Prices, row: PriceQuote, language: Language) -> str:
    kind = KINDS[row.kind][language]
    if row.kind is not PriceKind.RESELLER or row.tier is None:
        return kind
    tier = escape(row.tier.title())
    if value.reseller and not value.mine:
        buyer = escape(value.reseller)
        return f"Preis für {buyer} ({tier})" if language == "de" else f"price for {buyer} ({tier})"
    if value.mine:
        return f"Ihr {tier}-Preis" if language == "de" else f"your {tier} price"
    return f"{tier}-Preis" if language == "de" else f"{tier} price"


def _list_name(row: PriceQuote, language: Language) -> str:
    name, edition = escape(row.list_name), escape(row.edition)
    if language == "de":
        return f"Liste {name} {edition}"
    return f"{name} {edition}" if " list " in f"{name} " else f"{name} list {edition}"


def _until(row: PriceQuote, language: Language) -> str:
    if row.valid_to is None:
        return ""
    word = "gültig bis" if language == "de" else "valid until"
    return f", {word} {day(row.valid_to, language)}"


def _breaks(row: PriceQuote, language: Language) -> list[str]:
    """The volume prices around the quantity, and the next change of the list."""
    lines: list[str] = []
    german = language == "de"
    if row.unit != row.single:
        applied = max(step.quantity for step in row.breaks if step.quantity <= row.quantity)
        single = money(row.single, language)
        lines.append(
            f"Staffelpreis ab {applied} Stück; darunter {single} je Stück."
            if german
            else f"Volume price from {applied} pcs; below that {single} each."
        )
    step = row.next_break
    if step is not None:
        unit = money(step.unit, language)
        lines.append(
            f"Ab {step.quantity} Stück: {unit} je Stück." if german else f"From {step.quantity} pcs: {unit} each."
        )
    if row.changes_on is not None and row.changed_unit is not None and row.changed_unit != row.unit:
        on, unit = day(row.changes_on, language), money(row.changed_unit, language)
        lines.append(f"Ab {on}: {unit} je Stück." if german else f"From {on}: {unit} each.")
    return lines


def _several(value: Prices, language: Language) -> Screen:
    mpns = list(dict.fromkeys(row.mpn for row in value.rows))
    more = [line for row in value.rows for line in _prefixed(value, row, language)]
    return page(
        _summary(value, mpns, language),
        more=(*more, *_margin(value, language), *_registered(value, language), *_missing(value, language)),
        grid=_grid(value, language),
        notes=_notes(value, value.rows, language),
        steps=_steps(value, value.rows[0], language),
        language=language,
    )


def _grid(value: Prices, language: Language) -> Grid:
    """As few columns as tell the rows apart: the product with its quantity, whose price, each, total, until when."""
    german = language == "de"
    whose = [_whose(value, row, language) for row in value.rows]
    kinds = len(set(whose)) > 1
    totals = any(row.quantity > 1 for row in value.rows)
    columns = [
        ("Artikel" if german else "Product", [_counted(row) for row in value.rows]),
        *([("Preis" if german else "Price", whose)] if kinds else []),
        ("je Stück" if german else "each", [money(row.unit, language) for row in value.rows]),
        *([("gesamt" if german else "total", [money(row.total, language) for row in value.rows])] if totals else []),
        ("bis" if german else "until", [day(row.valid_to, language) if row.valid_to else "" for row in value.rows]),
    ]
    figures = range(2 if kinds else 1, len(columns) - 1)
    return Grid(
        tuple(head for head, _ in columns),
        tuple(zip(*(cells for _, cells in columns), strict=True)),
        frozenset(figures),
    )


def _counted(row: PriceQuote) -> str:
    return row.mpn if row.quantity == 1 else f"{row.quantity} × {row.mpn}"


def _prefixed(value: Prices, row: PriceQuote, language: Language) -> list[str]:
    if row.kind is not PriceKind.RESELLER or len(value.rows) > FEW:
        return []
    name = row.mpn if value.mine else f"{row.mpn}, {_whose(value, row, language)}"
    return [f"{name}: {line}" for line in _breaks(row, language)]


def _summary(value: Prices, mpns: list[str], language: Language) -> str:
    if len(mpns) == 1:
        figures = ", ".join(f"{_whose(value, row, language)} {money(row.unit, language)}" for row in value.rows)
        return f"{mpns[0]}: {figures}{_one_list(value, language)}"
    first = value.rows[0]
    whose = _whose(value, first, language)
    lead = f"{len(mpns)} Artikel, {whose}" if language == "de" else f"{len(mpns)} products, {whose}"
    one_each = len(value.rows) == len(mpns) and len({row.unit.currency for row in value.rows}) == 1
    if one_each:
        total = sum((row.total for row in value.rows[1:]), start=first.total)
        word = "zusammen" if language == "de" else "together"
        lead += f": {word} {money(total, language)}"
    return f"{lead}{_one_list(value, language)}"


def _one_list(value: Prices, language: Language) -> str:
    """The list that all prices stand on; several stand in the small print alone."""
    lists = {_list_name(row, language) for row in value.rows}
    return f" ({lists.pop()})" if len(lists) == 1 else ""


def _margin(value: Prices, language: Language) -> tuple[str, ...]:
    """What the distributor keeps of each price, where its own cost is among the rows."""
    cost = next((row for row in value.rows if row.kind is PriceKind.COST), None)
    if cost is None:
        return ()
    lines = []
    for row in value.rows:
        if row.kind is PriceKind.RESELLER and row.mpn == cost.mpn and row.unit.currency == cost.unit.currency:
            kept = Money(row.unit.amount - cost.unit.amount, row.unit.currency)
            percent = number((kept.amount / row.unit.amount * 100).quantize(Decimal("0.1")), language)
            word = "Marge" if language == "de" else "margin"
            lines.append(f"{_whose(value, row, language)}: {word} {money(kept, language)} ({percent} %)")
    return tuple(lines)


def _registered(value: Prices, language: Language) -> list[str]:
    """Each registered price that holds, and what the quantity asked for costs at it."""
    return [
        line for row in value.specials[:FEW] for line in (registered_line(row, language), *_at_it(row, value, language))
    ]


def registered_line(row: SpecialPriceFact, language: Language) -> str:
    """A registered price with its deal, what is left of it and until when."""
    unit, until = money(row.unit, language), day(row.valid_to, language)
    left, all_ = number(row.remaining_quantity, language), number(row.approved_quantity, language)
    deal, customer = escape(row.deal), escape(row.customer)
    debit = money(row.debit, language) if row.debit is not None else ""
    if language == "de":
        back = f"; Gutschrift des Herstellers {debit} je Stück" if debit else ""
        return f"Registriert ({deal}, {customer}): {unit}, noch {left} von {all_} bis {until}{back}"
    back = f"; ship-and-debit credit {debit} each" if debit else ""
    return f"Registered ({deal}, {customer}): {unit}, {left} of {all_} left until {until}{back}"


def _at_it(row: SpecialPriceFact, value: Prices, language: Language) -> list[str]:
    """The sum for the quantity asked for: what is left at the registered price, the rest at its own volume price."""
    usual = [q for q in value.rows if q.kind is PriceKind.RESELLER and q.mpn == row.mpn]
    quote = next((q for q in usual if q.unit.currency == row.unit.currency), None)
    if quote is None or quote.quantity == 1:
        return []
    taken = min(quote.quantity, row.remaining_quantity)
    rest = quote.quantity - taken
    total = row.unit * taken
    parts = [f"{number(taken, language)} × {money(row.unit, language)}"]
    if rest:
        unit = max((step for step in quote.breaks if step.quantity <= rest), key=lambda step: step.quantity).unit
        total += unit * rest
        parts.append(f"{number(rest, language)} × {money(unit, language)}")
    word = "Für dieses Projekt" if language == "de" else "For that project"
    return [f"   {word}: {' + '.join(parts)} = {money(total, language)}"]


def _missing(value: Prices, language: Language) -> list[str]:
    """What was asked for and has no price: part numbers, and further currencies."""
    german = language == "de"
    lines = []
    if value.unpriced:
        codes = ", ".join(value.unpriced)
        lines.append(
            f"In {codes} gibt es keinen Preis, und ich rechne nicht um."
            if german
            else f"There is no price in {codes}, and I do not convert."
        )
    if value.missing:
        names = ", ".join(escape(mpn) for mpn in value.missing)
        lines.append(
            f"Für {names} habe ich keinen Preis, den ich Ihnen zeigen kann."
            if german
            else f"For {names} I have no price that I can show you."
        )
    return lines


def _notes(value: Prices, rows: tuple[PriceQuote, ...], language: Language) -> tuple[str, ...]:
    german = language == "de"
    first = rows[0]
    net = "netto" if german else "net of tax"
    place = ", ".join(dict.fromkeys(country_name(row.territory, language) for row in rows))
    owner = ", ".join(dict.fromkeys(escape(row.owner) for row in rows))
    lists = ", ".join(dict.fromkeys(f"{escape(row.list_name)} {escape(row.edition)}" for row in rows))
    word = "Preisliste" if german else "price list"
    notes = [f"{net}, {place}. " + sourced(f"{word} {lists} ({owner})", first.as_of, language)]
    if value.listed_instead:
        notes.append(
            "Ein Händlerpreis liegt für diesen Tag nicht vor; gezeigt ist der Listenpreis."
            if german
            else "There is no reseller price for that day; the list price is shown."
        )
    if first.embargo_until is not None and value.day < first.valid_from:
        until = day(first.valid_from, language)
        notes.append(f"Vertraulich bis {until}." if german else f"Under embargo until {until}: do not pass it on.")
    return tuple(notes)


def _steps(value: Prices, row: PriceQuote, language: Language) -> tuple[Step, ...]:
    steps = [
        Step("Bestand prüfen", f"Bestand {row.mpn}") if language == "de" else Step("Check stock", f"stock of {row.mpn}")
    ]
    if value.may_register and value.mine:
        steps.append(
            Step("Projekt registrieren", f"Projekt anmelden mit {row.quantity} {row.mpn}")
            if language == "de"
            else Step("Register a deal", f"register a deal with {row.quantity} {row.mpn}")
        )
    if row.changes_on is not None:
        steps.append(
            Step("Preisänderungen", f"Preisänderungen {row.mpn}")
            if language == "de"
            else Step("Price changes", f"price changes for {row.mpn}")
        )
    return tuple(steps)


def no_price_screen(value: NoPriceThatDay, language: Language) -> Screen:
    """That no list in sight holds that day, and what holds today."""
    then = day(value.day, language)
    mpn = escape(value.mpn)
    if language == "de":
        lead = f"Für {mpn} gibt es noch keinen Preis zum {then}, den ich Ihnen zeigen kann."
    else:
        lead = f"There is no price for {mpn} on {then} yet that I can show you."
    more: tuple[str, ...] = ()
    if value.now is not None:
        unit, until = money(value.now.unit, language), _until(value.now, language)
        more = (f"Heute: {unit} je Stück{until}." if language == "de" else f"Today: {unit} each{until}.",)
    return page(lead, more=more, language=language)


def special_screen(value: SpecialPrices, language: Language) -> Screen:
    """Each special price with what is left and until when."""
    german = language == "de"
    first = value.rows[0]
    more = [_special_line(row, value, language) for row in value.rows]
    notes = [sourced("Sonderpreise" if german else "special prices", first.as_of, language)]
    notes.append(
        "Bestellungen brauchen die Registrierungsnummer." if german else "Orders need the registration number."
    )
    steps = (
        Step("Registrierung zeigen", f"Status {first.deal}")
        if german
        else Step("Show the deal", f"status of {first.deal}"),
        Step("Bestand prüfen", f"Bestand {first.mpn}") if german else Step("Check stock", f"stock of {first.mpn}"),
    )
    lead, *rest = more
    return page(lead, more=tuple(rest), notes=tuple(notes), steps=steps, language=language)


def _special_line(row: SpecialPriceFact, value: SpecialPrices, language: Language) -> str:
    unit = money(row.unit, language)
    head = f"{row.deal} ({escape(row.customer)}): {row.mpn}"
    left, approved, until = row.remaining_quantity, row.approved_quantity, day(row.valid_to, language)
    if language == "de":
        line = f"{head} zum Sonderpreis {unit} je Stück, noch {left} von {approved} Stück abrufbar, gültig bis {until}."
        over = f" Ab dem {left + 1}. Stück gilt Ihr normaler Preis."
        ended = " Dieser Sonderpreis gilt heute nicht mehr."
        debit = " Gutschrift des Herstellers: {} je Stück."
    else:
        line = f"{head} at the special price of {unit} each, {left} of {approved} pcs left, valid until {until}."
        over = f" Beyond these {left} pcs your usual price applies."
        ended = " This special price no longer holds today."
        debit = " Ship-and-debit credit: {} each."
    if not row.holds(value.day):
        line += ended
    elif value.wanted is not None and value.wanted > left:
        line += over
    return line + (debit.format(money(row.debit, language)) if row.debit is not None else "")


def better_screen(value: BetterPrice, language: Language) -> Screen:
    """What lowers a price by the rules: breaks, a registration, a special bid."""
    german = language == "de"
    lead = (
        "Einen Nachlass kann ich nicht zusagen. Nach den Regeln senken den Preis:"
        if german
        else "I cannot promise a lower price. By the rules, these lower it:"
    )
    more: list[str] = []
    for row in value.quotes:
        unit = money(row.unit, language)
        more.append(f"• {row.mpn}: heute {unit} je Stück." if german else f"• {row.mpn}: today {unit} each.")
        more.extend(f"   {line}" for line in _breaks(row, language))
    more.append(
        "• Staffelpreise ab den Mengen der Preisliste"
        if german
        else "• volume breaks from the quantities on the price list"
    )
    more.append(
        "• eine genehmigte Registrierung (Deal) mit Sonderpreis für das Projekt"
        if german
        else "• a registered deal: once approved, it carries a special price for the project"
    )
    more.extend(
        _special_line(row, SpecialPrices(value.specials, row.valid_to, None), language) for row in value.specials
    )
    steps = (
        Step("Projekt registrieren", "Projekt anmelden") if german else Step("Register a deal", "register a deal"),
    )
    return page(lead, more=tuple(more), steps=steps, language=language)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    Prices: prices_screen,
    NoPriceThatDay: no_price_screen,
    SpecialPrices: special_screen,
    BetterPrice: better_screen,
    PriceChanges: changes_screen,
}
