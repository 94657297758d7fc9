"""How often, and after how long: limits that a programme sets to what can be asked of a registration."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from channel.access.gate import Action
from channel.deals.states import Command
from channel.errors import NotPossible
from channel.policy import Policy
from channel.tables.deals import Registration, RegistrationHistory

INACTIVE = "inactive"


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
        raise NotPossible(
            f"{registration.number} was completed {times} times, which is the programme's limit.",
            "Withdraw it and register it again.",
        )


def check_inactivity(action: Action, registration: Registration, policy: Policy, reason: str | None) -> None:
    """For inactivity a registration is revoked only when its own side has not moved it for the programme's days.

    Raises:
        NotPossible: if it was moved since.
    """
    days = policy.rules.revoke_if_inactive_days
    if reason != INACTIVE or days is None:
        return
    moved = action.session.scalar(
        select(func.max(RegistrationHistory.at)).where(
            RegistrationHistory.registration_id == registration.id,
            RegistrationHistory.acting_for.in_([registration.reseller_id, registration.distributor_id]),
        )
    )
    last = max(filter(None, (moved, registration.decided_at)), default=registration.created_at)
    if last + timedelta(days=days) > action.now:
        raise NotPossible(
            f"{registration.number} was last moved on {last.date()}; inactive are {days} days without a step.",
            "Ask its reseller how it stands, or name another reason.",
        )
