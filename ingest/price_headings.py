"""What a heading of a price list means: a column's meaning, and for prices which tier, country, currency, quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.price_words import QUANTITY, currencies_of, fold, quantity_of, territories_of, vocabulary

SURE_LIKENESS = 92.0
LIKENESS = 86.0
SHORTEST_FUZZY = 5
MOST_OF_IT = 0.6
NOISE = re.compile(
    r"\b(in|per|pro|je|each|for|für|ex|excl|exkl|zzgl|plus|vat|mwst|ust|tax|net of tax|partner|partners|tier|new|neu"
    r"|reseller|from|ab|valid|gültig|q[1-4]|20\d\d|unit|stück|stk|pcs|piece|level|price|preis|prices|preise)\b"
)


class Meaning(StrEnum):
    """What a column holds. `OTHER` is passed over on purpose, `UNKNOWN` not understood yet."""

    PART = "part"
    NAME = "name"
    LINE = "line"
    GTIN = "gtin"
    CURRENCY = "currency"
    TERRITORY = "territory"
    TIER = "tier"
    QUANTITY = "quantity"
    FROM = "from"
    UNTIL = "until"
    STATUS = "status"
    PER = "per"
    PRICE = "price"
    RECOMMENDED = "recommended"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Heading:
    """What a heading says. `price_of` is list, reseller, cost or any (for prices); `sure` if nobody need be asked."""

    meaning: Meaning
    sure: bool = True
    price_of: str = ""
    tier: str = ""
    territories: tuple[str, ...] = ()
    currency: str = ""
    quantity: int = 0


@lru_cache(maxsize=4096)
def read_heading(texts: tuple[str, ...], tiers: frozenset[str]) -> Heading:
    """The meaning of a column by its headings, the highest first.

    Args:
        texts: the heading, below its group headings.
        tiers: the names of tiers, in lower case.
    """
    if not texts:
        return Heading(Meaning.UNKNOWN, sure=False)
    for text in (texts[-1], " ".join(texts)):
        if meaning := vocabulary().columns.get(fold(text)):
            return Heading(Meaning(meaning))
    whole = " ".join(texts)
    found = _priced(whole, tiers) or _alike(fold(texts[-1])) or _containing(whole)
    return found or Heading(Meaning.UNKNOWN, sure=False)


def _priced(text: str, tiers: frozenset[str]) -> Heading | None:
    folded = fold(text)
    tier = max((name for name in tiers if f" {name} " in f" {folded} "), key=len, default="")
    said = Heading(
        Meaning.PRICE,
        tier=tier,
        territories=tuple(sorted(territories_of(text))),
        currency=next(iter(currencies_of(text)), ""),
        quantity=quantity_of(text) or 0,
    )
    rest = fold(QUANTITY.sub(" ", text))
    rest = " ".join(word for word in rest.split() if not _is_said(word, said, tier))
    prices = vocabulary().prices
    exact = prices.get(folded) or prices.get(rest) or prices.get(" ".join(NOISE.sub(" ", rest).split()))
    if exact:
        return _of(said, exact, sure=True)
    bare = not NOISE.sub(" ", rest).strip()
    if bare and (tier or said.currency or said.territories or said.quantity):
        worded = next((word for word in rest.split() if word in prices), "")
        return _of(said, prices.get(worded, "any"), sure=bool(tier or worded or said.currency))
    inside = [word for word in prices if len(word) > 3 and f" {word} " in f" {folded} "]  # noqa: PLR2004 - "lp" and "ek" stand in other words' places
    if not inside:
        return None
    longest = max(inside, key=len)
    return _of(said, prices[longest], sure=len(longest) >= MOST_OF_IT * len(rest or folded))


def _of(said: Heading, price_of: str, *, sure: bool) -> Heading:
    meaning = Meaning.RECOMMENDED if price_of == "recommended" else Meaning.PRICE
    if said.tier and price_of in {"any", "list"}:
        price_of = "reseller"
    return Heading(meaning, sure, price_of, said.tier, said.territories, said.currency, said.quantity)


def _is_said(word: str, said: Heading, tier: str) -> bool:
    """Whether a word is spoken for by the tier, the currency or the countries of the heading."""
    return word in tier.split() or bool(currencies_of(word.upper())) or _names_country(word, said)


def _names_country(word: str, said: Heading) -> bool:
    return bool(said.territories) and (bool(territories_of(word)) or bool(territories_of(word.upper())))


def _alike(folded: str) -> Heading | None:
    """A heading with a typing error."""
    from rapidfuzz import fuzz, process

    if len(folded) < SHORTEST_FUZZY:
        return None
    words = vocabulary()
    known = {**words.columns, **words.prices}
    found = process.extractOne(folded, [word for word in known if len(word) >= SHORTEST_FUZZY], scorer=fuzz.ratio)
    if found is None or found[1] < LIKENESS:
        return None
    sure = found[1] >= SURE_LIKENESS
    if found[0] in words.columns:
        return Heading(Meaning(words.columns[found[0]]), sure)
    return _of(Heading(Meaning.PRICE), words.prices[found[0]], sure=sure)


def _containing(text: str) -> Heading | None:
    """A heading with more words around a known one."""
    folded = f" {fold(text)} "
    inside = [word for word in vocabulary().columns if len(word) >= SHORTEST_FUZZY and f" {word} " in folded]
    if not inside:
        return None
    longest = max(inside, key=len)
    return Heading(Meaning(vocabulary().columns[longest]), sure=len(longest) >= MOST_OF_IT * len(folded.strip()))
