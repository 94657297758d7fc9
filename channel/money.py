"""Money: an exact amount in one currency. Nothing converts one currency into another."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

import pycountry

from channel import refusals
from channel.errors import BadInput

CENT = Decimal("0.01")


@dataclass(frozen=True, order=False)
class Money:
    """An amount (exact, any number of places) in a currency (ISO 4217, upper case).

    Raises:
        TypeError: when the amount is no Decimal.
        BadInput: when the currency is no ISO 4217 code.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"money needs a Decimal, not {type(self.amount).__name__}")
        if not is_currency(self.currency):
            raise BadInput.of(refusals.NO_CURRENCY, typed=self.currency)

    def __add__(self, other: Self) -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Self) -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: int | Decimal) -> "Money":
        if not isinstance(factor, int | Decimal):
            raise TypeError("money is multiplied by whole numbers or Decimals")
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other)

    def rounded(self) -> "Money":
        """To two decimal places, halves away from zero, as invoices do."""
        return Money(self.amount.quantize(CENT, ROUND_HALF_UP), self.currency)

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.amount


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code, in capitals."""
    return len(code) == 3 and code.isupper() and pycountry.currencies.get(alpha_3=code) is not None  # noqa: PLR2004 - ISO 4217 has three letters
