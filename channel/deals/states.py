"""The life of a deal registration as data: states, commands, who may give them, from where to where.

Nothing here reads or writes; `channel.deals.transitions` obeys it, docs/deals.md is drawn from it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """On which side of a registration somebody acts."""

    RESELLER = "reseller"
    DISTRIBUTOR = "distributor"
    VENDOR = "vendor"
    SYSTEM = "system"


class State(StrEnum):
    """Where a registration stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DISTRIBUTOR_REVIEW = "distributor_review"
    VENDOR_REVIEW = "vendor_review"
    CONFLICT_REVIEW = "conflict_review"
    ACTION_REQUIRED = "action_required"
    APPROVED = "approved"
    REJECTED = "rejected"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    EXTENSION_REVIEW = "extension_review"
    EXPIRED = "expired"
    CONVERTED = "converted"
    LOST = "lost"
    REVOKED = "revoked"
    TRANSFERRED = "transferred"
    CLOSED = "closed"


class Command(StrEnum):
    """What moves a registration from state to state."""

    CREATE = "create"
    SUBMIT = "submit"
    TRIAGE = "triage"
    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"
    RESUBMIT = "resubmit"
    FLAG_CONFLICT = "flag_conflict"
    CLEAR_CONFLICT = "clear_conflict"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    APPEAL = "appeal"
    AMEND = "amend"
    EXTEND = "extend"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    EXPIRE = "expire"
    REINSTATE = "reinstate"
    CONVERT = "convert"
    LOSE = "lose"
    CLOSE = "close"
    REVOKE = "revoke"
    TRANSFER = "transfer"
    TAKE_OVER = "take_over"
    REFUSE_AMENDMENT = "refuse_amendment"
    DROP_AMENDMENT = "drop_amendment"
    ASK_BACK = "ask_back"


class Guard(StrEnum):
    """A condition beside state and role, checked in `channel.deals.guards`."""

    NOT_OWN_SUBMISSION = "not_own_submission"
    REASON_GIVEN = "reason_given"
    FIELDS_NAMED = "fields_named"
    OPEN_CONFLICT = "open_conflict"
    PLACE_FREE = "place_free"
    ELIGIBLE = "eligible"
    WITHIN_APPEAL_WINDOW = "within_appeal_window"
    NOT_APPEALED_BEFORE = "not_appealed_before"
    NOT_FIRST_DECIDER = "not_first_decider"
    BEFORE_EXPIRY = "before_expiry"
    EXTENSIONS_LEFT = "extensions_left"
    EVIDENCE_GIVEN = "evidence_given"
    PROTECTION_OVER = "protection_over"
    WITHIN_GRACE = "within_grace"
    NOT_REINSTATED_BEFORE = "not_reinstated_before"
    OPEN_AMENDMENT = "open_amendment"
    NOTHING_APPROVED = "nothing_approved"
    TERMS_CHANGED = "terms_changed"


@dataclass(frozen=True)
class Standing:
    """What a state means.

    Attributes:
        holder: the side that has to act now, none when nobody has.
        live: whether the registration takes part in the contest for its customer.
        paused: whether the decision clock stands still.
        final: whether nothing leads out of it.
    """

    holder: Role | None = None
    live: bool = False
    paused: bool = False
    final: bool = False


