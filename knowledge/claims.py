"""What a sentence claims that can be checked in code: quantities with their units, codes, dates."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

TOKEN = re.compile(r"[^\W_]+(?:[-.+_][^\W_]+)*\+?")
NUMBER = re.compile(r"(?<![\w.,])([-−–+]?)(\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*)")
FIGURE_AND_WORD = re.compile(r"^\d+(?:[.,]\d+)?(-?)([^\W\d_]+)$")
THOUSANDS = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
UNIT = re.compile(r"[\s-]?([^\W\d_]+/[^\W\d_]+|[^\W\d_]+|°[CF]|[%€$£])")
UNIT_WORD = re.compile(r"[^\W\d_]+/[^\W\d_]+|[^\W\d_]+|°[CF]|[%€$£]")
MONEY_BEFORE = re.compile(r"(€|\$|£|EUR|USD|GBP|CHF)\s?$")
WORD = re.compile(r"[^\W\d_]+")
MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "january januar jan jän jänner",
            "february februar feb",
            "march märz mar mär",
            "april apr",
            "may mai",
            "june juni jun",
            "july juli jul",
            "august aug",
            "september sep sept",
            "october oktober oct okt",
            "november nov",
            "december dezember dec dez",
        ),
        1,
    )
    for month in names.split()
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATES = (
    (re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"), "ymd"),
    (re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b"), "dmy"),
    (re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b"), "either"),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+({MONTH})\b\.?,?\s+(\d{{4}})\b", re.IGNORECASE), "dmy"),
    (re.compile(rf"\b({MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b({MONTH})\b\.?,?\s+(\d{{4}})\b", re.IGNORECASE), "my"),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+({MONTH})\b", re.IGNORECASE), "dm"),
    (re.compile(rf"\b({MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE), "md"),
)
OTHER_NUMBERS = ("No", "Nl")


@dataclass(frozen=True)
class Quantity:
    """A figure: as it stands, in the base unit of its kind, and that kind (power, mass …; empty without a unit)."""

    figure: Decimal
    amount: Decimal
    kind: str = ""


Day = tuple[int, int, int]
"""Year, month, day; what is not said is 0."""


@dataclass(frozen=True)
class Claims:
    """What a text claims. Each date is the set of its readings; `kinds` are those of all units that stand in it."""

    quantities: frozenset[Quantity]
    codes: frozenset[str]
    dates: frozenset[frozenset[Day]]
    kinds: frozenset[str]


def claims(text: str, language: str) -> Claims:
    """Read a text; `language` says what a comma in a figure means (`1,420` is 1420 in English, 1.42 elsewhere)."""
    kinds = {_units()[word][0] for word in UNIT_WORD.findall(text) if word in _units()}
    dates: list[frozenset[Day]] = []
    for pattern, order in DATES:
        dates += [_date(found, order) for found in pattern.finditer(text)]
        text = pattern.sub(" ; ", text)
    codes: set[str] = set()

    def without_code(found: re.Match[str]) -> str:
        if not _is_code(found[0]):
            return re.sub(r"(?<=\d)-(?=[^\W\d])", " ", found[0])
        codes.add(found[0].casefold())
        return " ; "

    plain = TOKEN.sub(without_code, text)
    quantities = {*_numbers(plain, language), *_words(plain)}
    quantities |= {_sign(c) for c in text if unicodedata.category(c) in OTHER_NUMBERS}
    return Claims(frozenset(quantities), frozenset(codes), frozenset(dates), frozenset(kinds))


def all_held(claim: Claims, texts: Sequence[Claims]) -> bool:
    """Whether every quantity, code and date of a claim stands in one of the texts that it is held to."""
    return (
        claim.codes <= {code for text in texts for code in text.codes}
        and all(any(_dated(date, text) for text in texts) for date in claim.dates)
        and all(any(_measured(quantity, text) for text in texts) for quantity in claim.quantities)
    )


def _dated(date: frozenset[Day], text: Claims) -> bool:
    return any(
        all(mine in (0, theirs) for mine, theirs in zip(one, other, strict=True))
        for one in date
        for readings in text.dates
        for other in readings
    )


def _measured(claim: Quantity, text: Claims) -> bool:
    """A figure without a unit may stand with any; one with a unit stands with it, or where a heading names its kind."""
    if not claim.kind:
        return any(claim.figure == other.figure for other in text.quantities)
    return any(
        (claim.kind == other.kind and claim.amount == other.amount)
        or (not other.kind and claim.figure == other.figure and claim.kind in text.kinds)
        for other in text.quantities
    )


def _date(found: re.Match[str], order: str) -> frozenset[Day]:
    if order == "either":
        first, second, year = (int(part) for part in found.groups())
        return frozenset({(year, second, first), (year, first, second)})
    said = {part: _part(value) for part, value in zip(order, found.groups(), strict=True)}
    return frozenset({(said.get("y", 0), said.get("m", 0), said.get("d", 0))})


def _part(value: str) -> int:
    return int(value) if value.isdigit() else MONTHS[value.casefold()]


def _is_code(token: str) -> bool:
    """Letters and digits in one, or more than one point: a part number, a standard, a version; `24-port` is none."""
    if not any(c.isdigit() for c in token):
        return False
    if not any(c.isalpha() for c in token):
        return len(re.findall(r"[.+_-]", token)) > 1 and not THOUSANDS.match(token)
    match = FIGURE_AND_WORD.match(token)
    return match is None or not (match[2] in _units() or (match[1] and match[2].islower()))


def _numbers(text: str, language: str) -> Iterator[Quantity]:
    for found in NUMBER.finditer(text):
        figure = _figure(found[1], found[2], language)
        if figure is None:
            continue
        after = UNIT.match(text, found.end())
        before = MONEY_BEFORE.search(text, max(0, found.start() - 5), found.start())
        yield _quantity(figure, after[1] if after else "", before[1] if before else "")


def _quantity(figure: Decimal, *units: str) -> Quantity:
    for unit in units:
        if unit in _units():
            kind, factor = _units()[unit]
            return Quantity(figure, figure * factor, kind)
    return Quantity(figure, figure)


def _figure(sign: str, written: str, language: str) -> Decimal | None:
    """A figure as its language means it; none where it has no such meaning."""
    bare = re.sub(r"[\u00a0\u202f'’]", "", written)
    marks = re.findall(r"[.,]", bare)
    decimal = "." if language == "en" else ","
    if len(set(marks)) > 1:
        decimal = marks[-1]
    elif len(marks) > 1:
        decimal = ""
    elif marks and not (marks[0] != decimal and re.search(r"^[1-9]\d{0,2}[.,]\d{3}$", bare)):
        decimal = marks[0]
    whole = "".join("." if c == decimal else "" if c in ".," else c for c in bare)
    try:
        value = Decimal(whole).normalize()
    except InvalidOperation:
        return None
    return -value if sign in {"-", "−", "–"} and value else value


def _words(text: str) -> Iterator[Quantity]:
    """Figures written as words."""
    for found in WORD.finditer(text):
        if (value := _number_words().get(found[0].casefold())) is not None:
            after = UNIT.match(text, found.end())
            yield _quantity(value, after[1] if after else "")


def _sign(sign: str) -> Quantity:
    """A fraction, a Roman or a raised figure: held only by the same sign."""
    return Quantity(Decimal(ord(sign)), Decimal(ord(sign)), "sign")


@cache
def _units() -> dict[str, tuple[str, Decimal]]:
    """Each unit's kind and how many base units it is."""
    return {
        word: (kind, Decimal(str(factor)))
        for kind, units in _data()["units"].items()
        for factor, words in units.items()
        for word in words.split()
    }


@cache
def _number_words() -> dict[str, Decimal]:
    return {word: Decimal(value) for value, words in _data()["numbers"].items() for word in words.split()}


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        files("knowledge.words").joinpath("quantities.yaml").read_text(encoding="utf-8")
    )
    return loaded
