"""The words of price lists: headings, marks in cells, currencies, territories, quantities and days in any text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pycountry
import yaml

from channel.money import is_currency
from channel.places import GROUPS, country_name

WORDS = Path(__file__).parent / "words" / "price_lists.yaml"
NOT_LETTERS = re.compile(r"[^\w€£$%]+|_+")
QUANTITY = re.compile(
    r"(?<![\w.,])(?:(?:from|ab|min\.?|qty|menge|ab menge|≥|>=)\s*(\d{1,6})(?![\w.,]*\d)"
    r"|(\d{1,6})\s*(?:\+|(?:-|–|to|bis)\s*\d{1,6}\b)"
    r"|(\d{1,6})\s*(?:stk|st|stück|pcs|pieces|units|ea)\b)",
    re.IGNORECASE,
)
ISO_DAY = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
POINT_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\b")
EDITION = re.compile(r"\b(20\d\d)[\s/_-]*Q([1-4])([a-z]?)\b|\bQ([1-4])[\s/_-]*(20\d\d)\b", re.IGNORECASE)
CENTURY = 2000
TWO_LETTERS = 2
SAME_PLACE = 4


@dataclass(frozen=True)
class Vocabulary:
    """The word lists, folded: heading to meaning, heading to what its prices are, and the rest as read."""

    columns: Mapping[str, str]
    prices: Mapping[str, str]
    open: frozenset[str]
    ended: frozenset[str]
    every: frozenset[str]
    currencies: Mapping[str, str]
    territories: Mapping[str, frozenset[str]]
    months: Mapping[str, int]
    cues: Mapping[str, tuple[str, ...]]
    relative: Mapping[str, int]
    names: frozenset[str]
    documents: frozenset[str]


def fold(text: object) -> str:
    """A heading or cell as it is compared: lower case, letters and figures, one space between."""
    return NOT_LETTERS.sub(" ", str(text).replace("\n", " ")).strip().casefold()


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words of `price_lists.yaml`, read once."""
    read: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return Vocabulary(
        columns=_by_word(read["columns"]),
        prices=_by_word(read["prices"]),
        open=_folded(read["open"]),
        ended=_folded(read["ended"]),
        every=_folded(read["every"]),
        currencies={fold(word): code for word, code in read["currencies"].items()},
        territories=_territories(),
        months={fold(word): number for word, number in read["dates"]["months"].items()},
        cues={kind: tuple(sorted(map(fold, read["dates"][kind]), key=len, reverse=True)) for kind in CUES},
        relative=dict(read["dates"]["relative"]),
        names=_folded(read["names"]),
        documents=_folded(read["documents"]),
    )


CUES = ("embargo", "from", "until")


def _by_word(lists: Mapping[str, Iterable[object]]) -> dict[str, str]:
    return {fold(word): meaning for meaning, words in lists.items() for word in words}


