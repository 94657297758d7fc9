"""Rebate steps and credit lines as they come from rows, against whole-number arithmetic; and the page's own figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from channel.access.gate import Gate
from channel.access.viewer import Viewer
from channel.coterm import Charge
from channel.credit import credit_lines
from channel.database import open_engine, sqlite_url
from channel.incentives import rebates
from channel.money import Money
from channel.prices import PriceKind, PriceRequest, quote_price
from channel.tables import Table
from channel.tables.finance import CreditLine
from channel.tables.parties import Kind, Organisation
from channel.tables.programmes import Accrual, Incentive, Standing

PAGE = (Path(__file__).parents[2] / "docs" / "calculations.md").read_text(encoding="utf-8")
AT = datetime(2026, 11, 24, tzinfo=UTC)
TODAY = AT.date()
CENTS = st.integers(0, 10_000_000_00)
HUNDREDTHS = st.integers(0, 50_000)
Who = Callable[[str], Viewer]


def amount(cents: int) -> Decimal:
    return Decimal(cents) / 100


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine(sqlite_url(tmp_path_factory.mktemp("rows") / "channel.sqlite"))
    Table.metadata.create_all(opened)
    with Session(opened) as session:
        for key, kind in enumerate((Kind.VENDOR, Kind.DISTRIBUTOR, Kind.RESELLER), 1):
            about = {"name": kind.value, "legal_name": kind.value, "country": "DE", "currency": "EUR"}
            session.add(Organisation(id=key, key=kind.value, kind=kind, timezone="Europe/Berlin", as_of=AT, **about))
        session.commit()
    yield opened
    opened.dispose()


@settings(max_examples=100, deadline=None)
@given(CENTS, CENTS, st.lists(st.tuples(HUNDREDTHS, st.integers(1, 99)), min_size=1, max_size=5))
def test_a_step_starts_at_the_baseline_and_its_growth_to_the_cent(
    engine: Engine, baseline: int, basis: int, steps: list[tuple[int, int]]
) -> None:
    """Growth in hundredths of a per cent; the cent is rounded half up in whole numbers."""
    steps = sorted(dict(steps).items())
    rule = [{"from_growth_pct": str(amount(growth)), "rebate_pct": str(percent)} for growth, percent in steps]
    with Session(engine) as session:
        dated = {"valid_from": date(2026, 10, 1), "valid_to": date(2026, 12, 31), "as_of": AT}
        incentive = Incentive(
            vendor_id=1, kind="rebate", name="R", rule={"steps": rule}, tiers=[], currency="EUR", **dated
        )
        session.add(incentive)
        session.flush()
        parties = {"vendor_id": 1, "distributor_id": 2, "reseller_id": 3, "as_of": AT}
        metrics = {"quarter_baseline": {"2026-Q4": {"EUR": str(amount(baseline))}}}
        session.add(Standing(tier="Gold", specialisations=[], since=TODAY, metrics=metrics, **parties))
        basis_of = {"basis": amount(basis), "amount": Decimal(0), "currency": "EUR", "period": "2026-Q4"}
        session.add(Accrual(incentive_id=incentive.id, **basis_of, **parties))
        session.flush()
        (progress,) = rebates(session)
        session.rollback()

    starts = [(baseline * (10_000 + growth) * 2 + 10_000) // 20_000 for growth, _ in steps]
    assert [step.from_basis for step in progress.steps] == [Money(amount(start), "EUR") for start in starts]
    ahead = [start for start in starts if start > basis]
    passed = [percent for start, (_, percent) in zip(starts, steps, strict=True) if start <= basis]
    assert progress.missing == (Money(amount(min(ahead) - basis), "EUR") if ahead else None)
    assert (progress.reached.rebate_percent if progress.reached else None) == (Decimal(passed[-1]) if passed else None)


@settings(max_examples=100, deadline=None)
@given(CENTS, CENTS, st.none() | CENTS, st.none() | st.integers(-40, 40))
def test_a_temporary_limit_counts_up_to_and_with_its_last_day(
    engine: Engine, limit: int, used: int, raised: int | None, days: int | None
) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    with Session(engine) as session:
        session.add(
            CreditLine(
                distributor_id=2,
                reseller_id=3,
                currency="EUR",
                limit=amount(limit),
                exposure=amount(used),
                overdue=Decimal(0),
                payment_days=30,
                temporary_limit=None if raised is None else amount(raised),
                temporary_until=until,
                as_of=AT,
            )
        )
        session.flush()
        (line,) = credit_lines(session, TODAY)
        session.rollback()

    lasts = raised is not None and days is not None and days >= 0
    holds = raised if lasts and raised is not None else limit
    assert line.headroom == Money(amount(holds - used), "EUR")
    assert line.temporary_until == (until if lasts else None)


def row(title: str) -> list[str]:
    """The cells of the page's table row that begins so."""
    return [cell.strip() for cell in re.findall(rf"^\| ({re.escape(title)}.*) \|$", PAGE, re.MULTILINE)[0].split("|")]


