"""The one door: a message, its thread and the names in the asker's sight become requests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

import yaml

from bot.understanding.dates import date_patterns, find_dates
from bot.understanding.evidence import Verdict, kinds_of
from bot.understanding.figures import figure_patterns, find_currencies, find_figures, find_numbers, find_spans
from bot.understanding.filling import Filled, Filling
from bot.understanding.followups import Answer, Followups, ThreadMemory, of_the_topic
from bot.understanding.habits import load_habits
from bot.understanding.identifiers import find_addresses, find_identifiers
from bot.understanding.marks import Marks, cover, read_words, tag_openers
from bot.understanding.names import Names
from bot.understanding.particulars import details, ones, wants_drafts
from bot.understanding.parties import Parties
from bot.understanding.pasted import Pasted, take_apart
from bot.understanding.products import Products
from bot.understanding.questions import asked_back
from bot.understanding.reading import Reading
from bot.understanding.requests import Capability, Request, Slots, Understanding
from bot.understanding.unlisted import find_unlisted
from bot.understanding.vocabulary import Tables, Vocabulary, language_of, load_vocabulary
from bot.understanding.wishes import Wish, wishes_of
from bot.understanding.words import LONGEST, clean, split_words

_QUESTION = 3
_TALK = {Capability.SMALLTALK, Capability.HELP, Capability.CONFIRM, Capability.CANCEL}
_NO_TOPIC = {*_TALK, Capability.REFUSE, Capability.HANDOVER}
_DRAFT_CHANGES = {Capability.DEAL_AMEND, Capability.CONFIRM, Capability.CANCEL}


class Engine:
    """Everything compiled for one set of names: keep it while they stay the same."""

    def __init__(self, names: Names, vocabulary: Vocabulary | None = None) -> None:
        self.names = names
        self._vocabulary = vocabulary or load_vocabulary()
        self._evidence = load_evidence()
        self._habits = load_habits()
        self._figures = figure_patterns(self._vocabulary)
        self._dates = date_patterns(self._vocabulary)
        self._products = Products(names, self._vocabulary)
        self._parties = Parties(names, self._vocabulary)
        self._filling = Filling(names, self._vocabulary, self._parties, self._evidence)
        self._followups = Followups(self._vocabulary, self._products, self._evidence)

    def read(self, text: str, now: datetime, language: str | None = None) -> Reading:
        """Words, entities and cues of a message. `language` is that of the thread, for messages too short to tell."""
        text = clean(text)
        marks = Marks()
        raw = read_words(split_words(text), self._vocabulary)
        find_addresses(text, marks)
        self._products.find_written(raw, marks)
        find_figures(text, marks, self._figures)
        find_identifiers(text, marks, self.names, now.date())
        if not self.names.products:
            find_unlisted(text, raw, marks)
        self._products.find(raw, marks)
        find_spans(text, marks, self._figures, self._vocabulary.numbers)
        find_dates(text, marks, self._dates, now.date())
        find_currencies(raw, marks, self._figures)
        self._parties.find(raw, marks)
        find_numbers(raw, marks)
        words = tag_openers(cover(raw, marks), self._vocabulary)
        found = self._vocabulary.capabilities.find(words)
        cues = [hit for hit in found if not hit.name or self._parties.is_name(words[hit.name[0] : hit.name[1]])]
        return Reading(
            text,
            tuple(words),
            marks,
            tuple(cues),
            tuple(self._vocabulary.hints.find(words)),
            tuple(self._vocabulary.names.find(words)),
            tuple(self._vocabulary.followups.find(words)),
            language_of(words, cues, self._vocabulary, language),
            tuple(
                w.folded
                for w in words
                if len(w.forms) == 1 and not w.kinds and not self._vocabulary.spelling.knows(w.folded)
            ),
        )

    def understand(self, text: str, thread: ThreadMemory, now: datetime) -> Understanding:
        """All wishes of the message; never raises on any text. `now` is aware, in the asker's local zone."""
        last = thread.requests[-1] if thread.requests else None
        pasted = take_apart(text[:LONGEST])
        if pasted.is_letter or pasted.labelled:
            registered = self._pasted(pasted, thread, now)
            if registered:
                return registered
        reading = _about_one_deal(self.read(text, now, last.language if last else None), _last_wish(thread))
        if not reading.words:
            return self._one(reading, Capability.SMALLTALK, ("no words",))
        if wants_drafts(reading.text) and self.names.own_kind in _REGISTRANTS:
            kept = self._one(reading, Capability.DEAL_STATUS, ("drafts that were begun and wait",))
            return replace(kept, requests=(replace(kept.requests[0], slots=Slots(aspects=("drafts",))),))
        wishes = wishes_of(reading, self.names.own_kind, self._evidence, self._vocabulary, self._habits)
        from_thread = self._from_thread(reading, wishes, thread)
        if from_thread:
            from_thread = tuple(self._told_more(request, reading, now) for request in from_thread)
            return Understanding(from_thread, from_thread[0].language)
        if _registers(reading, wishes):
            verdict = Verdict(Capability.DEAL_REGISTER, 0, 0, ("registering, with products and a value",))
            wishes = [Wish(verdict, 0, len(reading.text))]
        if not wishes:
            wishes = [Wish(self._fallback(reading), 0, len(reading.text))]
        requests = self._shared([self._request(wish, reading, thread, now) for wish in wishes])
        return Understanding(tuple(requests), reading.language)

    def _pasted(self, pasted: Pasted, thread: ThreadMemory, now: datetime) -> Understanding | None:
        """A mail, or labelled lines, below words that ask for a registration: all of it is that one wish."""
        asks = self.read(pasted.above, now)
        if not any(hit.phrase.target == Capability.DEAL_REGISTER for hit in asks.cues):
            return None
        reading = self.read(pasted.said, now)
        verdict = Verdict(Capability.DEAL_REGISTER, 0, 0, ("a mail or labelled lines below the wish to register",))
        wish = Wish(verdict, 0, len(reading.text))
        return Understanding((self._request(wish, reading, thread, now, pasted),), asks.language)

    # ------------------------------------------------------------------ the thread
    def _from_thread(self, reading: Reading, wishes: Sequence[Wish], thread: ThreadMemory) -> tuple[Request, ...]:
        """What the message says to the last turn, or nothing if it stands by itself."""
        last = _last_wish(thread)
        if last and last.slots.quantities and _corrects_number(reading, wishes):
            wishes = []
        choices = thread.choices or (last.clarification.choices if last and last.clarification else ())
        cue = wishes[0].verdict.cue if wishes else 0.0
        picked = self._followups.chosen(reading, choices)
        if picked:
            chosen = replace(picked, text=reading.text, language=reading.language, clarification=None)
            return (replace(chosen, reasons=("one of the choices",)),)
        if thread.open_draft:
            answered = self._answered(reading, wishes, thread)
            if answered:
                return (answered,)
        capability = wishes[0].verdict.capability if wishes else None
        if last is None or capability is Capability.REFUSE:
            return ()
        if capability in _TALK and not reading.marks.found:
            return ()
        points = wishes[0].verdict.points if wishes else 0.0
        if capability in _TALK:
            cue, points = 0.0, 0.0
        changes = capability in _DRAFT_CHANGES and thread.open_draft
        if not self._followups.goes_on(reading, 0.0 if changes else cue, points):
            return ()
        return self._all_continued(last, reading, thread)

    def _all_continued(self, last: Request, reading: Reading, thread: ThreadMemory) -> tuple[Request, ...]:
        """The last wish goes on, with the others of its message that the new words change too: "make it 20" after
        "price and stock of FW60".
        """
        together = thread.requests[-thread.latest :] if thread.latest > 1 else ()
        able = [wish for wish in together if wish.capability in self._evidence["combinable"]]
        goes_on = [self._continued(wish, reading, thread) for wish in able]
        changed = [new for wish, new in zip(able, goes_on, strict=True) if self._changes(wish, new)]
        return tuple(changed) if last in able and changed else (self._continued(last, reading, thread),)

    def _changes(self, before: Request, after: Request) -> bool:
        """Do the new words say something that this wish is about?"""
        said = {f.name for f in fields(Slots) if getattr(before.slots, f.name) != getattr(after.slots, f.name)}
        about = self._evidence["only_for"]
        return any(before.capability in about.get(name, (before.capability,)) for name in said - {"aspects"})

    def _answered(self, reading: Reading, wishes: Sequence[Wish], thread: ThreadMemory) -> Request | None:
        answer = self._followups.answer(reading)
        best = wishes[0].verdict if wishes else None
        last = _last_wish(thread)
        if best and best.cue >= _CLEARLY_OTHER and best.capability not in {*_DRAFT_CHANGES, thread.open_draft}:
            return None
        if answer in {Answer.YES, Answer.NO}:
            capability = Capability.CONFIRM if answer is Answer.YES else Capability.CANCEL
            return self._one(reading, capability, (f"answers the open draft: {capability}",)).requests[0]
        changes = answer is Answer.CHANGE or (
            reading.marks.found
            and (best is None or best.capability in _DRAFT_CHANGES or self._may_change(best, reading))
        )
        if changes and last and not (reading.marks.of("deal") and last.capability is Capability.DEAL_REGISTER):
            return self._continued(last, reading, thread)
        return None

    def _may_change(self, best: Verdict, reading: Reading) -> bool:
        """Is what the words speak for weak enough that they may only correct the draft?"""
        asks = best.capability in self._evidence["combinable"] or "?" in reading.text
        return best.cue < _CLEARLY_OTHER and (bool(reading.followups) or not asks)

    def _continued(self, last: Request, reading: Reading, thread: ThreadMemory) -> Request:
        filled = self._filling.fill(last.capability, reading, 0, len(reading.text), continued=True)
        if not last.capability.startswith(_MAY_NAME_UNKNOWN):
            filled = replace(
                filled,
                slots=replace(filled.slots, customer=filled.slots.customer if reading.marks.of("customer") else None),
            )
        slots = self._followups.overlaid(last, filled, reading)
        if slots == last.slots:
            slots = self._followups.pointed_at(slots, thread.listed, reading)
        reasons = (f"goes on with {last.capability}",)
        request = Request(last.capability, slots, reading.text, reading.language, reasons, filled.resolved)
        return asked_back(request, filled, reading, self.names, self._evidence, continued=bool(thread.requests))

    # ------------------------------------------------------------------ one wish
    def _request(
        self, wish: Wish, reading: Reading, thread: ThreadMemory, now: datetime, pasted: Pasted | None = None
    ) -> Request:
        capability = of_the_topic(wish.verdict.capability, reading, _last_wish(thread))
        filled = self._filling.fill(capability, reading, wish.start, wish.end)
        slots = self._with_variants(capability, filled, thread)
        if capability is wish.verdict.capability:
            slots = self._followups.carried(capability, slots, reading, thread)
        slots = self._with_deal(capability, slots)
        said = reading.text[wish.start : wish.end].strip(" ,;")
        if capability is Capability.KNOWLEDGE_ASK and not reading.marks.found:
            said = self._followups.asked_on(said, reading, thread)
        if capability is Capability.DEAL_REGISTER:
            slots = self._detailed(slots, reading, pasted or Pasted(reading.text), now)
        request = Request(
            capability,
            slots,
            said,
            reading.language,
            wish.verdict.reasons,
            filled.resolved,
        )
        return asked_back(request, filled, reading, self.names, self._evidence, continued=bool(thread.requests))

    def _told_more(self, request: Request, reading: Reading, now: datetime) -> Request:
        """What goes on with a registration may say further fields of it."""
        if request.capability is not Capability.DEAL_REGISTER:
            return request
        return replace(request, slots=self._detailed(request.slots, reading, Pasted(reading.text), now))

    def _detailed(self, slots: Slots, reading: Reading, pasted: Pasted, now: datetime) -> Slots:
        """Slots with all further fields of a registration; what they tell better replaces that of the slots."""
        found = details(reading, pasted, now.date(), slots.customer, slots.person, self._vocabulary.numbers)
        value = Decimal(found.pop("value")) if "value" in found else slots.value
        if not reading.marks.of("money") and value is not None and found.get("postcode") == str(value):
            value = None
        return replace(
            slots,
            value=value,
            quantities=ones(reading, slots.mpns, slots.quantities),
            customer=found.pop("customer", None) or slots.customer,
            person=found.pop("contact_name", None) or slots.person,
            email=found.pop("contact_email", None) or slots.email,
            details=tuple(sorted(found.items())),
        )

    def _with_variants(self, capability: Capability, filled: Filled, thread: ThreadMemory) -> Slots:
        """The pack that is meant by "the 5 pack": that of the product talked about, else the only one there is."""
        slots = filled.slots
        if slots.mpns and filled.variants:
            further = self._products.variant(slots.mpns, filled.variants[0])
            return replace(slots, mpns=tuple(dict.fromkeys((*slots.mpns, further)))) if further else slots
        if not filled.variants or capability is Capability.KNOWLEDGE_ASK:
            return slots
        before = thread.requests[-1].slots.mpns if thread.requests else ()
        mpn = self._products.variant(before, filled.variants[0]) or self._products.variant((), filled.variants[0])
        return replace(slots, mpns=(mpn,)) if mpn else slots

    def _with_deal(self, capability: Capability, slots: Slots) -> Slots:
        """The deal of a customer, where the asker sees exactly one."""
        if slots.deals or not slots.customer or capability in {Capability.DEAL_REGISTER, Capability.DEAL_CONFLICT}:
            return slots
        if not capability.startswith(("deal.", "price.special")):
            return slots
        deals = [deal.number for deal in self.names.deals if deal.customer == slots.customer]
        return replace(slots, deals=tuple(deals)) if len(deals) == 1 else slots

    def _shared(self, requests: Sequence[Request]) -> list[Request]:
        """Several wishes share what only one of them names: "price and stock of FW120"."""
        shared = []
        for request in requests:
            slots, clarification = request.slots, request.clarification
            for name in ("mpns", "deals", "orders"):
                if request.capability in self._evidence["objects"].get(name, ()) and not any(
                    getattr(slots, other) for other in ("mpns", "deals", "orders", "customer")
                ):
                    giver = next((r.slots for r in requests if getattr(r.slots, name)), None)
                    if giver:
                        slots = replace(slots, **{name: getattr(giver, name)})
                        clarification = None
            shared.append(replace(request, slots=self._with_count(request.capability, slots, requests)))
            shared[-1] = replace(shared[-1], clarification=clarification)
        return shared

    def _with_count(self, capability: Capability, slots: Slots, requests: Sequence[Request]) -> Slots:
        """How many, where only another wish about the same products says so: "price for FW120, are 4 in stock?"."""
        if slots.quantities or not slots.mpns or capability not in self._evidence["quantity"]:
            return slots
        others = [r.slots for r in requests if r.slots.quantities and r.slots.mpns in {(), slots.mpns}]
        return replace(slots, quantities=others[0].quantities) if others else slots

    # ------------------------------------------------------------------ nothing said plainly
    def _fallback(self, reading: Reading) -> Verdict:
        present = kinds_of(reading.marks)
        for *kinds, capability in self._evidence["alone"]:
            if present.issuperset(kinds) and not ("number" in kinds and not self._counts(reading)):
                return Verdict(Capability(capability), 0, 0, (f"only {' and '.join(kinds)} named",))
        asks = "?" in reading.text or len(reading.content) > _QUESTION
        if asks and not self._chats(reading) and self._is_of_the_trade(reading):
            return Verdict(Capability.KNOWLEDGE_ASK, 0, 0, ("a question with nothing else to go by",))
        return Verdict(Capability.SMALLTALK, 0, 0, ("no wish found",))

    def _counts(self, reading: Reading) -> bool:
        """Is a number there how many of something?"""
        filled = self._filling.fill(Capability.PRICE_QUOTE, reading, 0, len(reading.text))
        return bool(filled.slots.quantities or filled.loose)

    def _is_of_the_trade(self, reading: Reading) -> bool:
        kinds = {"product", "line", "tier", "vendor", "deal", "certificate", "org"}
        return any(kinds & w.kinds or not self._vocabulary.domain.isdisjoint(w.forms) for w in reading.words)

    def _chats(self, reading: Reading) -> bool:
        return any(hit.phrase.target in {"smalltalk", "help"} for hit in reading.cues)

    def _one(self, reading: Reading, capability: Capability, reasons: tuple[str, ...]) -> Understanding:
        return Understanding((Request(capability, Slots(), reading.text, reading.language, reasons),), reading.language)


