"""Handing a registration to another reseller: by a merger, or by the customer's letter."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from channel.access.gate import Action
from channel.calendar import local_day
from channel.deals import bids, eligibility, refusals
from channel.deals.discretion import name_nobody_else
from channel.deals.guards import Word
from channel.deals.states import Command
from channel.deals.terms import terms_of, write_lines
from channel.deals.transitions import move_on
from channel.errors import NotPossible
from channel.numbering import next_number
from channel.policy import policy_by_id
from channel.tables.deals import Registration
from channel.tables.parties import Kind, Organisation

OWN: Final = frozenset(
    {
        "id",
        "number",
        "reseller_id",
        "distributor_id",
        "registered_by",
        "state",
        "version",
        "created_at",
        "decided_at",
        "returned_from",
        "reason",
        "partner_note",
        "amendment",
        "particulars",
    }
)
"""Columns that a registration does not hand over."""


def transfer(action: Action, content: dict[str, Any]) -> dict[str, Any]:
    """Let another reseller hold the deal, with its protection and what remains of its prices.

    Args:
        action: of the vendor.
        content: `{"number", "to", "reason", "evidence", "note"}`; `to` is the id of the reseller in the vendor's sight.

    Returns:
        `{"number", "command", "heir"}`, the heir being the number that the other reseller's registration gets.

    Raises:
        NotFound: if the registration or the reseller is not in sight.
        NotPossible: if it is not approved, or the reseller may not sell these products there.
    """
    registration = action.find(Registration, Registration.number == content["number"])
    heir = action.find(Organisation, Organisation.id == content["to"], Organisation.kind == Kind.RESELLER)
    name_nobody_else(action, registration, content.get("note"), [heir.id])
    policy = policy_by_id(action.session, registration.policy_id)
    if heir.id == registration.reseller_id:
        raise NotPossible.of(refusals.HOLDS_IT_ALREADY, name=heir.name, number=registration.number)
    distributor = _way(action, registration, heir)
    word = Word(
        reason=content.get("reason"),
        partner=content.get("note"),
        internal=content.get("evidence"),
        evidence=content.get("evidence"),
    )
    move_on(action, registration, Command.TRANSFER, word=word)
    taken = Registration(
        **{
            column.key: getattr(registration, column.key)
            for column in Registration.__table__.columns
            if column.key not in OWN
        },
        number=next_number(action, Registration.number, f"DR-{action.now.year}-"),
        reseller_id=heir.id,
        distributor_id=distributor,
        state="",
        created_at=action.now,
        decided_at=action.now,
    )
    move_on(action, taken, Command.TAKE_OVER, word=Word(reason=content.get("reason")))
    write_lines(action, taken, terms_of(action.session, registration).lines)
    bids.hand_over(action, registration, taken, policy)
    return {"number": registration.number, "command": str(Command.TRANSFER), "heir": taken.number}


def ways_of(session: Session, registration: Registration, reseller: int, now: datetime) -> frozenset[int]:
    """Through which distributors another reseller could buy what is registered; none when it is not authorised."""
    policy = policy_by_id(session, registration.policy_id)
    terms = terms_of(session, registration)
    goods = eligibility.goods_of(session, [mpn for mpn, _ in terms.lines])
    day = local_day(now, policy.rules.timezone)
    return eligibility.distributors_for(session, reseller, goods, terms.country, day)


def _way(action: Action, registration: Registration, heir: Organisation) -> int:
    """Through whom the heir buys it: the same distributor if it can, else its first."""
    ways = ways_of(action.session, registration, heir.id, action.now)
    if not ways:
        raise NotPossible.of(refusals.HEIR_NOT_AUTHORISED, name=heir.name)
    return registration.distributor_id if registration.distributor_id in ways else min(ways)
