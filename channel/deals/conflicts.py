"""Rivals: live registrations of one vendor that may be for the same customer. Only the vendor learns of them.

The first complete submission holds the place: by its instant to the microsecond, then by the order of the database.
"""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel.access.gate import Action
from channel.deals.states import LIVE, State
from channel.deals.terms import holds_place
from channel.matching import CustomerRecord, Match, same_customer
from channel.tables.deals import Conflict, Registration, RegistrationLine
from channel.tables.products import Product

OPEN, SETTLED = "open", "settled"


def record_of(registration: Registration) -> CustomerRecord:
    """The customer of a registration, to be compared."""
    return CustomerRecord(
        name=registration.customer,
        country=registration.customer_country,
        city=registration.customer_city,
        postcode=registration.customer_postcode,
        domain=registration.customer_domain,
        register_number=registration.customer_register,
    )


def place(registration: Registration) -> tuple[str, int]:
    """What decides who was first: the instant of the complete submission, then the row's own order."""
    assert registration.submitted_at is not None
    return registration.submitted_at.isoformat(timespec="microseconds"), registration.id


def rivals(session: Session, registration: Registration) -> list[tuple[Registration, Match]]:
    """The live registrations of other resellers for the same customer and an overlapping line, first one first."""
    found = _same_deal(session, registration)
    return [(row, match) for row, match in found if row.reseller_id != registration.reseller_id]


def _same_deal(session: Session, registration: Registration) -> list[tuple[Registration, Match]]:
    rows = session.scalars(
        select(Registration).where(
            Registration.vendor_id == registration.vendor_id,
            Registration.customer_country == registration.customer_country,
            Registration.state.in_(sorted(LIVE)),
            Registration.submitted_at.is_not(None),
            Registration.id != registration.id,
        )
    ).all()
    own = record_of(registration)
    matched = [(row, match) for row in rows if (match := same_customer(own, record_of(row))).same]
    lines = _lines(session, [registration.id, *(row.id for row, _ in matched)])
    overlapping = [(row, match) for row, match in matched if lines[row.id] & lines[registration.id]]
    return sorted(overlapping, key=lambda pair: place(pair[0]))


def look(action: Action, registration: Registration) -> list[Conflict]:
    """Write down the rivals not known yet; the new rows, each naming the later submission first."""
    new = []
    for rival, match in rivals(action.session, registration):
        later, earlier = sorted((registration, rival), key=place, reverse=True)
        if _known(action.session, later.id, earlier.id):
            continue
        new.append(
            Conflict(
                vendor_id=registration.vendor_id,
                registration_id=later.id,
                rival_id=earlier.id,
                score=match.score,
                reasons=list(match.reasons),
                found_at=action.now,
                as_of=action.now,
            )
        )
    action.session.add_all(new)
    action.session.flush()
    return new


def open_ones(session: Session, registration_id: int) -> list[Conflict]:
    """The conflicts of a registration that nobody has settled, as far as the session sees them."""
    statement = select(Conflict).where(
        or_(Conflict.registration_id == registration_id, Conflict.rival_id == registration_id), Conflict.state == OPEN
    )
    return list(session.scalars(statement))


def settle(action: Action, registration: Registration) -> None:
    """Close a registration's conflicts, when it leaves the contest or its vendor has cleared it."""
    for conflict in open_ones(action.session, registration.id):
        conflict.state = SETTLED


def holder_of_place(session: Session, registration: Registration) -> Registration | None:
    """What holds the place already, by an approval: a rival, or another of the same reseller that is not won yet."""
    for other, _ in _same_deal(session, registration):
        own_win = other.reseller_id == registration.reseller_id and other.state == State.CONVERTED
        if holds_place(other) and not own_win:
            return other
    return None


def _known(session: Session, one: int, other: int) -> bool:
    pair = or_(
        (Conflict.registration_id == one) & (Conflict.rival_id == other),
        (Conflict.registration_id == other) & (Conflict.rival_id == one),
    )
    return session.scalars(select(Conflict.id).where(pair)).first() is not None


def _lines(session: Session, registrations: list[int]) -> dict[int, set[int]]:
    rows = session.execute(
        select(RegistrationLine.registration_id, Product.line_id)
        .join(Product, Product.id == RegistrationLine.product_id)
        .where(RegistrationLine.registration_id.in_(registrations))
    )
    found: dict[int, set[int]] = {registration: set() for registration in registrations}
    for row in rows:
        found[row.registration_id].add(row.line_id)
    return found
