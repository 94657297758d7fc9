"""Whom an onboarding concerns: who may be told what, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import outbox
from channel.access.gate import Action
from channel.access.rights import Right
from channel.onboarding.states import RUNNING, CaseState, StepKind
from channel.tables.parties import Person, PersonRight
from channel.tables.programmes import OnboardingCase, OnboardingTask

TURN: Final = "onboarding.turn"


def people_with(session: Session, organisation: int, right: Right) -> list[int]:
    """The people (ids) of an organisation who hold a right."""
    return list(
        session.scalars(
            select(Person.id)
            .join(PersonRight, PersonRight.person_id == Person.id)
            .where(Person.organisation_id == organisation, Person.active.is_(True), PersonRight.right == right)
            .order_by(Person.id)
        )
    )


def owners_of(session: Session, case: OnboardingCase, task: OnboardingTask) -> list[int]:
    """Who sees to a step: a credit line is its controllers', what else the distributor owes its manager's."""
    if task.owner_id != case.distributor_id:
        return people_with(session, task.owner_id, Right.ADMINISTER)
    if task.kind == StepKind.CREDIT_LINE:
        return people_with(session, case.distributor_id, Right.CHANGE_CREDIT)
    return managers_of(session, case)


def managers_of(session: Session, case: OnboardingCase) -> list[int]:
    """Who looks after a case: its manager while there, else all who take partners on."""
    able = people_with(session, case.distributor_id, Right.ONBOARD)
    return [case.manager_id] if case.manager_id in able else able


def tasks_of(session: Session, case: OnboardingCase) -> list[OnboardingTask]:
    """The steps of a case in order."""
    return list(
        session.scalars(
            select(OnboardingTask).where(OnboardingTask.case_id == case.id).order_by(OnboardingTask.position)
        )
    )


def waits_for(task: OnboardingTask, tasks: Iterable[OnboardingTask]) -> list[OnboardingTask]:
    """The open steps that a step waits for."""
    return [other for other in tasks if other.position in task.after and other.done_on is None]


def ready(tasks: Iterable[OnboardingTask]) -> frozenset[int]:
    """The positions of the open steps that wait for no other."""
    rows = list(tasks)
    return frozenset(task.position for task in rows if task.done_on is None and not waits_for(task, rows))


def tell_turns(
    action: Action, case: OnboardingCase, before: frozenset[int] = frozenset(), done: OnboardingTask | None = None
) -> None:
    """Tell who owes steps whose turn has come since `before`, and the managers what was `done`: one message each.

    Who acts is told by the report of their own confirmation.
    """
    if case.state not in RUNNING or case.state == CaseState.APPLIED:
        return
    tasks = tasks_of(action.session, case)
    new = ready(tasks) - before
    turns: dict[int, list[int]] = {}
    for task in tasks:
        if task.position in new:
            for person in owners_of(action.session, case, task):
                turns.setdefault(person, []).append(task.position)
    if done is not None and done.owner_id != case.distributor_id:
        for person in managers_of(action.session, case):
            turns.setdefault(person, [])
    name = "-".join(str(position) for position in sorted(new)) + (f"+{done.position}" if done is not None else "")
    for person, positions in turns.items():
        if person != action.viewer.person_id:
            content = {"case": case.id, "positions": positions, "done": done.position if done is not None else None}
            outbox.owe(action, [person], TURN, content, f"onboarding:{case.id}:turn:{name}")
