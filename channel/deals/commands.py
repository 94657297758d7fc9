"""What people and the clock can have done to a registration; each command is one transition with what goes with it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select

from channel import audit, outbox
from channel.access.gate import Action
from channel.access.rights import Right
from channel.deals import (
    afterwards,
    amending,
    conflicts,
    granting,
    inactivity,
    limits,
    protection,
    refusals,
    terms,
    transferring,
)
from channel.deals.bids import approve_prices
from channel.deals.consequences import party, people_with
from channel.deals.discretion import name_nobody_else
from channel.deals.granting import AS_ASKED, Granted, granted_of
from channel.deals.guards import Move, Word
from channel.deals.states import AMENDING, STANDINGS, TELLING_REASONS, Command, Role, State
from channel.deals.transitions import move_on, role_of
from channel.deals.views import Application
from channel.errors import NotPossible
from channel.policy import Policy, policy_by_id
from channel.tables.deals import Registration
from channel.tables.journal import Deadline
from channel.tables.parties import Organisation

LATER: Final[dict[Command, Callable[[Action, dict[str, Any]], dict[str, Any]]]] = {
    Command.GRANT_EXTENSION: afterwards.grant_extension,
    Command.REFUSE_EXTENSION: afterwards.refuse_extension,
    Command.REINSTATE: afterwards.reinstate,
}
EXPIRING: Final = frozenset({State.APPROVED, *AMENDING})


def decide(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Take the decisions of a draft, all or none: `{"decisions": [{"number", "command", "reason", ...}]}`.

    Commands are approve, reject, return, clear_conflict, grant_extension, refuse_extension, refuse_amendment and
    reinstate.
    """
    numbers = []
    for decision in content["decisions"]:
        number, command = decision["number"], Command(decision["command"])
        if command in LATER:
            LATER[command](action, decision)
        else:
            _decide_review(action, number, command, decision)
        numbers.append(number)
    return {"numbers": numbers, "command": content["decisions"][0]["command"]}


