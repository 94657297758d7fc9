"""What a distributor decides on a case: take on, go live, reject, pause, resume, ask for more, reopen, end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select

from channel import audit, outbox, refusals
from channel.access.gate import Action
from channel.access.rights import Right
from channel.calendar import business_days_after, business_days_between, local_day
from channel.errors import NotAllowed, NotPossible
from channel.onboarding import leaving, reminding
from channel.onboarding.settling import settle
from channel.onboarding.states import ALLOWED, BEFORE_LIVE, LEADS_TO, STATE_WORDS, CaseState, Decision
from channel.onboarding.steps import step_names
from channel.onboarding.telling import people_with, tasks_of, tell_turns
from channel.people import Role, rights_of, set_rights
from channel.tables.parties import Authorisation, Kind, Organisation, Person, PersonRight, Supply
from channel.tables.programmes import OnboardingCase, OnboardingTask, Screening, Standing, Tier

DECIDED: Final = "onboarding.decided"
LONGEST: Final = 400
Content = dict[str, Any]


def decide(action: Action, content: Content) -> Content:
    """Decide on a case; the company is told what concerns it, never why beyond what is written for it.

    Args:
        action: of somebody of the distributor who takes partners on.
        content: `case`, `decision`; `reason` (what the company reads, may be empty), `internal` (kept with the
            screening, for those who take partners on), `position` (the step that more is asked for).

    Raises:
        NotFound: when there is no such case in sight.
        NotAllowed: without the right.
        NotPossible: when the state does not allow it, or steps are missing.
    """
    case = _case(action, content)
    if case.distributor_id != action.viewer.organisation_id or Right.ONBOARD not in action.viewer.rights:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    decision, before = Decision(content["decision"]), CaseState(case.state)
    check_allowed(decision, before)
    reason = str(content.get("reason") or "")[:LONGEST]
    if internal := str(content.get("internal") or "")[:LONGEST]:
        action.session.add(
            Screening(case_id=case.id, distributor_id=case.distributor_id, finding=internal, as_of=action.now)
        )
    target = LEADS_TO.get(decision, before)
    effect = _EFFECTS.get(decision)
    if effect is not None:
        effect(action, case, content)
    if decision is not Decision.RESUME:
        case.state = target
    case.reason = reason if decision in _TOLD else case.reason
    case.as_of = action.now
    audit.record(action, DECIDED, f"onboarding {case.id}", {"decision": decision, "from": before, "to": case.state})
    if decision in _TOLD:
        _tell(action, case, decision, content)
    settle(action, case)
    if decision is Decision.ACCEPT:
        tell_turns(action, case)
    return {"case": case.id, "decision": decision}


def _case(action: Action, content: Content) -> OnboardingCase:
    """The case; a partner that was taken on before there were cases gets one, as live."""
    if content.get("case"):
        return action.find(OnboardingCase, OnboardingCase.id == content["case"])
    held = action.find(
        Supply, Supply.reseller_id == content.get("reseller"), Supply.distributor_id == action.viewer.organisation_id
    )
    house = action.session.get_one(Organisation, held.distributor_id)
    case = OnboardingCase(
        distributor_id=held.distributor_id,
        prospect_id=held.reseller_id,
        state=CaseState.LIVE,
        opened_on=local_day(action.now, house.timezone),
        lines=[],
        as_of=action.now,
    )
    action.session.add(case)
    action.session.flush()
    return case


def check_allowed(decision: Decision, state: CaseState) -> None:
    """Whether the state allows a decision.

    Raises:
        NotPossible: when it does not.
    """
    if state not in ALLOWED[decision]:
        raise NotPossible.of(refusals.ONBOARDING_STATE, state=STATE_WORDS[state])


def missing_to_go_live(tasks: list[OnboardingTask]) -> list[OnboardingTask]:
    """The steps that must be done before a company goes live."""
    return [task for task in tasks if task.kind in BEFORE_LIVE and task.done_on is None]


_TOLD: Final = frozenset(
    {
        Decision.ACCEPT,
        Decision.GO_LIVE,
        Decision.REJECT,
        Decision.PAUSE,
        Decision.RESUME,
        Decision.REQUEST,
        Decision.REOPEN,
    }
)
"""What the company is told of; who looks after a case is the distributor's own affair."""


def _tell(action: Action, case: OnboardingCase, decision: Decision, content: Content) -> None:
    people = people_with(action.session, case.prospect_id, Right.ADMINISTER)
    told = {"case": case.id, "decision": decision, "position": content.get("position"), "reason": case.reason}
    outbox.owe(action, people, DECIDED, told, f"onboarding:{case.id}:{decision}:{action.now.isoformat()}")


def _pause(action: Action, case: OnboardingCase, _content: Content) -> None:
    case.paused_from, case.paused_on = case.state, _today(action, case)
    for task in tasks_of(action.session, case):
        reminding.call_off(action, task)


