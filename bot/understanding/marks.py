"""Entities found in a text: where, of what kind, with what value; earlier finds keep their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.understanding.vocabulary import Vocabulary
from bot.understanding.words import Word

_SHORT = 4


@dataclass(frozen=True)
class Mark:
    """An entity at text[start:end]. `kinds` name it for phrases ("mpn", "deal", ...), the first is the main one."""

    kinds: tuple[str, ...]
    value: object
    start: int
    end: int
    typed: str = ""

    @property
    def kind(self) -> str:
        """The main kind."""
        return self.kinds[0]


@dataclass
class Marks:
    """The marks of one text in order of place, none overlapping another."""

    found: list[Mark] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        """Does nothing stand at text[start:end] yet?"""
        return all(end <= mark.start or start >= mark.end for mark in self.found)

    def add(self, mark: Mark) -> bool:
        """Adds the mark if its place is free."""
        if mark.start >= mark.end or not self.free(mark.start, mark.end):
            return False
        self.found.append(mark)
        self.found.sort(key=lambda each: each.start)
        return True

    def of(self, *kinds: str) -> list[Mark]:
        """Marks of any of these kinds, in order."""
        return [mark for mark in self.found if not set(kinds).isdisjoint(mark.kinds)]

    def within(self, start: int, end: int) -> Marks:
        """The marks that begin in text[start:end]."""
        return Marks([mark for mark in self.found if start <= mark.start < end])


def read_words(words: Sequence[Word], vocabulary: Vocabulary) -> list[Word]:
    """Words with all they may stand for: written out, spelling corrected, number words as digits ("forty eight")."""
    read: list[Word] = []
    for word in words:
        forms = [word.folded]
        if word.folded in vocabulary.same:
            forms.append(vocabulary.same[word.folded])
        else:
            corrected = vocabulary.spelling.corrected(word.folded) if _may_be_slip(word) else None
            if corrected:
                forms.append(corrected)
        number = vocabulary.numbers.get(word.folded)
        if number is not None and read and _adds_up(read[-1], number, word):
            first = read.pop()
            total = int(first.forms[-1]) + number if int(first.forms[-1]) != 1 or number < 100 else number  # noqa: PLR2004 - a hundred
            read.append(
                replace(first, raw=f"{first.raw} {word.raw}", end=word.end, folded=str(total), forms=(str(total),))
            )
            continue
        if number is not None:
            forms.append(str(number))
        kinds = frozenset({"spoken"}) if number is not None else frozenset()
        read.append(replace(word, forms=tuple(forms), kinds=kinds))
    return read


def _may_be_slip(word: Word) -> bool:
    """A short word with a capital is rather a name or an abbreviation."""
    return len(word.folded) > _SHORT or word.raw.islower()


def _adds_up(first: Word, number: int, word: Word) -> bool:
    """Do two number words make one number: "forty eight", "hundred twenty", but not "one twenty"?"""
    if "spoken" not in first.kinds or word.before not in {" ", "-"}:
        return False
    value = int(first.forms[-1])
    return (value >= 20 and value % 10 == 0 and value < 100 and 0 < number < 10) or (  # noqa: PLR2004 - tens and units
        value in {1, 100} and (number == 100 if value == 1 else 0 < number < 100)  # noqa: PLR2004 - a hundred
    )


def cover(words: Sequence[Word], marks: Marks) -> list[Word]:
    """The words with each entity as one word that has the entity's kinds."""
    covered: list[Word] = []
    rest = list(marks.found)
    for word in words:
        while rest and rest[0].end <= word.start:
            rest.pop(0)
        mark = rest[0] if rest and rest[0].start < word.end else None
        if mark is None:
            covered.append(word)
        elif covered and covered[-1].start <= mark.start < covered[-1].end and "entity" in covered[-1].kinds:
            covered[-1] = replace(covered[-1], raw=f"{covered[-1].raw} {word.raw}", end=word.end, forms=(), folded="")
        else:
            kinds = word.kinds | {"entity"} | set(mark.kinds)
            start, end = min(mark.start, word.start), max(mark.end, word.end)
            covered.append(replace(word, start=start, end=end, kinds=kinds, forms=(word.folded,)))
    return covered


def tag_openers(words: Sequence[Word], vocabulary: Vocabulary) -> list[Word]:
    """Marks greetings and conjunctions, after which a clause begins, and words of courtesy, which end none."""
    openers = vocabulary.words("greetings") | vocabulary.words("conjunctions")
    greetings, courtesy = vocabulary.words("greetings"), vocabulary.words("courtesy")
    tagged = []
    clear = True
    for word in words:
        kinds = set(word.kinds)
        if not openers.isdisjoint(word.forms) and (clear or greetings.isdisjoint(word.forms)):
            kinds.add("opener")
        else:
            clear = False
        if not courtesy.isdisjoint(word.forms):
            kinds.add("courtesy")
        tagged.append(replace(word, kinds=frozenset(kinds)))
    return tagged


def between(words: Sequence[Word], start: int, end: int) -> Iterator[Word]:
    """The words that begin in text[start:end]."""
    return (word for word in words if start <= word.start < end)