def _registers(reading: Reading, wishes: Sequence[Wish]) -> bool:
    """Is something to be registered that has products and a value, whatever else the words speak of?"""
    if any(wish.verdict.capability in {Capability.REFUSE, Capability.DEAL_AMEND} for wish in wishes):
        return False
    whole = reading.marks.of("product") and reading.marks.of("money", "email") and not reading.marks.of("deal", "order")
    return bool(whole) and "?" not in reading.text[-2:] and bool(_REGISTERING.search(reading.text))


def _about_one_deal(reading: Reading, last: Request | None) -> Reading:
    """Without the cues of a question about the rules, where a deal or customer is named, or the deal talked about is
    meant: "the protection" after its status.
    """
    named = bool(reading.marks.of("deal", "customer"))
    talked_about = last is not None and bool(last.slots.deals or last.slots.customer)
    cues = [
        hit
        for hit in reading.cues
        if hit.phrase.target != Capability.KNOWLEDGE_ASK
        or hit.phrase.weight < _ASKS_RULES
        or not (named or (talked_about and any(w.folded in _DEFINITE for w in reading.words[hit.start : hit.end])))
    ]
    return replace(reading, cues=tuple(cues))


def _corrects_number(reading: Reading, wishes: Sequence[Wish]) -> bool:
    """Does "15 is wrong" or "correct it to 15" speak of a number of the last turn, not of a document?"""
    return (
        bool(wishes and reading.marks.of("number"))
        and wishes[0].verdict.capability is Capability.KNOWLEDGE_SUGGEST
        and len(reading.words) <= _SHORT
        and not reading.marks.of("product", "line")
    )