def carry_out(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Obey the command of a confirmed draft: `{"command", "number", ...}`; what came of it.

    Raises:
        NotFound: if the registration is not in sight.
        NotPossible: if state, side, time or programme forbid it.
    """
    return COMMANDS[Command(content["command"])](action, content)


def _decide_review(action: Action, number: str, command: Command, decision: dict[str, Any]) -> None:
    word = Word(
        reason=decision.get("reason"),
        partner=decision.get("note"),
        internal=decision.get("internal"),
        fields=tuple(decision.get("fields", ())),
    )
    if command is Command.APPROVE:
        approve(action, number, word, granted_of(decision))
    elif command in {Command.REJECT, Command.REFUSE_AMENDMENT}:
        reject(action, number, word)
    elif command is Command.CLEAR_CONFLICT:
        clear_conflict(action, number, word)
    else:
        return_(action, number, word)


def approve(action: Action, number: str, word: Word | None = None, granted: Granted = AS_ASKED) -> None:
    """Approve at the step where the registration is; the vendor's approval protects it and makes its prices.

    Args:
        action: the change under way.
        number: of the registration.
        word: notes.
        granted: prices, units or an end of protection that the vendor gives instead of those asked for.

    Raises:
        NotFound: if it is not in sight.
        NotPossible: if it is not the viewer's turn, another registration holds the place, or the programme does not
            allow what is given.
    """
    registration = action.find(Registration, Registration.number == number)
    role = role_of(action.viewer, registration)
    if role is Role.DISTRIBUTOR:
        if granted.any:
            raise NotPossible.of(refusals.VENDOR_GRANTS, name=_name_of(action, registration.vendor_id))
        move_on(action, registration, Command.APPROVE, word=word)
        return
    _grant(action, registration, role, word, granted)


def reject(action: Action, number: str, word: Word) -> None:
    """Reject with a reason code; the partner reads the word's `partner`, nobody else its `internal`.

    Of an approved registration only the amendment is rejected; its terms hold.
    A reason that speaks of somebody else is kept for the decider alone, unless the policy discloses it.
    """
    registration = action.find(Registration, Registration.number == number)
    policy = policy_by_id(action.session, registration.policy_id)
    if word.reason in TELLING_REASONS and policy.rules.disclose_already_registered == "neutral":
        word = replace(word, reason="other", internal=" · ".join(filter(None, (word.reason, word.internal))))
    name_nobody_else(action, registration, word.partner)
    if registration.amendment is not None:
        amending.refuse(action, registration, word)
        return
    move_on(action, registration, Command.REJECT, word=word, changes={"decided_at": action.now})


def return_(action: Action, number: str, word: Word) -> None:
    """Send back to the reseller for the word's `fields`; it comes back to the step that returned it."""
    registration = action.find(Registration, Registration.number == number)
    name_nobody_else(action, registration, word.partner)
    move_on(action, registration, Command.RETURN, word=word, changes={"returned_from": registration.state})


def resubmit(action: Action, number: str, changed: dict[str, Any]) -> None:
    """Send a returned registration back with changed fields, as far as the policy lets them be changed."""
    registration = action.find(Registration, Registration.number == number)
    policy = policy_by_id(action.session, registration.policy_id)
    limits.check_resubmissions(action, registration, policy)
    if set(changed) - set(policy.rules.editable_in_action_required):
        raise NotPossible.of(refusals.NOT_EDITABLE, number=number)
    asked = {**(registration.amendment or {}), **changed}
    changes = terms.changed_terms(terms.terms_of(action.session, registration), asked)
    if changes:
        terms.check_terms(action, registration, policy, changes)
    columns = terms.columns_of(changes)
    if registration.amendment is not None:
        columns = {"amendment": changes}
    to = State(registration.returned_from or State.DISTRIBUTOR_REVIEW)
    move_on(action, registration, Command.RESUBMIT, to=to, changes={**columns, "returned_from": None})
    if "lines" in changes and registration.amendment is None:
        terms.write_lines(action, registration, Application.model_validate(changes).lines)


def withdraw(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Take a registration of one's own back before it is decided, for good: `{"number": ...}`.

    Of an approved registration only the amendment that is looked at is taken back.
    """
    registration = action.find(Registration, Registration.number == content["number"])
    if registration.amendment is not None:
        amending.drop(action, registration)
        return {"number": registration.number}
    move_on(action, registration, Command.WITHDRAW, word=Word(internal=content.get("internal")))
    return {"number": registration.number}


def clear_conflict(action: Action, number: str, word: Word) -> None:
    """The vendor finds that two registrations are not for the same deal."""
    move_on(action, action.find(Registration, Registration.number == number), Command.CLEAR_CONFLICT, word=word)


def run_deadline(action: Action, deadline: Deadline) -> None:
    """Have happen what is due; what no longer applies is passed over."""
    registration = action.session.scalars(
        select(Registration).where(Registration.number == deadline.subject)
    ).one_or_none()
    if registration is None:
        return
    if deadline.kind == "conflict_check":
        _check_conflicts(action, registration)
    elif deadline.kind in {"decision_due", "decision_escalation"}:
        _remind_deciders(action, registration, deadline.kind)
    elif deadline.kind == "action_required_lapse" and registration.state == State.ACTION_REQUIRED:
        _lapse(action, registration)
    elif deadline.kind in {limits.INACTIVITY, limits.INACTIVITY_WARNING}:
        inactivity.run(action, registration, deadline.kind, _remind_registrant)
    elif deadline.kind.startswith("protection_reminder") and terms.holds_place(registration):
        _remind_registrant(action, registration, deadline.kind)
    elif deadline.kind == "protection_expiry" and registration.state in EXPIRING:
        move_on(action, registration, Command.EXPIRE, by=Role.SYSTEM, changes={"amendment": None})
    elif deadline.kind == "close_out" and registration.state == State.CONVERTED:
        move_on(action, registration, Command.CLOSE, by=Role.SYSTEM)


def _lapse(action: Action, registration: Registration) -> None:
    if registration.amendment is not None:
        amending.drop(action, registration, by=Role.SYSTEM)
    else:
        move_on(action, registration, Command.LAPSE, by=Role.SYSTEM)


def _grant(
    action: Action, registration: Registration, role: Role, word: Word | None, granted: Granted = AS_ASKED
) -> None:
    policy = policy_by_id(action.session, registration.policy_id)
    amended = registration.amendment is not None
    until = None if amended else protection.protected_until(policy, registration.submitted_at, action.now)
    if granted.any:
        granting.check(action, registration, policy, granted, until)
        said = word or Word()
        word = replace(said, partner="; ".join(filter(None, (granted.words(registration.currency), said.partner))))
    prices = dict(granted.prices)
    if amended:
        changes = amending.accept(action, registration, policy, prices)
        move_on(action, registration, Command.APPROVE, word=word, by=role, changes=changes)
        return
    changes = {"decided_at": action.now, "protected_until": granted.until or until}
    move_on(action, registration, Command.APPROVE, word=word, by=role, changes=changes)
    granting.fit_lines(action, registration, granted)
    approve_prices(action, registration, policy, prices)


def _name_of(action: Action, organisation: int) -> str:
    return action.session.execute(select(Organisation.name).where(Organisation.id == organisation)).scalar_one()


def _check_conflicts(action: Action, registration: Registration) -> None:
    if not STANDINGS[State(registration.state)].live:
        return
    new = conflicts.look(action, registration)
    policy = policy_by_id(action.session, registration.policy_id)
    if new:
        move = Move(action, registration, Command.FLAG_CONFLICT, Role.SYSTEM, policy, Word())
        deciders = people_with(move, registration.vendor_id, Right.DECIDE_DEALS)
        numbers = sorted(conflict.id for conflict in new)
        audit.record(action, "deal.flag_conflict", registration.number, {"conflicts": numbers})
        content = {"number": registration.number, "command": str(Command.FLAG_CONFLICT)}
        outbox.owe(action, deciders, "deal.conflict", content, f"{registration.number}/conflict/{numbers[0]}")
        return
    if registration.state == State.VENDOR_REVIEW and _decides_itself(action, registration, policy):
        _grant(action, registration, Role.SYSTEM, None)


def _decides_itself(action: Action, registration: Registration, policy: Policy) -> bool:
    """Whether the policy leaves the vendor's step to the system, and nothing speaks against it."""
    below = policy.rules.auto_approve_below.get(registration.currency)
    small = below is not None and registration.value < below
    if not small and "vendor" in policy.rules.approval_chain:
        return False
    alone = not conflicts.open_ones(action.session, registration.id)
    return alone and conflicts.holder_of_place(action.session, registration) is None


def _remind_deciders(action: Action, registration: Registration, kind: str) -> None:
    holder = STANDINGS[State(registration.state)].holder
    if holder not in {Role.DISTRIBUTOR, Role.VENDOR}:
        return
    if holder is Role.VENDOR and conflicts.open_ones(action.session, registration.id):
        return  # the clock stands still; clearing the conflict starts it anew
    policy = policy_by_id(action.session, registration.policy_id)
    move = Move(action, registration, Command.TRIAGE, Role.SYSTEM, policy, Word())
    owner = party(registration, holder)
    told = people_with(move, owner, Right.DECIDE_DEALS)
    if kind == "decision_escalation":
        told += people_with(move, owner, Right.ADMINISTER)
    content = {"number": registration.number, "kind": kind}
    outbox.owe(action, told, "deal.reminder", content, f"{registration.number}/{registration.version}/{kind}")


def _remind_registrant(action: Action, registration: Registration, kind: str) -> None:
    if registration.registered_by is None:
        return
    content = {"number": registration.number, "kind": kind}
    key = f"{registration.number}/{registration.protected_until}/{kind}"
    outbox.owe(action, [registration.registered_by], "deal.reminder", content, key)


def _resubmit(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    resubmit(action, content["number"], content["changes"])
    return {"number": content["number"], "command": str(Command.RESUBMIT)}


def _withdraw(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    return {**withdraw(action, content), "command": content["command"]}


COMMANDS: Final[dict[Command, Callable[[Action, dict[str, Any]], dict[str, Any]]]] = {
    **LATER,
    Command.AMEND: amending.amend,
    Command.APPEAL: afterwards.appeal,
    Command.ASK_BACK: afterwards.ask_back,
    Command.CLOSE: afterwards.close,
    Command.CONVERT: afterwards.convert,
    Command.DROP_AMENDMENT: _withdraw,
    Command.EXTEND: afterwards.extend,
    Command.LOSE: afterwards.lose,
    Command.RESUBMIT: _resubmit,
    Command.REVOKE: afterwards.revoke,
    Command.TRANSFER: transferring.transfer,
    Command.WITHDRAW: _withdraw,
}
"""What people can have done to a registration besides registering and deciding it."""