def _folded(words: Iterable[object]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _territories() -> dict[str, frozenset[str]]:
    """Countries and groups by code and by name in both languages. Codes are compared in capitals."""
    named = dict(GROUPS)
    for country in pycountry.countries:
        code = country.alpha_2
        named[code] = frozenset({code})
        for language in ("en", "de"):
            named[fold(country_name(code, language))] = frozenset({code})
    for group in GROUPS:
        named[fold(group)] = GROUPS[group]
    named |= {"uk": frozenset({"GB"}), "uk and ireland": GROUPS["UKI"], "uk ireland": GROUPS["UKI"]}
    named |= {"great britain": frozenset({"GB"}), "skandinavien": frozenset({"DK", "NO", "SE"})}
    return named


def territories_of(text: str, *, codes: bool = True) -> frozenset[str]:
    """The countries that a text names; two-letter codes count in capitals, and not at all without `codes`."""
    known = vocabulary().territories
    found: set[str] = set()
    if codes:
        for token in re.findall(r"\b[A-Z]{2,7}\b", text):
            found |= known.get(token, frozenset())
    folded = f" {fold(text)} "
    for name, members in known.items():
        if len(name) > TWO_LETTERS and name.islower() and f" {name} " in folded:
            found |= members
    if " uk " in folded:
        found |= known["uk"]
    return frozenset(found)


def currencies_of(text: str) -> tuple[str, ...]:
    """The currencies that a text names, by code in capitals, sign or word, each once, in order."""
    found: list[str] = []
    for token in re.findall(r"[€£$]|[^\W\d_]+", text):
        code = token if is_currency(token) else vocabulary().currencies.get(token.casefold())
        if code and code not in found:
            found.append(code)
    return tuple(found)


def currency_of(text: str) -> str | None:
    """The one currency that a cell means; none if it names none, or several."""
    found = currencies_of(text) or ((text.upper(),) if is_currency(text.upper()) else ())
    return found[0] if len(found) == 1 else None


def quantity_of(text: str) -> int | None:
    """The quantity from which a price holds, in a heading such as "ab 10", "10+", "from 25" or "10–24"."""
    found = QUANTITY.search(text)
    return int(next(group for group in found.groups() if group)) if found else None


def edition_of(text: str) -> str | None:
    """The edition that a text names, such as 2027Q1."""
    found = EDITION.search(text)
    return f"{found[1] or found[5]}Q{found[2] or found[4]}{(found[3] or '').lower()}" if found else None


def quarter_of(edition: str) -> date | None:
    """The first day of an edition such as 2027Q1; none for any other name."""
    found = EDITION.fullmatch(edition)
    return date(int(found[1] or found[5]), 3 * int(found[2] or found[4]) - 2, 1) if found else None


def day_of(text: str) -> date | None:
    """The first day that a text names; ISO, with points, or with the month in words; none else."""
    days = sorted(_days(text))
    return days[0][1] if days else None


def days_said(text: str, today: date | None = None) -> dict[str, date]:
    """The days that words such as "valid from", "gültig bis" or "embargo until" go with.

    Args:
        text: a title, or a message.
        today: of who writes a message; then "tomorrow" and days without a year are read too, the next to come.
    """
    said: dict[str, date] = {}
    found = _days(text)
    if today is not None:
        found += _days_to_come(text, today, {place for place, _ in found})
    for place, day in sorted(found):
        before = fold(text[:place])[-60:]
        for kind, cues in ((kind, vocabulary().cues[kind]) for kind in CUES):
            if any(before == cue or before.endswith(f" {cue}") for cue in cues):
                said.setdefault(kind, day)
                break
    return said


def _days(text: str) -> list[tuple[int, date]]:
    found: list[tuple[int, date]] = []
    for match in ISO_DAY.finditer(text):
        _note(found, match.start(), int(match[1]), int(match[2]), int(match[3]))
    for match in POINT_DAY.finditer(text):
        year = int(match[3])
        _note(found, match.start(), year if year > CENTURY else CENTURY + year, int(match[2]), int(match[1]))
    for match in _named_day().finditer(text):
        month = vocabulary().months[fold(match["month"] or match["month2"])]
        day = int(match["day"] or match["day2"] or 1)
        _note(found, match.start(), int(match["year"] or match["year2"]), month, day)
    return found


@lru_cache(maxsize=1)
def _named_day() -> re.Pattern[str]:
    months = "|".join(sorted(vocabulary().months, key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+)?(?P<month>{months})\.?,?\s+(?P<year>20\d\d)\b"
        rf"|\b(?P<month2>{months})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>20\d\d)\b",
        re.IGNORECASE,
    )


def _days_to_come(text: str, today: date, read: set[int]) -> list[tuple[int, date]]:
    """Days without a year, and today and tomorrow, where no full day was read."""
    words = vocabulary()
    found = [
        (match.start(), today + timedelta(days=words.relative[match[0].casefold()]))
        for match in re.finditer(r"[^\W\d_]+", text)
        if match[0].casefold() in words.relative
    ]
    for match in _day_and_month().finditer(text):
        if any(abs(match.start() - place) < SAME_PLACE for place in read):
            continue
        name = match["month"] or match["month2"]
        month = words.months[fold(name)] if name else int(match["number"])
        day = int(match["day"] or match["day2"] or match["day3"])
        for year in (today.year, today.year + 1):
            dated: list[tuple[int, date]] = []
            _note(dated, match.start(), year, month, day)
            if dated and dated[0][1] >= today:
                found += dated
                break
    return found


@lru_cache(maxsize=1)
def _day_and_month() -> re.Pattern[str]:
    months = "|".join(sorted(vocabulary().months, key=len, reverse=True))
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{months})\b(?!\.?,?\s+20\d\d)"
        rf"|\b(?P<month2>{months})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|,?\s+20\d\d)"
        r"|\b(?P<day3>\d{1,2})\.(?P<number>\d{1,2})\.(?!\d)",
        re.IGNORECASE,
    )


def _note(found: list[tuple[int, date]], place: int, year: int, month: int, day: int) -> None:
    try:
        found.append((place, date(year, month, day)))
    except ValueError:
        return