def _last_wish(thread: ThreadMemory) -> Request | None:
    """The latest request that was about something; thanks and the like are no topic."""
    return next((request for request in reversed(thread.requests) if request.capability not in _NO_TOPIC), None)


_REGISTERING = re.compile(
    r"\b(?:regist(?:er|rier)\w*|registration|\w*anmeld(?:en|ung)|meldet?\b[^.?!]*\ban\b|angemeldet|protection|projektschutz)\b",
    re.IGNORECASE,
)
_REGISTRANTS = {"reseller", "distributor"}
_CLEARLY_OTHER = 8.0
_ASKS_RULES = 14.0
_DEFINITE = {"the", "der", "die", "das"}
_SHORT = 7
_MAY_NAME_UNKNOWN = ("deal.", "price.special", "renewal.")


@lru_cache(maxsize=1)
def load_evidence() -> Tables:
    """The language-independent evidence, read once per process."""
    text = files("bot.understanding").joinpath("languages", "evidence.yaml").read_text(encoding="utf-8")
    loaded: Tables = yaml.safe_load(text)
    return loaded


@lru_cache(maxsize=64)
def engine_for(names: Names) -> Engine:
    """The engine of these names; the last sixty-four are kept."""
    return Engine(names)


def understand(text: str, thread: ThreadMemory, names: Names, now: datetime) -> Understanding:
    """All wishes of the message. `now` is aware, in the asker's local zone."""
    return engine_for(names).understand(text, thread, now)
