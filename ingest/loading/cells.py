"""Cells of a template: their words as values, and values as words that read back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import available_timezones

from channel.access.rights import Right
from channel.money import is_currency
from channel.places import is_territory
from ingest.loading.areas import Column

REFERENCES: Final = frozenset(
    {
        "organisation",
        "vendor",
        "distributor",
        "reseller",
        "person",
        "product",
        "line",
        "warehouse",
        "order",
        "registration",
    }
)
"""Kinds of columns that name something that is known already (`ingest.loading.names`)."""
YES: Final = frozenset({"yes", "true", "1", "ja"})
NO: Final = frozenset({"no", "false", "0", "nein"})
DOTTED: Final = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
COMMA: Final = re.compile(r"^\d+,(\d{1,2}|\d{4})$")
PERIOD: Final = re.compile(r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$")
LARGEST_WHOLE: Final = 2_147_483_647
LARGEST_AMOUNT: Final = Decimal(900_000_000_000_000)
SEPARATOR: Final = ";"
FOUR_PLACES: Final = Decimal("0.0001")


class CellFault(Exception):  # noqa: N818 - a value of a row, told by its code
    """What is wrong with one cell: a code of `ingest.loading.faults` and its facts."""

    def __init__(self, code: str, *facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def read(column: Column, words: str) -> Any:  # noqa: ANN401 - whatever the column holds
    """The value of a filled cell that names nothing else.

    Raises:
        CellFault: when the cell does not fit the column.
    """
    if column.kind == "choice":
        return _choice(column, words)
    return READERS[column.kind](words)


def written(column: Column, value: Any) -> str:  # noqa: ANN401 - whatever the column holds
    """A value as the words that read back to it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if column.kind in {"list", "rights"}:
        return _listed(value)
    if column.kind == "facts":
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


def _amount(words: str) -> Decimal:
    plain = words.replace(",", ".") if COMMA.match(words) else words
    if "," in plain:
        raise CellFault("two_amounts" if plain.replace(",", "").replace(".", "").isdigit() else "no_amount", words)
    try:
        amount = Decimal(plain)
    except InvalidOperation as error:
        raise CellFault("no_amount", words) from error
    if not amount.is_finite() or amount < 0:
        raise CellFault("no_amount", words)
    if amount > LARGEST_AMOUNT:
        raise CellFault("large", words)
    if amount != amount.quantize(FOUR_PLACES):
        raise CellFault("fine", words)
    return amount


def _whole_from(least: int, code: str) -> Callable[[str], int]:
    def whole(words: str) -> int:
        plain = words.removesuffix(".0")
        if not plain.removeprefix("-").isdecimal() or int(plain) < least:
            raise CellFault(code, words)
        if abs(int(plain)) > LARGEST_WHOLE:
            raise CellFault("large", words)
        return int(plain)

    return whole


def _day(words: str) -> date:
    dotted = DOTTED.match(words)
    try:
        if dotted:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return date.fromisoformat(words)
    except ValueError as error:
        raise CellFault("no_day", words) from error


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
        if moment.tzinfo is None:
            raise CellFault("no_moment", words)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise CellFault("no_moment", words) from error


def _yes_no(words: str) -> bool:
    word = words.lower()
    if word not in YES | NO:
        raise CellFault("no_yes_no", words)
    return word in YES


def _country(words: str) -> str:
    if len(words) != 2 or not is_territory(words):  # noqa: PLR2004 - ISO 3166-1 has two letters
        raise CellFault("no_country", words)
    return words


def _territory(words: str) -> str:
    if not is_territory(words):
        raise CellFault("no_territory", words)
    return words


def _currency(words: str) -> str:
    if not is_currency(words):
        raise CellFault("no_currency", words)
    return words


def _timezone(words: str) -> str:
    if words not in available_timezones():
        raise CellFault("no_timezone", words)
    return words


def _period(words: str) -> str:
    if not PERIOD.match(words):
        raise CellFault("no_period", words)
    return words


def _choice(column: Column, words: str) -> str:
    word = words.lower()
    if word not in column.choices:
        raise CellFault("no_choice", words, ", ".join(column.choices))
    return word


def _list(words: str) -> list[str]:
    if words.startswith("["):
        try:
            found = json.loads(words)
        except ValueError:
            found = None
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return [part.strip() for part in words.split(SEPARATOR) if part.strip()]


def _listed(values: list[str]) -> str:
    plain = SEPARATOR.join(values)
    return plain if _list(plain) == values else json.dumps(values, ensure_ascii=False)


def _rights(words: str) -> list[str]:
    found = list(dict.fromkeys(_list(words)))
    known = {right.value for right in Right}
    for right in found:
        if right not in known:
            raise CellFault("no_choice", right, ", ".join(sorted(known)))
    return found


def _facts(words: str) -> Any:  # noqa: ANN401 - JSON
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise CellFault("no_facts") from error
    if not isinstance(found, dict):
        raise CellFault("no_facts")
    return found


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "text": str,
    "lower": str.lower,
    "amount": _amount,
    "whole": _whole_from(0, "no_whole"),
    "count": _whole_from(1, "no_count"),
    "signed": _whole_from(-LARGEST_WHOLE, "no_signed"),
    "day": _day,
    "moment": _moment,
    "yes_no": _yes_no,
    "country": _country,
    "territory": _territory,
    "currency": _currency,
    "timezone": _timezone,
    "period": _period,
    "list": _list,
    "rights": _rights,
    "facts": _facts,
}
