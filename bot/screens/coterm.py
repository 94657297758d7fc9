"""Co-term on the screen: the sum first, then how it was reckoned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from babel.numbers import format_decimal

from bot.screens.blocks import Screen
from bot.screens.rows import Grid, Step, page, sourced
from bot.screens.text import LOCALES, Language, day, escape, money, number
from bot.tools.coterm import RULE, Addition, Aligning
from channel.coterm import YEAR, Aligned, Charge

FINE = "#,##0.0000"


def addition_screen(value: Addition, language: Language) -> Screen:
    """What the units added cost until the common end, with every step of the arithmetic."""
    german = language == "de"
    what = f"{number(value.quantity, language)} x {escape(value.mpn)}"
    until = day(value.last, language)
    days = (value.last - value.first).days + 1
    if value.charge is None:
        lead = (
            f"{what} bis {until}: {days} Tage; den Preis sehe ich nicht"
            if german
            else f"{what} until {until}: {days} days; I see no price for it"
        )
    else:
        sum_ = money(value.charge.total, language)
        lead = f"{what} anteilig bis {until}: {sum_}" if german else f"{what} prorated until {until}: {sum_}"
    lines = _arithmetic(value.charge, language) if value.charge is not None else []
    if value.existing is not None:
        row = value.existing
        its = f"{escape(row.number)}, {row.quantity} x {escape(row.mpn)}, {escape(row.customer)}"
        lines.append(f"Endet zusammen mit {its}." if german else f"Ends together with {its}.")
    if value.too_short:
        lines.append(
            f"Weniger als {RULE.shortest_days} Tage: Das wird mit der Verlängerung zusammengelegt."
            if german
            else f"Fewer than {RULE.shortest_days} days: this is combined with the renewal."
        )
    lines.append(
        "Gezählt sind Pakete, wie sie bestellt werden." if german else "Counted are packages as they are ordered."
    )
    notes = [sourced(_list(value, language), value.quote.as_of if value.quote else None, language)]
    steps = (Step("Regeln", "Co-Term-Regeln"),) if german else (Step("The rules", "what are the co-term rules"),)
    return page(lead, more=tuple(lines), notes=tuple(notes), steps=steps, language=language)


def _list(value: Addition, language: Language) -> str:
    own = "Abonnements" if language == "de" else "subscriptions"
    if value.quote is None:
        return own
    return f"{own}; {escape(value.quote.owner)}, {escape(value.quote.list_name)} {escape(value.quote.edition)}"


def _arithmetic(charge: Charge, language: Language) -> list[str]:
    german = language == "de"
    first, last = day(charge.first, language), day(charge.last, language)
    daily = format_decimal(charge.daily.amount, format=FINE, locale=LOCALES[language])
    currency, days = charge.yearly.currency, charge.days
    yearly, unit, total = (money(m, language) for m in (charge.yearly, charge.unit, charge.total))
    return [
        f"• Tage: {first} bis {last}, beide eingeschlossen: {days}"
        if german
        else f"• Days: {first} to {last}, both included: {days}",
        f"• Tagessatz: {yearly} für 12 Monate / {YEAR} = {currency} {daily}"
        if german
        else f"• Daily rate: {yearly} for 12 months / {YEAR} = {currency} {daily}",
        f"• Je Einheit: {yearly} x {days} / {YEAR} = {unit}, auf den Cent gerundet"
        if german
        else f"• Per unit: {yearly} x {days} / {YEAR} = {unit}, rounded to the cent",
        f"• Summe: {unit} x {charge.quantity} = {total}"
        if german
        else f"• Total: {unit} x {charge.quantity} = {total}",
    ]


def aligning_screen(value: Aligning, language: Language) -> Screen:
    """What one common end costs, each subscription with its days."""
    german = language == "de"
    until = day(value.alignment.until, language)
    total = value.alignment.total
    who = f"{escape(value.customer)}, {escape(value.vendor)}"
    cost = f": {money(total, language)}" if total is not None else ""
    lead = f"{who}, gemeinsames Ende {until}{cost}" if german else f"{who}, common end {until}{cost}"
    lines = []
    if value.asked is not None:
        asked = day(value.asked, language)
        lines.append(
            f"Ein Ende wird nur nach hinten verlegt: {asked} geht nicht, {until} ist der früheste Tag."
            if german
            else f"An end is only moved later: {asked} is not possible, {until} is the earliest day."
        )
    head = (
        ("Abonnement", "endet", "Tage", "Rechnung", "Betrag")
        if german
        else ("Subscription", "Ends", "Days", "Arithmetic", "Charge")
    )
    rows = tuple(_row(row, language) for row in value.alignment.rows)
    lines.append(
        f"Je Einheit: Preis von 12 Monaten x Tage / {YEAR}, auf den Cent gerundet, mal Menge."
        if german
        else f"Per unit: price of 12 months x days / {YEAR}, rounded to the cent, times quantity."
    )
    as_of = value.alignment.rows[0].subscription.as_of
    notes = (sourced("Abonnements" if german else "subscriptions", as_of, language),)
    steps = (Step("Regeln", "Co-Term-Regeln"),) if german else (Step("The rules", "what are the co-term rules"),)
    grid = Grid(head, rows, frozenset({2, 4}))
    return page(lead, more=tuple(lines), grid=grid, notes=notes, steps=steps, language=language)


def _row(row: Aligned, language: Language) -> tuple[str, ...]:
    sub = row.subscription
    name = f"{sub.number}, {sub.quantity} x {sub.mpn}"
    ends, days = day(sub.ends_on, language), number(row.days, language)
    if row.charge is None:
        unseen = "Preis nicht sichtbar" if language == "de" else "price not shown"
        return name, ends, days, unseen if row.days else "–", "–" if row.days else "0"
    charge = row.charge
    per_unit = f"{money(charge.yearly, language)} x {row.days} / {YEAR} = {money(charge.unit, language)}"
    return name, ends, days, f"{per_unit}, x {charge.quantity}", money(charge.total, language)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Addition: addition_screen, Aligning: aligning_screen}
