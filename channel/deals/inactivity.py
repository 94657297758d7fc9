"""A protection that nobody works on ends by itself, where the programme says after how many days; first it warns."""

from collections.abc import Callable
from datetime import timedelta

from channel import deadlines
from channel.access.gate import Action
from channel.deals import bids
from channel.deals.guards import Word
from channel.deals.limits import INACTIVE, INACTIVITY_WARNING, WARNED_DAYS, last_moved
from channel.deals.states import Command, Role, State
from channel.deals.transitions import move_on
from channel.policy import policy_by_id
from channel.tables.deals import Registration


def run(
    action: Action, registration: Registration, kind: str, remind: Callable[[Action, Registration, str], None]
) -> None:
    """Warn the registrant, or end the protection; where it was moved meanwhile, both are put off.

    Args:
        action: of the system.
        registration: whose deadline came due.
        kind: of the deadline: the warning, or the end.
        remind: tells the registrant.
    """
    policy = policy_by_id(action.session, registration.policy_id)
    days = policy.rules.revoke_if_inactive_days
    if days is None or registration.state != State.APPROVED:
        return
    ends = last_moved(action, registration) + timedelta(days=days)
    due = ends - timedelta(days=WARNED_DAYS) if kind == INACTIVITY_WARNING else ends
    if due > action.now:
        deadlines.set_deadline(action, registration.number, kind, due, registration.reseller_id)
    elif kind == INACTIVITY_WARNING:
        remind(action, registration, INACTIVITY_WARNING)
    else:
        word = Word(reason=INACTIVE)
        move_on(action, registration, Command.REVOKE, by=Role.SYSTEM, word=word, changes={"reason": INACTIVE})
        bids.end(action, registration, policy)
