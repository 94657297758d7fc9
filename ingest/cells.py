"""One cell of a file as the value of its column, or what is wrong with it in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from sqlalchemy import JSON, Boolean, Column, Date, Integer, String

from channel.money import is_currency
from channel.places import is_territory
from channel.tables.base import Amount, Instant
from ingest.record_files import without_lines

YES = frozenset({"yes", "true", "1"})
NO = frozenset({"no", "false", "0"})


class CellError(Exception):
    """What is wrong with a cell, to follow its heading: "“12,5” is no amount"."""


def read_cell(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """The value of a filled cell, as its column keeps it.

    Raises:
        CellError: when the cell does not fit the column.
    """
    for kind, reader in READERS:
        if isinstance(column.type, kind):
            return reader(value)
    return _words(column, value)


def _amount(value: Any) -> Decimal:  # noqa: ANN401 - a cell of any kind
    if isinstance(value, float):
        raise CellError(f"{value} needs quotes, so that it stays exact")
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise CellError(f"“{value}” is no amount; write it like 1184.00") from error
    if not amount.is_finite() or amount < 0:
        raise CellError(f"“{value}” is no amount of zero or more")
    if amount != round(amount, 4):
        raise CellError(f"“{value}” has more than four decimal places")
    return amount


def _instant(value: Any) -> datetime:  # noqa: ANN401 - a cell of any kind
    try:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        raise CellError(f"“{value}” is no moment; write it like 2026-11-24T08:55:00+01:00") from error
    if instant.tzinfo is None:
        raise CellError(f"“{value}” does not say its offset from UTC")
    return instant.astimezone(UTC)


def _day(value: Any) -> date:  # noqa: ANN401 - a cell of any kind
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise CellError(f"“{value}” is no day; write it like 2026-12-31") from error


def _yes_or_no(value: Any) -> bool:  # noqa: ANN401 - a cell of any kind
    word = str(value).lower()
    if word not in YES | NO:
        raise CellError(f"“{value}” is neither yes nor no")
    return word in YES


def _whole(value: Any) -> int:  # noqa: ANN401 - a cell of any kind
    try:
        return int(str(value))
    except ValueError as error:
        raise CellError(f"“{value}” is no whole number") from error


def _structure(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    if isinstance(value, dict | list):
        return without_lines(value)
    try:
        return yaml.safe_load(str(value))
    except yaml.YAMLError as error:
        raise CellError(f"“{value}” cannot be read as a list or mapping") from error


def _words(column: Column[Any], value: Any) -> str:  # noqa: ANN401 - a cell of any kind
    words = str(value)
    if column.name == "territory" and not is_territory(words):
        raise CellError(f"“{words}” is no territory; write a country code such as DE")
    if column.name == "currency" and not is_currency(words):
        raise CellError(f"“{words}” is no currency code")
    length = column.type.length if isinstance(column.type, String) else None
    if length is not None and len(words) > length:
        raise CellError(f"is longer than {length} characters")
    return words


READERS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (Amount, _amount),
    (Instant, _instant),
    (JSON, _structure),
    (Date, _day),
    (Boolean, _yes_or_no),
    (Integer, _whole),
)
