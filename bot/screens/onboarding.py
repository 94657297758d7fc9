"""Onboarding on the screen: what comes next, by whom, until when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.screens.blocks import Screen
from bot.screens.rows import Grid, page, sourced
from bot.screens.text import Language, day, escape
from bot.tools.onboarding import Onboardings
from channel.onboarding_status import CaseFact, TaskFact


def onboarding_screen(value: Onboardings, language: Language) -> Screen:
    """One case with its open steps; several as one row each."""
    german = language == "de"
    first = value.cases[0]
    notes = [sourced("Onboarding", first.as_of, language)]
    if len(value.cases) == 1:
        more = tuple(line for line in (_mine(first, value, language),) if line)
        steps = tuple(_row(task, value, language) for task in first.open)
        head = ("Schritt", "wer", "bis", "wartet auf") if german else ("Step", "Who", "By", "Waits for")
        grid = Grid(head, steps) if steps else None
        return page(_lead(first, language), more=more, grid=grid, notes=tuple(notes), language=language)
    head = ("Partner", "erledigt", "nächster Schritt", "bis") if german else ("Partner", "Done", "Next step", "By")
    rows = tuple(_summary(case, language) for case in value.cases)
    lead = f"{len(rows)} Partner im Onboarding" if german else f"{len(rows)} partners in onboarding"
    return page(lead, grid=Grid(head, rows), notes=tuple(notes), language=language)


def _lead(case: CaseFact, language: Language) -> str:
    german = language == "de"
    done, total = len(case.tasks) - len(case.open), len(case.tasks)
    who = escape(case.prospect)
    how_far = f"{done} von {total} Schritten erledigt" if german else f"{done} of {total} steps done"
    if not case.open:
        return f"{who}: {how_far}"
    step = case.next or case.open[0]
    until = day(step.due_on, language)
    label = "als Nächstes" if german else "next"
    by = f"{escape(step.owner)}, {'bis' if german else 'by'} {until}"
    return f"{who}: {how_far}, {label}: {escape(step.name)} ({by})"


def _mine(case: CaseFact, value: Onboardings, language: Language) -> str:
    """What the asker's own side owes."""
    mine = [task for task in case.open if task.owner_id == value.organisation_id]
    if not mine:
        return ""
    named = "; ".join(f"{escape(task.name)} ({day(task.due_on, language)})" for task in mine)
    return f"Von Ihnen fehlt noch: {named}." if language == "de" else f"Still needed from you: {named}."


def _row(task: TaskFact, value: Onboardings, language: Language) -> tuple[str, ...]:
    until = day(task.due_on, language)
    if task.overdue(value.day):
        until += ", überfällig" if language == "de" else ", overdue"
    word = "Schritt" if language == "de" else "step"
    waits = f"{word} {', '.join(str(position) for position in task.waits_for)}" if task.waits_for else "–"
    return f"{task.position}. {task.name}", task.owner, until, waits


def _summary(case: CaseFact, language: Language) -> tuple[str, ...]:
    done = f"{len(case.tasks) - len(case.open)}/{len(case.tasks)}"
    step = case.next
    if step is None:
        return case.prospect, done, "–", "–"
    return case.prospect, done, f"{step.name} ({step.owner})", day(step.due_on, language)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Onboardings: onboarding_screen}