STANDINGS: Final[dict[State, Standing]] = {
    State.DRAFT: Standing(Role.RESELLER, paused=True),
    State.SUBMITTED: Standing(Role.SYSTEM, live=True),
    State.DISTRIBUTOR_REVIEW: Standing(Role.DISTRIBUTOR, live=True),
    State.VENDOR_REVIEW: Standing(Role.VENDOR, live=True),
    State.CONFLICT_REVIEW: Standing(Role.VENDOR, live=True, paused=True),
    State.ACTION_REQUIRED: Standing(Role.RESELLER, live=True, paused=True),
    State.APPROVED: Standing(live=True),
    State.REJECTED: Standing(),
    State.APPEALED: Standing(Role.VENDOR, live=True),
    State.WITHDRAWN: Standing(final=True),
    State.LAPSED: Standing(final=True),
    State.EXTENSION_REVIEW: Standing(Role.VENDOR, live=True),
    State.EXPIRED: Standing(),
    State.CONVERTED: Standing(live=True),
    State.LOST: Standing(final=True),
    State.REVOKED: Standing(final=True),
    State.TRANSFERRED: Standing(final=True),
    State.CLOSED: Standing(final=True),
}
REVIEWS: Final = frozenset({State.DISTRIBUTOR_REVIEW, State.VENDOR_REVIEW, State.CONFLICT_REVIEW})
UNDECIDED: Final = frozenset(REVIEWS | {State.SUBMITTED, State.ACTION_REQUIRED})
LIVE: Final = frozenset(state for state, standing in STANDINGS.items() if standing.live)
HOLDS_PLACE: Final = frozenset({State.APPROVED, State.EXTENSION_REVIEW, State.CONVERTED})
AMENDING: Final = frozenset({State.VENDOR_REVIEW, State.ACTION_REQUIRED})
"""Where an approved registration may stand while its amendment is looked at: its old terms hold, and its place."""

ALL_SIDES: Final = (Role.RESELLER, Role.DISTRIBUTOR, Role.VENDOR)


@dataclass(frozen=True)
class Transition:
    """One command in one state.

    Attributes:
        command: what is asked.
        origin: the state in which it may be asked, none for a beginning.
        targets: the states that it may lead to.
        roles: the sides that may ask.
        guards: the further conditions, all of which must hold.
        informs: the sides whose people may be told, and may read the note.
    """

    command: Command
    origin: State | None
    targets: tuple[State, ...]
    roles: frozenset[Role]
    guards: tuple[Guard, ...] = ()
    informs: tuple[Role, ...] = ALL_SIDES


