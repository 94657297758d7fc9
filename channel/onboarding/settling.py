"""Steps that the house sees done by itself: a credit line, an authorisation, a linked account, a first order."""

from __future__ import annotations

from sqlalchemy import select

from channel import audit, deadlines
from channel.access.gate import Action
from channel.calendar import local_day
from channel.onboarding.checklists import line_ids
from channel.onboarding.states import OPEN, CaseState, StepKind
from channel.onboarding.telling import ready, tasks_of, tell_turns
from channel.tables.finance import CreditLine
from channel.tables.parties import Authorisation, Organisation, SlackIdentity
from channel.tables.programmes import OnboardingCase, OnboardingTask
from channel.tables.supply import Order


def settle_of(action: Action, distributor: int | None, prospect: int) -> None:
    """Settle the open cases of a company: at one distributor, or at all when none is told."""
    statement = select(OnboardingCase).where(OnboardingCase.prospect_id == prospect, OnboardingCase.state.in_(OPEN))
    if distributor is not None:
        statement = statement.where(OnboardingCase.distributor_id == distributor)
    for case in action.session.scalars(statement).all():
        settle(action, case)


def settle(
    action: Action, case: OnboardingCase, before: frozenset[int] | None = None, done: OnboardingTask | None = None
) -> None:
    """Mark what is there by now as done, and tell whose turn has come; a live case without open steps is completed.

    Args:
        action: the change under way.
        case: is settled only while it is open.
        before: the positions that were ready before the change, those of now if not told.
        done: the step that the change did, if any.
    """
    if case.state not in OPEN:
        return
    zone = action.session.scalars(select(Organisation.timezone).where(Organisation.id == case.distributor_id)).one()
    seen = {
        StepKind.CREDIT_LINE: _has_line,
        StepKind.AUTHORISATION: _is_authorised,
        StepKind.SLACK: _is_linked,
        StepKind.FIRST_ORDER: _has_ordered,
    }
    tasks = tasks_of(action.session, case)
    before = ready(tasks) if before is None else before
    for task in tasks:
        there = seen.get(StepKind(task.kind))
        if task.done_on is None and there is not None and there(action, case):
            task.done_on = local_day(action.now, zone)
            deadlines.cancel(action, f"onboarding:{case.id}:{task.position}")
            audit.record(action, "onboarding.step", f"onboarding {case.id}", {"position": task.position})
    if case.state == CaseState.LIVE and all(task.done_on is not None for task in tasks):
        case.state = CaseState.COMPLETED
    action.session.flush()
    tell_turns(action, case, before, done)


def _has_line(action: Action, case: OnboardingCase) -> bool:
    found = select(CreditLine.id).where(
        CreditLine.distributor_id == case.distributor_id, CreditLine.reseller_id == case.prospect_id
    )
    return action.session.scalars(found).first() is not None


def _is_authorised(action: Action, case: OnboardingCase) -> bool:
    wanted = set(line_ids(action.session, case.lines).values())
    held = action.session.scalars(
        select(Authorisation.line_id).where(
            Authorisation.distributor_id == case.distributor_id,
            Authorisation.reseller_id == case.prospect_id,
            Authorisation.territory == case.territory,
            Authorisation.status == "active",
        )
    )
    return bool(wanted) and wanted <= set(held)


def _is_linked(action: Action, case: OnboardingCase) -> bool:
    found = select(SlackIdentity.id).where(SlackIdentity.organisation_id == case.prospect_id)
    return action.session.scalars(found).first() is not None


def _has_ordered(action: Action, case: OnboardingCase) -> bool:
    found = select(Order.id).where(Order.distributor_id == case.distributor_id, Order.reseller_id == case.prospect_id)
    return action.session.scalars(found).first() is not None
