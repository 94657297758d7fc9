"""Key figures out of what is in sight: each with what it was reckoned from, its period and its data date.

docs/calculations.md has the formulas. Nothing here adds up what the viewer may not see row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.calendar import business_days_between, local_day
from channel.company_names import organisation_names
from channel.deals.states import State
from channel.money import Money
from channel.tables.deals import Registration
from channel.tables.finance import Subscription
from channel.tables.products import Product
from channel.tables.programmes import Standing, Target
from channel.tables.supply import ReportedStock, SellOut

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
WON = frozenset({State.CONVERTED, State.CLOSED})


class Metric(StrEnum):
    """What is measured."""

    SELL_IN = "sell_in"
    SELL_OUT = "sell_out"
    RECURRING = "annual_recurring"
    RECRUITMENT = "new_active_partners"
    SOLD_UNITS = "sold_units"
    SHARE = "share"
    WEEKS = "weeks_of_cover"
    PURCHASES = "annual_purchases"
    WIN_RATE = "win_rate"
    APPROVAL_RATE = "approval_rate"
    APPROVAL_TIME = "approval_time"
    RENEWAL_RATE = "renewal_rate"
    AUTO_RENEWAL = "auto_renewal"


COUNTED = frozenset({Metric.RECRUITMENT})


@dataclass(frozen=True)
class Figure:
    """One figure of one company.

    `value` is money, a count, per cent, business days or weeks, as its metric says; `period` is empty for what holds
    now. `target` goes with it where one was agreed. `part` of `whole` is what a rate, an average or a cover was
    reckoned from. `as_of` UTC.
    """

    metric: Metric
    owner: str
    vendor: str
    period: str
    value: Money | Decimal
    as_of: datetime
    target: Money | Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None

    @property
    def attainment(self) -> Decimal | None:
        """Per cent of the target, to a tenth; none without one."""
        if self.target is None:
            return None
        actual = self.value.amount if isinstance(self.value, Money) else self.value
        wanted = self.target.amount if isinstance(self.target, Money) else self.target
        return percent(actual, wanted) if wanted else None


@dataclass(frozen=True)
class Scope:
    """Which part: days from `first` to `last`, a reseller by id, a distributor by name, products, countries."""

    first: date
    last: date
    reseller_id: int | None = None
    distributor: str | None = None
    vendor: str | None = None
    mpns: frozenset[str] = frozenset()
    countries: frozenset[str] | None = None


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Per cent to a tenth, halves up."""
    return _tenths(Decimal(part) * HUNDRED / Decimal(whole))


def names(session: Session) -> dict[int, str]:
    """Names of the organisations in sight, by id."""
    return organisation_names(session)


def _meant(name: str, wanted: str | None) -> bool:
    return wanted is None or wanted.casefold() in name.casefold()


def targets(session: Session, scope: Scope, span: Callable[[str], tuple[date, date] | None]) -> list[Figure]:
    """Targets in sight whose period (read by `span`) meets the scope, with what was reached."""
    named = names(session)
    found = []
    for row in session.scalars(select(Target).order_by(Target.period.desc(), Target.id)):
        days = span(row.period)
        if row.actual is None or days is None or days[1] < scope.first or days[0] > scope.last:
            continue
        owner, vendor = named.get(row.owner_id, ""), named.get(row.vendor_id or 0, "")
        if not (_meant(owner, scope.distributor) and _meant(vendor, scope.vendor)):
            continue
        value: Money | Decimal = row.actual
        target: Money | Decimal = row.target
        if row.currency is not None and row.metric not in COUNTED:
            value, target = Money(row.actual, row.currency), Money(row.target, row.currency)
        found.append(Figure(Metric(row.metric), owner, vendor, row.period, value, row.as_of, target))
    return found


def sold_units(session: Session, scope: Scope, period: str) -> list[Figure]:
    """Units that distributors reported as sold in the scope, the most first."""
    query = select(SellOut).where(SellOut.sold_on >= scope.first, SellOut.sold_on <= scope.last)
    named, parts = names(session), _products(session)
    rows = [row for row in session.scalars(query) if _sale_meant(row, scope, named, parts)]
    figures = []
    for distributor in sorted({named.get(row.distributor_id, "") for row in rows}):
        mine = [row for row in rows if named.get(row.distributor_id, "") == distributor]
        total = Decimal(sum(row.quantity for row in mine))
        vendor = ", ".join(sorted({named.get(row.vendor_id, "") for row in mine}))
        figures.append(Figure(Metric.SOLD_UNITS, distributor, vendor, period, total, max(row.as_of for row in mine)))
    return sorted(figures, key=lambda figure: -_plain(figure))


def shares(sold: Iterable[Figure]) -> list[Figure]:
    """Each distributor's part of the units sold by all in sight; none unless there are several."""
    rows = list(sold)
    whole = sum(_plain(row) for row in rows)
    if len(rows) < 2 or not whole:  # noqa: PLR2004 - a share needs another
        return []
    return [
        Figure(
            Metric.SHARE,
            row.owner,
            row.vendor,
            row.period,
            percent(_plain(row), whole),
            row.as_of,
            part=_plain(row),
            whole=Decimal(whole),
        )
        for row in rows
    ]