def _resume(action: Action, case: OnboardingCase, _content: Content) -> None:
    """Go on where it stopped; what is open is due as many business days later as the pause took."""
    case.state = case.paused_from or CaseState.IN_PROGRESS
    since, today = case.paused_on, _today(action, case)
    case.paused_from = case.paused_on = None
    for task in tasks_of(action.session, case):
        if task.done_on is not None:
            continue
        country = _country(action, task.owner_id)
        if since is not None:
            task.due_on = business_days_after(task.due_on, business_days_between(since, today, country), country)
        reminding.remind_of(action, task)


def _reject(action: Action, case: OnboardingCase, _content: Content) -> None:
    for task in tasks_of(action.session, case):
        reminding.call_off(action, task)


def _reopen(action: Action, case: OnboardingCase, _content: Content) -> None:
    today = _today(action, case)
    for task in tasks_of(action.session, case):
        if task.done_on is None:
            task.due_on = max(task.due_on, business_days_after(today, 5, _country(action, task.owner_id)))
            reminding.remind_of(action, task)


def _request(action: Action, case: OnboardingCase, content: Content) -> None:
    """Ask for a step once more: what was given for it stays in the audit, the step is open again."""
    tasks = tasks_of(action.session, case)
    task = next((one for one in tasks if one.position == content.get("position")), None)
    if task is None or task.owner_id != case.prospect_id:
        return
    task.done_on = None
    today = _today(action, case)
    task.due_on = max(task.due_on, business_days_after(today, 3, _country(action, task.owner_id)))
    reminding.remind_of(action, task)


def _take_over(action: Action, case: OnboardingCase, _content: Content) -> None:
    case.manager_id = action.viewer.person_id


def _go_live(action: Action, case: OnboardingCase, _content: Content) -> None:
    tasks = tasks_of(action.session, case)
    house = action.session.get_one(Organisation, case.prospect_id)
    if missing := missing_to_go_live(tasks):
        raise NotPossible.of(refusals.NOT_READY_TO_GO_LIVE, name=house.name, steps=step_names(missing))
    house.kind, house.status = Kind.RESELLER, "active"
    _account(action, case)
    _standings(action, case)
    for person in action.session.scalars(
        select(Person).where(Person.organisation_id == house.id, Person.active.is_(True))
    ):
        held = {
            Right(name)
            for name in action.session.scalars(select(PersonRight.right).where(PersonRight.person_id == person.id))
        }
        role = Role.OWNER if Right.ADMINISTER in held else Role.SALES
        set_rights(action, person, held | rights_of(role, Kind.RESELLER))


def _account(action: Action, case: OnboardingCase) -> None:
    known = action.session.scalars(
        select(Supply).where(Supply.distributor_id == case.distributor_id, Supply.reseller_id == case.prospect_id)
    ).one_or_none()
    if known is not None:
        known.valid_to = None
        return
    action.session.add(
        Supply(
            distributor_id=case.distributor_id,
            reseller_id=case.prospect_id,
            account=f"ON-{case.id:06d}",
            valid_from=_today(action, case),
            as_of=action.now,
        )
    )


def _standings(action: Action, case: OnboardingCase) -> None:
    """A company begins in the lowest tier of each vendor that authorised it."""
    vendors = action.session.scalars(
        select(Authorisation.vendor_id)
        .where(Authorisation.reseller_id == case.prospect_id, Authorisation.status == "active")
        .distinct()
    ).all()
    held = set(action.session.scalars(select(Standing.vendor_id).where(Standing.reseller_id == case.prospect_id)))
    for vendor in sorted(set(vendors) - held):
        lowest = select(func.min(Tier.rank)).where(Tier.vendor_id == vendor).scalar_subquery()
        tier = action.session.scalars(select(Tier.name).where(Tier.vendor_id == vendor, Tier.rank == lowest)).first()
        if tier is not None:
            action.session.add(
                Standing(
                    vendor_id=vendor,
                    reseller_id=case.prospect_id,
                    distributor_id=case.distributor_id,
                    tier=tier,
                    specialisations=[],
                    since=_today(action, case),
                    metrics={},
                    as_of=action.now,
                )
            )


def _off_board(action: Action, case: OnboardingCase, content: Content) -> None:
    leaving.end(action, case.distributor_id, case.prospect_id, str(content.get("reason") or ""))
    for task in tasks_of(action.session, case):
        reminding.call_off(action, task)


def _today(action: Action, case: OnboardingCase) -> date:
    zone = action.session.scalars(select(Organisation.timezone).where(Organisation.id == case.distributor_id)).one()
    return local_day(action.now, zone)


def _country(action: Action, organisation: int) -> str:
    return action.session.scalars(select(Organisation.country).where(Organisation.id == organisation)).one()


_EFFECTS: Final[Mapping[Decision, Callable[[Action, OnboardingCase, Content], None]]] = {
    Decision.PAUSE: _pause,
    Decision.RESUME: _resume,
    Decision.REJECT: _reject,
    Decision.REOPEN: _reopen,
    Decision.REQUEST: _request,
    Decision.TAKE_OVER: _take_over,
    Decision.GO_LIVE: _go_live,
    Decision.OFF_BOARD: _off_board,
}
