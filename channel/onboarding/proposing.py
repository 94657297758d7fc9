"""A credit line that a partner manager proposes, and its credit controllers set or not."""

from __future__ import annotations

from typing import Any, Final

from channel import audit, outbox, refusals
from channel.access.gate import Action
from channel.access.rights import Right
from channel.errors import NotAllowed
from channel.onboarding.telling import people_with
from channel.tables.programmes import OnboardingCase

PROPOSED: Final = "onboarding.proposed"
Content = dict[str, Any]


def propose(action: Action, content: Content) -> Content:
    """Tell the distributor's credit controllers which line its partner manager proposes; nothing is set by it.

    Args:
        action: of somebody who takes partners on.
        content: `case`, `amount` and `currency` as plain values.

    Raises:
        NotFound: when there is no such case in sight.
        NotAllowed: for anybody but the distributor of the case.
    """
    case = action.find(OnboardingCase, OnboardingCase.id == content["case"])
    if case.distributor_id != action.viewer.organisation_id:
        raise NotAllowed.of(refusals.NOT_YOUR_ROLE)
    told = {"case": case.id, "amount": content["amount"], "currency": content["currency"]}
    people = people_with(action.session, case.distributor_id, Right.CHANGE_CREDIT)
    outbox.owe(
        action,
        people,
        PROPOSED,
        {**told, "by": action.viewer.name},
        f"onboarding:{case.id}:line:{action.now.isoformat()}",
    )
    audit.record(action, PROPOSED, f"onboarding {case.id}", told)
    return told
