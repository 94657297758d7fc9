"""Many registrations on the screen: one's own, those asked for in words, and the desk of who decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.screens.blocks import File, Screen
from bot.screens.deal_words import waited
from bot.screens.rows import Grid, Step, page, spreadsheet
from bot.screens.text import Language, day, money
from channel.deals.states import State
from channel.deals.views import RegistrationList, RegistrationView
from channel.deals.words import STATES

HEAD: dict[Language, tuple[str, ...]] = {
    "en": ("Number", "Customer", "Reseller", "State", "Value", "Date"),
    "de": ("Nummer", "Kunde", "Reseller", "Stand", "Wert", "Termin"),
}


def list_screen(value: RegistrationList, language: Language) -> Screen:
    """Rows with state and date; for the desk, what waits how long."""
    german = language == "de"
    if not value.rows:
        return page("Bei Ihnen wartet nichts." if german else "Nothing waits for you.", language=language)
    count = len(value.rows)
    overdue = sum(view.overdue for view in value.rows)
    late = (f", {overdue} überfällig" if german else f", {overdue} overdue") if overdue else ""
    if value.sort == "queue":
        lead = f"{count} zu entscheiden{late}" if german else f"{count} to decide{late}"
        steps = tuple(Step(f"{'Ansehen' if german else 'Open'} {view.number}", view.number) for view in value.rows[:2])
    else:
        one = count == 1
        noun = ("Registrierung" if one else "Registrierungen") if german else ("registration" if one else "registrations")
        lead = f"{count} {noun}{late}"
        lead += f" ({_by_state(value, language)})"
        steps = ()
    rows = tuple(_row(view, language) for view in value.rows)
    return page(
        lead,
        grid=Grid(HEAD[language], rows, frozenset({4})),
        notes=("CSV" if _wants_csv(value) else "",),
        steps=steps,
        files=_csv(value, rows, language),
        language=language,
    )


def _by_state(value: RegistrationList, language: Language) -> str:
    counted = Counter(view.state for view in value.rows)
    return ", ".join(f"{count} {STATES[state][language]}" for state, count in counted.items())


def _row(view: RegistrationView, language: Language) -> tuple[str, ...]:
    return (
        view.number,
        view.customer,
        view.reseller,
        STATES[view.state][language] + (_late(view, language) if view.holder else ""),
        money(view.value, language),
        _date(view, language),
    )


def _late(view: RegistrationView, language: Language) -> str:
    german = language == "de"
    mark = (", überfällig" if german else ", overdue") if view.overdue else ""
    rival = (", im Konflikt" if german else ", in conflict") if view.in_conflict else ""
    return f", {waited(view.waiting, language)}{mark}{rival}"


def _date(view: RegistrationView, language: Language) -> str:
    german = language == "de"
    if view.state is State.EXPIRED and view.grace_until:
        return f"{'Nachfrist bis' if german else 'grace until'} {day(view.grace_until, language)}"
    if view.protected_until:
        return f"{'Schutz bis' if german else 'protected until'} {day(view.protected_until, language)}"
    if view.due:
        return f"{'fällig' if german else 'due'} {day(view.due.date(), language)}"
    return day(view.submitted_at.date(), language) if view.submitted_at else ""


def _wants_csv(value: RegistrationList) -> bool:
    return "csv" in value.asked.casefold()


def _csv(value: RegistrationList, rows: tuple[tuple[str, ...], ...], language: Language) -> tuple[File, ...]:
    if not _wants_csv(value):
        return ()
    return (spreadsheet("registrations.csv", "Registrations", HEAD[language], rows),)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {RegistrationList: list_screen}
