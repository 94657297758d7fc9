"""Figures, days, moments and item numbers as both standards write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from ingest.edi.codes import PIECES
from ingest.edi.segments import Segment

WHOLE: Final = re.compile(r"([+-]?)([0-9]{1,15})(?:\.0*)?([+-]?)", re.ASCII)
PLAIN: Final = re.compile(r"[0-9]{1,12}(\.[0-9]*)?|\.[0-9]+", re.ASCII)
FOUR_PLACES: Final = Decimal("0.0001")
GTIN_LENGTHS: Final = frozenset({8, 12, 13, 14})
ZONES: Final[Mapping[str, str]] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "CET": "Europe/Berlin",
    "MEZ": "Europe/Berlin",
}
FIXED: Final[Mapping[str, int]] = {
    "": 0,
    "UT": 0,
    "GM": 0,
    "UTC": 0,
    "GMT": 0,
    "LT": 0,
    "ES": -5,
    "ED": -4,
    "CS": -6,
    "CD": -5,
    "MS": -7,
    "MD": -6,
    "PS": -8,
    "PD": -7,
    **{f"{hours:02}": hours for hours in range(1, 13)},
    **{f"{25 - hours:02}": -hours for hours in range(1, 13)},
}
"""Hours from UTC by the time code of X12 or the zone of EDIFACT; a time without one is taken as UTC."""
DAY_FORMATS: Final[Mapping[str, tuple[str, int]]] = {
    "101": ("%y%m%d", 6),
    "102": ("%Y%m%d", 8),
    "201": ("%y%m%d%H%M", 10),
    "203": ("%Y%m%d%H%M", 12),
    "204": ("%Y%m%d%H%M%S", 14),
}
PERIOD_FORMAT: Final = "718"


def pieces(segment: Segment, word: str, unit: str, decimal: str = ".") -> int:
    """A quantity in pieces, below zero where a sign stands before or behind it.

    Raises:
        Wrong: it is no whole number, or its unit is not pieces.
    """
    plain = word.replace(decimal, ".") if decimal != "." else word
    found = WHOLE.fullmatch(plain)
    if found is None or (found[1] and found[3]):
        raise segment.wrong("no_whole", word)
    if unit.upper() not in PIECES:
        raise segment.wrong("unit", unit)
    return -int(found[2]) if "-" in found[1] + found[3] else int(found[2])


def price(segment: Segment, word: str, per: str, decimal: str = ".") -> Decimal:
    """The price of one piece, of a price for `per` pieces.

    Raises:
        Wrong: it is none, below zero, or finer than four decimal places.
    """
    plain, basis = (each.replace(decimal, ".") if decimal != "." else each for each in (word, per or "1"))
    if not PLAIN.fullmatch(plain) or not PLAIN.fullmatch(basis) or not Decimal(basis):
        raise segment.wrong("no_amount", word)
    one = Decimal(plain) / Decimal(basis)
    if one != one.quantize(FOUR_PLACES):
        raise segment.wrong("no_amount", f"{word} / {per}" if per else word)
    return one.quantize(FOUR_PLACES).normalize() + Decimal("0.00")


def x12_day(segment: Segment, word: str) -> date:
    """A day of X12: CCYYMMDD, in old releases YYMMDD.

    Raises:
        Wrong: it is none.
    """
    return _moment(segment, word, "102" if len(word) == 8 else "101").date()  # noqa: PLR2004 - length of CCYYMMDD


def x12_moment(segment: Segment, day: str, time: str, zone: str) -> datetime:
    """A moment of X12 in UTC, of a day, HHMM or HHMMSS, and a time code.

    Raises:
        Wrong: one of them is not right.
    """
    start = x12_day(segment, day)
    clock = (time or "0000")[:6]
    plain = f"{start:%Y%m%d}{clock}"
    return _in_utc(segment, _moment(segment, plain, "204" if len(clock) == 6 else "203"), zone)  # noqa: PLR2004 - length of HHMMSS


def edifact_day(segment: Segment) -> date:
    """The day of a DTM, of a period the last.

    Raises:
        Wrong: it does not fit its format.
    """
    return edifact_period(segment)[1]


def edifact_period(segment: Segment) -> tuple[date, date]:
    """The first and the last day of a DTM; the same for a single one.

    Raises:
        Wrong: it does not fit its format.
    """
    word, form = segment.at(1, 2), segment.at(1, 3) or "102"
    if form != PERIOD_FORMAT:
        day = edifact_moment(segment).date() if form in {"205", "303", "304"} else _moment(segment, word, form).date()
        return day, day
    half = len(word.replace("-", "")) // 2
    plain = word.replace("-", "")
    return _moment(segment, plain[:half], "102").date(), _moment(segment, plain[half:], "102").date()


def edifact_moment(segment: Segment) -> datetime:
    """The moment of a DTM in UTC.

    Raises:
        Wrong: it does not fit its format.
    """
    word, form = segment.at(1, 2), segment.at(1, 3) or "102"
    if form == "205":
        found = re.fullmatch(r"([0-9]{12})([+-])([0-9]{2})([0-9]{2})", word, re.ASCII)
        if found is None:
            raise segment.wrong("no_day", word)
        offset = timedelta(hours=int(found[3]), minutes=int(found[4])) * (-1 if found[2] == "-" else 1)
        return (_moment(segment, found[1], "203") - offset).replace(tzinfo=UTC)
    if form in {"303", "304"}:
        length = 12 if form == "303" else 14
        local = _moment(segment, word[:length], "203" if form == "303" else "204")
        return _in_utc(segment, local, word[length:].strip())
    if form == PERIOD_FORMAT:
        return _in_utc(segment, datetime.combine(edifact_day(segment), datetime.min.time()), "")
    return _in_utc(segment, _moment(segment, word, form), "")


def _moment(segment: Segment, word: str, form: str) -> datetime:
    pattern, length = DAY_FORMATS.get(form, ("", -1))
    if len(word) != length or not (word.isascii() and word.isdigit()):
        raise segment.wrong("no_day", word)
    try:
        return datetime.strptime(word, pattern)  # noqa: DTZ007 - the zone follows apart, if at all
    except ValueError as error:
        raise segment.wrong("no_day", word) from error


def _in_utc(segment: Segment, local: datetime, zone: str) -> datetime:
    named = zone.upper()
    try:
        if named in FIXED:
            return local.replace(tzinfo=timezone(timedelta(hours=FIXED[named]))).astimezone(UTC)
        if named in ZONES:
            return local.replace(tzinfo=ZoneInfo(ZONES[named])).astimezone(UTC)
    except OverflowError as error:
        raise segment.wrong("no_day", f"{local:%Y%m%d}") from error
    raise segment.wrong("no_day", zone)


def product_of(segment: Segment, ids: Mapping[str, str], parts: Sequence[str], gtins: Sequence[str]) -> str:
    """How an item is named: by the best of its part numbers, else by its GTIN.

    Args:
        segment: that a fault is told of.
        ids: numbers by qualifier.
        parts: qualifiers of part numbers, from the best.
        gtins: qualifiers of GTINs, from the best.

    Raises:
        Wrong: it has neither, or the GTIN's check digit is wrong.
    """
    for qualifier in parts:
        if ids.get(qualifier):
            return ids[qualifier]
    for qualifier in gtins:
        if ids.get(qualifier):
            return _gtin(segment, ids[qualifier])
    raise segment.wrong("no_item")


def _gtin(segment: Segment, word: str) -> str:
    if not (word.isascii() and word.isdigit() and len(word) in GTIN_LENGTHS):
        raise segment.wrong("gtin", word)
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(word[:-1])))
    if (weighed + int(word[-1])) % 10:
        raise segment.wrong("gtin", word)
    return word
