"""How many of what: numbers beside products, and numbers that are amounts of money though nobody said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.understanding.figures import Number
from bot.understanding.marks import Mark
from bot.understanding.products import ProductFind
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.words import Word

_MOST = 100_000
_LEAST_AMOUNT = 500
_QUANTITY_DIGITS = 3
_SHORT_WORD = 2
_BETWEEN = 2
_ALSO_PRONOUNS = {"one", "eins"}
_MULTIPLIES = {"x", "qty", "quantity", "menge", "stueckzahl", "stuckzahl", "mal", "times", "anzahl"}
_PAYS = {
    "gets",
    "get",
    "pays",
    "pay",
    "buys",
    "got",
    "paid",
    "zahlt",
    "zahlen",
    "bekommt",
    "kriegt",
    "kauft",
    "said",
    "sagt",
}
_PART_OF = {"of", "von"}
_LEADS_AMOUNT = {"for", "at", "fuer", "fur", "um", "zu", "a"}


@dataclass
class Counted:
    """Products in order with their numbers; `loose` numbers that stand for the product of the thread or a family,
    `replaced` numbers said to be wrong ("not 4"), `unplaced` whole numbers whose meaning nothing says,
    `amounts` numbers that can only be money.
    """

    numbers: dict[int, int] = field(default_factory=dict)
    loose: list[int] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)
    unplaced: list[int] = field(default_factory=list)
    amounts: list[Decimal] = field(default_factory=list)


class Counter:
    """Reads the quantities of one message; words and marks of the same text."""

    def __init__(self, words: Sequence[Word], marks: Sequence[Mark], vocabulary: Vocabulary) -> None:
        self._words = tuple(words)
        self._at = {mark.start: mark for mark in marks}
        self._vocabulary = vocabulary
        self._units = vocabulary.words("units")
        self._counted = Counted()

    def count(self) -> Counted:
        """All numbers placed; keys of `numbers` are the starts of the product marks."""
        numbers = [
            (i, mark)
            for i, word in enumerate(self._words)
            if (mark := self._at.get(word.start)) and mark.kind == "number"
        ]
        for i, mark in numbers:
            self._place(i, mark)
        if self._counted.replaced and not self._counted.loose and not self._counted.numbers:
            self._counted.loose += self._counted.unplaced[:1]
        return self._counted

    def _place(self, i: int, mark: Mark) -> None:
        number = mark.value
        assert isinstance(number, Number)
        whole = int(number.value) if number.value == number.value.to_integral_value() else None
        if whole is not None and self._negated(i):
            self._counted.replaced.append(whole)
        elif mark.typed.casefold() in _ALSO_PRONOUNS and not self._counts_one(i):
            return
        elif whole is None or number.as_amount or not 0 < whole <= _MOST:
            if number.value >= _LEAST_AMOUNT or number.as_amount:
                self._counted.amounts.append(number.value)
        else:
            self._place_whole(i, whole, mark)

    def _place_whole(self, i: int, whole: int, mark: Mark) -> None:
        after, before = self._product_after(i), self._product_before(i)
        if after is not None:
            self._take(after, whole)
        elif self._is_each(i):
            for word in self._words:
                if "mpn" in word.kinds:
                    self._counted.numbers.setdefault(word.start, whole)
        elif before is not None and before.start not in self._counted.numbers:
            self._take(before, whole)
        elif self._is_amount(i, whole):
            self._counted.amounts.append(Decimal(whole))
        elif self._stands_alone(i, mark):
            self._counted.loose.append(whole)
        elif mark.typed.isdigit() or mark.typed.replace(" ", "").isalpha():
            self._counted.unplaced.append(whole)

    def _take(self, product: Word, number: int) -> None:
        if "mpn" in product.kinds:
            self._counted.numbers.setdefault(product.start, number)
        else:
            self._counted.loose.append(number)

    def _negated(self, i: int) -> bool:
        words = [w.folded for w in self._words[max(0, i - 2) : i]]
        text = " ".join(words)
        apart = self._words[i].breaks
        if not apart and any(text.endswith(phrase) for phrase in self._vocabulary.phrases("negations")):
            return True
        following = self._words[i + 1].folded if i + 1 < len(self._words) else ""
        return bool(words) and words[-1] in {"from", "von"} and following in {"to", "auf"}

    def _product_after(self, i: int) -> Word | None:
        for step in range(1, 4):
            if i + step >= len(self._words):
                return None
            word = self._words[i + step]
            if word.breaks and not (step == 1 and word.before.strip() in {"x", "*"}):
                return None
            if "product" in word.kinds or "line" in word.kinds:
                return word
            if "entity" in word.kinds or (word.folded not in self._units and step > _BETWEEN):
                return None
            article = step > 1 and self._words[i + step - 1].folded in {"of", "von"}
            if word.folded not in self._units and not article and not self._describes(word):
                return None
        return None

    def _describes(self, word: Word) -> bool:
        """May this word stand between a number and its product: "two spare fans", "5 new FW60"?"""
        return (
            word.folded.isalpha()
            and word.folded not in self._vocabulary.words("name_stops")
            and len(word.folded) > _SHORT_WORD
        )

    def _product_before(self, i: int) -> Word | None:
        for step in (1, 2, 3):
            if i < step:
                return None
            word = self._words[i - step]
            if "product" in word.kinds:
                between = self._words[i - step + 1 : i + 1]
                if any(w.ends_sentence for w in between) or (step > 1 and any("+" in w.before for w in between)):
                    return None
                return word if self._belongs_before(i, between) else None
            if word.folded not in self._units | self._vocabulary.words("quantity_words"):
                return None
        return None

    def _belongs_before(self, i: int, between: Sequence[Word]) -> bool:
        """Is the number after a product that product's: "FW60 x 3", "FW60, 4 pcs", "FW60 15"?"""
        following = self._words[i + 1] if i + 1 < len(self._words) else None
        if (
            between[-1].folded.startswith("x")
            or any(w.folded in _MULTIPLIES for w in between[:-1])
            or (following and following.folded in self._units)
        ):
            return True
        closes = following is None or following.breaks or bool({"courtesy", "opener"} & following.kinds)
        plain = not (
            any(w.folded in _LEADS_AMOUNT for w in between[:-1]) and any(w.folded in _PAYS for w in self._words[:i])
        )
        return closes and plain and not (between[-1].before.strip() and len(between[-1].folded) > _QUANTITY_DIGITS)

    def _counts_one(self, i: int) -> bool:
        """Is "one" a number here: before a product, and not "on one switch"?"""
        before = self._words[i - 1].folded if i else ""
        following = self._words[i + 1] if i + 1 < len(self._words) else None
        return before not in {"on", "in", "per", "auf", "an", "this", "that", "the"} and bool(
            following and "product" in following.kinds
        )

    def _is_each(self, i: int) -> bool:
        near = self._words[max(0, i - 1) : i] + self._words[i + 1 : i + 3]
        return any(w.folded in self._vocabulary.words("each") for w in near)

    def _is_amount(self, i: int, number: int) -> bool:
        before = [w.folded for w in self._words[max(0, i - 2) : i]]
        paid = any(w.folded in _PAYS for w in self._words[:i])
        if before and before[-1] in _LEADS_AMOUNT and paid and any("product" in w.kinds for w in self._words[:i]):
            return True
        led = any(word in self._vocabulary.words("amount_words") for word in before)
        return number >= _LEAST_AMOUNT and (led or len(str(number)) > _QUANTITY_DIGITS)

    def _of_them(self, i: int) -> bool:
        """Is it "ten of them"?"""
        following = [word.folded for word in self._words[i + 1 : i + 3]]
        return following[:1] != [] and following[0] in _PART_OF and following[-1] in self._vocabulary.words("anaphora")

    def _stands_alone(self, i: int, mark: Mark) -> bool:
        following = self._words[i + 1] if i + 1 < len(self._words) else None
        if mark.typed[-1].isalpha() and mark.typed[0].isdigit():
            return not mark.typed.endswith(("th", "er"))
        if following and following.folded in self._units and following.folded not in {"of", "von", "vom", "mal", "no"}:
            return True
        if (i == 0 and following is None) or self._of_them(i):
            return True
        ends = (
            following is None
            or following.breaks
            or bool({"courtesy", "opener"} & following.kinds)
            or following.folded
            in (
                self._vocabulary.words("name_stops")
                | self._vocabulary.words("anaphora")
                | self._vocabulary.words("negations")
                | self._vocabulary.words("units")
                | {"work", "davon", "together"}
            )
        )
        if not ends:
            return False
        if mark.typed.isalpha() and following and not following.breaks and following.folded not in self._units:
            return False
        lead = self._words[i - 1] if i else None
        return (
            lead is None
            or lead.folded in self._vocabulary.words("quantity_words") | self._vocabulary.words("correction")
            or bool({"opener", "courtesy"} & lead.kinds)
        )


def product_of(mark: Mark) -> ProductFind:
    """The find that a product mark holds."""
    assert isinstance(mark.value, ProductFind)
    return mark.value
