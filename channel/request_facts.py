"""What a request says, as labelled values that both sides read, each in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from channel.money import Money

Value: TypeAlias = Money | date | int | str


@dataclass(frozen=True)
class Fact:
    """One labelled value. `label` is a code that the screens word; `of` says which product it belongs to, if any."""

    label: str
    value: Value
    of: str = ""


def to_plain(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Facts as plain values (JSON)."""
    return [{"label": fact.label, "of": fact.of, **_plain(fact.value)} for fact in facts]


def from_plain(rows: Iterable[dict[str, Any]]) -> tuple[Fact, ...]:
    """The facts that `to_plain` wrote."""
    return tuple(Fact(row["label"], _value(row), row["of"]) for row in rows)


def _plain(value: Value) -> dict[str, Any]:
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"count": value} if isinstance(value, int) else {"text": value}


def _value(row: dict[str, Any]) -> Value:
    if "amount" in row:
        return Money(Decimal(row["amount"]), row["currency"])
    if "day" in row:
        return date.fromisoformat(row["day"])
    return int(row["count"]) if "count" in row else str(row["text"])
