"""The small phrase language of the data files, and one index that finds all phrases of a message in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.words import Word, spellings

_GAPS = {"..": 3, "...": 6}
_NAME_MARKS = {"<name>": 6, "<person>": 3, "<document>": 6}
_NAMING = {"customers", "people", "documents", "others", "sources"}
_SHORTEST_STEM = 2


@dataclass(frozen=True)
class Element:
    """One place of a phrase: words, stems, endings or entity kinds, a gap, or a name to be captured."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    optional: bool = False
    gap: int = 0
    name: int = 0

    def fits(self, word: Word) -> bool:
        """Is this word one of those meant here?"""
        if self.kinds and not self.kinds.isdisjoint(word.kinds):
            return True
        for form in word.forms:
            if form in self.words or (self.stems and form.startswith(self.stems)):
                return True
            if self.endings and form.endswith(self.endings):
                return True
        return False


@dataclass(frozen=True)
class Phrase:
    """A phrase with what it speaks for and how much."""

    elements: tuple[Element, ...]
    target: str
    weight: float
    source: str
    language: str = ""
    at_start: bool = False
    at_end: bool = False


@dataclass(frozen=True)
class Hit:
    """A phrase found at words[start:end]; `name` the words captured."""

    phrase: Phrase
    start: int
    end: int
    name: tuple[int, int] | None = None


def listed(text: str) -> list[str]:
    """The entries of a data file's text: separated by commas or lines."""
    return [entry.strip() for line in text.splitlines() for entry in line.split(",") if entry.strip()]


def compile_phrase(source: str, target: str, weight: float, language: str = "") -> Phrase:
    """Reads one phrase of a data file."""
    parts = source.split()
    at_start, at_end = parts[0].startswith("^"), parts[-1] == "$"
    parts[0] = parts[0].removeprefix("^")
    elements = [_element(part, naming=target in _NAMING) for part in parts if part not in {"", "$"}]
    while elements and elements[-1].gap:
        elements.pop()
    while elements and elements[0].optional:
        elements.pop(0)
    return Phrase(tuple(elements), target, weight, source, language, at_start=at_start, at_end=at_end)


def _element(part: str, *, naming: bool) -> Element:
    if part in _GAPS:
        return Element(gap=_GAPS[part])
    if part == "<name>" or (naming and part in _NAME_MARKS):
        return Element(name=_NAME_MARKS[part])
    words: set[str] = set()
    stems: list[str] = []
    endings: list[str] = []
    kinds: set[str] = set()
    optional = part.endswith("?")
    for option in part.removesuffix("?").split("|"):
        if option.startswith("<"):
            kinds.add(option.strip("<>"))
        elif option.endswith("*") and len(option) > _SHORTEST_STEM:
            stems.extend(spellings(option.rstrip("*")))
        elif option.startswith("*") and len(option) > _SHORTEST_STEM:
            endings.extend(spellings(option.lstrip("*")))
        elif option != "*":
            words.update(spellings(option))
    return Element(frozenset(words), tuple(stems), tuple(endings), frozenset(kinds), optional)


