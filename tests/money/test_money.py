"""Amounts are exact, know their currency, and never mix it with another."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channel.errors import BadInput
from channel.money import Money, is_currency

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


def euros(amount: str | Decimal) -> Money:
    return Money(Decimal(amount), "EUR")


def francs(amount: str) -> Money:
    return Money(Decimal(amount), "CHF")


def test_adding_and_taking_away_is_exact() -> None:
    assert euros("0.1") + euros("0.2") == euros("0.3")
    assert euros("100.005") - euros("0.005") == euros("100")


def test_a_line_is_its_price_times_its_quantity() -> None:
    assert euros("719.50") * 12 == euros("8634")
    assert euros("200") * Decimal("0.85") == euros("170")


@pytest.mark.parametrize("factor", [0.85, "2", None])
def test_money_is_not_multiplied_by_what_is_not_exact(factor: Any) -> None:
    with pytest.raises(TypeError, match=r"^money is multiplied by whole numbers or Decimals$"):
        euros("200") * factor


def test_amounts_of_one_currency_compare() -> None:
    assert euros("1.99") < euros("2")
    assert not euros("2") < euros("2.00")
    assert euros("2") <= euros("2.00")
    assert not euros("2.01") <= euros("2")
    assert max(euros("3"), euros("20"), euros("7")) == euros("20")


def test_equal_amounts_of_two_currencies_are_not_equal() -> None:
    assert euros("5") != francs("5")


@pytest.mark.parametrize(
    "mixing",
    [
        lambda: euros("1") + francs("1"),
        lambda: euros("1") - francs("1"),
        lambda: euros("1") < francs("1"),
        lambda: euros("1") <= francs("1"),
    ],
)
def test_two_currencies_do_not_mix(mixing: Any) -> None:
    with pytest.raises(ValueError, match=r"^EUR and CHF do not mix$"):
        mixing()


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("1.005", "1.01"), ("1.004", "1.00"), ("-1.005", "-1.01"), ("2", "2.00"), ("0.125", "0.13"), ("-0.004", "0.00")],
)
def test_halves_are_rounded_away_from_zero_as_on_invoices(amount: str, shown: str) -> None:
    rounded = francs(amount).rounded()
    assert rounded == francs(shown)
    assert rounded.amount.as_tuple().exponent == -2


def test_an_amount_must_be_exact() -> None:
    with pytest.raises(TypeError, match=r"^money needs a Decimal, not float$"):
        Money(1.5, "EUR")  # type: ignore[arg-type] # the point


@pytest.mark.parametrize("code", ["eur", "EURO", "EU", "XQX", "", "€", "978"])
def test_what_is_no_currency_is_declined_naming_it(code: str) -> None:
    with pytest.raises(BadInput) as declined:
        Money(Decimal(1), code)
    assert code in declined.value.message
    assert not is_currency(code)


@pytest.mark.parametrize("code", ["EUR", "CHF", "USD", "JPY"])
def test_currencies_are_those_of_the_standard(code: str) -> None:
    assert is_currency(code)
    assert Money(Decimal(1), code).currency == code


def test_money_does_not_change() -> None:
    price = euros("1")
    with pytest.raises(FrozenInstanceError):
        price.amount = Decimal(2)  # type: ignore[misc] # the point


@given(one=AMOUNTS, other=AMOUNTS)
def test_taking_away_undoes_adding(one: Decimal, other: Decimal) -> None:
    assert euros(one) + euros(other) - euros(other) == euros(one)
    assert euros(one) + euros(other) == euros(other) + euros(one)


@given(one=AMOUNTS, other=AMOUNTS)
def test_of_two_amounts_one_is_less_or_they_are_equal(one: Decimal, other: Decimal) -> None:
    assert [euros(one) < euros(other), euros(other) < euros(one), euros(one) == euros(other)].count(True) == 1
    assert (euros(one) <= euros(other)) == (one <= other)


@given(amount=AMOUNTS)
def test_rounding_moves_by_half_a_cent_at_most_and_only_once(amount: Decimal) -> None:
    rounded = euros(amount).rounded()
    assert abs(rounded.amount - amount) <= Decimal("0.005")
    assert rounded.rounded() == rounded