def weeks_of_cover(session: Session, scope: Scope, period: str) -> list[Figure]:
    """Units on stock of the products that sold in the scope, divided by the units sold in a reported week of it."""
    named, parts = names(session), _products(session)
    query = select(SellOut).where(SellOut.sold_on >= scope.first, SellOut.sold_on <= scope.last)
    sales = [row for row in session.scalars(query) if _sale_meant(row, scope, named, parts)]
    stocks = list(session.scalars(select(ReportedStock)))
    figures = []
    for distributor in sorted({row.distributor_id for row in sales}, key=lambda id_: named.get(id_, "")):
        mine = [row for row in sales if row.distributor_id == distributor]
        sold = sum(row.quantity for row in mine)
        moving = {row.product_id for row in mine}
        held = [row for row in stocks if row.distributor_id == distributor and row.product_id in moving]
        if not held or not sold:
            continue
        weeks = len({row.sold_on.isocalendar()[:2] for row in mine})
        on_stock = sum(row.quantity for row in held)
        figures.append(
            Figure(
                Metric.WEEKS,
                named.get(distributor, ""),
                ", ".join(sorted({named.get(row.vendor_id, "") for row in held})),
                period,
                _tenths(Decimal(on_stock) * weeks / sold),
                min(row.as_of for row in held),
                part=Decimal(on_stock),
                whole=_tenths(Decimal(sold) / weeks),
            )
        )
    return figures


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)


def deal_figures(session: Session, scope: Scope, owner: str, period: str) -> list[Figure]:
    """Win rate, approval rate and approval time of the registrations in sight that were sent in within the scope."""
    named = names(session)
    rows = [
        row
        for row in session.scalars(select(Registration).where(Registration.submitted_at.is_not(None)))
        if row.submitted_at is not None
        and scope.first <= row.submitted_at.date() <= scope.last
        and (scope.reseller_id is None or row.reseller_id == scope.reseller_id)
        and _meant(named.get(row.distributor_id, ""), scope.distributor)
        and _meant(named.get(row.vendor_id, ""), scope.vendor)
        and (scope.countries is None or row.customer_country in scope.countries)
    ]
    if not rows:
        return []
    as_of = max(row.as_of for row in rows)
    won = sum(row.state in WON for row in rows)
    closed = won + sum(row.state == State.LOST for row in rows)
    decided = [row for row in rows if row.decided_at is not None]
    approved = sum(row.state != State.REJECTED for row in decided)
    figures = []
    if closed:
        figures.append(_rate(Metric.WIN_RATE, owner, period, (won, closed), as_of))
    if decided:
        figures.append(_rate(Metric.APPROVAL_RATE, owner, period, (approved, len(decided)), as_of))
        days = sum(_business_days(row) for row in decided)
        average = _tenths(Decimal(days) / len(decided))
        figures.append(
            Figure(
                Metric.APPROVAL_TIME,
                owner,
                "",
                period,
                average,
                as_of,
                part=Decimal(days),
                whole=Decimal(len(decided)),
            )
        )
    return figures


def _business_days(row: Registration) -> int:
    """Business days of the customer's country from sending in to the decision."""
    if row.submitted_at is None or row.decided_at is None:
        return 0
    start, end = local_day(row.submitted_at, "UTC"), local_day(row.decided_at, "UTC")
    return business_days_between(start, end, row.customer_country[:2])


def renewal_figures(session: Session, scope: Scope, owner: str, period: str) -> list[Figure]:
    """Of the terms that ended in the scope those renewed; of those that run, the ones that renew by themselves."""
    named = names(session)
    rows = [
        row
        for row in session.scalars(select(Subscription))
        if (scope.reseller_id is None or row.reseller_id == scope.reseller_id)
        and _meant(named.get(row.distributor_id, ""), scope.distributor)
        and _meant(named.get(row.vendor_id, ""), scope.vendor)
    ]
    ended = [row for row in rows if row.state != "active" and scope.first <= row.ends_on <= scope.last]
    running = [row for row in rows if row.state == "active"]
    figures = []
    if ended:
        renewed = sum(row.state == "renewed" for row in ended)
        as_of = max(row.as_of for row in ended)
        figures.append(_rate(Metric.RENEWAL_RATE, owner, period, (renewed, len(ended)), as_of))
    if running:
        alone = sum(row.auto_renew for row in running)
        as_of = max(row.as_of for row in running)
        figures.append(_rate(Metric.AUTO_RENEWAL, owner, "", (alone, len(running)), as_of))
    return figures


def purchases(session: Session, reseller_id: int) -> list[Figure]:
    """What counts as a reseller's purchases of the programme year, by vendor in sight."""
    named = names(session)
    figures = []
    for row in session.scalars(select(Standing).where(Standing.reseller_id == reseller_id).order_by(Standing.id)):
        for name in (Metric.PURCHASES, Metric.RECURRING):
            for currency, amount in row.metrics.get(name, {}).items():
                value = Money(Decimal(amount), currency)
                vendor = named.get(row.vendor_id, "")
                figures.append(Figure(name, named.get(reseller_id, ""), vendor, str(row.as_of.year), value, row.as_of))
    return figures


def _rate(metric: Metric, owner: str, period: str, of: tuple[int, int], as_of: datetime) -> Figure:
    part, whole = of
    value = percent(part, whole)
    return Figure(metric, owner, "", period, value, as_of, part=Decimal(part), whole=Decimal(whole))


def _sale_meant(row: SellOut, scope: Scope, named: dict[int, str], parts: dict[int, str]) -> bool:
    return (
        _meant(named.get(row.distributor_id, ""), scope.distributor)
        and _meant(named.get(row.vendor_id, ""), scope.vendor)
        and (not scope.mpns or parts.get(row.product_id) in scope.mpns)
        and (scope.countries is None or row.country in scope.countries)
    )


def _products(session: Session) -> dict[int, str]:
    return {row.id: row.mpn for row in session.execute(select(Product.id, Product.mpn))}


def _plain(figure: Figure) -> Decimal:
    return figure.value.amount if isinstance(figure.value, Money) else figure.value
