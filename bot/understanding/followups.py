"""What the thread knows, and how a short message reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any

from bot.understanding.filling import Filled
from bot.understanding.products import Products
from bot.understanding.reading import Reading
from bot.understanding.requests import Capability, Choice, Request, Slots
from bot.understanding.vocabulary import Tables, Vocabulary

_CUSTOMER = {"customer", "kunde"}
_SHORT = 7
_VERY_SHORT = 4
_CLEAR = 6.0
_WEAK = 3.6
_VAGUE = 4.8
_OWN = 9.0
_FRAGMENT = 4
_QUESTION_BEFORE = 300
_STANDS_FOR = {"mpns": ("line", "vendor", "deals"), "deals": ("customer",), "reseller": ("distributor",)}
_LISTS_PRODUCTS = {Capability.DEAL_REGISTER, Capability.ORDER_PLACE, Capability.DEAL_AMEND}
_TAKES_PRODUCTS = {Capability.DEAL_REGISTER, Capability.ORDER_PLACE, Capability.ORDER_RMA}
_OF_DEALS = frozenset({Capability.DEAL_STATUS, Capability.DEAL_QUEUE, Capability.DEAL_EXTEND, Capability.DEAL_REGISTER})
_SUBSCRIPTIONS = re.compile(
    r"renew|subscri|\bsubs\b|licen[cs]|contract|maintenance|\babos?\b|abonn|lizenz|vertr[aä]g|wartung|verläng|erneuer",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ThreadMemory:
    """The thread so far: requests (latest last), choices offered in the last turn of the bot, the capability of a
    draft that waits for confirmation, and the deals, orders or part numbers listed last ("the first", "the other").
    `latest` is how many of the requests the last message asked for at once.
    """

    requests: tuple[Request, ...] = ()
    choices: tuple[Choice, ...] = ()
    open_draft: str | None = None
    listed: tuple[str, ...] = ()
    latest: int = 1


class Answer(Enum):
    """What a message says to a draft that waits."""

    YES = "confirm"
    NO = "cancel"
    CHANGE = "change"


class Followups:
    """Reads messages against their thread."""

    def __init__(self, vocabulary: Vocabulary, products: Products, evidence: Tables) -> None:
        self._vocabulary = vocabulary
        self._products = products
        self._evidence = evidence

    # ------------------------------------------------------------------ answers
    def answer(self, reading: Reading) -> Answer | None:
        """Yes, no, or yes and no with changes; None if it does not answer."""
        words = [w for w in reading.words if "courtesy" not in w.kinds] or list(reading.words)
        cues = {hit.phrase.target: hit for hit in reading.cues if hit.phrase.target in {"confirm", "cancel"}}
        renamed = self._names_customer(reading)
        named = renamed or any(mark.kind != "person" for mark in reading.marks.found)
        changes = named or reading.has(self._vocabulary.words("but"))
        first = next(
            (w for w in words if not w.kinds & {"opener"} or self._is(w, "affirming") or self._is(w, "denying")),
            words[0],
        )
        yes, no = self._is(first, "affirming"), self._is(first, "denying")
        if "cancel" in cues and not changes:
            return Answer.NO
        if (yes or no or cues) and changes:
            return (
                Answer.CHANGE
                if renamed or reading.marks.found or len(words) > _VERY_SHORT
                else Answer.NO
                if no or "cancel" in cues
                else Answer.YES
            )
        denies = len(words) <= _VERY_SHORT and reading.has(self._vocabulary.words("denying"))
        if denies and reading.marks.found:
            return Answer.CHANGE
        if no or "cancel" in cues or denies:
            return Answer.NO
        if yes or "confirm" in cues:
            others = [
                hit
                for hit in reading.cues
                if hit.phrase.weight > _CLEAR and hit.phrase.target not in {"confirm", "cancel", "smalltalk"}
            ]
            return Answer.YES if len(words) <= _VERY_SHORT or not others else None
        return None

    def _names_customer(self, reading: Reading) -> bool:
        """Does it say in so many words who the customer is: "no, the customer is Berger AG"?"""
        return any(
            hit.phrase.target == "customers"
            and hit.name
            and not _CUSTOMER.isdisjoint(hit.phrase.elements[0].words)
            and any(word.raw[:1].isupper() for word in reading.words[slice(*hit.name)])
            for hit in reading.names
        )

    def _is(self, word: object, key: str) -> bool:
        return not self._vocabulary.words(key).isdisjoint(getattr(word, "forms", ()))

    # ------------------------------------------------------------------ choices and lists
    def chosen(self, reading: Reading, choices: Sequence[Choice]) -> Request | None:
        """The request of the choice that the message picks by place, number or name; None if it picks none."""
        if not choices or len(reading.words) > _SHORT:
            return None
        named = {m.value.one for m in reading.marks.of("mpn")}  # type: ignore[attr-defined]  # product marks hold finds
        for choice in choices:
            if named and choice.request.slots.mpns and set(choice.request.slots.mpns) == named:
                return choice.request
            if reading.text.casefold().strip(" .!?") == choice.label.casefold():
                return choice.request
        if named:
            return None
        features = [m.value for m in reading.marks.of("variant")]
        for feature in features:
            mpn = self._products.variant([choice.request.slots.mpn or "" for choice in choices], feature)  # type: ignore[arg-type]
            found = next((c.request for c in choices if mpn and mpn in c.request.slots.mpns), None)
            if found:
                return found
        places = self._places(reading, len(choices))
        return choices[places[0]].request if places else None

    def _places(self, reading: Reading, length: int) -> list[int]:
        """Places in a list that the message points at, from 0: "the second", "2", "the other one", "both"."""
        places: list[int] = []
        ordinals = [names for table in self._vocabulary.tables.values() for names in enumerate(table["ordinals"])]
        for word in reading.words:
            place = next((n for n, names in ordinals if word.folded in names), None)
            if place is None and word.folded.isdigit() and len(reading.words) <= _VERY_SHORT:
                place = int(word.folded) - 1
            if place is not None and 0 <= place < length:
                places.append(place)
            elif not self._vocabulary.words("other").isdisjoint(word.forms):
                rest = [n for n in range(length) if n not in places]
                if places and rest:
                    places.append(rest[0])
                elif length > 1:
                    places.append(1)
            elif not self._vocabulary.words("both").isdisjoint(word.forms):
                places += [n for n in range(length) if n not in places]
        return list(dict.fromkeys(places))

    # ------------------------------------------------------------------ slots of the thread
    def goes_on(self, reading: Reading, cue: float, points: float) -> bool:
        """Does the message only make sense after the last one? `cue` is its strongest cue, `points` all that speaks
        for a wish of its own.
        """
        marked = any(hit.start <= 1 for hit in reading.followups) or reading.has(self._vocabulary.words("correction"))
        if cue > 0:
            return marked and cue < _WEAK and len(reading.words) <= _SHORT + 2
        if marked:
            return points < _OWN or len(reading.content) <= _FRAGMENT
        short = len(reading.content) <= _SHORT or reading.has(self._vocabulary.words("anaphora"))
        return short and points < _VAGUE

    def pointed_at(self, slots: Slots, listed: Sequence[str], reading: Reading) -> Slots:
        """With what the message points at in the list shown last: "and the other one?", "the second", "both"."""
        for name, shown in _by_kind(listed).items():
            current = [value for value in getattr(slots, name) if value in shown]
            if not shown or (name != "deals" and not current):
                continue
            rest = [value for value in shown if value not in current]
            others = reading.has(self._vocabulary.words("other"))
            meant = rest if others and len(rest) == 1 else [shown[n] for n in self._places(reading, len(shown))]
            if meant and meant != current:
                pointed: dict[str, Any] = {name: tuple(meant), "customer": None}
                return replace(slots, **pointed)
        return slots

    def overlaid(self, last: Request, filled: Filled, reading: Reading) -> Slots:
        """The last request's slots with what the message says anew: named things replace those of their kind."""
        new, old = filled.slots, last.slots
        variant = next((mpn for f in filled.variants if (mpn := self._products.variant(old.mpns, f))), None)
        if variant and not new.mpns:
            new = replace(new, mpns=(variant,), quantities=new.quantities)
        changed = {f.name: getattr(new, f.name) for f in fields(Slots) if getattr(new, f.name) not in (None, ())}
        merged = replace(old, **changed)
        if new.customer and not new.deals:
            merged = replace(merged, deals=())
        if new.deals and not new.customer:
            merged = replace(merged, customer=None)
        if new.territories and not new.warehouse:
            merged = replace(merged, warehouse=None)
        if new.warehouse and not new.territories:
            merged = replace(merged, territories=())
        if new.orders or new.mpns:
            merged = replace(merged, serials=new.serials)
        if new.mpns and last.capability in _LISTS_PRODUCTS and reading.has(self._vocabulary.words("additions")):
            return replace(merged, mpns=(*old.mpns, *new.mpns), quantities=_beside(old) + _beside(new))
        return replace(merged, quantities=self._quantities(old, new, filled, reading))

    def _quantities(self, old: Slots, new: Slots, filled: Filled, reading: Reading) -> tuple[int | None, ...]:
        if new.mpns:
            said = any(number is not None for number in new.quantities)
            return new.quantities if said else old.quantities[: len(new.mpns)]
        loose = filled.loose or tuple(n for n in new.quantities if n is not None)
        if old.quantities and len(reading.words) <= _SHORT:
            numbers = (*loose, *filled.unplaced)
            loose = tuple(n for n in numbers if n not in old.quantities)[:1] or loose or numbers[:1]
        if not loose:
            return old.quantities
        quantities = list(old.quantities) + [None] * (len(old.mpns) - len(old.quantities))
        wrong = next((i for i, n in enumerate(quantities) if n in filled.replaced), 0)
        if not quantities:
            return loose
        quantities[wrong] = loose[0]
        return tuple(quantities)

    def carried(self, capability: Capability, slots: Slots, reading: Reading, thread: ThreadMemory) -> Slots:
        """Objects that the wish needs and does not name, from the latest request that had them."""
        about = {name for name, able in self._evidence["objects"].items() if capability in able}
        if "deals" in about:
            slots = self._pointed(slots, reading, thread)
        missing = {
            name for name in about if not any(getattr(slots, other) for other in (name, *_STANDS_FOR.get(name, ())))
        }
        if (
            not missing
            or self._is_general(capability, reading)
            or (about - missing and capability not in _TAKES_PRODUCTS)
        ):
            return slots
        for request in reversed(thread.requests):
            taken = {name: getattr(request.slots, name) for name in missing if getattr(request.slots, name)}
            if "deals" in missing and request.slots.customer:
                taken["customer"] = request.slots.customer
            if "mpns" in taken and not slots.quantities:
                taken["quantities"] = request.slots.quantities
            if taken:
                return replace(slots, **taken)
        return slots

    def asked_on(self, said: str, reading: Reading, thread: ThreadMemory) -> str:
        """A question to the documents that only makes sense with the one before it ("since when does that apply?"),
        after that one.
        """
        last = thread.requests[-1] if thread.requests else None
        points_back = reading.has(self._vocabulary.words("anaphora")) and len(reading.content) <= _SHORT
        if last is None or last.capability is not Capability.KNOWLEDGE_ASK or not points_back:
            return said
        return f"{last.text[:_QUESTION_BEFORE]} {said}"

    def _is_general(self, capability: Capability, reading: Reading) -> bool:
        """Is it asked about all that there is, not about the thing of the thread?"""
        plural = {"all", "alle", "my", "our", "meine", "unsere", "open", "offene", "offenen", "which", "welche"}
        general = reading.has(frozenset(plural)) and not reading.has(self._vocabulary.words("anaphora"))
        return general and capability not in {Capability.PRICE_QUOTE, Capability.STOCK_POSITION}

    def _pointed(self, slots: Slots, reading: Reading, thread: ThreadMemory) -> Slots:
        """Deals of the list shown last: "approve the first and reject the other"."""
        if slots.deals or slots.customer:
            return slots
        deals = [name for name in thread.listed if name.startswith("DR-")]
        if not deals and thread.requests:
            deals = list(thread.requests[-1].slots.deals)
        if len(deals) == 1 and reading.has(self._vocabulary.words("anaphora")):
            return replace(slots, deals=tuple(deals))
        return replace(slots, deals=tuple(deals[n] for n in self._places(reading, len(deals))))


def _by_kind(listed: Sequence[str]) -> dict[str, list[str]]:
    """Names of a list by the slot that they fill. Orders are told from part numbers only by those talked about."""
    deals = [name for name in listed if name.startswith("DR-")]
    return {"deals": deals} if deals else {"orders": list(listed), "mpns": list(listed)}


def _beside(slots: Slots) -> tuple[int | None, ...]:
    """One quantity beside each product."""
    return (*slots.quantities, *[None] * len(slots.mpns))[: len(slots.mpns)]


def of_the_topic(capability: Capability, reading: Reading, last: Request | None) -> Capability:
    """What ends, asked after registrations, are registrations, unless subscriptions are named."""
    after_deals = last is not None and last.capability in _OF_DEALS
    if capability is Capability.RENEWAL_LIST and after_deals and not _SUBSCRIPTIONS.search(reading.text):
        return Capability.DEAL_STATUS
    return capability
