"""A partner leaves: what it could see and do through a distributor ends in the same transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, or_, select

from channel import audit, drafts, outbox
from channel.access.gate import Action
from channel.access.rights import Right
from channel.deals.states import Command, Role, State
from channel.deals.transitions import move_on
from channel.onboarding.states import OPEN
from channel.onboarding.telling import people_with
from channel.tables.deals import Registration
from channel.tables.journal import Draft, OutboxMessage, Upload
from channel.tables.parties import Authorisation, Organisation, Person, Supply
from channel.tables.programmes import OnboardingCase

LEFT: Final = "onboarding.left"
GONE: Final = "left"
UNDECIDED: Final = frozenset(
    {State.DRAFT, State.SUBMITTED, State.DISTRIBUTOR_REVIEW, State.VENDOR_REVIEW, State.ACTION_REQUIRED}
)
"""Registrations that are taken back when their reseller leaves."""
STAYING: Final = frozenset({State.APPROVED, State.EXTENSION_REVIEW, State.CONVERTED, State.CONFLICT_REVIEW})
"""Registrations that stay until their protection ends; the vendor is told, and may hand them to another reseller."""


def end(action: Action, distributor: int, reseller: int, reason: str) -> None:
    """End the relation of a reseller with a distributor now.

    Its account and its authorisations through the distributor end yesterday, so that today's sight is without them;
    registrations that nobody decided are withdrawn, approved ones stay with the vendor. Who deals with nobody any
    more is out of the house: its people see nothing, their drafts and files are let go, messages owed are dropped.
    """
    yesterday = action.now.date() - timedelta(days=1)
    for supply in action.session.scalars(
        select(Supply).where(Supply.distributor_id == distributor, Supply.reseller_id == reseller)
    ):
        supply.valid_to = yesterday
    for held in action.session.scalars(
        select(Authorisation).where(
            Authorisation.distributor_id == distributor,
            Authorisation.reseller_id == reseller,
            Authorisation.status == "active",
        )
    ):
        held.status, held.valid_to, held.reason = "ended", yesterday, None
    withdrawn, staying = _registrations(action, distributor, reseller)
    details = {"withdrawn": withdrawn, "staying": [number for number, _ in staying], "reason": bool(reason)}
    audit.record(action, LEFT, f"organisation {reseller}", details)
    for number, vendor in staying:
        people = people_with(action.session, vendor, Right.DECIDE_DEALS)
        outbox.owe(action, people, LEFT, {"number": number}, f"left:{reseller}:{number}")
    action.session.flush()
    if not _deals_elsewhere(action, reseller, distributor):
        _shut(action, reseller)


def _registrations(action: Action, distributor: int, reseller: int) -> tuple[list[str], list[tuple[str, int]]]:
    withdrawn, staying = [], []
    for row in action.session.scalars(
        select(Registration)
        .where(Registration.distributor_id == distributor, Registration.reseller_id == reseller)
        .order_by(Registration.number)
    ):
        if row.state in UNDECIDED:
            move_on(action, row, Command.WITHDRAW, by=Role.RESELLER)
            withdrawn.append(row.number)
        elif row.state in STAYING:
            staying.append((row.number, row.vendor_id))
    return withdrawn, staying


def _deals_elsewhere(action: Action, reseller: int, distributor: int) -> bool:
    """Whether the company buys from another distributor today, or is being taken on by one."""
    today = action.now.date()
    supplied = select(Supply.id).where(
        Supply.reseller_id == reseller, or_(Supply.valid_to.is_(None), Supply.valid_to >= today)
    )
    other = select(OnboardingCase.id).where(
        OnboardingCase.prospect_id == reseller,
        OnboardingCase.distributor_id != distributor,
        OnboardingCase.state.in_(OPEN),
    )
    return any(action.session.scalars(found).first() is not None for found in (supplied, other))


def _shut(action: Action, reseller: int) -> None:
    house = action.session.get_one(Organisation, reseller)
    house.status = GONE
    people = list(action.session.scalars(select(Person.id).where(Person.organisation_id == reseller)))
    for draft in action.session.scalars(
        select(Draft).where(Draft.organisation_id == reseller, Draft.state == drafts.OPEN)
    ):
        draft.state, draft.closed_at = drafts.DISCARDED, action.now
    action.session.execute(delete(Upload).where(Upload.organisation_id == reseller))
    action.session.execute(
        delete(OutboxMessage).where(OutboxMessage.person_id.in_(people), OutboxMessage.sent_at.is_(None))
    )