class PhraseIndex:
    """Finds every phrase of a set in one pass over the words."""

    def __init__(
        self,
        phrases: Iterable[Phrase],
        name_stops: frozenset[str] = frozenset(),
        name_leads: frozenset[str] = frozenset(),
    ) -> None:
        self._by_word: dict[str, list[Phrase]] = defaultdict(list)
        self._by_stem: dict[str, list[Phrase]] = defaultdict(list)
        self._by_ending: dict[str, list[Phrase]] = defaultdict(list)
        self._by_kind: dict[str, list[Phrase]] = defaultdict(list)
        self._by_name: list[Phrase] = []
        self._name_stops = name_stops
        self._name_leads = name_leads
        for phrase in phrases:
            if phrase.elements:
                self._add(phrase)

    def _add(self, phrase: Phrase) -> None:
        first = phrase.elements[0]
        if first.name:
            self._by_name.append(phrase)
        for table, keys in (
            (self._by_word, first.words),
            (self._by_stem, first.stems),
            (self._by_ending, first.endings),
            (self._by_kind, first.kinds),
        ):
            for key in keys:
                table[key].append(phrase)

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """All phrases in these words, each place at most once per phrase."""
        hits: list[Hit] = []
        for index in range(len(words)):
            seen: set[int] = set()
            for phrase in self._candidates(words[index]):
                if id(phrase) in seen:
                    continue
                seen.add(id(phrase))
                hit = self._match(phrase, words, index)
                if hit:
                    hits.append(hit)
        return hits

    def _candidates(self, word: Word) -> Iterator[Phrase]:
        for form in word.forms:
            yield from self._by_word.get(form, ())
            for length in range(_SHORTEST_STEM, len(form) + 1):
                yield from self._by_stem.get(form[:length], ())
                yield from self._by_ending.get(form[-length:], ())
        for kind in word.kinds:
            yield from self._by_kind.get(kind, ())
        yield from self._by_name

    def _match(self, phrase: Phrase, words: Sequence[Word], index: int) -> Hit | None:
        if phrase.at_start and index and not words[index].breaks and "opener" not in words[index - 1].kinds:
            return None
        captured: list[tuple[int, int]] = []
        end = self._walk(phrase.elements, 0, words, index, captured)
        if end < 0 or (phrase.at_end and not _only_courtesy(words[end:])):
            return None
        return Hit(phrase, index, end, captured[-1] if captured else None)

    def _walk(
        self,
        elements: tuple[Element, ...],
        e: int,
        words: Sequence[Word],
        i: int,
        captured: list[tuple[int, int]],
    ) -> int:
        """Index after the match of elements[e:] at words[i:], or -1."""
        if e == len(elements):
            return i
        element = elements[e]
        end = -1
        if element.gap:
            return self._skip(elements, e, words, i, captured)
        if element.name and i < len(words):
            return self._capture(elements, e, words, i, captured)
        if i < len(words) and element.fits(words[i]) and not (e and words[i].ends_sentence):
            end = self._walk(elements, e + 1, words, i + 1, captured)
        if end < 0 and element.optional:
            end = self._walk(elements, e + 1, words, i, captured)
        return end

    def _skip(
        self,
        elements: tuple[Element, ...],
        e: int,
        words: Sequence[Word],
        i: int,
        captured: list[tuple[int, int]],
    ) -> int:
        """The same for a gap at elements[e]; a gap ends with its sentence."""
        for skip in range(elements[e].gap + 1):
            if skip and (i + skip > len(words) or words[i + skip - 1].ends_sentence):
                return -1
            end = self._walk(elements, e + 1, words, i + skip, captured)
            if end >= 0:
                return end
        return -1

    def _capture(
        self, elements: tuple[Element, ...], e: int, words: Sequence[Word], i: int, captured: list[tuple[int, int]]
    ) -> int:
        limit = i
        while limit < len(words) and limit - i < _LEADS and words[limit].folded in self._name_leads:
            limit += 1
        start = limit
        following = elements[e + 1] if e + 1 < len(elements) else None
        while limit < len(words) and limit - start < elements[e].name:
            word = words[limit]
            before = words[limit - 1] if limit > start else None
            if self._ends_name(word, before) or (limit > start and following and following.fits(word)):
                break
            limit += 1
        for last in range(limit, start, -1):
            end = self._walk(elements, e + 1, words, last, captured)
            if end >= 0:
                captured.append((start, last))
                return end
        return -1

    def _ends_name(self, word: Word, before: Word | None) -> bool:
        if before and any(c in ",;?!\n:()+" for c in word.before):
            return True
        if before and "." in word.before and len(before.raw) > _ABBREVIATION:
            return True
        if word.kinds - _NAME_KINDS:
            return True
        shouted = before and len(word.raw) > 1 and word.raw.isupper() and not before.raw.isupper()
        return word.folded in self._name_stops and not shouted


_NAME_KINDS = frozenset(
    {
        "entity",
        "own",
        "spoken",
        "tier",
        "distributor",
        "vendor",
        "customer",
        "city",
        "territory",
        "opener",
        "person",
        "line",
        "warehouse",
        "org",
        "reseller",
    }
)
_ABBREVIATION = 3
_LEADS = 2


def _only_courtesy(words: Sequence[Word]) -> bool:
    return all("courtesy" in word.kinds for word in words)