def _by(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


_DECIDING = (Guard.NOT_OWN_SUBMISSION,)
_REFUSING = (Guard.NOT_OWN_SUBMISSION, Guard.REASON_GIVEN)
_REFUSING_NEW = (Guard.NOTHING_APPROVED, *_REFUSING)
_REFUSING_AMENDED = (Guard.OPEN_AMENDMENT, *_REFUSING)
_RETURNING = (Guard.NOT_OWN_SUBMISSION, Guard.FIELDS_NAMED)
_AMENDED = (Guard.OPEN_AMENDMENT,)
_APPEAL = (Guard.WITHIN_APPEAL_WINDOW, Guard.NOT_APPEALED_BEFORE, Guard.REASON_GIVEN)
_R, _D, _V, _S = _by(Role.RESELLER), _by(Role.DISTRIBUTOR), _by(Role.VENDOR), _by(Role.SYSTEM)

TRANSITIONS: Final[tuple[Transition, ...]] = (
    Transition(Command.CREATE, None, (State.DRAFT,), _R, informs=(Role.RESELLER,)),
    Transition(Command.SUBMIT, State.DRAFT, (State.SUBMITTED,), _R, (Guard.ELIGIBLE,)),
    Transition(Command.TRIAGE, State.SUBMITTED, (State.DISTRIBUTOR_REVIEW, State.VENDOR_REVIEW), _S),
    Transition(Command.APPROVE, State.DISTRIBUTOR_REVIEW, (State.VENDOR_REVIEW,), _D, _DECIDING),
    Transition(Command.REJECT, State.DISTRIBUTOR_REVIEW, (State.REJECTED,), _D, _REFUSING),
    Transition(
        Command.REJECT, State.DISTRIBUTOR_REVIEW, (State.REJECTED,), _V, (Guard.OPEN_CONFLICT, Guard.REASON_GIVEN)
    ),
    Transition(Command.RETURN, State.DISTRIBUTOR_REVIEW, (State.ACTION_REQUIRED,), _D, _RETURNING),
    Transition(
        Command.APPROVE,
        State.VENDOR_REVIEW,
        (State.APPROVED,),
        _by(Role.VENDOR, Role.SYSTEM),
        (Guard.NOT_OWN_SUBMISSION, Guard.PLACE_FREE),
    ),
    Transition(Command.REJECT, State.VENDOR_REVIEW, (State.REJECTED,), _V, _REFUSING_NEW),
    Transition(Command.REFUSE_AMENDMENT, State.VENDOR_REVIEW, (State.APPROVED,), _V, _REFUSING_AMENDED),
    Transition(Command.RETURN, State.VENDOR_REVIEW, (State.ACTION_REQUIRED,), _V, _RETURNING),
    Transition(Command.FLAG_CONFLICT, State.VENDOR_REVIEW, (State.CONFLICT_REVIEW,), _S, informs=(Role.VENDOR,)),
    Transition(Command.CLEAR_CONFLICT, State.CONFLICT_REVIEW, (State.VENDOR_REVIEW,), _V, informs=(Role.VENDOR,)),
    Transition(
        Command.APPROVE, State.CONFLICT_REVIEW, (State.APPROVED,), _V, (Guard.NOT_OWN_SUBMISSION, Guard.PLACE_FREE)
    ),
    Transition(Command.REJECT, State.CONFLICT_REVIEW, (State.REJECTED,), _V, _REFUSING_NEW),
    Transition(Command.REFUSE_AMENDMENT, State.CONFLICT_REVIEW, (State.APPROVED,), _V, _REFUSING_AMENDED),
    Transition(Command.RETURN, State.CONFLICT_REVIEW, (State.ACTION_REQUIRED,), _V, _RETURNING),
    Transition(
        Command.RESUBMIT,
        State.ACTION_REQUIRED,
        (State.DISTRIBUTOR_REVIEW, State.VENDOR_REVIEW),
        _R,
        (Guard.ELIGIBLE,),
    ),
    Transition(Command.LAPSE, State.ACTION_REQUIRED, (State.LAPSED,), _S, (Guard.NOTHING_APPROVED,)),
    *(
        Transition(Command.DROP_AMENDMENT, origin, (State.APPROVED,), _by(Role.RESELLER, Role.SYSTEM), _AMENDED)
        for origin in (State.VENDOR_REVIEW, State.CONFLICT_REVIEW, State.ACTION_REQUIRED)
    ),
    *(
        Transition(Command.WITHDRAW, origin, (State.WITHDRAWN,), _R, (Guard.NOTHING_APPROVED,))
        for origin in (
            State.DRAFT,
            State.SUBMITTED,
            State.DISTRIBUTOR_REVIEW,
            State.VENDOR_REVIEW,
            State.CONFLICT_REVIEW,
            State.ACTION_REQUIRED,
        )
    ),
    Transition(Command.APPEAL, State.REJECTED, (State.APPEALED,), _R, _APPEAL),
    Transition(
        Command.APPROVE, State.APPEALED, (State.APPROVED,), _V, (Guard.NOT_FIRST_DECIDER, Guard.PLACE_FREE)
    ),
    Transition(Command.REJECT, State.APPEALED, (State.REJECTED,), _V, (Guard.NOT_FIRST_DECIDER, Guard.REASON_GIVEN)),
    Transition(
        Command.AMEND,
        State.APPROVED,
        (State.APPROVED, State.VENDOR_REVIEW),
        _R,
        (Guard.BEFORE_EXPIRY, Guard.TERMS_CHANGED),
    ),
    Transition(
        Command.EXTEND,
        State.APPROVED,
        (State.EXTENSION_REVIEW,),
        _R,
        (Guard.BEFORE_EXPIRY, Guard.EXTENSIONS_LEFT, Guard.EVIDENCE_GIVEN),
    ),
    Transition(Command.GRANT_EXTENSION, State.EXTENSION_REVIEW, (State.APPROVED,), _V, (Guard.EXTENSIONS_LEFT,)),
    Transition(Command.REFUSE_EXTENSION, State.EXTENSION_REVIEW, (State.APPROVED,), _V, (Guard.REASON_GIVEN,)),
    *(
        Transition(Command.EXPIRE, origin, (State.EXPIRED,), _S, (Guard.PROTECTION_OVER,))
        for origin in (State.APPROVED, State.VENDOR_REVIEW, State.ACTION_REQUIRED)
    ),
    Transition(
        Command.ASK_BACK, State.EXPIRED, (State.EXPIRED,), _R, (Guard.WITHIN_GRACE, Guard.NOT_REINSTATED_BEFORE)
    ),
    Transition(
        Command.REINSTATE,
        State.EXPIRED,
        (State.APPROVED,),
        _V,
        (Guard.WITHIN_GRACE, Guard.NOT_REINSTATED_BEFORE, Guard.PLACE_FREE),
    ),
    *(
        Transition(command, origin, (target,), roles, guards)
        for origin in (State.APPROVED, State.EXTENSION_REVIEW)
        for command, target, roles, guards in (
            (Command.CONVERT, State.CONVERTED, _by(Role.RESELLER, Role.DISTRIBUTOR), ()),
            (Command.LOSE, State.LOST, _R, (Guard.REASON_GIVEN,)),
            (Command.REVOKE, State.REVOKED, _by(Role.VENDOR, Role.SYSTEM), (Guard.REASON_GIVEN,)),
        )
    ),
    Transition(
        Command.TRANSFER, State.APPROVED, (State.TRANSFERRED,), _V, (Guard.REASON_GIVEN, Guard.EVIDENCE_GIVEN)
    ),
    Transition(Command.TAKE_OVER, None, (State.APPROVED,), _V, (Guard.REASON_GIVEN,)),
    Transition(Command.CLOSE, State.CONVERTED, (State.CLOSED,), _by(Role.VENDOR, Role.SYSTEM)),
)

REASONS: Final = (
    "below_minimum",
    "not_authorised",
    "territory",
    "incomplete",
    "already_registered",
    "incumbent",
    "direct_engaged",
    "existing_customer",
    "tender_published",
    "no_engagement",
    "duplicate_own",
    "compliance",
    "credit_standing",
    "product_excluded",
    "other",
)

LOSSES: Final = ("price", "competitor", "product", "budget", "no_project", "other")
REVOCATIONS: Final = ("inactive", "tier_lost", "breach", "other")
TRANSFERS: Final = ("merger", "customer_letter")
REASONS_FOR: Final[dict[Command, tuple[str, ...]]] = {
    Command.LOSE: LOSSES,
    Command.REVOKE: REVOCATIONS,
    Command.TRANSFER: TRANSFERS,
    Command.TAKE_OVER: TRANSFERS,
}
"""The reason codes of commands that have their own; all others take `REASONS`."""

TELLING_REASONS: Final = frozenset({"already_registered", "incumbent", "direct_engaged"})
"""Reasons that speak of somebody else; unless the policy discloses them, everybody but the decider reads `other`."""


def find(command: Command, state: State | None, role: Role) -> Transition | None:
    """The transition of `command` in `state` for `role`, none when it may not be asked."""
    for transition in TRANSITIONS:
        if transition.command == command and transition.origin == state and role in transition.roles:
            return transition
    return None


def stored(state: State) -> State:
    """How a state is kept in the registration's row.

    A conflict is the vendor's knowledge alone, so it stands in rows that only the vendor sees: everybody else's
    row says the vendor's review, whether there is a conflict or not.
    """
    return State.VENDOR_REVIEW if state is State.CONFLICT_REVIEW else state
