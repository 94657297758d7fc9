"""Programmes on the screen: certificates, tiers, rebates and funds, what is missing first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.screens.blocks import Block, Screen
from bot.screens.charts import chart, with_chart
from bot.screens.rows import Grid, Step, page, sourced
from bot.screens.text import Language, day, escape, money, number
from bot.tools.programmes import Certificates, Funds, Rebates, TierGaps
from channel.incentives import RebateProgress
from channel.money import Money
from channel.programmes import CertificateFact, Requirement, TierGap
from channel.tables.parties import Kind

SMALLEST_GROUP = 5
"""Of how many companies a figure over several has to stand for, where it does not say whose they are."""

NAMES: dict[str, dict[Language, str]] = {
    "annual_purchases": {"en": "purchases of the year", "de": "Einkauf im Jahr"},
    "annual_recurring": {"en": "yearly recurring revenue", "de": "jährlich wiederkehrender Umsatz"},
    "spare_parts_stock": {"en": "spare parts on stock", "de": "Ersatzteile auf Lager"},
    "trained_service_engineers": {"en": "trained service engineers", "de": "geschulte Servicetechniker"},
}


def certificates_screen(value: Certificates, language: Language) -> Screen:
    """Who holds what until when."""
    german = language == "de"
    first = value.rows[0]
    notes = (sourced("Zertifikate" if german else "certificates", first.as_of, language),)
    steps = (
        Step("Abstand zur Stufe", "was fehlt zur nächsten Stufe")
        if german
        else Step("Tier gap", "what is missing for the next tier"),
    )
    if len(value.rows) == 1:
        return page(_certificate(first, value.others, language), notes=notes, steps=steps, language=language)
    count = len(value.rows)
    if value.until is not None:
        until = day(value.until, language)
        lead = f"{count} Zertifikate laufen bis {until} ab" if german else f"{count} certificates expire by {until}"
    else:
        lead = f"{count} gültige Zertifikate" if german else f"{count} valid certificates"
    head = ("Zertifikat", "Person", "gültig bis") if german else ("Certificate", "Person", "valid until")
    if value.others:
        head = (*head, "Firma" if german else "Company")  # type: ignore[assignment] # one column more
    rows = tuple(_cells(row, value.others, language) for row in value.rows)
    return page(lead, grid=Grid(head, rows), notes=notes, steps=steps, language=language)


def _cells(row: CertificateFact, others: bool, language: Language) -> tuple[str, ...]:  # noqa: FBT001 - whether a column is shown
    until = day(row.expires_on, language) if row.expires_on else "–"
    cells = (row.code, row.person or "–", until)
    return (*cells, row.company) if others else cells


def _certificate(row: CertificateFact, others: bool, language: Language) -> str:  # noqa: FBT001 - whether the company is said
    who = escape(row.person) or ("eine Person" if language == "de" else "a person")
    company = f" ({escape(row.company)})" if others else ""
    if row.expires_on is None:
        return f"{row.code}: {who}{company}"
    until = day(row.expires_on, language)
    return (
        f"{row.code}: {who}{company}, gültig bis {until}"
        if language == "de"
        else f"{row.code}: {who}{company}, valid until {until}"
    )


def gaps_screen(value: TierGaps, language: Language) -> Screen:
    """What each tier lacks, and when it is looked at."""
    lines = [line for row in value.rows for line in _gap(row, value, language)]
    lead, *more = lines
    first = value.rows[0]
    notes = [sourced(escape(", ".join(dict.fromkeys(row.programme for row in value.rows))), first.as_of, language)]
    if first.review_on is not None:
        label = "nächste Prüfung am" if language == "de" else "next review on"
        notes.append(f"{label} {day(first.review_on, language)}")
    return page(lead, more=tuple(more), notes=tuple(notes), language=language)


def _gap(row: TierGap, value: TierGaps, language: Language) -> list[str]:
    german = language == "de"
    who = "" if value.mine else f"{escape(row.reseller)}, "
    missing = [requirement for requirement in row.requirements if not requirement.met]
    target, vendor = escape(row.target), escape(row.vendor)
    without = (
        f" ohne {escape(row.without)}"
        if row.without and german
        else f" without {escape(row.without)}"
        if row.without
        else ""
    )
    if not missing:
        if value.keep:
            lead = (
                f"{who}{vendor}: {target} ist{without} erfüllt"
                if german
                else f"{who}{vendor}: {target} is met{without}"
            )
        else:
            lead = (
                f"{who}{vendor}: für {target} fehlt nichts"
                if german
                else f"{who}{vendor}: nothing is missing for {target}"
            )
    elif value.keep:
        lead = (
            f"{who}{vendor}: {target} wäre{without} nicht mehr erfüllt"
            if german
            else f"{who}{vendor}: no, {target} would not be met{without}"
        )
        if not row.without:
            lead = (
                f"{who}{vendor}: {target} ist derzeit nicht erfüllt"
                if german
                else f"{who}{vendor}: {target} is not met at present"
            )
    else:
        tier = escape(row.tier)
        lead = (
            f"{who}{vendor}: {tier}, für {target} fehlt" if german else f"{who}{vendor}: {tier}, missing for {target}"
        )
    lines = [lead, *(_requirement(requirement, language) for requirement in row.requirements)]
    if row.without and row.grace_days is not None and missing:
        days = row.grace_days
        lines.append(
            f"Die Stufe bleibt noch {days} Tage, nachdem die Person gegangen ist."
            if german
            else f"The tier is kept for {days} days after the person has left."
        )
    return lines


def _requirement(requirement: Requirement, language: Language) -> str:
    german = language == "de"
    name = NAMES.get(requirement.name, {"en": requirement.name, "de": requirement.name})[language]
    there, needed = _figure(requirement.there, language), _figure(requirement.needed, language)
    text = f"• {name}: {there} von {needed}" if german else f"• {name}: {there} of {needed}"
    if not requirement.met:
        lacking = _figure(requirement.missing, language)
        text += f", es fehlen {lacking}" if german else f", {lacking} missing"
    return text


def _figure(value: Money | int, language: Language) -> str:
    return money(value, language) if isinstance(value, Money) else number(value, language)


def rebates_screen(value: Rebates, language: Language) -> Screen:
    """What is earned and what is missing to the next step; for a vendor by distributor."""
    first = value.rows[0]
    if value.kind is Kind.VENDOR:
        lines = _by_distributor(value, language)
    else:
        lines = [line for row in value.rows for line in _progress(row, value, language)]
    lead, *more = lines
    notes = [sourced(escape(f"{first.name} ({first.vendor})"), first.as_of, language)]
    if first.claim_by is not None:
        label = "zu beantragen bis" if language == "de" else "claim by"
        notes.append(f"{label} {day(first.claim_by, language)}")
    steps = _rebate_steps(value, language)
    screen = page(lead, more=tuple(more), notes=tuple(notes), steps=steps, language=language)
    return with_chart(screen, _stairs(value, language))


def _rebate_steps(value: Rebates, language: Language) -> tuple[Step, ...]:
    if value.kind is not Kind.RESELLER:
        return ()
    german = language == "de"
    return (
        Step("Laufende Aktionen", "welche Aktionen laufen") if german else Step("Promotions", "which promotions run"),
        Step("Abstand zur Stufe", "was fehlt zur nächsten Stufe")
        if german
        else Step("Tier gap", "what is missing for the next tier"),
    )


def _stairs(value: Rebates, language: Language) -> Block | None:
    """Purchases so far beside what each step asks for; of one rebate alone."""
    if len(value.rows) != 1 or value.kind is Kind.VENDOR:
        return None
    row = value.rows[0]
    so_far, from_ = ("bisher", "Stufe") if language == "de" else ("so far", "step")
    heights = {so_far: row.basis.rounded().amount}
    heights |= {f"{from_} {number(step.rebate_percent, language)} %": step.from_basis.amount for step in row.steps}
    title = (
        f"Einkauf und Stufen, {row.basis.currency}" if language == "de" else f"Purchases, steps, {row.basis.currency}"
    )
    return chart("bar", title, {row.basis.currency: heights})


def _by_distributor(value: Rebates, language: Language) -> list[str]:
    """Sums without resellers; none that stands for so few that it would tell what one of them bought."""
    groups: dict[tuple[str, str], list[RebateProgress]] = {}
    for row in value.rows:
        groups.setdefault((row.distributor, row.earned.currency), []).append(row)
    return [
        f"{escape(distributor)}, {currency}: {_earned(rows, language)}"
        for (distributor, currency), rows in groups.items()
    ]


def _earned(rows: list[RebateProgress], language: Language) -> str:
    german = language == "de"
    if len({row.reseller for row in rows}) < SMALLEST_GROUP:
        return (
            f"weniger als {SMALLEST_GROUP} Partner, daher keine Summe"
            if german
            else f"fewer than {SMALLEST_GROUP} partners, so no sum"
        )
    total = money(sum((row.earned for row in rows[1:]), start=rows[0].earned), language)
    return f"{total} bisher verdient" if german else f"{total} accrued so far"


def _progress(row: RebateProgress, value: Rebates, language: Language) -> list[str]:
    german = language == "de"
    who = "" if value.kind is Kind.RESELLER else f"{escape(row.reseller)}: "
    earned, basis = money(row.earned, language), money(row.basis, language)
    lines = []
    if row.next is not None and row.missing is not None:
        missing, at = money(row.missing, language), money(row.next.from_basis, language)
        percent = number(row.next.rebate_percent, language)
        lines.append(
            f"{who}Bis zur nächsten Stufe ({percent} % ab {at}) fehlen {missing} Einkauf bis {day(row.valid_to, language)}."
            if german
            else f"{who}{missing} of purchases are missing to the next step ({percent} % from {at}), until {day(row.valid_to, language)}."
        )
        then = money((row.next.from_basis * (row.next.rebate_percent / 100)).rounded(), language)
        lines.append(
            f"Die nächste Stufe bringt mindestens {then}." if german else f"The next step brings at least {then}."
        )
    lines.append(
        f"{who}Bisher: Einkauf {basis}, verdient {earned} ({row.period})."
        if german
        else f"{who}So far: purchases {basis}, earned {earned} ({row.period})."
    )
    return lines


def funds_screen(value: Funds, language: Language) -> Screen:
    """What is left in all, and each fund with its last day."""
    german = language == "de"
    lines = []
    for row in value.rows:
        left, until = money(row.left, language), day(row.expires_on, language)
        who = f"{escape(row.reseller)}, " if value.others else ""
        lines.append(
            f"• {who}{escape(row.name)}: {left}, "
            + (f"verfällt nach dem {until}" if german else f"lapses after {until}")
        )
    currencies = {row.left.currency for row in value.rows}
    word = "Marketingmittel (MDF) übrig" if german else "marketing funds (MDF) left"
    if len(currencies) == 1:
        total = sum((row.left for row in value.rows[1:]), start=value.rows[0].left)
        lead = f"{money(total, language)} {word}{_soon(value, language)}"
    else:
        lead = f"{len(value.rows)} {'Töpfe' if german else 'funds'}, {word}"
    steps = (Step("Mittel beantragen", "MDF beantragen") if german else Step("Request funds", "request MDF"),)
    notes = (sourced("Marketingmittel" if german else "marketing funds", value.rows[0].as_of, language),)
    return page(lead, more=tuple(lines), notes=notes, steps=() if value.others else steps, language=language)


def _soon(value: Funds, language: Language) -> str:
    first = value.rows[0]
    if len(value.rows) == 1 or _days(value.day, first.expires_on) > 60:  # noqa: PLR2004 - two months are worth a word
        return ""
    left, until = money(first.left, language), day(first.expires_on, language)
    return f", davon {left} nur bis {until}" if language == "de" else f", of which {left} only until {until}"


def _days(first: date, last: date) -> int:
    return (last - first).days


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    Certificates: certificates_screen,
    TierGaps: gaps_screen,
    Rebates: rebates_screen,
    Funds: funds_screen,
}
