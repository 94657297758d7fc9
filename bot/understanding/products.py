"""Part numbers as people write them: short, spaced, spoken, misspelt, by family ("48 port switch", "the 120")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from bot.understanding.marks import Mark, Marks
from bot.understanding.names import Names, ProductName
from bot.understanding.variants import Feature, digits_of, feature_of, variant_at
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.words import Word, fold, split_words

_LONGEST = 8
_SHORTEST_FUZZY = 4
_JOINERS = {"", " ", "-", "_", " - ", "/ "}
_NUMBERED = re.compile(r"[a-z]+(\d{2,})([a-jln-wyz]?)")
_PLURAL = re.compile(r"(?:s|er|ern|ers|en|n)$")
_NOT_BARE = {"pct", "money", "days", "date"}


@dataclass(frozen=True)
class ProductFind:
    """What a stretch of words was taken for. Several `mpns` mean that it could be any of them; `variants` are other
    packs and bundles of the one found; `sure` is false for family words, bare numbers and misspellings.
    """

    mpns: tuple[str, ...]
    sure: bool = True
    bare: bool = False
    variants: tuple[str, ...] = ()

    @property
    def one(self) -> str | None:
        """The product, if it is one."""
        return self.mpns[0] if len(self.mpns) == 1 else None


@dataclass
class _Aliases:
    written: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    bare: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nearly_bare: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_digits: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


class Products:
    """The products of one asker's names, indexed by all that people write for them."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._canonical = {
            k: str(v) for t in vocabulary.tables.values() for k, v in _folded(t["product_words"]).items()
        }
        self._variant_words = {
            kind: frozenset(
                fold(w.strip()) for t in vocabulary.tables.values() for w in t["variant_words"][kind].split(",")
            )
            for kind in ("pack", "bundle", "month", "generation")
        }
        self._determiners = vocabulary.words("determiners") | {fold(k) for k in vocabulary.numbers}
        self._mpns = tuple(product.mpn for product in names.products)
        self._aliases = _Aliases()
        self._families: dict[str, list[tuple[tuple[str, ...], str, bool]]] = defaultdict(list)
        lines = {compact(line) for _, line in names.lines}
        self._heads = {part for word in vocabulary.words("heads") for part in self._family([word])}
        for product in names.products:
            self._index(product, lines)
        self._features = {mpn: feature_of(mpn, base) for mpn in self._mpns for base in self._bases(mpn)[:1]}

    # ------------------------------------------------------------------ building
    def _index(self, product: ProductName, lines: set[str]) -> None:
        parts = [fold(part) for part in re.split(r"[^0-9A-Za-z]+", product.mpn) if part]
        own = parts[1:] if len(parts) > 1 and parts[0].isalpha() else parts
        for alias in {"".join(parts), "".join(own)}:
            self._aliases.written[alias].add(product.mpn)
            self._aliases.by_digits[_digits(alias)].add(alias)
        if not self._bases(product.mpn):
            for start in range(len(own)):
                for end in range(start + 1, len(own) + 1):
                    alias = "".join(own[start:end])
                    if len(alias) > 2 and not alias.isdigit() and not alias.isalpha() and alias not in lines:  # noqa: PLR2004 - two letters say too little
                        self._aliases.written[alias].add(product.mpn)
            for part in (own[0], own[-1]):
                found = _NUMBERED.fullmatch(part)
                if found:
                    self._aliases.bare[found[1] + found[2]].add(product.mpn)
                    self._aliases.nearly_bare[found[1]].add(product.mpn)
        for words in (*product.family_words, product.name):
            sequence = self._family([word.folded for word in split_words(words)])
            self._add_parts(sequence, product.mpn)
            if sequence and not (len(sequence) == 1 and len(sequence[0]) <= 2):  # noqa: PLR2004 - too short to mean one
                self._families[sequence[0]].append((sequence, product.mpn, True))

    def _add_parts(self, sequence: tuple[str, ...], mpn: str) -> None:
        """The last two words of a family ("LR optic"), and the last one where whole lines are called so ("switch")."""
        plain = all(word.isalpha() and word not in self._determiners for word in sequence[-2:])
        parts = [sequence[-2:]] if plain and len(sequence) > 2 else []  # noqa: PLR2004 - longer than its part
        if len(sequence) > 1 and sequence[-1] in self._heads:
            parts.append(sequence[-1:])
        for part in parts:
            if (part, mpn, False) not in self._families[part[0]]:
                self._families[part[0]].append((part, mpn, False))

    def _bases(self, mpn: str) -> list[str]:
        """Products of which this one is a pack, bundle or generation, the nearest first."""
        return sorted((other for other in self._mpns if mpn.startswith(f"{other}-")), key=len, reverse=True)

    def _family(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(_singular(part) for word in words for part in self._canonical.get(word, word).split())

    # ------------------------------------------------------------------ finding
    def find(self, words: Sequence[Word], marks: Marks) -> None:
        """Marks products that are called by family, pack or bare number; value is a `ProductFind`, or for a variant
        without its product ("the 5 pack") a feature.
        """
        self._find_families(words, marks)
        self._find_variants(words, marks)
        self._join_variants(words, marks)
        self._find_bare(words, marks)

    def find_written(self, words: Sequence[Word], marks: Marks) -> None:
        """Marks part numbers written out, shortened, spaced, spoken or misspelt; value is a `ProductFind`."""
        self._find_families(words, marks, with_digits=True)
        i = 0
        while i < len(words):
            windows = [
                w
                for length in range(min(_LONGEST, len(words) - i), 0, -1)
                if (w := self._window(words, i, length, marks))
            ]
            tries = ((window, self._written(window)) for window in windows)
            window, found = next(((w, f) for w, f in tries if f), (None, None))
            if not found:
                misspelt = ((window, self._misspelt(window)) for window in windows)
                window, found = next(((w, f) for w, f in misspelt if f), (None, None))
            if window and found:
                self._mark(marks, window, found)
            i += len(window) if window else 1

    @staticmethod
    def _window(words: Sequence[Word], i: int, length: int, marks: Marks) -> Sequence[Word] | None:
        window = words[i : i + length]
        joined = all(word.before in _JOINERS for word in window[1:]) and not (length > 1 and window[0].folded.isdigit())
        last = [word.folded for word in words[i + length - 1 : i + length + 1]]
        idiom = length > 1 and window[-1].before == " " and last == ["out", "of"]
        return window if joined and not idiom and marks.free(window[0].start, window[-1].end) else None

    def _written(self, window: Sequence[Word]) -> ProductFind | None:
        text, spoken = _compacted(window)
        if not any(c.isdigit() for c in text):
            return None
        for typed in dict.fromkeys((text, _PLURAL.sub("", text) if len(text) > _SHORTEST_FUZZY else text)):
            mpns = self._aliases.written.get(typed)
            if mpns:
                return self._chosen(self._meant_by(typed, mpns), sure=not spoken)
        return None

    def _meant_by(self, typed: str, mpns: set[str]) -> set[str]:
        """Of several products with this part in their number, those that are called by it ("M365 backup")."""
        called = {mpn for _, mpn, _ in self._families.get(_singular(typed), ()) if mpn in mpns}
        return called if len(mpns) > 1 and called else mpns

    def _misspelt(self, window: Sequence[Word]) -> ProductFind | None:
        """One letter off, with the digits right: a wrong digit is another product, not a slip."""
        text, _ = _compacted(window)
        if len(window) > 4 or not _mixed(text) or any(self._ordinary(word) for word in window):  # noqa: PLR2004 - numbers are short
            return None
        read = re.sub(r"(?<=\d)o|o(?=\d)", "0", re.sub(r"(?<=\d)[il](?=\d)", "1", text))
        for typed in dict.fromkeys((read, _PLURAL.sub("", read))):
            if typed != text and typed in self._aliases.written:
                return self._chosen(self._aliases.written[typed], sure=False)
        if len(text) < _SHORTEST_FUZZY:
            return None
        near = {
            alias
            for alias in self._aliases.by_digits.get(_digits(read), ())
            if len(alias) >= _SHORTEST_FUZZY and OSA.distance(read, alias, score_cutoff=1) <= 1
        }
        best = min(near, key=lambda alias: (abs(len(alias) - len(read)), alias), default=None)
        return self._chosen(self._aliases.written[best], sure=False) if best else None

    def _ordinary(self, word: Word) -> bool:
        return word.folded.isalpha() and (len(word.folded) == 1 or self._vocabulary.spelling.knows(word.folded))

    def _chosen(self, mpns: set[str], *, sure: bool, bare: bool = False, generic: bool = False) -> ProductFind:
        kept = [mpn for mpn in sorted(mpns) if not self._is_variant_of_any(mpn, mpns, generic=generic)]
        variants = self._variants_of(kept[0]) if len(kept) == 1 else ()
        return ProductFind(tuple(kept), sure, bare, variants)

    def _variants_of(self, mpn: str) -> tuple[str, ...]:
        """Packs and bundles of a product, the largest first."""
        found = [(self._features.get(m), m) for m in self._mpns if m.startswith(f"{mpn}-")]
        return tuple(m for feature, m in sorted(found, key=lambda f: -(f[0] or ("", 0))[1]) if feature)

    def _is_variant_of_any(self, mpn: str, others: set[str], *, generic: bool) -> bool:
        for base in self._bases(mpn):
            feature = feature_of(mpn, base)
            if base in others and not (generic and feature and feature[0] == "generation"):
                return True
        return False

    def _find_families(self, words: Sequence[Word], marks: Marks, *, with_digits: bool = False) -> None:
        """Marks family words; `with_digits` only those that have a part number in them ("outdoor AP7")."""
        places = [(i, part) for i, word in enumerate(words) for part in self._family([digits_of(word)])]
        taken = -1
        for n, (i, part) in enumerate(places):
            if (
                i <= taken
                or part not in self._families
                or self._in_company_name(words, i)
                or self._is_asked_for(words, i)
            ):
                continue
            matches = self._matches(places, n, words)
            if with_digits:
                matches = [m for m in matches if len(m[0]) > 1 and any(_mixed(part) for part in m[0][1:])]
            if not matches:
                continue
            longest = max(len(seq) for seq, _, _ in matches)
            end = max(end for seq, _, end in matches if len(seq) == longest)
            mpns = {mpn for seq, mpn, _ in matches if len(seq) == longest}
            window = words[i : end + 1]
            if marks.free(window[0].start, window[-1].end):
                self._mark(marks, window, self._chosen(mpns, sure=False, generic=longest == 1))
                taken = end

    def _is_asked_for(self, words: Sequence[Word], i: int) -> bool:
        """Is the product the question, not named: "which fan fits"?"""
        return i > 0 and words[i - 1].folded.startswith(("which", "welche")) and words[i].before == " "

    def _matches(
        self, places: Sequence[tuple[int, str]], n: int, words: Sequence[Word]
    ) -> list[tuple[tuple[str, ...], str, int]]:
        """Families at places[n:] with the index of their last word; those derived only where none is named so."""
        found = [
            (sequence, mpn, end, direct)
            for sequence, mpn, direct in self._families[places[n][1]]
            if (end := _follows(places, n, sequence, words)) >= 0
        ]
        longest = max((len(sequence) for sequence, *_ in found), default=0)
        named = [match for match in found if match[3] and len(match[0]) == longest]
        return [match[:3] for match in (named or found)]

    def _in_company_name(self, words: Sequence[Word], i: int) -> bool:
        """Is the word the last before a legal form, or one itself: "Fyns Motor ApS"?"""
        legal = self._vocabulary.organisations["legal_forms"]
        after = words[i + 1] if i + 1 < len(words) else None
        named = after is not None and after.folded in legal and not after.raw.islower()
        before = words[i - 1].raw if i else ""
        return named or (words[i].folded in legal and before.isalpha() and before[0].isupper())

    def _find_variants(self, words: Sequence[Word], marks: Marks) -> None:
        for i in range(len(words)):
            feature, length = variant_at(words, i, self._variant_words)
            if not feature or not marks.free(words[i].start, words[i + length - 1].end):
                continue
            start, end = words[i].start, words[i + length - 1].end
            near = [m for m in marks.of("mpn") if _near(m, start, end, words)]
            base = next((m for m in near if self.variant(_find_of(m).mpns, feature)), None)
            typed = " ".join(word.raw for word in words[i : i + length])
            if base:
                mpn = self.variant(_find_of(base).mpns, feature)
                assert mpn
                marks.found.remove(base)
                joined = Mark(
                    ("mpn", "product"),
                    ProductFind((mpn,), sure=False),
                    min(start, base.start),
                    max(end, base.end),
                    f"{base.typed} {typed}",
                )
                marks.add(joined)
            else:
                marks.add(Mark(("variant",), feature, start, end, typed))

    def _join_variants(self, words: Sequence[Word], marks: Marks) -> None:
        """Makes one product of "AP7 five pack", where the pack was found by its family words."""
        for mark in marks.of("mpn"):
            found = _find_of(mark)
            base = next((m for m in marks.of("mpn") if m is not mark and self._joins(mark, m, words)), None)
            if base and not found.sure:
                marks.found.remove(mark)
                marks.found.remove(base)
                start, end = min(mark.start, base.start), max(mark.end, base.end)
                marks.add(Mark(("mpn", "product"), found, start, end, f"{base.typed} {mark.typed}"))

    @staticmethod
    def _joins(mark: Mark, base: Mark, words: Sequence[Word]) -> bool:
        one, other = _find_of(mark).one, _find_of(base).one
        return bool(one and other and one.startswith(f"{other}-") and _near(base, mark.start, mark.end, words))

    def variant(self, mpns: Sequence[str], feature: Feature) -> str | None:
        """The product that is this pack, bundle or generation of one of these; of any, where these are none."""
        fitting = [
            mpn
            for mpn, own in self._features.items()
            if own
            and own[0] == feature[0]
            and (feature[1] in {0, own[1]})
            and (not mpns or any(mpn.startswith(f"{base}-") or base.startswith(f"{self._root(mpn)}") for base in mpns))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _root(self, mpn: str) -> str:
        return self._bases(mpn)[-1]

    def _find_bare(self, words: Sequence[Word], marks: Marks) -> None:
        for i, word in enumerate(words):
            text = _PLURAL.sub("", word.folded)
            plural = text != word.folded
            mpns = self._aliases.bare.get(text) or self._aliases.nearly_bare.get(text)
            if not mpns or not marks.free(word.start, word.end):
                continue
            before = words[i - 1] if i else None
            after = words[i + 1] if i + 1 < len(words) else None
            led = before and before.folded in self._determiners and word.before == " "
            closes = after is None or after.breaks or not after.folded.isalpha() or self._is_no_noun(after)
            lettered = not text.isdigit() and (led or (after is not None and _singular(after.folded) in self._families))
            if after and text.isdigit() and not plural and not marks.free(after.start, after.end):
                continue
            if plural or lettered or (led and closes and not (after and self._follows_number(after))):
                self._mark(marks, [word], self._chosen(mpns, sure=False, bare=True))

    def _is_no_noun(self, word: Word) -> bool:
        """Can this word not be what a number before it counts?"""
        return self._vocabulary.spelling.knows(word.folded) or (
            word.raw.islower() and not word.folded.endswith(("s", "en", "er"))
        )

    def _follows_number(self, word: Word) -> bool:
        """Does this word make the number before it a quantity?"""
        counted = word.folded in self._vocabulary.words("units") or word.folded in self._vocabulary.words("span_words")
        return counted or _singular(word.folded) in self._families

    def _mark(self, marks: Marks, window: Sequence[Word], found: ProductFind) -> None:
        typed = "".join((word.before if n else "") + word.raw for n, word in enumerate(window))
        kinds = ("mpn", "product") if found.one else ("products", "product")
        marks.add(Mark(kinds, found, window[0].start, window[-1].end, typed))


def compact(text: str) -> str:
    """Only the letters and digits, folded."""
    return "".join(c for c in fold(text) if c.isalnum())


def _compacted(window: Sequence[Word]) -> tuple[str, bool]:
    """The words as one, and whether numbers in it were spoken."""
    spoken = len(window) > 1 and any("spoken" in word.kinds for word in window[1:]) and not window[0].raw[0].isdigit()
    parts = (
        word.forms[-1] if "spoken" in word.kinds and n and spoken else word.folded for n, word in enumerate(window)
    )
    return "".join(parts), spoken


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_FUZZY and word.endswith("s") and not word.endswith("ss") else word


def _find_of(mark: Mark) -> ProductFind:
    assert isinstance(mark.value, ProductFind)
    return mark.value


def _near(mark: Mark, start: int, end: int, words: Sequence[Word]) -> bool:
    first, last = min(end, mark.end), max(start, mark.start)
    inner = [word for word in words if first <= word.start < last]
    return len(inner) <= 1 and not any(word.breaks for word in words if first <= word.start <= last)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _mixed(text: str) -> bool:
    return any(c.isdigit() for c in text) and any(c.isalpha() for c in text)


def _folded(table: dict[str, str]) -> dict[str, str]:
    return {fold(str(key)): value for key, value in table.items()}


def _follows(places: Sequence[tuple[int, str]], n: int, sequence: tuple[str, ...], words: Sequence[Word]) -> int:
    """Index of the last word if `sequence` stands at places[n:], one word between two at most; else -1."""
    at = n
    for part in sequence[1:]:
        for skip in (1, 2):
            if at + skip >= len(places) or words[places[at + skip][0]].breaks:
                return -1
            if places[at + skip][1] == part:
                at += skip
                break
        else:
            return -1
    return places[at][0]
