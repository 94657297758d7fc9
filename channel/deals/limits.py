"""How often, and after how long: limits that a programme sets to what can be asked of a registration."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from channel.access.gate import Action
from channel.deals import refusals
from channel.deals.states import Command
from channel.errors import NotPossible
from channel.policy import Policy
from channel.tables.deals import Registration, RegistrationEvidence, RegistrationHistory

INACTIVE = "inactive"
INACTIVITY, INACTIVITY_WARNING = "inactivity", "inactivity_warning"
"""The deadlines of a protection that nobody works on."""
WARNED_DAYS = 7
"""So many days before it ends for inactivity its registrant is warned."""


def check_resubmissions(action: Action, registration: Registration, policy: Policy) -> None:
    """A registration that was sent back comes again only so many times.

    Raises:
        NotPossible: if it has come as often as the programme allows.
    """
    times = action.session.scalar(
        select(func.count()).where(
            RegistrationHistory.registration_id == registration.id, RegistrationHistory.command == Command.RESUBMIT
        )
    )
    if (times or 0) >= policy.rules.resubmit_max:
        raise NotPossible.of(refusals.COMPLETED_TOO_OFTEN, number=registration.number, times=times or 0)


def check_inactivity(action: Action, registration: Registration, policy: Policy, reason: str | None) -> None:
    """For inactivity a registration is revoked only when its own side has not moved it for the programme's days.

    Raises:
        NotPossible: if it was moved since.
    """
    days = policy.rules.revoke_if_inactive_days
    if reason != INACTIVE or days is None:
        return
    last = last_moved(action, registration)
    if last + timedelta(days=days) > action.now:
        raise NotPossible.of(refusals.MOVED_LATELY, number=registration.number, day=last.date(), days=days)


def last_moved(action: Action, registration: Registration) -> datetime:
    """When its own side, reseller or distributor, last moved it or added evidence; at least when it was approved."""
    moved = action.session.scalar(
        select(func.max(RegistrationHistory.at)).where(
            RegistrationHistory.registration_id == registration.id,
            RegistrationHistory.acting_for.in_([registration.reseller_id, registration.distributor_id]),
        )
    )
    shown = action.session.scalar(
        select(func.max(RegistrationEvidence.added_at)).where(RegistrationEvidence.registration_id == registration.id)
    )
    return max(filter(None, (moved, shown, registration.decided_at)), default=registration.created_at)
