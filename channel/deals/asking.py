"""A decider asks the reseller something; the question comes from the organisation, the answer back to who asked."""

from typing import Any

from sqlalchemy import select

from channel import audit, outbox
from channel.access.gate import Action
from channel.deals import refusals
from channel.deals.discretion import name_nobody_else
from channel.deals.states import STANDINGS, Role, State
from channel.deals.transitions import role_of
from channel.errors import NotPossible
from channel.tables.deals import Registration
from channel.tables.deciding import RegistrationQuestion
from channel.tables.parties import Kind

ASKED, ANSWERED = "deal.asked", "deal.answered"
LONGEST = 1000
Content = dict[str, Any]


def ask(action: Action, content: Content) -> Content:
    """Pass a decider's question on to who registered: `{"number", "question"}`; who asks stays unnamed.

    Raises:
        NotFound: if the registration is not in sight.
        NotPossible: if it does not wait for the asker's side, or the question names somebody else.
    """
    registration = action.find(Registration, Registration.number == content["number"])
    holder = STANDINGS[State(registration.state)].holder
    role = role_of(action.viewer, registration)
    if holder is not role or role is Role.RESELLER or registration.registered_by is None:
        raise NotPossible.of(refusals.NOTHING_TO_ASK, number=registration.number)
    name_nobody_else(action, registration, content["question"])
    assert action.viewer.organisation_id is not None
    assert action.viewer.person_id is not None
    row = RegistrationQuestion(
        registration_id=registration.id,
        organisation_id=action.viewer.organisation_id,
        person_id=action.viewer.person_id,
        reseller_id=registration.reseller_id,
        question=content["question"][:LONGEST],
        asked_at=action.now,
        as_of=action.now,
    )
    action.session.add(row)
    action.session.flush()
    audit.record(action, ASKED, registration.number, {"question": row.id})
    told = {"number": registration.number, "question": row.id}
    outbox.owe(action, [registration.registered_by], ASKED, told, f"{registration.number}/asked/{row.id}")
    return told


def answer(action: Action, content: Content) -> Content:
    """Answer the oldest open question about an own registration: `{"number", "answer"}`; who asked is told.

    Raises:
        NotFound: if the registration is not in sight.
        NotPossible: if no question waits.
    """
    registration = action.find(Registration, Registration.number == content["number"])
    row = action.session.scalars(
        select(RegistrationQuestion)
        .where(RegistrationQuestion.registration_id == registration.id, RegistrationQuestion.answer.is_(None))
        .order_by(RegistrationQuestion.id)
    ).first()
    if row is None or action.viewer.kind is not Kind.RESELLER:
        raise NotPossible.of(refusals.NO_QUESTION, number=registration.number)
    row.answer, row.answered_at, row.as_of = content["answer"][:LONGEST], action.now, action.now
    audit.record(action, ANSWERED, registration.number, {"question": row.id})
    told = {"number": registration.number, "question": row.id}
    outbox.owe(action, [row.person_id], ANSWERED, told, f"{registration.number}/answered/{row.id}")
    return told
