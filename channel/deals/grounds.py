"""What a decider weighs beside the registration itself: earlier deals, the list value, and the own margin."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from channel.access.viewer import Viewer
from channel.calendar import local_day
from channel.deals.bids import price_by_policy
from channel.deals.conflicts import record_of
from channel.deals.states import State
from channel.deals.weighed import Asked, Grounds, Record
from channel.matching import same_customer
from channel.money import CENT, Money
from channel.policy import policy_by_id
from channel.tables.deals import Registration, RegistrationLine
from channel.tables.deciding import RegistrationQuestion
from channel.tables.parties import Kind
from channel.tables.prices import DistributorCost, ListPrice
from channel.tables.products import Product

WON: Final = frozenset({State.CONVERTED, State.CLOSED})
EXPIRED: Final = frozenset({State.EXPIRED, State.LAPSED})


def grounds(session: Session, viewer: Viewer, number: str, now: datetime) -> Grounds:
    """What helps `viewer` to decide the registration of that number; nothing where it is not in sight."""
    row = session.scalars(select(Registration).where(Registration.number == number)).one_or_none()
    if row is None:
        return Grounds()
    others = session.scalars(
        select(Registration).where(
            Registration.reseller_id == row.reseller_id,
            Registration.vendor_id == row.vendor_id,
            Registration.id != row.id,
        )
    ).all()
    own = record_of(row)
    same = [other for other in others if same_customer(own, record_of(other)).same]
    asked = session.execute(
        select(RegistrationQuestion.question, RegistrationQuestion.answer)
        .where(RegistrationQuestion.registration_id == row.id)
        .order_by(RegistrationQuestion.id)
    ).all()
    figures = _figures(session, viewer, row, now)
    return Grounds(_record(others), _record(same), *figures, tuple(Asked(q.question, q.answer) for q in asked))


def _record(rows: Sequence[Registration]) -> Record:
    states = [State(row.state) for row in rows]
    return Record(
        won=sum(state in WON for state in states),
        lost=states.count(State.LOST),
        expired=sum(state in EXPIRED for state in states),
        rejected=states.count(State.REJECTED),
    )


def _figures(
    session: Session, viewer: Viewer, row: Registration, now: datetime
) -> tuple[Money | None, Money | None, Money | None]:
    policy = policy_by_id(session, row.policy_id)
    day = local_day(now, policy.rules.timezone)
    lines = session.execute(
        select(RegistrationLine.product_id, RegistrationLine.quantity, Product.mpn, Product.line_id)
        .join(Product, Product.id == RegistrationLine.product_id)
        .where(RegistrationLine.registration_id == row.id)
    ).all()
    listed = registered = cost = Decimal(0)
    known = [True, True, viewer.kind is Kind.DISTRIBUTOR]
    for line in lines:
        at_list = _on(session, ListPrice, row, line.product_id, day)
        special = price_by_policy(session, row, policy, line.product_id, line.mpn, line.line_id, day)
        bought = _on(session, DistributorCost, row, line.product_id, day) if known[2] else None
        known = [before and found is not None for before, found in zip(known, (at_list, special, bought), strict=True)]
        listed += (at_list or 0) * line.quantity
        registered += (special or 0) * line.quantity
        cost += (bought or 0) * line.quantity
    if not lines:
        return None, None, None
    worth = Money(registered.quantize(CENT), row.currency) if known[1] else None
    return (
        Money(listed.quantize(CENT), row.currency) if known[0] else None,
        worth,
        Money((registered - cost).quantize(CENT), row.currency) if worth and known[2] else None,
    )


def _on(session: Session, table: Any, row: Registration, product: int, day: date) -> Decimal | None:  # noqa: ANN401 - one of two mapped classes
    """The latest price of a product in a registration's country and currency that holds on a day."""
    statement = (
        select(table.amount)
        .where(
            table.product_id == product,
            table.territory == row.customer_country,
            table.currency == row.currency,
            table.valid_from <= day,
            or_(table.valid_to.is_(None), table.valid_to >= day),
        )
        .order_by(table.valid_from.desc())
    )
    if table is DistributorCost:
        statement = statement.where(table.distributor_id == row.distributor_id)
    amount: Decimal | None = session.execute(statement).scalars().first()
    return amount
