"""Slots of one wish from the entities in its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.understanding.customers import (
    customer_named,
    document_named,
    other_named,
    person_named,
    source_named,
    stranger_named,
)
from bot.understanding.dates import When, last_day
from bot.understanding.figures import Amount, Span
from bot.understanding.marks import Mark, Marks
from bot.understanding.names import Names
from bot.understanding.parties import Parties, tiers_and_above
from bot.understanding.quantities import Counter, product_of
from bot.understanding.reading import Reading
from bot.understanding.requests import Capability, Slots
from bot.understanding.vocabulary import Tables, Vocabulary

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_AHEAD = (
    "credit.change",
    "deal.register",
    "deal.amend",
    "deal.extend",
    "mdf.request",
    "stock.",
    "order.place",
    "price.changes",
    "renewal.",
    "subscription.",
)
_NAMES_PRODUCTS = ("deal.", "order.", "price.special", "knowledge.", "subscription.", "spiff.")
_ASKS_ABOUT_OTHERS = (
    "price.",
    "credit.",
    "refuse",
    "deal.conflict",
    "tier.",
    "kpi.",
    "stock.",
    "product.authorisation",
)
_FIGURES_OF_SOMEBODY = (
    "credit.",
    "tier.",
    "kpi.",
    "qbr.",
    "rebate.progress",
    "mdf.balance",
    "certification.",
    "order.status",
    "onboarding.status",
)
_AT_A_SOURCE = {Capability.STOCK_POSITION, Capability.PRICE_QUOTE}
_COUNTS_ONE = ("order.", "price.", "deal.")
_DECIDING = {Capability.DEAL_DECIDE, Capability.ONBOARDING_DECIDE}


@dataclass(frozen=True)
class Filled:
    """Slots with what the thread and the questions need besides: numbers without a product, numbers said to be
    wrong, numbers whose meaning nothing says, packs without their product, products that could be several, part
    numbers not written out.
    """

    slots: Slots
    loose: tuple[int, ...] = ()
    replaced: tuple[int, ...] = ()
    unplaced: tuple[int, ...] = ()
    variants: tuple[tuple[str, int], ...] = ()
    several: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    resolved: tuple[tuple[str, str], ...] = ()


class Filling:
    """Fills slots for one asker's names."""

    def __init__(self, names: Names, vocabulary: Vocabulary, parties: Parties, evidence: Tables) -> None:
        self._names = names
        self._vocabulary = vocabulary
        self._parties = parties
        self._evidence = evidence
        negations = "|".join(re.escape(phrase) for phrase in vocabulary.phrases("negations"))
        self._denied = re.compile(rf"(?<!\w)(?:{negations})\s+(?:in\s+|im\s+|bis\s+|until\s+|by\s+)?$")
        self._signs = {
            sign.strip(): code
            for table in vocabulary.tables.values()
            for code, text in table["currencies"].items()
            for sign in text.split(",")
            if not sign.strip()[0].isalnum()
        }

    def fill(
        self, capability: Capability, reading: Reading, start: int, end: int, *, continued: bool = False
    ) -> Filled:
        """The slots that words in text[start:end] give this capability. A message that goes on with the last one names
        a new customer only in so many words.
        """
        marks = self._without_denied(reading.marks.within(start, end), reading.text)
        filled = self._products(capability, reading, marks)
        slots = self._simple(filled.slots, marks, reading)
        if capability not in self._evidence["product_needed"] and not capability.startswith(_NAMES_PRODUCTS):
            slots = self._line_meant(slots, marks)
        elif self._called_line(marks, reading) or (
            filled.several and not filled.loose and not slots.quantities and self._is_plural(marks)
        ):
            slots, filled = self._line_meant(slots, marks), replace(filled, several=())
        slots = self._money(capability, slots, marks, reading)
        slots = self._parties_of(capability, slots, marks, reading, continued=continued)
        slots = self._times(capability, slots, marks)
        slots = self._hinted(capability, slots, reading)
        return replace(filled, slots=slots)

    def _without_denied(self, marks: Marks, text: str) -> Marks:
        """Without amounts and dates said to be wrong, where the right one is said too: "not in May but in June"."""
        denied = [
            mark
            for mark in marks.of("money", "date")
            if self._denied.search(text[: mark.start].casefold())
            and len(marks.of(mark.kind, *(["number"] if mark.kind == "money" else []))) > 1
        ]
        return Marks([mark for mark in marks.found if mark not in denied])

    def _allows(self, slot: str, capability: Capability) -> bool:
        return capability in self._evidence[slot]

    def _products(self, capability: Capability, reading: Reading, marks: Marks) -> Filled:
        counted = Counter(reading.words, reading.marks.found, self._vocabulary).count()
        found = [(mark, product_of(mark)) for mark in self._last_said(marks.of("product"), reading)]
        mpns: list[str] = []
        quantities: list[int | None] = []
        for mark, product in found:
            if not product.one:
                continue
            number = counted.numbers.get(mark.start)
            if product.one not in mpns:
                mpns.append(product.one)
                quantities.append(number)
            elif number is not None:
                quantities[mpns.index(product.one)] = number
        loose = [n for n in counted.loose if not (counted.replaced and n in counted.replaced)]
        inside = self._allows("quantity", capability)
        if not capability.startswith(_COUNTS_ONE):
            quantities = [None if number == 1 else number for number in quantities]
        if inside and loose and quantities.count(None) == 1 and len(mpns) == 1:
            quantities = [loose[0] if number is None else number for number in quantities]
            loose = []
        if inside and loose and len(mpns) > 1 and quantities.count(None) == len(mpns):
            quantities[0] = loose[0]
        if inside:
            quantities += loose if not mpns or None not in quantities else []
        return Filled(
            Slots(mpns=tuple(mpns), quantities=_trimmed(quantities) if inside else ()),
            tuple(loose),
            tuple(counted.replaced),
            tuple(counted.unplaced),
            tuple(mark.value for mark in marks.of("variant")),  # type: ignore[misc]  # variant marks hold features
            tuple(dict.fromkeys(mpn for _, product in found if not product.one for mpn in product.mpns)),
            tuple(
                mpn for _, product in found if product.bare and product.one for mpn in (product.one, *product.variants)
            ),
            tuple((mark.typed, product.one) for mark, product in found if product.one and not product.sure),
        )

    def _last_said(self, products: list[Mark], reading: Reading) -> list[Mark]:
        """Without products that the same message takes back: "FW120, sorry, FW60"."""
        if len(products) < 2:  # noqa: PLR2004 - two to choose from
            return products
        said = reading.text.casefold()
        places = [
            said.rfind(phrase)
            for phrase in self._vocabulary.phrases("corrects_itself")
            if re.search(rf"\b{phrase}\b", said)
        ]
        turn = max(places, default=-1)
        if turn < 0 or turn < products[0].start:
            return products
        return [mark for mark in products if mark.start > turn] or products[-1:]

    def _simple(self, slots: Slots, marks: Marks, reading: Reading) -> Slots:
        def values(*kinds: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(str(mark.value) for mark in marks.of(*kinds)))

        territories = values("territory") or values("city")
        tiers = (
            tiers_and_above(values("tier"), reading.text, self._vocabulary, self._names.tiers)
            if marks.of("tier")
            else ()
        )
        percent = next((mark.value for mark in marks.of("pct")), None)
        return replace(
            slots,
            deals=values("deal"),
            orders=values("order"),
            serials=values("serial"),
            email=next(iter(values("email")), None),
            certificate=next(iter(values("certificate")), None),
            warehouse=next(iter(values("warehouse")), None),
            line=next(iter(values("line")), None),
            price_lists=values("list"),
            territories=territories,
            tiers=tiers,
            percent=percent if isinstance(percent, Decimal) else None,
        )

    def _is_plural(self, marks: Marks) -> bool:
        """Are all families named in the plural, as lines are: "stock of drives"?"""
        named = [mark.typed for mark in marks.of("products")]
        return all(word.casefold().endswith(("s", "en", "e")) and self._parties.line_of(word) for word in named)

    def _called_line(self, marks: Marks, reading: Reading) -> bool:
        """Is a family called a line in so many words: "the firewall line", "die Produktlinie Switching"?"""
        nouns = self._vocabulary.words("line_nouns")
        families = {mark.start for mark in marks.of("product") if self._parties.line_of(mark.typed)}
        words = reading.words
        return any(
            word.start in families and any(not nouns.isdisjoint(near.forms) for near in words[max(0, i - 1) : i + 2])
            for i, word in enumerate(words)
        )

    def _line_meant(self, slots: Slots, marks: Marks) -> Slots:
        """A family word means the line here, not one product: "may we sell switches"."""
        families = [
            mark for mark in marks.of("product") if not product_of(mark).sure and self._parties.line_of(mark.typed)
        ]
        if not families:
            return slots
        named = {product_of(mark).one for mark in families}
        return replace(
            slots,
            line=slots.line or self._parties.line_of(families[0].typed),
            mpns=tuple(m for m in slots.mpns if m not in named),
        )

    def _money(self, capability: Capability, slots: Slots, marks: Marks, reading: Reading) -> Slots:
        amount = next((mark.value for mark in marks.of("money")), None)
        currency = amount.currency if isinstance(amount, Amount) else None
        if currency is None:
            currency = next((str(mark.value) for mark in marks.of("currency")), None)
            currency = currency or next((code for sign, code in self._signs.items() if sign in reading.text), None)
        if not self._allows("value", capability):
            return replace(slots, currency=currency)
        value = amount.value if isinstance(amount, Amount) else None
        if value is None and self._allows("plain_value", capability):
            amounts = Counter(reading.words, reading.marks.found, self._vocabulary).count().amounts
            value = amounts[0] if amounts else self._digits_as_value(capability, marks)
        return replace(slots, value=value, currency=currency)

    @staticmethod
    def _digits_as_value(capability: Capability, marks: Marks) -> Decimal | None:
        """Five digits and more are an amount where nothing else can be meant."""
        digits = marks.of("digits")
        return (
            Decimal(str(digits[0].value)) if digits and capability.startswith(("credit", "mdf", "deal.amend")) else None
        )

    def _parties_of(
        self, capability: Capability, slots: Slots, marks: Marks, reading: Reading, *, continued: bool
    ) -> Slots:
        found: dict[str, str] = {}
        for kind in ("reseller", "distributor", "vendor"):
            named = sorted(marks.of(kind), key=lambda mark: "own" in mark.kinds)
            if named:
                found[kind] = str(named[0].value)
        if "reseller" not in found and capability.startswith(_ASKS_ABOUT_OTHERS):
            other = other_named(reading, self._parties, self._vocabulary)
            if other and not any(m.kind in {"distributor", "vendor", "tier"} and m.typed in other for m in marks.found):
                found["distributor" if capability is Capability.STOCK_POSITION else "reseller"] = other
        if capability in _AT_A_SOURCE and not found.keys() & {"distributor", "reseller"}:
            source = source_named(reading, self._parties, self._vocabulary)
            found |= {"distributor": source} if source else {}
        person = next((str(mark.value) for mark in marks.of("person")), None)
        if not found and not person:
            found, person = self._stranger(capability, marks, reading)
        if not slots.orders and capability.startswith("order.") and marks.of("digits"):
            slots = replace(slots, orders=tuple(str(mark.value) for mark in marks.of("digits")))
        customer = (
            self._customer(capability, reading, marks, continued=continued)
            if self._allows("customer", capability)
            else None
        )
        if self._allows("person", capability) and not person:
            person = person_named(reading, self._vocabulary)
        if capability is Capability.ONBOARDING_INVITE and "reseller" not in found:
            invited = customer_named(reading, self._parties, self._vocabulary, registering=True)
            found |= {"reseller": invited} if invited else {}
        document = document_named(reading, self._vocabulary) if capability.startswith("knowledge.") else None
        return replace(
            slots,
            customer=customer,
            person=person,
            document=document,
            reseller=found.get("reseller"),
            distributor=found.get("distributor"),
            vendor=found.get("vendor"),
        )

    def _stranger(self, capability: Capability, marks: Marks, reading: Reading) -> tuple[dict[str, str], str | None]:
        """Somebody out of sight whose figures are asked for, as a reseller or person: the tools decline, in the same
        words whether there is one, and do not answer with the asker's own.
        """
        if not capability.startswith(_FIGURES_OF_SOMEBODY) or marks.of("customer", "city", "line", "product"):
            return {}, None
        stranger = stranger_named(reading, self._parties, self._vocabulary)
        if stranger and " " in stranger and self._allows("person", capability):
            return {}, stranger
        return ({"reseller": stranger} if stranger else {}), None

    def _customer(self, capability: Capability, reading: Reading, marks: Marks, *, continued: bool) -> str | None:
        known = next((str(mark.value) for mark in marks.of("customer")), None)
        registering = capability is Capability.DEAL_REGISTER and not continued
        if registering or (known is None and self._allows("unknown_customer", capability) and not marks.of("deal")):
            anywhere = capability is Capability.DEAL_CONFLICT and not continued
            named = customer_named(reading, self._parties, self._vocabulary, registering=registering, anywhere=anywhere)
            return named or known
        return known

    @staticmethod
    def _times(capability: Capability, slots: Slots, marks: Marks) -> Slots:
        whens = [mark.value for mark in marks.of("date") if isinstance(mark.value, When)]
        spans = [mark.value for mark in marks.of("span") if isinstance(mark.value, Span)]
        days = next((span.count * _DAYS[span.unit] for span in spans), None)
        ahead = capability.startswith(_AHEAD)
        period = next((when.coming if ahead and when.coming else when.period for when in whens if when.period), None)
        said = dict.fromkeys(when.day for when in whens if when.day)
        days_said = tuple(last_day(day) for day in said) if capability.startswith("deal.") else tuple(said)
        return replace(slots, dates=days_said, period=period, days=days)

    @staticmethod
    def _hinted(capability: Capability, slots: Slots, reading: Reading) -> Slots:
        decision = next(reading.hinted("decisions"), None) if capability in _DECIDING else None
        reason = next(reading.hinted("reasons"), None) if capability.startswith("deal.") else None
        frequency = reading.last_hinted("frequencies") if capability is Capability.DIGEST_SETTINGS else None
        aspects = tuple(dict.fromkeys(reading.hinted("aspects")))
        return replace(slots, decision=decision, reason=reason, frequency=frequency, aspects=aspects)


def _trimmed(quantities: Sequence[int | None]) -> tuple[int | None, ...]:
    return tuple(quantities) if any(number is not None for number in quantities) else ()
