"""Reminders of steps: two business days before they are due, when they are late, and later still to both sides.

Each is a deadline row at nine in the morning of a business day of who owes it; what is due in one case on one
morning makes one message for each person.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from channel import deadlines, outbox
from channel.access.gate import Action
from channel.access.rights import Right
from channel.calendar import business_days_after, is_business_day
from channel.onboarding.settling import settle
from channel.onboarding.states import RUNNING
from channel.onboarding.telling import managers_of, owners_of, people_with, tasks_of, waits_for
from channel.tables.journal import Deadline
from channel.tables.parties import Organisation
from channel.tables.programmes import OnboardingCase, OnboardingTask

SUBJECT: Final = "onboarding:"
REMINDED: Final = "onboarding.reminder"
SOON, LATE, VERY_LATE = "step_soon", "step_late", "step_very_late"
BEFORE, AFTER, LONG_AFTER = 2, 1, 4
MORNING: Final = time(9)


def remind_of(action: Action, task: OnboardingTask) -> None:
    """Set the reminders of an open step that are still to come."""
    owner = action.session.execute(
        select(Organisation.country, Organisation.timezone).where(Organisation.id == task.owner_id)
    ).one()
    days = {
        SOON: _business_days_before(task.due_on, BEFORE, owner.country),
        LATE: business_days_after(task.due_on, AFTER, owner.country),
        VERY_LATE: business_days_after(task.due_on, LONG_AFTER, owner.country),
    }
    for kind, day in days.items():
        at = datetime.combine(day, MORNING, ZoneInfo(owner.timezone)).astimezone(UTC)
        if at > action.now:
            deadlines.set_deadline(action, _subject(task), kind, at, task.distributor_id)


def call_off(action: Action, task: OnboardingTask) -> None:
    """Remind of a step no more."""
    deadlines.cancel(action, _subject(task))


def run_deadline(action: Action, deadline: Deadline) -> None:
    """Remind of the steps of a case that are due; nothing of what is done, waits for another step, or rests."""
    _, case_id, position = deadline.subject.split(":")
    case = action.session.get(OnboardingCase, int(case_id))
    if case is None:
        return
    settle(action, case)
    if case.state not in RUNNING:
        return
    tasks = tasks_of(action.session, case)
    task = next((one for one in tasks if one.position == int(position)), None)
    if task is None or task.done_on is not None:
        return
    told = set(owners_of(action.session, case, task)) if not waits_for(task, tasks) else set()
    if deadline.kind != SOON and told:
        told |= set(managers_of(action.session, case))
    if deadline.kind == VERY_LATE:
        told |= set(people_with(action.session, case.distributor_id, Right.ONBOARD))
    day = deadline.due_at.date().isoformat()
    content = {"case": case.id, "kind": deadline.kind, "day": day}
    outbox.owe(action, told, REMINDED, content, f"onboarding:{case.id}:{deadline.kind}:{day}")


def _subject(task: OnboardingTask) -> str:
    return f"{SUBJECT}{task.case_id}:{task.position}"


def _business_days_before(day: date, count: int, country: str) -> date:
    while count > 0:
        day -= timedelta(days=1)
        if is_business_day(day, country):
            count -= 1
    return day
