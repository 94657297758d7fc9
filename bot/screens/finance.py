"""Credit and renewals on the screen: what is left, and what ends when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import TABLE_ROWS, File, Screen
from bot.screens.rows import Grid, Step, page, sourced, spreadsheet
from bot.screens.text import Language, day, escape, money
from bot.tools.finance import Credit, Renewals
from channel.credit import CreditFact
from channel.money import Money


def credit_screen(value: Credit, language: Language) -> Screen:
    """One line in words with its arithmetic, several as a table, the tightest first."""
    german = language == "de"
    first = value.rows[0]
    notes = (sourced("Kreditlinien" if german else "credit lines", first.as_of, language),)
    if len(value.rows) == 1:
        lead, *more = _line(first, value, language)
        return page(lead, more=tuple(more), notes=notes, steps=_steps(value, language), language=language)
    over = sum(row.headroom.amount < 0 for row in value.rows)
    late = sum(row.overdue.amount > 0 for row in value.rows)
    held = sum(row.on_hold for row in value.rows)
    lead = (
        f"{len(value.rows)} Kreditlinien, die engste zuerst: {over} überzogen, {late} mit Überfälligem, {held} gesperrt"
        if german
        else f"{len(value.rows)} credit lines, the tightest first: {over} overdrawn, {late} with overdue, {held} on hold"
    )
    return page(lead, grid=_lines(value, language), notes=notes, steps=_steps(value, language), language=language)


def _lines(value: Credit, language: Language) -> Grid:
    """All lines; the other party's name in front, and whether an order fits, where one was asked for."""
    german = language == "de"
    head = (
        ("Distributor" if value.mine else "Händler", "frei", "Rahmen", "genutzt", "überfällig")
        if german
        else ("Distributor" if value.mine else "Reseller", "left", "limit", "used", "overdue")
    )
    rows = [
        (
            (row.distributor if value.mine else row.reseller) + _hold(row, language),
            money(row.headroom, language),
            money(row.limit, language),
            money(row.exposure, language),
            money(row.overdue, language),
        )
        for row in value.rows
    ]
    if value.wanted is None:
        return Grid(head, tuple(rows), frozenset({1, 2, 3, 4}))
    wanted = value.wanted
    fits = [_fits(row, wanted, language).partition(",")[0].rstrip(".") for row in value.rows]
    head = (*head, money(wanted, language))  # type: ignore[assignment] # one column more
    return Grid(head, tuple((*row, fit) for row, fit in zip(rows, fits, strict=True)), frozenset({1, 2, 3, 4}))


def _steps(value: Credit, language: Language) -> tuple[Step, ...]:
    """What a reseller may do next: ask for more, and see what is open."""
    if not value.mine:
        return ()
    if language == "de":
        return (
            Step("Höhere Linie anfragen", "höhere Kreditlinie beantragen"),
            Step("Offene Bestellungen", "offene Bestellungen"),
        )
    return (Step("Ask for a higher line", "request a higher credit line"), Step("Open orders", "open orders"))


def _hold(row: CreditFact, language: Language) -> str:
    if not row.on_hold:
        return ""
    return " (gesperrt)" if language == "de" else " (on hold)"


def _line(row: CreditFact, value: Credit, language: Language) -> list[str]:
    german = language == "de"
    left, limit = money(row.headroom, language), money(row.limit, language)
    where = escape(row.distributor)
    whose = (f"Ihre Linie bei {where}" if german else f"Your line at {where}") if value.mine else escape(row.reseller)
    free = "frei" if german else "left"
    lines = [f"{whose}: {left} {free}{_hold(row, language)}"]
    if value.wanted is not None:
        lines.insert(0, _fits(row, value.wanted, language))
    lines.append(_sum(row, value.wanted, language))
    if row.temporary_until is not None:
        until = day(row.temporary_until, language)
        lines.append(
            f"Der Rahmen von {limit} gilt befristet bis {until}."
            if german
            else f"The limit of {limit} is temporary, until {until}."
        )
    overdue = money(row.overdue, language)
    if row.overdue.amount:
        lines.append(f"Überfällig: {overdue}." if german else f"Overdue: {overdue}.")
    else:
        lines.append("Nichts überfällig." if german else "Nothing is overdue.")
    lines.append(f"Zahlungsziel {row.payment_days} Tage." if german else f"Payment terms {row.payment_days} days.")
    return lines


