"""Looking up credit lines: what a reseller may still order from a distributor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.company_names import organisation_names
from channel.money import Money
from channel.tables.finance import CreditLine


@dataclass(frozen=True)
class CreditFact:
    """A credit line. `limit` includes a temporary raise while it lasts; payment terms in days, `as_of` UTC."""

    distributor: str
    reseller: str
    limit: Money
    exposure: Money
    overdue: Money
    payment_days: int
    on_hold: bool
    temporary_until: date | None
    as_of: datetime

    @property
    def headroom(self) -> Money:
        """Limit less exposure; negative when the line is overdrawn."""
        return self.limit - self.exposure


def credit_lines(session: Session, day: date, *, reseller_id: int | None = None) -> tuple[CreditFact, ...]:
    """The credit lines in sight on a day, of one reseller if told, the tightest first."""
    query = select(CreditLine)
    if reseller_id is not None:
        query = query.where(CreditLine.reseller_id == reseller_id)
    names = organisation_names(session)
    facts = [_fact(row, names, day) for row in session.scalars(query)]
    return tuple(sorted(facts, key=lambda fact: fact.headroom.amount / (fact.limit.amount or 1)))


def _fact(row: CreditLine, names: dict[int, str], day: date) -> CreditFact:
    raised = row.temporary_limit is not None and row.temporary_until is not None and day <= row.temporary_until
    limit = row.temporary_limit if raised and row.temporary_limit is not None else row.limit
    return CreditFact(
        distributor=names.get(row.distributor_id, ""),
        reseller=names.get(row.reseller_id, ""),
        limit=Money(limit, row.currency),
        exposure=Money(row.exposure, row.currency),
        overdue=Money(row.overdue, row.currency),
        payment_days=row.payment_days,
        on_hold=row.on_hold,
        temporary_until=row.temporary_until if raised else None,
        as_of=row.as_of,
    )
