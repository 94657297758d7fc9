"""What follows from a transition: deadlines set and called off, and messages to exactly those who may know."""

from datetime import timedelta

from sqlalchemy import select

from channel import deadlines, outbox
from channel.access.rights import Right
from channel.calendar import business_days_after, close_of_business, local_day
from channel.deals import conflicts, protection
from channel.deals.absences import holders, standing_in
from channel.deals.guards import Move
from channel.deals.limits import INACTIVITY, INACTIVITY_WARNING, WARNED_DAYS
from channel.deals.states import HOLDS_PLACE, LIVE, REVIEWS, STANDINGS, Command, Role, State
from channel.tables.deals import Registration, RegistrationHistory
from channel.tables.parties import Organisation, Person

DECIDING = ("decision_due", "decision_escalation", "action_required_lapse")
SILENT = frozenset({Command.TRIAGE, Command.CLEAR_CONFLICT, Command.FLAG_CONFLICT})


def follow(move: Move, target: State) -> None:
    """Set and call off deadlines for the state entered, and owe the messages."""
    registration = move.registration
    stays = target in LIVE and target is not State.CONVERTED
    deadlines.cancel(move.action, registration.number, DECIDING if stays else None)
    standing = STANDINGS[target]
    if standing.holder in {Role.DISTRIBUTOR, Role.VENDOR}:
        decision_due(move, standing.holder)
    if target in REVIEWS:
        deadlines.set_deadline(move.action, registration.number, "conflict_check", move.action.now)
    if target is State.ACTION_REQUIRED:
        _lapse(move)
    if target is State.APPROVED:
        _protection(move)
    if target is State.EXPIRED and (last := protection.grace_until(move.policy, registration.protected_until)):
        deadlines.set_deadline(
            move.action, registration.number, "grace_end", protection.ends_at(move.policy, last)
        )
    if target not in LIVE or target in HOLDS_PLACE:
        conflicts.settle(move.action, registration)
    _tell(move, target)


def people_with(move: Move, organisation: int, right: Right) -> list[int]:
    """The people of an organisation who hold a right; who decides in place of those who are away."""
    people = holders(move.action.session, organisation, right)
    return standing_in(move.action, organisation, people) if right is Right.DECIDE_DEALS else people


def party(registration: Registration, role: Role) -> int:
    """The organisation that stands on a side."""
    return registration.distributor_id if role is Role.DISTRIBUTOR else registration.vendor_id


def decision_due(move: Move, holder: Role) -> None:
    """Start the decision clock of the side that acts: business days of its own calendar."""
    approver = party(move.registration, holder)
    office = move.action.session.execute(
        select(Organisation.country, Organisation.timezone).where(Organisation.id == approver)
    ).one()
    rules = move.policy.rules
    start = local_day(move.action.now, office.timezone)
    due = business_days_after(start, rules.decision_business_days, office.country)
    late = business_days_after(due, rules.escalation_business_days, office.country)
    for kind, day in (("decision_due", due), ("decision_escalation", late)):
        deadlines.set_deadline(
            move.action, move.registration.number, kind, close_of_business(day, office.timezone), approver
        )


def _lapse(move: Move) -> None:
    zone = move.policy.rules.timezone
    last = local_day(move.action.now, zone) + timedelta(days=move.policy.rules.action_required_days)
    deadlines.set_deadline(
        move.action,
        move.registration.number,
        "action_required_lapse",
        protection.ends_at(move.policy, last),
        move.registration.reseller_id,
    )


def _protection(move: Move) -> None:
    last = move.registration.protected_until
    if last is None:
        return
    number = move.registration.number
    deadlines.cancel(move.action, number)
    for kind, due in protection.reminders(move.policy, last):
        if due > move.action.now:
            deadlines.set_deadline(move.action, number, kind, due, move.registration.reseller_id)
    deadlines.set_deadline(move.action, number, "protection_expiry", protection.ends_at(move.policy, last))
    if days := move.policy.rules.revoke_if_inactive_days:
        for kind, after in ((INACTIVITY_WARNING, days - WARNED_DAYS), (INACTIVITY, days)):
            ends = move.action.now + timedelta(days=after)
            deadlines.set_deadline(move.action, number, kind, ends, move.registration.reseller_id)


def _deciders(move: Move, holder: Role, target: State) -> list[int]:
    """Who decides; an appeal somebody else than who rejected, the administrators where nobody else is left."""
    owner = party(move.registration, holder)
    deciders = people_with(move, owner, Right.DECIDE_DEALS)
    if target is not State.APPEALED:
        return deciders
    rejected_by = move.action.session.scalars(
        select(RegistrationHistory.actor)
        .where(
            RegistrationHistory.registration_id == move.registration.id,
            RegistrationHistory.command == Command.REJECT,
            RegistrationHistory.acting_for == owner,
        )
        .order_by(RegistrationHistory.position)
    ).first()
    names = {
        row.id: row.name
        for row in move.action.session.execute(select(Person.id, Person.name).where(Person.id.in_(deciders)))
    }
    others = [person for person in deciders if names[person] != rejected_by]
    return others or people_with(move, owner, Right.ADMINISTER)


def _tell(move: Move, target: State) -> None:
    registration = move.registration
    position = move.action.session.scalars(
        select(RegistrationHistory.position)
        .where(RegistrationHistory.registration_id == registration.id)
        .order_by(RegistrationHistory.position.desc())
        .limit(1)
    ).one()
    key = f"{registration.number}/{position}"
    content = {"number": registration.number, "command": str(move.command)}
    holder = STANDINGS[target].holder
    if move.command is Command.ASK_BACK:
        holder = Role.VENDOR
    if holder in {Role.DISTRIBUTOR, Role.VENDOR}:
        outbox.owe(move.action, _deciders(move, holder, target), "deal.review", content, f"{key}/review")
    told = move.role is not Role.RESELLER and move.command not in SILENT
    if told and registration.registered_by is not None:
        outbox.owe(move.action, [registration.registered_by], "deal.decided", content, f"{key}/decided")