def _sum(row: CreditFact, wanted: Money | None, language: Language) -> str:
    """Limit less what is used, and what would be left after the order."""
    german = language == "de"
    left, limit, used = money(row.headroom, language), money(row.limit, language), money(row.exposure, language)
    line = f"Rahmen {limit} − genutzt {used} = {left}" if german else f"limit {limit} − used {used} = {left}"
    if wanted is None or wanted.currency != row.limit.currency:
        return line
    order = money(wanted, language)
    if wanted <= row.headroom:
        return f"{line}; {left} − {order} = {money(row.headroom - wanted, language)}"
    short = money(wanted - row.headroom, language)
    return f"{line}; {order} − {left} = {short}" + (" fehlen" if german else " missing")


def _fits(row: CreditFact, wanted: Money, language: Language) -> str:
    german = language == "de"
    order = money(wanted, language)
    if wanted.currency != row.limit.currency:
        return (
            f"Die Linie läuft in {row.limit.currency}; {order} vergleiche ich nicht."
            if german
            else f"The line is in {row.limit.currency}; I do not compare {order} with it."
        )
    if row.on_hold:
        return "Nein, die Linie ist gesperrt." if german else "No, the line is on hold."
    if wanted <= row.headroom:
        return f"Ja, {order} passen in die Linie." if german else f"Yes, {order} fits into the line."
    short = money(wanted - row.headroom, language)
    return (
        f"Nein, für {order} reicht die Linie nicht, es fehlen {short}."
        if german
        else f"No, the line does not cover {order}; {short} is missing."
    )


def renewals_screen(value: Renewals, language: Language) -> Screen:
    """How many end until when, each with customer, product and price where it may be shown."""
    german = language == "de"
    first, last = day(value.first, language), day(value.last, language)
    count = len(value.rows)
    what = ("Verlängerung" if count == 1 else "Verlängerungen") if german else ("renewal" if count == 1 else "renewals")
    lead = f"{count} {what} vom {first} bis {last}" if german else f"{count} {what} from {first} to {last}"
    priced = any(row.yearly is not None for row in value.rows)
    head = ("Ende", "Kunde", "Artikel") if german else ("Ends", "Customer", "Product")
    price = (("je Jahr" if german else "per year"),) if priced else ()
    rows = tuple(
        (
            day(row.ends_on, language),
            row.customer + (f" – {row.reseller}" if value.others and row.reseller else ""),
            f"{row.quantity} x {row.mpn}",
            *((money(row.yearly, language) if row.yearly is not None else "",) if priced else ()),
        )
        for row in value.rows
    )
    source = "Abonnements" if german else "subscriptions"
    files = _files(value)
    steps = () if files else _renewal_steps(value, language)
    return page(
        lead,
        grid=Grid((*head, *price), rows, frozenset({3})),
        notes=(sourced(source, value.rows[0].as_of, language),),
        files=files,
        steps=steps,
        language=language,
    )


def _renewal_steps(value: Renewals, language: Language) -> tuple[Step, ...]:
    days = (value.last - value.first).days
    german = language == "de"
    file = Step("Als CSV", f"Verlängerungen der nächsten {days} Tage als CSV")
    if not german:
        file = Step("As CSV", f"renewals in the next {days} days as csv")
    if not value.protected:
        return (file,)
    what = ("Registrierung" if value.protected == 1 else "Registrierungen") if german else "registration"
    if german:
        deals = Step(f"{value.protected} {what}, deren Schutz endet", f"Welche Registrierungen enden in {days} Tagen?")
    else:
        what += "" if value.protected == 1 else "s"
        deals = Step(f"{value.protected} {what} ending, too", f"which registrations expire in the next {days} days?")
    return deals, file


def _files(value: Renewals) -> tuple[File, ...]:
    if not value.csv and len(value.rows) <= TABLE_ROWS:
        return ()
    head = (
        "number",
        "ends_on",
        "customer",
        "reseller",
        "vendor",
        "mpn",
        "quantity",
        "auto_renew",
        "currency",
        "yearly",
    )
    rows = [
        (
            *(row.number, row.ends_on.isoformat(), row.customer, row.reseller, row.vendor, row.mpn, str(row.quantity)),
            *("yes" if row.auto_renew else "no", row.yearly.currency if row.yearly else ""),
            str(row.yearly.amount) if row.yearly else "",
        )
        for row in value.rows
    ]
    return (spreadsheet("renewals.csv", "renewals.csv", head, rows),)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Credit: credit_screen, Renewals: renewals_screen}
