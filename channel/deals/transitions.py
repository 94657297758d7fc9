"""The only writer of a registration's state: history, audit, deadlines and messages in the same transaction."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from channel import audit
from channel.access.gate import Action, not_found
from channel.access.viewer import Viewer
from channel.deals import conflicts, refusals
from channel.deals.consequences import decision_due, follow
from channel.deals.guards import CHECKS, Move, Word
from channel.deals.states import (
    STANDINGS,
    Command,
    Role,
    State,
    Transition,
    find,
    stored,
)
from channel.deals.words import STATES, WAYS_ON
from channel.errors import NotPossible
from channel.policy import policy_by_id
from channel.tables.deals import Registration, RegistrationHistory, RegistrationNote
from channel.tables.parties import Kind, Organisation

SYSTEM_ACTOR: Final = "Tierdesk"
NO_WORD: Final = Word()
UNSEEN: Final = frozenset({Command.FLAG_CONFLICT, Command.CLEAR_CONFLICT})
SIDES: Final[dict[Kind, tuple[Role, Callable[[Registration], int]]]] = {
    Kind.RESELLER: (Role.RESELLER, lambda row: row.reseller_id),
    Kind.DISTRIBUTOR: (Role.DISTRIBUTOR, lambda row: row.distributor_id),
    Kind.VENDOR: (Role.VENDOR, lambda row: row.vendor_id),
}


def role_of(viewer: Viewer, registration: Registration) -> Role:
    """On which side of the registration a viewer acts.

    Raises:
        NotFound: if on none, in the same words as for a registration that does not exist.
    """
    if viewer.system is not None:
        return Role.SYSTEM
    side = SIDES.get(viewer.kind) if viewer.kind is not None else None
    if side is None or side[1](registration) != viewer.organisation_id:
        raise not_found()
    return side[0]


def state_for(action: Action, registration: Registration, role: Role) -> State | None:
    """The state as `role` has it: a vendor's review with an open conflict is a conflict review, for the vendor."""
    if not registration.state:
        return None
    state = State(registration.state)
    if state is State.VENDOR_REVIEW and role is Role.VENDOR and conflicts.open_ones(action.session, registration.id):
        return State.CONFLICT_REVIEW
    return state


def transition(
    action: Action,
    registration: Registration,
    command: Command,
    *,
    key: str,
    to: State | None = None,
    word: Word = NO_WORD,
    by: Role | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Transition:
    """Obey `command`: check state, role and guards, then write state, history, audit, deadlines and messages.

    Args:
        action: the change under way, whose viewer acts.
        registration: a row of this session.
        command: what is asked.
        key: makes a repetition recognisable; unique among all transitions.
        to: the target, where the command leads to several.
        word: reason, notes, fields, evidence.
        by: the side that acts, when it is the system within somebody's change.
        changes: columns of the registration that change with its state.

    Raises:
        NotFound: if the viewer is on no side of the registration.
        NotPossible: if state, role or a guard forbids it; the words say who has it now.
    """
    role = by or role_of(action.viewer, registration)
    origin = state_for(action, registration, role)
    rule = find(command, origin, role)
    if rule is None:
        raise _why_not(action, registration)
    target = to or rule.targets[0]
    if target not in rule.targets:
        raise ValueError(f"{command} leads to {rule.targets}, not to {target}")
    policy = policy_by_id(action.session, registration.policy_id)
    move = Move(action, registration, command, role, policy, word)
    for guard in rule.guards:
        CHECKS[guard](move)
    if command in UNSEEN:
        _unseen(move)
        return rule
    for column, value in (changes or {}).items():
        setattr(registration, column, value)
    _write(move, stored(target), key)
    follow(move, target)
    return rule


def move_on(action: Action, registration: Registration, command: Command, **more: Any) -> Transition:  # noqa: ANN401 - as transition takes them
    """Obey `command` under the key that its registration, version and name make, so that a repetition is known."""
    key = f"{registration.number}/{registration.version or 0}/{command}"
    word = more.pop("word", None) or NO_WORD
    return transition(action, registration, command, key=key, word=word, **more)


def _unseen(move: Move) -> None:
    """What only the vendor may know leaves no trace in rows that others see."""
    audit.record(move.action, f"deal.{move.command}", move.registration.number, {"reason": move.word.reason})
    if move.command is Command.CLEAR_CONFLICT:
        conflicts.settle(move.action, move.registration)
        decision_due(move, Role.VENDOR)


def _write(move: Move, target: State, key: str) -> None:
    action, registration, word = move.action, move.registration, move.word
    before = registration.state or None
    number = registration.number  # a failed flush leaves a row that cannot be read
    registration.state = target
    registration.as_of = action.now
    if move.role in {Role.DISTRIBUTOR, Role.VENDOR}:
        registration.reason, registration.partner_note = word.reason, word.partner
    action.session.add(registration)
    try:
        action.session.flush()
    except StaleDataError as error:
        raise NotPossible.of(refusals.CHANGED_MEANWHILE, number=number) from error
    parties = {
        "registration_id": registration.id,
        "vendor_id": registration.vendor_id,
        "distributor_id": registration.distributor_id,
        "reseller_id": registration.reseller_id,
    }
    action.session.add(
        RegistrationHistory(
            **parties,
            position=_next_position(action, registration),
            at=action.now,
            actor=SYSTEM_ACTOR if move.role is Role.SYSTEM else action.viewer.name,
            acting_for=None if move.role is Role.SYSTEM else action.viewer.organisation_id,
            command=move.command,
            from_state=before,
            to_state=target,
            reason=word.reason,
            partner_note=word.partner,
            policy_id=registration.policy_id,
            idempotency_key=key,
            as_of=action.now,
        )
    )
    if word.internal and action.viewer.organisation_id is not None:
        action.session.add(
            RegistrationNote(
                registration_id=registration.id,
                organisation_id=action.viewer.organisation_id,
                at=action.now,
                text=word.internal,
                as_of=action.now,
            )
        )
    audit.record(
        action,
        f"deal.{move.command}",
        registration.number,
        {"from": before, "to": str(target), "reason": word.reason},
    )
    action.session.flush()


def _next_position(action: Action, registration: Registration) -> int:
    last = action.session.scalar(
        select(func.max(RegistrationHistory.position)).where(RegistrationHistory.registration_id == registration.id)
    )
    return (last or 0) + 1


def _why_not(action: Action, registration: Registration) -> NotPossible:
    state = State(registration.state)
    holder = STANDINGS[state].holder
    owner = {
        Role.RESELLER: registration.reseller_id,
        Role.DISTRIBUTOR: registration.distributor_id,
        Role.VENDOR: registration.vendor_id,
    }.get(holder or Role.SYSTEM)
    if owner is None:
        number, words = registration.number, STATES[state]
        if way := WAYS_ON.get(state):
            return NotPossible.of(refusals.ENDED, number=number, state=words, way=way)
        return NotPossible.of(refusals.NOT_IN_THIS_STATE, number=number, state=words)
    name = action.session.execute(select(Organisation.name).where(Organisation.id == owner)).scalar_one()
    return NotPossible.of(refusals.WITH_SOMEBODY, number=registration.number, name=name)
