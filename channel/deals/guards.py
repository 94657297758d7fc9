"""The conditions of transitions beside state and role; each passes, or says in words why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from channel.access.gate import Action
from channel.calendar import business_days_after, local_day
from channel.deals import conflicts, protection, refusals
from channel.deals.states import REASONS, REASONS_FOR, Command, Guard, Role
from channel.errors import NotPossible
from channel.policy import Policy
from channel.tables.deals import Registration, RegistrationHistory
from channel.tables.parties import Organisation, Person


@dataclass(frozen=True)
class Word:
    """What goes with a command.

    Attributes:
        reason: a reason code of `states.REASONS`, or of `states.REASONS_FOR` the command.
        partner: what the reseller may read.
        internal: what only the acting organisation may read.
        fields: what has to be completed, or what an amendment changes.
        evidence: what shows progress or an earlier claim.
    """

    reason: str | None = None
    partner: str | None = None
    internal: str | None = None
    fields: tuple[str, ...] = ()
    evidence: str | None = None


@dataclass(frozen=True)
class Move:
    """A command about to be obeyed."""

    action: Action
    registration: Registration
    command: Command
    role: Role
    policy: Policy
    word: Word


def _not_own_submission(move: Move) -> None:
    if move.role is Role.SYSTEM:
        return
    submitter = move.action.session.execute(
        select(Person.organisation_id).where(Person.id == move.registration.registered_by)
    ).scalar_one_or_none()
    own = move.action.viewer.organisation_id
    if own in {submitter, move.registration.reseller_id}:
        raise NotPossible.of(refusals.OWN_SUBMISSION)


def _reason_given(move: Move) -> None:
    if move.word.reason not in REASONS_FOR.get(move.command, REASONS):
        raise NotPossible.of(refusals.NO_REASON)


def _fields_named(move: Move) -> None:
    if not move.word.fields:
        raise NotPossible.of(refusals.NO_FIELDS)


def _open_conflict(move: Move) -> None:
    if not conflicts.open_ones(move.action.session, move.registration.id):
        raise NotPossible.of(refusals.DISTRIBUTOR_FIRST, number=move.registration.number, name=_distributor(move))


def _distributor(move: Move) -> str:
    return move.action.session.execute(
        select(Organisation.name).where(Organisation.id == move.registration.distributor_id)
    ).scalar_one()


def _place_free(move: Move) -> None:
    holder = conflicts.holder_of_place(move.action.session, move.registration)
    if holder is not None:
        raise NotPossible.of(
            refusals.PLACE_TAKEN,
            holder=holder.number,
            day=holder.protected_until or "–",
            number=move.registration.number,
        )


def _eligible(_move: Move) -> None:
    """Checked by the commands that submit, which hold the application."""


def _within_appeal_window(move: Move) -> None:
    decided = move.registration.decided_at
    rules = move.policy.rules
    decided_on = local_day(decided or move.action.now, rules.timezone)
    last = business_days_after(decided_on, rules.appeal_business_days, _reseller_country(move))
    if local_day(move.action.now, rules.timezone) > last:
        raise NotPossible.of(refusals.APPEAL_OVER, day=last)


def _reseller_country(move: Move) -> str:
    return move.action.session.execute(
        select(Organisation.country).where(Organisation.id == move.registration.reseller_id)
    ).scalar_one()


def _history(move: Move, *commands: Command) -> list[RegistrationHistory]:
    statement = (
        select(RegistrationHistory)
        .where(
            RegistrationHistory.registration_id == move.registration.id,
            RegistrationHistory.command.in_(sorted(commands)),
        )
        .order_by(RegistrationHistory.position)
    )
    return list(move.action.session.scalars(statement))


def _not_appealed_before(move: Move) -> None:
    if _history(move, Command.APPEAL):
        raise NotPossible.of(refusals.APPEALED_ONCE)


def _not_first_decider(move: Move) -> None:
    rejections = _history(move, Command.REJECT)
    viewer = move.action.viewer
    if rejections and (rejections[0].actor, rejections[0].acting_for) == (viewer.name, viewer.organisation_id):
        raise NotPossible.of(refusals.FIRST_DECIDER)


def _before_expiry(move: Move) -> None:
    if protection.is_over(move.policy, move.registration.protected_until, move.action.now):
        raise NotPossible.of(refusals.PROTECTION_ENDED)


def _protection_over(move: Move) -> None:
    last = move.registration.protected_until
    if last is None or not protection.is_over(move.policy, last, move.action.now):
        raise NotPossible.of(refusals.PROTECTION_LASTS)


def _extensions_left(move: Move) -> None:
    if move.registration.extensions >= move.policy.rules.extension_max_count:
        raise NotPossible.of(
            refusals.EXTENSIONS_USED, number=move.registration.number, count=move.policy.rules.extension_max_count
        )


def _evidence_given(move: Move) -> None:
    if move.word.evidence:
        return
    if move.command is Command.TRANSFER:
        raise NotPossible.of(refusals.TRANSFER_UNFOUNDED)
    if move.policy.rules.extension_needs_evidence:
        raise NotPossible.of(refusals.NO_EVIDENCE)


def _within_grace(move: Move) -> None:
    last = protection.grace_until(move.policy, move.registration.protected_until)
    if last is None or protection.is_over(move.policy, last, move.action.now):
        raise NotPossible.of(refusals.GRACE_ENDED)


def _not_reinstated_before(move: Move) -> None:
    if not move.policy.rules.reinstate_if_free:
        raise NotPossible.of(refusals.NONE_REINSTATED)
    if _history(move, Command.REINSTATE):
        raise NotPossible.of(refusals.REINSTATED_ONCE, number=move.registration.number)


def _open_amendment(move: Move) -> None:
    if move.registration.amendment is None:
        raise NotPossible.of(refusals.NO_AMENDMENT, number=move.registration.number)


def _nothing_approved(move: Move) -> None:
    if move.registration.protected_until is not None:
        raise NotPossible.of(refusals.ONLY_ITS_AMENDMENT, number=move.registration.number)


def _terms_changed(move: Move) -> None:
    if not move.word.fields:
        raise NotPossible.of(refusals.NOTHING_CHANGED)


CHECKS: Final[dict[Guard, Callable[[Move], None]]] = {
    Guard.NOT_OWN_SUBMISSION: _not_own_submission,
    Guard.REASON_GIVEN: _reason_given,
    Guard.FIELDS_NAMED: _fields_named,
    Guard.OPEN_CONFLICT: _open_conflict,
    Guard.PLACE_FREE: _place_free,
    Guard.ELIGIBLE: _eligible,
    Guard.WITHIN_APPEAL_WINDOW: _within_appeal_window,
    Guard.NOT_APPEALED_BEFORE: _not_appealed_before,
    Guard.NOT_FIRST_DECIDER: _not_first_decider,
    Guard.BEFORE_EXPIRY: _before_expiry,
    Guard.EXTENSIONS_LEFT: _extensions_left,
    Guard.EVIDENCE_GIVEN: _evidence_given,
    Guard.PROTECTION_OVER: _protection_over,
    Guard.WITHIN_GRACE: _within_grace,
    Guard.NOT_REINSTATED_BEFORE: _not_reinstated_before,
    Guard.OPEN_AMENDMENT: _open_amendment,
    Guard.NOTHING_APPROVED: _nothing_approved,
    Guard.TERMS_CHANGED: _terms_changed,
}
