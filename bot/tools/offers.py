"""Which product is meant: one question, with the likeliest products in the asker's sight to tap."""

from __future__ import annotations

import re

from bot.tools.questions import Choice, clarify, in_words
from bot.tools.results import Asking, Result
from channel.products import ProductFacts, products_of
from channel.stock import position

WORD = re.compile(r"\w{4,}")


def ask_for_product(asking: Asking, line: str | None = None) -> Result:
    """Ask which product is meant; those of the line named or that the words fit are offered, the best stocked first."""
    with asking.gate.viewing(asking.viewer) as session:
        fitting = [fact.mpn for fact in products_of(session, line=line) if line or _fits(fact, asking.text)]
        stocked = sorted(position(session, fitting), key=lambda row: -row.total)
    question = in_words(asking, "Which product do you mean?", "Welches Produkt meinen Sie?")
    if not stocked:
        question += in_words(asking, " Its part number is enough.", " Die Artikelnummer genügt.")
    return clarify(question, *(Choice(row.mpn, f"{asking.text} {row.mpn}".strip()) for row in stocked))


def _fits(fact: ProductFacts, text: str) -> bool:
    """Whether a telling word of the text stands in the product's names."""
    names = f"{fact.name} {fact.name_de}".casefold()
    return any(re.search(rf"\b{re.escape(word)}", names) for word in WORD.findall(text.casefold()))
