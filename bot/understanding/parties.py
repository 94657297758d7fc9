"""Organisations, customers, people, places, lines, tiers and certificates in the asker's sight."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from bot.understanding.marks import Mark, Marks
from bot.understanding.names import Names
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.words import Word, fold, spellings, split_words

Key = tuple[str, ...]
_SHORTEST_ALIAS = 3
_SHORTEST_MISSPELT = 5
_LONGEST_KEY = 6
_UNMISTAKABLE = frozenset({"gmbh", "ggmbh", "mbh", "kgaa", "ltd", "limited", "plc", "llp", "inc", "asa", "oyj", "sarl"})


class Parties:
    """The names of one asker, indexed by the words people write for them."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._legal = frozenset(fold(w) for w in vocabulary.organisations["legal_forms"])
        self._generic = self._legal | frozenset(fold(w) for w in vocabulary.organisations["generic"])
        self._customer_kinds = frozenset(fold(w) for w in vocabulary.organisations["customer_kinds"])
        self._entries: dict[Key, tuple[tuple[str, ...], object]] = {}
        self._guarded: dict[Key, frozenset[str]] = {}
        self._add_places(names)
        self._add_lines_and_tiers(names)
        self._add_people(names)
        self._add_customers(names)
        self._add_organisations(names)
        self._misspellable = [key for key in self._entries if len(key) == 1 and len(key[0]) >= _SHORTEST_MISSPELT]
        initials = {re.split(r"\W", p.mpn)[0].lower() for p in names.products if "-" in p.mpn}
        self._certificate = re.compile(rf"(?:{'|'.join(sorted(initials)) or '(?!)'})[a-z]{{2,3}}")

    # ------------------------------------------------------------------ building
    def _put(self, phrase: str, kinds: tuple[str, ...], value: object) -> None:
        for spelt in spellings(phrase):
            key = tuple(word.folded for word in split_words(spelt))
            if key:
                self._entries[key] = (kinds, value)

    def line_of(self, word: str) -> str | None:
        """The line that a word means, if it means one."""
        kinds, value = self._entries.get((fold(word),), ((), None))
        return str(value) if "line" in kinds else None

    def _add_organisations(self, names: Names) -> None:
        words_of = {o.key: [w.folded for w in split_words(o.name)] for o in names.organisations}
        for organisation in names.organisations:
            kind = "reseller" if organisation.kind == "prospect" else organisation.kind
            kinds = (kind, "org", "own") if organisation.name == names.own_organisation else (kind, "org")
            own = [w for w in words_of[organisation.key] if w not in self._legal]
            self._put(organisation.name, kinds, organisation.name)
            self._put(" ".join(own), kinds, organisation.name)
            for word in own:
                others = [key for key, words in words_of.items() if key != organisation.key and word in words]
                if len(word) > _SHORTEST_ALIAS and word not in self._generic and not others:
                    self._put(word, kinds, organisation.name)
            self._put(organisation.key, kinds, organisation.name)

    def _add_customers(self, names: Names) -> None:
        customers = list(dict.fromkeys(deal.customer for deal in names.deals if deal.customer))
        owners: dict[str, set[str]] = defaultdict(set)
        for customer in customers:
            for word in self._telling(customer):
                owners[word].add(self._telling(customer)[-1])
        for customer in reversed(customers):
            telling = self._telling(customer)
            self._put(customer, ("customer",), customer)
            self._put(" ".join(telling), ("customer",), customer)
            for word in telling:
                if len(owners[word]) == 1 and len(word) > _SHORTEST_ALIAS and word not in self._generic:
                    self._put(word, ("customer",), customer)

    def _telling(self, name: str) -> list[str]:
        return [w.folded for w in split_words(name) if w.folded not in self._legal] or [fold(name)]

    def _add_people(self, names: Names) -> None:
        parts: dict[str, set[str]] = defaultdict(set)
        for _, name in names.people:
            for part in name.split():
                parts[fold(part)].add(name)
        for _, name in names.people:
            self._put(name, ("person",), name)
            for part in name.split():
                if len(parts[fold(part)]) == 1 and len(part) >= _SHORTEST_ALIAS:
                    self._put(part, ("person",), part)

    def _add_places(self, names: Names) -> None:
        places = self._vocabulary.places
        for territory, words in places["names"].items():
            for word in words:
                self._put(word, ("territory",), territory)
        for country, cities in places["cities"].items():
            for city in cities:
                self._put(city, ("city",), country)
        same = {fold(name): group for group in places["same_city"] for name in group}
        for warehouse in names.warehouses:
            for name in warehouse.split("/"):
                town = re.sub(r"\s+[A-Z]{2}$", "", name.strip())
                for written in sorted({*same.get(fold(town), ())}):
                    self._put(written, ("warehouse",), town)
        for warehouse in names.warehouses:
            for name in warehouse.split("/"):
                town = re.sub(r"\s+[A-Z]{2}$", "", name.strip())
                self._put(town, ("warehouse",), town)

    def _add_lines_and_tiers(self, names: Names) -> None:
        lines = {fold(line): line for _, line in names.lines}
        for table in self._vocabulary.tables.values():
            for word, line in table["line_words"].items():
                if fold(line) in lines:
                    self._put(str(word), ("line",), lines[fold(line)])
        for _, line in names.lines:
            self._put(line, ("line",), line)
        for table in self._vocabulary.tables.values():
            for word, tier in table["tier_words"].items():
                if tier in names.tiers:
                    self._put(str(word), ("tier",), tier)
        for tier in names.tiers:
            self._put(tier, ("tier",), tier)

    # ------------------------------------------------------------------ finding
    def find(self, words: Sequence[Word], marks: Marks) -> None:
        """Marks every name; value is the name as the asker's world writes it (a country code for places)."""
        i = 0
        while i < len(words):
            i += self._find_at(words, i, marks)
        self._find_codes(words, marks)
        self._find_certificates(words, marks)

    def _find_at(self, words: Sequence[Word], i: int, marks: Marks) -> int:
        for length in range(min(_LONGEST_KEY, len(words) - i), 0, -1):
            window = words[i : i + length]
            if not marks.free(window[0].start, window[-1].end) or any(
                w.breaks and "&" not in w.before for w in window[1:]
            ):
                continue
            found = self._entry(window)
            if found and not self._doubtful(found[0], words, i, length):
                typed = " ".join(word.raw for word in window)
                marks.add(Mark(found[0], found[1], window[0].start, window[-1].end, typed))
                return length
        return 1

    def _entry(self, window: Sequence[Word]) -> tuple[tuple[str, ...], object] | None:
        key = tuple(word.folded for word in window)
        last = key[-1]
        for tried in (key, (*key[:-1], last.removesuffix("s")), (*key[:-1], last.removesuffix("er"))):
            if tried in self._entries and (tried == key or len(tried[-1]) > _SHORTEST_ALIAS):
                return self._entries[tried]
        word = window[0]
        if (
            len(key) > 1
            or len(last) < _SHORTEST_MISSPELT - 1
            or self._vocabulary.spelling.knows(last)
            or not last.isalpha()
        ):
            return None
        if len(word.forms) > 1:
            return None
        near = [
            k
            for k in self._misspellable
            if abs(len(k[0]) - len(last)) <= 1 and k[0][0] == last[0] and OSA.distance(last, k[0], score_cutoff=1) <= 1
        ]
        return self._entries[near[0]] if len(near) == 1 else None

    def _doubtful(self, kinds: tuple[str, ...], words: Sequence[Word], i: int, length: int) -> bool:
        """Is an ordinary word meant, or a longer name of which this is a part ("Klinikum Passau")?"""
        word = words[i]
        if "tier" in kinds:
            return self._doubtful_tier(words, i)
        if "person" in kinds and length == 1:
            return not word.raw[:1].isupper() and self._vocabulary.spelling.knows(word.folded)
        if "customer" in kinds and length == 1:
            beside = words[i + 1 : i + 2] if not _breaks(words, i + 1) else []
            before = words[i - 1] if i and not word.breaks else None
            if before and before.folded in self._customer_kinds and before.folded not in self._entry_words(word):
                return True
            return any(
                w.raw[:1].isupper()
                and not self._vocabulary.spelling.knows(w.folded)
                and w.folded not in self._entry_words(word)
                and w.folded not in self._legal
                for w in beside
            )
        if "city" in kinds and length == 1 and (word.folded,) not in self._entries:
            after = words[i + 1] if i + 1 < len(words) else None
            return after is not None and (self.is_legal_form(after) or "&" in after.before)
        return kinds[0] == "territory" and word.raw.islower() and word.folded in {"us", "no"}

    def _entry_words(self, word: Word) -> list[str]:
        _, value = self._entries.get((word.folded,), ((), ""))
        return self._telling(str(value))

    def _doubtful_tier(self, words: Sequence[Word], i: int) -> bool:
        if words[i].folded not in self._vocabulary.words("tier_guard"):
            return False
        near = words[max(0, i - 3) : i + 4]
        said = [self._entries.get((w.folded,)) for w in near if w is not words[i]]
        if any(entry and "tier" in entry[0] for entry in said):
            return False
        beside = [*words[max(0, i - 1) : i], *words[i + 1 : i + 2]]
        return not any(w.folded in self._vocabulary.words("tier_near") for w in beside)

    def _find_codes(self, words: Sequence[Word], marks: Marks) -> None:
        codes = set(self._vocabulary.places["codes"])
        shouting = sum(word.raw.isupper() for word in words) > len(words) / 2
        for i, word in enumerate(words):
            led = (
                i > 0
                and words[i - 1].folded in {"in", "for", "fuer", "fur", "and", "und"}
                and word.folded not in {"de", "it", "no", "at", "be", "es"}
            )
            if word.raw.upper() in codes and (
                (word.raw.isupper() and not shouting) or (led and word.folded not in {"se", "fi"})
            ):
                marks.add(Mark(("territory",), word.raw.upper(), word.start, word.end, word.raw))

    def _find_certificates(self, words: Sequence[Word], marks: Marks) -> None:
        for word in words:
            if self._certificate.fullmatch(word.folded) and not self._vocabulary.spelling.knows(word.folded):
                marks.add(Mark(("certificate",), word.raw.upper(), word.start, word.end, word.raw))

    # ------------------------------------------------------------------ customers of a sentence
    def is_name(self, words: Sequence[Word], *, anything: bool = False) -> bool:
        """Could these words be a name: one that is in no list of ours, or has a capital inside a sentence?
        With `anything` any words but the trade's own.
        """
        if not anything and not any(self._unusual(w) for w in words):
            return False
        not_names = (
            self._vocabulary.words("not_names")
            | self._vocabulary.words("name_stops")
            | self._vocabulary.words("anaphora")
        )
        return any(not_names.isdisjoint(w.forms) and not w.folded.isdigit() for w in words)

    def is_unheard_of(self, words: Sequence[Word]) -> bool:
        """Is this a name of none of ours: its first word in no list, and no customer by kind ("Klinikum Passau")?"""
        kinds = any(w.folded in self._customer_kinds for w in words)
        return not kinds and not self._vocabulary.spelling.knows(words[0].folded) and self.is_name(words)

    def _unusual(self, word: Word) -> bool:
        known = self._vocabulary.spelling.knows(word.folded)
        return not known or bool({"customer", "org"} & word.kinds) or (word.raw[:1].isupper() and word.before == " ")

    def without_town(self, words: Sequence[Word]) -> list[Word]:
        """A name without what follows its legal form: "Nordvik AS Bergen" is the Nordvik AS, in Bergen."""
        forms = [i for i, word in enumerate(words) if i and self.is_legal_form(word)]
        if not forms:
            return list(words)
        after = words[forms[-1] + 1 :]
        plain = words[forms[-1]].raw.isupper() or words[forms[-1]].folded in _UNMISTAKABLE
        placed = all({"city", "territory", "warehouse"} & word.kinds for word in after)
        return list(words[: forms[-1] + 1]) if plain or placed else list(words)

    def is_legal_form(self, word: Word) -> bool:
        """Is it one, and not an ordinary word written alike ("as", "spa")?"""
        return word.folded in self._legal and (word.folded in _UNMISTAKABLE or not word.raw.islower())

    def has_legal_form(self, words: Iterable[Word]) -> bool:
        """Does a legal form or a kind of institution stand in it?"""
        return any(w.folded in self._legal or w.folded in self._customer_kinds for w in words)


def _breaks(words: Sequence[Word], i: int) -> bool:
    return i >= len(words) or words[i].breaks


def tiers_and_above(found: Sequence[str], text: str, vocabulary: Vocabulary, order: Sequence[str]) -> tuple[str, ...]:
    """The tiers said; with "silver+" or "silver and above" all above it too, in the world's order."""
    marks = "|".join(re.escape(mark) for mark in vocabulary.phrases("and_above") if mark != "+")
    open_end = any(re.search(rf"{re.escape(t)}(?:\+(?!\w)|\s(?:{marks})(?!\w))", text, re.IGNORECASE) for t in found)
    if open_end and found[0] in order:
        programme = [tier for tier in order if ("dealer" in tier) == ("dealer" in found[0])]
        return tuple(programme[programme.index(found[0]) :])
    return tuple(found)