@pytest.mark.parametrize(
    ("title", "yearly", "quantity", "first", "last"),
    [
        ("1 x 690.00", "690.00", 1, date(2026, 12, 1), date(2027, 6, 30)),
        ("2 x 579.60", "579.60", 2, date(2026, 11, 24), date(2027, 1, 31)),
        ("1 x 2,116.80", "2116.80", 1, date(2026, 12, 1), date(2027, 6, 30)),
    ],
)
def test_the_pages_co_term_figures_are_what_comes_out(
    title: str, yearly: str, quantity: int, first: date, last: date
) -> None:
    charge = Charge(Money(Decimal(yearly), "EUR"), quantity, first, last)
    _, days, _, total = row(title)

    assert (days, total) == (str(charge.days), f"{charge.total.amount:,.2f}")


def test_the_pages_rebate_figures_are_those_of_the_demo_channel(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.sales")) as session:
        (progress,) = [each for each in rebates(session) if each.period == "2026-Q4" and each.steps]
    assert progress.baseline is not None
    assert progress.next is not None
    assert progress.missing is not None
    figures = [progress.baseline, *(step.from_basis for step in progress.steps), progress.basis, progress.missing]
    brings = (progress.next.from_basis * (progress.next.rebate_percent / 100)).rounded()

    for figure in (*figures, progress.earned, brings):
        assert f"{figure.amount:,.2f}" in PAGE


def test_the_pages_credit_figures_are_those_of_the_demo_channel(gate: Gate, who: Who) -> None:
    with gate.viewing(who("alpenrock.owner")) as session:
        (line,) = credit_lines(session, TODAY)
    order = Money(Decimal(40_000), "EUR")
    said = (
        f"Worked: {line.limit.amount:,.2f} - {line.exposure.amount:,.2f} = {line.headroom.amount:,.2f} left; "
        f"an order of {order.amount:,.2f} lacks {order.amount:,.2f} - {line.headroom.amount:,.2f} = "
        f"{(order - line.headroom).amount:,.2f}."
    )

    assert said in PAGE


@pytest.mark.parametrize(("quantity", "day"), [(4, TODAY), (10, TODAY), (25, TODAY), (4, date(2026, 12, 1))])
def test_the_pages_prices_are_those_of_the_demo_channel(gate: Gate, who: Who, quantity: int, day: date) -> None:
    wanted = PriceRequest("NW-FW120", PriceKind.RESELLER, day, quantity, ("DE",))
    with gate.viewing(who("alpenrock.sales")) as session:
        (quote,) = quote_price(session, wanted).quotes
    _, _, unit, total = row(f"{quantity} on {day.day} {day:%B}")

    assert unit.endswith(f"{quote.unit.amount:,.2f}")
    assert total == f"{quote.total.amount:,.2f}"
