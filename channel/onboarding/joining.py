"""A company that is known in the house answers an invitation of another distributor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import audit, outbox, refusals
from channel.access.gate import Action, not_found
from channel.errors import AlreadyDone
from channel.onboarding import reminding
from channel.onboarding.duplicates import STANDS_FOR_TYPED
from channel.onboarding.settling import settle
from channel.onboarding.states import OPEN, CaseState
from channel.onboarding.telling import managers_of, tasks_of
from channel.tables.onboarding import OnboardingInvitation
from channel.tables.parties import Organisation
from channel.tables.programmes import OnboardingCase

JOINED: Final = "onboarding.joined"
ACCEPTED, DECLINED, WAITING = "accepted", "declined", "open"
Content = dict[str, Any]


@dataclass(frozen=True)
class Offer:
    """An invitation as the company reads it: who invites for which lines in which country."""

    id: int
    distributor: str
    lines: tuple[str, ...]
    territory: str
    state: str


def offer(session: Session, number: int) -> Offer:
    """An invitation in sight.

    Raises:
        NotFound: when there is none.
    """
    row = session.scalars(select(OnboardingInvitation).where(OnboardingInvitation.id == number)).one_or_none()
    if row is None:
        raise not_found()
    told = row.offer
    return Offer(row.id, told["distributor"], tuple(told["lines"]), str(told.get("territory") or ""), row.state)


def answer(action: Action, content: Content) -> Content:
    """Join, so that the case stands on the company itself from now on, or decline, so that the inviter learns nothing.

    Args:
        action: of an administrator of the invited company.
        content: `invitation` (id) and `accepted`.

    Raises:
        NotFound: when there is no such invitation in sight.
        AlreadyDone: when it was answered before.
    """
    row = action.find(OnboardingInvitation, OnboardingInvitation.id == content["invitation"])
    if row.state != WAITING:
        raise AlreadyDone.of(refusals.INVITATION_ANSWERED)
    row.state = ACCEPTED if content["accepted"] else DECLINED
    case = action.session.get_one(OnboardingCase, row.case_id)
    if content["accepted"] and case.state in OPEN:
        _join(action, case, row.organisation_id)
    audit.record(action, JOINED, f"onboarding {row.case_id}", {"accepted": content["accepted"]})
    return {"invitation": row.id, "accepted": bool(content["accepted"])}


def _join(action: Action, case: OnboardingCase, company: int) -> None:
    typed = action.session.get_one(Organisation, case.prospect_id)
    if typed.status == STANDS_FOR_TYPED:
        typed.status = "merged"
    for task in tasks_of(action.session, case):
        reminding.call_off(action, task)
        task.prospect_id = company
        task.owner_id = company if task.owner_id == typed.id else task.owner_id
        if task.done_on is None:
            reminding.remind_of(action, task)
    case.prospect_id = company
    if case.state == CaseState.INVITED:
        case.state = CaseState.IN_PROGRESS
    settle(action, case)
    outbox.owe(action, managers_of(action.session, case), JOINED, {"case": case.id}, f"onboarding:{case.id}:joined")
