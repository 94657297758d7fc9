"""What a side can ask of a registration next, as far as the reader's own view tells."""

from datetime import date
from typing import Final

from channel.deals.states import TRANSITIONS, Command, Guard, Role
from channel.deals.views import RegistrationView

URGENCY: Final = (
    Command.APPROVE,
    Command.GRANT_EXTENSION,
    Command.REINSTATE,
    Command.RESUBMIT,
    Command.APPEAL,
    Command.ASK_BACK,
    Command.EXTEND,
    Command.CONVERT,
    Command.AMEND,
    Command.REJECT,
    Command.REFUSE_AMENDMENT,
    Command.REFUSE_EXTENSION,
    Command.RETURN,
    Command.CLEAR_CONFLICT,
    Command.DROP_AMENDMENT,
    Command.LOSE,
    Command.WITHDRAW,
    Command.CLOSE,
    Command.TRANSFER,
    Command.REVOKE,
)
"""The commands that people give by a button, what is wanted most first."""


def possible(view: RegistrationView, role: Role | None, person: str = "") -> tuple[Command, ...]:
    """The commands that `role` can give now, in the order of `URGENCY`.

    Args:
        view: as the one who asks sees it.
        role: the side that asks, none for whom stands on none.
        person: the name of who asks; an appeal is decided by somebody else than its first decider.
    """
    open_now = {
        rule.command
        for rule in TRANSITIONS
        if role in rule.roles and rule.origin == view.state
        if all(_holds(view, guard, person) for guard in rule.guards)
    }
    return tuple(command for command in URGENCY if command in open_now)


def _holds(view: RegistrationView, guard: Guard, person: str) -> bool:
    """Whether a guard passes; those on what the command brings with it, or on others' rows, are left to it."""
    asked_before = {entry.command for entry in view.history}
    facts = {
        Guard.OPEN_CONFLICT: view.in_conflict,
        Guard.OPEN_AMENDMENT: bool(view.amendment),
        Guard.NOTHING_APPROVED: view.protected_until is None,
        Guard.BEFORE_EXPIRY: _not_over(view, view.protected_until),
        Guard.EXTENSIONS_LEFT: view.extensions_used < view.extensions_allowed,
        Guard.WITHIN_APPEAL_WINDOW: _not_over(view, view.appeal_until),
        Guard.NOT_APPEALED_BEFORE: Command.APPEAL not in asked_before,
        Guard.NOT_FIRST_DECIDER: not person or first_decider(view) != person,
        Guard.WITHIN_GRACE: _not_over(view, view.grace_until),
        Guard.NOT_REINSTATED_BEFORE: view.reinstates and Command.REINSTATE not in asked_before,
    }
    return facts.get(guard, True)


def _not_over(view: RegistrationView, last: date | None) -> bool:
    return last is not None and view.today <= last


def first_decider(view: RegistrationView) -> str | None:
    """The name of who rejected it first, none when nobody did."""
    return next((entry.actor for entry in view.history if entry.command == Command.REJECT), None)

