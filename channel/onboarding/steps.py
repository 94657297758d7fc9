"""Doing a step of a case: what its owner gives for it, and what vetting found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from channel import audit, refusals
from channel.access.gate import Action, not_found
from channel.access.rights import Right
from channel.calendar import local_day
from channel.errors import AlreadyDone, NotAllowed, NotPossible
from channel.onboarding import reminding
from channel.onboarding.settling import settle
from channel.onboarding.states import DERIVED, OPEN, RUNNING, CaseState, StepKind
from channel.onboarding.telling import ready, tasks_of, waits_for
from channel.tables.parties import Organisation
from channel.tables.programmes import OnboardingCase, OnboardingTask, Screening

DONE, VETTED = "onboarding.step", "onboarding.vetted"
LONGEST: Final = 400
MOST_FACTS: Final = 12
Content = dict[str, Any]
_OF_THE_COMPANY: Final[Mapping[StepKind, Right]] = {StepKind.TRAINING: Right.ASK, StepKind.REFERENCES: Right.ASK}
"""Steps that anybody of the company may do; the others bind it and need who administers it."""


def needs(task: OnboardingTask, distributor: int) -> Right:
    """The right that doing a step takes on its owner's side."""
    if task.owner_id == distributor:
        return Right.CHANGE_CREDIT if task.kind == StepKind.CREDIT_LINE else Right.ONBOARD
    return _OF_THE_COMPANY.get(StepKind(task.kind), Right.ADMINISTER)


def give(action: Action, content: Content) -> Content:
    """Do a step of the acting person's own side.

    Args:
        action: of somebody of the side that owes it, or of its distributor, who may note what came another way.
        content: `case`, `position`, and `evidence`: plain texts by name, fit for both sides to read.

    Raises:
        NotFound: when there is no such case in sight.
        NotAllowed: without the right that the step takes.
        NotPossible: when it is done, waits for another step, rests, or is seen done by the house alone.
    """
    case, task, tasks = _step(action, content)
    viewer = action.viewer
    mine = task.owner_id == viewer.organisation_id
    noting = viewer.organisation_id == case.distributor_id and Right.ONBOARD in viewer.rights
    if not (mine and needs(task, case.distributor_id) in viewer.rights) and not noting:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    if task.kind in {StepKind.VETTING, *DERIVED - {StepKind.FIRST_ORDER, StepKind.SLACK}}:
        raise NotPossible.of(refusals.STEP_BY_ITSELF)
    check_turn(task, tasks)
    evidence = {str(k)[:40]: str(v)[:LONGEST] for k, v in list((content.get("evidence") or {}).items())[:MOST_FACTS]}
    before = ready(tasks)
    _done(action, case, task, evidence)
    if mine and task.owner_id == case.prospect_id and case.state == CaseState.INVITED:
        case.state = CaseState.IN_PROGRESS
    settle(action, case, before, task)
    return {"case": case.id, "position": task.position}


def vet(action: Action, content: Content) -> Content:
    """Keep what vetting found, and pass it or leave it open. Findings stay with the distributor's people who onboard.

    Args:
        action: of somebody who takes partners on.
        content: `case`, `findings` (sentences), and `passed`.

    Raises:
        NotFound: when there is no such case in sight.
        NotAllowed: without the right.
        NotPossible: when nothing is to be vetted now.
    """
    case = action.find(OnboardingCase, OnboardingCase.id == content["case"])
    if case.distributor_id != action.viewer.organisation_id or Right.ONBOARD not in action.viewer.rights:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    if case.state not in OPEN:
        raise NotPossible.of(refusals.STEP_RESTS)
    for finding in content["findings"]:
        action.session.add(
            Screening(case_id=case.id, distributor_id=case.distributor_id, finding=finding[:LONGEST], as_of=action.now)
        )
    tasks = tasks_of(action.session, case)
    task = next((one for one in tasks if one.kind == StepKind.VETTING and one.done_on is None), None)
    before = ready(tasks)
    if content["passed"]:
        if task is None:
            raise AlreadyDone.of(refusals.STEP_DONE)
        check_turn(task, tasks)
        _done(action, case, task, {})
    audit.record(action, VETTED, f"onboarding {case.id}", {"passed": content["passed"]})
    settle(action, case, before)
    return {"case": case.id, "passed": content["passed"]}


def check_turn(task: OnboardingTask, tasks: list[OnboardingTask]) -> None:
    """Whether a step can be done now.

    Raises:
        NotPossible: when it is done already or waits for another.
    """
    if task.done_on is not None:
        raise AlreadyDone.of(refusals.STEP_DONE)
    if blocking := waits_for(task, tasks):
        raise NotPossible.of(refusals.STEP_WAITS, steps=step_names(blocking))


def step_names(tasks: list[OnboardingTask]) -> dict[str, str]:
    """The names of steps in both languages, in one line."""
    return {
        "en": ", ".join(task.name for task in tasks),
        "de": ", ".join(task.name_de or task.name for task in tasks),
    }


def _step(action: Action, content: Content) -> tuple[OnboardingCase, OnboardingTask, list[OnboardingTask]]:
    case = action.find(OnboardingCase, OnboardingCase.id == content["case"])
    if case.state not in RUNNING:
        raise NotPossible.of(refusals.STEP_RESTS)
    tasks = tasks_of(action.session, case)
    task = next((one for one in tasks if one.position == content["position"]), None)
    if task is None:
        raise not_found()
    return case, task, tasks


def _done(action: Action, case: OnboardingCase, task: OnboardingTask, evidence: Content) -> None:
    zone = action.session.scalars(select(Organisation.timezone).where(Organisation.id == task.owner_id)).one()
    task.done_on = local_day(action.now, zone)
    task.evidence = {**task.evidence, **evidence, "by": action.viewer.name}
    task.as_of = action.now
    reminding.call_off(action, task)
    audit.record(action, DONE, f"onboarding {case.id}", {"position": task.position, "kind": task.kind})
