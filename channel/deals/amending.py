"""Amending an approved registration: what is minor holds at once, what is material goes to the vendor meanwhile."""

from typing import Any

from channel.access.gate import Action
from channel.deals import bids
from channel.deals.guards import Word
from channel.deals.states import Command, Role, State
from channel.deals.terms import changed_terms, check_terms, columns_of, is_material, terms_of, write_lines
from channel.deals.transitions import move_on
from channel.deals.views import Application
from channel.policy import Policy, policy_by_id
from channel.tables.deals import Registration


def amend(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Change terms of the acting reseller's approved registration: `{"number", "changes", "note"}`.

    Raises:
        NotFound: if it is not in sight.
        NotPossible: if nothing would change, or the rules do not allow it.
    """
    registration = action.find(Registration, Registration.number == content["number"])
    policy = policy_by_id(action.session, registration.policy_id)
    known = terms_of(action.session, registration)
    changes = changed_terms(known, content["changes"])
    word = Word(partner=content.get("note"), fields=tuple(changes))
    if changes:
        check_terms(action, registration, policy, changes)
    if is_material(policy, known, changes):
        move_on(action, registration, Command.AMEND, to=State.VENDOR_REVIEW, word=word, changes={"amendment": changes})
    else:
        move_on(action, registration, Command.AMEND, to=State.APPROVED, word=word, changes=columns_of(changes))
        _write_products(action, registration, policy, changes, {})
    return {"number": registration.number, "command": str(Command.AMEND)}


def accept(action: Action, registration: Registration, policy: Policy, prices: dict[str, Any]) -> dict[str, Any]:
    """Let the terms asked for hold; the columns that change with the approval."""
    changes = dict(registration.amendment or {})
    for column, value in columns_of(changes).items():
        setattr(registration, column, value)
    _write_products(action, registration, policy, changes, prices)
    return {"amendment": None}


def refuse(action: Action, registration: Registration, word: Word) -> None:
    """The vendor keeps the old terms."""
    move_on(action, registration, Command.REFUSE_AMENDMENT, word=word, changes={"amendment": None})


def drop(action: Action, registration: Registration, by: Role | None = None) -> None:
    """The reseller takes an amendment back, or did not complete it in time; the old terms hold."""
    changes = {"amendment": None, "returned_from": None}
    move_on(action, registration, Command.DROP_AMENDMENT, by=by, changes=changes)


def _write_products(
    action: Action, registration: Registration, policy: Policy, changes: dict[str, Any], prices: dict[str, Any]
) -> None:
    if "lines" in changes:
        write_lines(action, registration, Application.model_validate(changes).lines)
        bids.fit(action, registration, policy, prices)
