"""Looking up rebates with the way to the next step, and marketing funds with what lapses when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.company_names import organisation_names
from channel.money import Money
from channel.tables.programmes import Accrual, Incentive, MarketingFund, Standing

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Step:
    """A step of a growth rebate: from a basis on, so many per cent of all of it."""

    from_basis: Money
    rebate_percent: Decimal


@dataclass(frozen=True)
class RebateProgress:
    """A reseller's growth rebate in a period (2026-Q4): its basis so far, the steps, what is earned.

    `reached` and `next` are steps, none before the first and after the last. Days are inclusive, `as_of` UTC.
    """

    name: str
    vendor: str
    distributor: str
    reseller: str
    period: str
    basis: Money
    baseline: Money | None
    steps: tuple[Step, ...]
    earned: Money
    valid_to: date
    claim_by: date | None
    as_of: datetime

    @property
    def reached(self) -> Step | None:
        """The highest step whose basis is reached."""
        return next((step for step in reversed(self.steps) if step.from_basis <= self.basis), None)

    @property
    def next(self) -> Step | None:
        """The first step that is not reached."""
        return next((step for step in self.steps if self.basis < step.from_basis), None)

    @property
    def missing(self) -> Money | None:
        """What purchases are lacking to the next step."""
        return self.next.from_basis - self.basis if self.next is not None else None


@dataclass(frozen=True)
class FundBalance:
    """What is left of a marketing fund, and its last day. `as_of` UTC."""

    name: str
    reseller: str
    distributor: str
    granted: Money
    spent: Money
    expires_on: date
    as_of: datetime

    @property
    def left(self) -> Money:
        """Granted less spent."""
        return self.granted - self.spent


def rebates(session: Session, *, reseller_id: int | None = None) -> tuple[RebateProgress, ...]:
    """The growth rebates in sight, of one reseller if told."""
    query = (
        select(Accrual, Incentive)
        .join(Incentive, Incentive.id == Accrual.incentive_id)
        .where(Incentive.kind == "rebate")
        .order_by(Accrual.period.desc(), Accrual.id)
    )
    if reseller_id is not None:
        query = query.where(Accrual.reseller_id == reseller_id)
    names = organisation_names(session)
    metrics = {(row.reseller_id, row.vendor_id): row.metrics for row in session.scalars(select(Standing))}
    found: list[RebateProgress] = []
    for accrual, incentive in session.execute(query):
        standing = metrics.get((accrual.reseller_id or 0, accrual.vendor_id), {})
        stated = standing.get("quarter_baseline", {}).get(accrual.period, {}).get(accrual.currency)
        baseline = Money(Decimal(stated), accrual.currency) if stated is not None else None
        found.append(
            RebateProgress(
                name=incentive.name,
                vendor=names.get(accrual.vendor_id, ""),
                distributor=names.get(accrual.distributor_id, ""),
                reseller=names.get(accrual.reseller_id or 0, ""),
                period=accrual.period,
                basis=Money(accrual.basis, accrual.currency),
                baseline=baseline,
                steps=_steps(incentive, baseline),
                earned=Money(accrual.amount, accrual.currency),
                valid_to=incentive.valid_to,
                claim_by=incentive.claim_by,
                as_of=accrual.as_of,
            )
        )
    return tuple(found)


def marketing_funds(session: Session, *, reseller_id: int | None = None) -> tuple[FundBalance, ...]:
    """The marketing funds in sight, those that lapse first at the top."""
    query = select(MarketingFund).order_by(MarketingFund.expires_on, MarketingFund.id)
    if reseller_id is not None:
        query = query.where(MarketingFund.reseller_id == reseller_id)
    names = organisation_names(session)
    return tuple(
        FundBalance(
            name=row.name,
            reseller=names.get(row.reseller_id, ""),
            distributor=names.get(row.distributor_id, ""),
            granted=Money(row.granted, row.currency),
            spent=Money(row.spent, row.currency),
            expires_on=row.expires_on,
            as_of=row.as_of,
        )
        for row in session.scalars(query)
    )


def _steps(incentive: Incentive, baseline: Money | None) -> tuple[Step, ...]:
    if baseline is None:
        return ()
    return tuple(
        Step(
            (baseline * ((HUNDRED + Decimal(step["from_growth_pct"])) / HUNDRED)).rounded(),
            Decimal(step["rebate_pct"]),
        )
        for step in incentive.rule.get("steps", [])
    )
