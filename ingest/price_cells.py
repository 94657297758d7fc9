"""One cell of a price list as an amount, a quantity or a mark, whichever way it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ingest.price_sheets import Cell
from ingest.price_words import currency_of, day_of, fold, vocabulary

DASHES = re.compile(r"[-–—.\s/]*")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’`]")
DECIMAL_DASHES = re.compile(r"[,.](?:-|–|—|--)$")
FIGURE = re.compile(r"^[+-]?\d[\d.,]*$")
DOUBTFUL = re.compile(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$")
WORDS = re.compile(r"[^\W\d_]+\.?|[€£$%]")
CROWNS = frozenset({"kr", "kc"})
"""Signs of several currencies, which say that it is money and no more."""
FOUR_PLACES = Decimal("0.0001")
LARGEST = Decimal(10) ** 13
THOUSANDS = 3


class Mark(StrEnum):
    """A cell without an amount: left empty, a price on request, or a product that is sold no longer."""

    EMPTY = "empty"
    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Priced:
    """An amount as read, with the currency that its cell names."""

    amount: Decimal
    currency: str | None = None


def mark_of(cell: Cell) -> Mark | None:
    """The mark that a cell is, none if it is something else."""
    if cell is None:
        return Mark.EMPTY
    if not isinstance(cell, str):
        return None
    if DASHES.fullmatch(cell):
        return Mark.OPEN
    folded = fold(cell)
    if folded in vocabulary().open:
        return Mark.OPEN
    return Mark.ENDED if folded in vocabulary().ended else None


def amount_of(cell: Cell, decimal_sign: str | None = None) -> Priced | None:
    """The amount in a cell, none if there is none. Amounts keep four places.

    Args:
        cell: such as 1184, "1.184,00 €", "EUR 1,184.00", "1'184.-" or "(12.00)".
        decimal_sign: the sign before decimals where one figure alone does not tell ("1.184"); thousands if unknown.
    """
    if isinstance(cell, Decimal):
        return Priced(cell.quantize(FOUR_PLACES)) if cell.is_finite() and abs(cell) < LARGEST else None
    if not isinstance(cell, str) or not any(sign.isdecimal() for sign in cell):
        return None
    words = WORDS.findall(cell)
    currency = None
    if words and not all(word.casefold().rstrip(".") in CROWNS for word in words):
        currency = currency_of(" ".join(words).rstrip("."))
        if currency is None:
            return None
    bare = WORDS.sub("", cell).strip()
    negative = bare.startswith("(") and bare.endswith(")")
    bare = DECIMAL_DASHES.sub("", SPACES.sub("", bare.strip("()")))
    if not FIGURE.match(bare):
        return None
    figure = _exact(bare, decimal_sign)
    if figure is None or abs(figure) >= LARGEST:
        return None
    return Priced((-figure if negative else figure).quantize(FOUR_PLACES), currency)


def _exact(text: str, decimal_sign: str | None) -> Decimal | None:
    places = [sign for sign in text if sign in ".,"]
    if not places:
        return Decimal(text)
    last = places[-1]
    head, _, tail = text.rpartition(last)
    decimals = len(set(places)) > 1 or (len(places) == 1 and not (DOUBTFUL.match(text) and last != decimal_sign))
    if decimals:
        groups = re.split(r"[.,]", head.lstrip("+-"))
        if last in head or not _grouped(groups):
            return None
        return Decimal(f"{re.sub(r'[.,]', '', head)}.{tail or 0}")
    return Decimal(re.sub(r"[.,]", "", text)) if _grouped(re.split(r"[.,]", text.lstrip("+-"))) else None


def _grouped(groups: list[str]) -> bool:
    """Whether figures stand in groups of three behind the first; one group may be of any length."""
    return len(groups) == 1 or (len(groups[0]) <= THOUSANDS and all(len(group) == THOUSANDS for group in groups[1:]))


def decimal_sign_of(cells: Iterable[Cell]) -> str | None:
    """The sign before decimals in a column, told by the figures that leave no doubt; none if there are none."""
    votes = {",": 0, ".": 0}
    for cell in cells:
        if not isinstance(cell, str):
            continue
        bare = SPACES.sub("", WORDS.sub("", cell)).strip("()")
        places = [sign for sign in bare if sign in ".,"]
        if not places or not FIGURE.match(bare) or DOUBTFUL.match(bare):
            continue
        thousands = len(places) > 1 and len(set(places)) == 1
        sign = places[-1]
        votes[("," if sign == "." else ".") if thousands else sign] += 1
    if votes[","] == votes["."]:
        return None
    return max(votes, key=lambda sign: votes[sign])


def whole_of(cell: Cell) -> int | None:
    """A quantity of at least one, such as 10, "10+", "ab 10" or "10 Stk"."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() and 0 < cell < LARGEST else None
    found = re.search(r"\d{1,9}", SPACES.sub("", cell)) if isinstance(cell, str) else None
    return int(found[0]) or None if found else None


def day_in(cell: Cell) -> date | None:
    """The day in a cell, none if there is none."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else day_of(cell) if isinstance(cell, str) else None


def text_of(cell: Cell) -> str:
    """A cell as text: part numbers that a spreadsheet took for figures come without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return " ".join(str(cell).split())
