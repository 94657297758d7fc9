"""Co-term: charges by the day, checked against a plain calculation, and as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens.blocks import Screen
from bot.tools.results import Outcome
from channel.coterm import Charge, CotermRule, align, farthest_end, yearly_price
from channel.errors import BadInput
from channel.money import Money
from channel.renewals import Renewal

Ask = Callable[..., tuple[Outcome, Screen]]
Decline = Callable[..., str]
PRICES = st.decimals("0.01", "999999.99", places=2)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def by_counting(yearly: Decimal, quantity: int, first: date, last: date) -> int:
    """Cents, by walking through the days and whole-number arithmetic, halves up."""
    days, day = 0, first
    while day <= last:
        days, day = days + 1, day + timedelta(days=1)
    unit = Fraction(yearly) * 100 * days / 365
    return int(unit + Fraction(1, 2)) * quantity


@given(PRICES, st.integers(1, 5000), DAYS, st.integers(0, 1100))
def test_a_charge_is_what_counting_the_days_gives(yearly: Decimal, quantity: int, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    total = Charge(Money(yearly, "EUR"), quantity, first, last).total

    assert total.amount * 100 == by_counting(yearly, quantity, first, last)


@given(PRICES, DAYS, st.lists(st.tuples(st.integers(0, 700), st.integers(1, 90)), min_size=1, max_size=6))
def test_moving_ends_charges_each_subscription_for_the_days_added(
    yearly: Decimal, until: date, ends: list[tuple[int, int]]
) -> None:
    rows = [subscription(yearly, until - timedelta(days=before), quantity) for before, quantity in ends]
    total = align(rows, until).total
    counted = [
        by_counting(yearly, quantity, until - timedelta(days=before - 1), until) for before, quantity in ends if before
    ]

    assert (total.amount * 100 if total is not None else 0) == sum(counted)


def subscription(yearly: Decimal, ends_on: date, quantity: int) -> Renewal:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    price = Money(yearly * quantity, "EUR")
    return Renewal("S-1", "Customer", "P-1", quantity, ends_on, True, price, "Vendor", "Distributor", "Reseller", at)


def test_the_vendors_own_example_comes_out() -> None:
    charge = Charge(Money(Decimal("690.00"), "EUR"), 1, date(2026, 12, 1), date(2027, 6, 30))

    assert (charge.days, str(charge.total.amount)) == (212, "400.77")


def test_an_end_is_never_moved_forward() -> None:
    with pytest.raises(BadInput):
        align([subscription(Decimal(100), date(2027, 6, 30), 1)], date(2027, 6, 29))


def test_a_price_for_three_years_counts_a_third_a_year_and_ends_fall_on_days_that_exist() -> None:
    assert str(yearly_price(Money(Decimal("300.00"), "EUR"), 36).amount) == "100.00"
    assert farthest_end(date(2028, 2, 29), CotermRule()) == date(2031, 2, 28)


def test_an_addition_shows_days_daily_rate_rounding_and_quantity(ask: Ask) -> None:
    _, screen = ask(
        "alpenrock.sales",
        "subscription.coterm",
        text="add 2",
        mpns=("VLT-M365-25",),
        quantities=(2,),
        customer="Landratsamt Chiemgau",
    )

    assert screen.text.startswith("2 x VLT-M365-25 prorated until 31 Jan 2027: EUR 219.14")
    assert "24 Nov 2026 to 31 Jan 2027, both included: 69" in screen.text
    assert "EUR 579.60 for 12 months / 365 = EUR 1.5879" in screen.text
    assert "EUR 579.60 x 69 / 365 = EUR 109.57, rounded to the cent" in screen.text


def test_a_common_end_shows_each_subscriptions_days_and_charge(ask: Ask) -> None:
    _, screen = ask("alpenrock.sales", "subscription.coterm", customer="Bergbahn Tegern", dates=("2027-06-30",))

    assert screen.text.startswith("Bergbahn Tegern AG, Vaultline, common end 30 Jun 2027: EUR 1,543.89")
    assert "VL-S-20417, 1 x VLT-M365-100 | 30 Nov 2026 | 212 |" in screen.text


def test_an_earlier_end_is_answered_with_the_earliest_possible_one(ask: Ask) -> None:
    _, screen = ask(
        "alpenrock.sales", "subscription.coterm", customer="Bergbahn Tegern", dates=("2026-12-01",), language="de"
    )

    assert "01.12.2026 geht nicht, 14.12.2026 ist der früheste Tag" in screen.text


def test_without_a_customer_or_a_day_it_is_asked_for(ask: Ask) -> None:
    outcome, screen = ask("meridian.sales", "subscription.coterm", mpns=("VLT-M365-100",), quantities=(50,))

    assert outcome is Outcome.CLARIFY
    assert "prorated" in screen.text


def test_an_addition_without_a_number_asks_how_many(ask: Ask) -> None:
    outcome, screen = ask("alpenrock.sales", "subscription.coterm", text="add seats", mpns=("VLT-M365-100",))

    assert outcome is Outcome.CLARIFY
    assert "How many VLT-M365-100" in screen.text


def test_a_vendor_sees_the_days_and_no_price_between_the_others(ask: Ask) -> None:
    _, screen = ask("vaultline.channel", "subscription.coterm", customer="Bergbahn Tegern", dates=("2027-06-30",))

    assert "212" in screen.text
    assert "EUR" not in screen.text


def test_another_resellers_customer_is_as_unknown_as_one_that_does_not_exist(declined: Decline) -> None:
    other = declined("donau.sales", "subscription.coterm", customer="Bergbahn Tegern", dates=("2027-06-30",))

    assert other == declined("donau.sales", "subscription.coterm", customer="Nobody", dates=("2027-06-30",))
