"""What the words of a price question say beyond its slots: whose price is meant, and in which currencies."""

from __future__ import annotations

import re
from typing import Final

from channel.money import is_currency

DISTRIBUTORS: Final = re.compile(
    r"\bdistributor'?s?\W+(own\W+)?(cost|buy|purchas|price)"
    r"|\bdistributor(en)?-?\s?(ek|einkauf\w*|einstand\w*|preis\w*)\b"
    r"|\b(ek|einkaufspreis|einstandspreis) (des|eines|beim|vom) distributor",
    re.IGNORECASE,
)
OTHERS: Final = re.compile(
    r"\b(other|all( the)?|most|every|average) (resellers?|partners?|dealers?|compan(y|ies)|customers?)\b"
    r"|\b(ander\w*|alle\w*|übrig\w*|die meisten) (händler\w*|partner\w*|reseller\w*|firmen|kunden)\b",
    re.IGNORECASE,
)
PAYER: Final = re.compile(
    r"\b(?:does|do|did|would)\s+(?!i\b|we\b|you\b)(?P<en>[\w.&' -]{2,40}?)\s+(?:pay|earn|make)\b"
    r"|\b(?:be)?(?:zahlt|zahlen|verdient|verdienen)\s+(?!ich\b|wir\b|man\b|sie\b)(?P<de>[\w.&'-]{2,40})",
    re.IGNORECASE,
)
CODE: Final = re.compile(r"\b[A-Z]{3}\b")


def of_the_distributor(text: str) -> bool:
    """Whether a distributor's side of the price is asked for."""
    return bool(DISTRIBUTORS.search(text))


def of_others(text: str) -> bool:
    """Whether the prices of other companies, or of all of them together, are asked for."""
    return bool(OTHERS.search(text))


def payer(text: str) -> str | None:
    """Who pays or earns in the question, as written, none where it is the asker."""
    found = PAYER.search(text)
    return (found["en"] or found["de"]).strip() if found else None


def currencies(text: str, first: str | None) -> tuple[str, ...]:
    """The currency codes asked for, the first one in front; further ones only where they are written as codes."""
    if first is None:
        return ()
    written = [code for code in CODE.findall(text) if is_currency(code)]
    return tuple(dict.fromkeys((first, *(written if first in written else ()))))
