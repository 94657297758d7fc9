"""Words in a text that try to steer an assistant: found by rules that can be read, each with its quote.

A model over words (`knowledge/steering.py`) gives a second opinion on each sentence, which counts as one more rule.
What a document says is data, and nothing here decides what an answer shows; it is for people to look at, and a
passage that is suspicious is kept from a chat model. The words and rules are in `words/suspicion.yaml`.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from knowledge import steering
from knowledge.disguises import disguises, plain

ENOUGH = 0.8
ENOUGH_IN_DISGUISE = 0.5
NEIGHBOURS = 8
BY_MEANING = "steers-by-meaning"
SURE = 2.5
LIKELY = 0.5
PERHAPS = 0.4
NEAR = 5
QUOTED_WITHIN = 200
LONGEST_QUOTE = 300
SENTENCE = re.compile(r"(?:[^\n.!?]|[.!?](?=[^\s\"'”“»)\]])|\n(?!\s*(?:\n|[-*#|>•–]|\d+[.)]|$)))+[.!?]*[\"'”“»)\]]*")
WORD = re.compile(r"[^\W_]+(?:['’_-][^\W_]+)*_?")
QUOTED = re.compile(r"(?<!\w)(?:\"[^\"]{2,200}\"|'[^']{2,200}'(?!\w)|[“„«‘<][^”“»’>]{2,200}[”“»’>])")
OPENING = re.compile(r"[^\w\s'’-](?:\s|[\"'“„*(\[]*$)|\n")
CLOSING = re.compile(r"[^\w\s'’-]")
BETWEEN = re.compile(r"[^\s\"'“”„*_-]")
AND = frozenset({"and", "und", "then", "dann", "et", "y", "e", "en", "aus", "please", "bitte"})


@dataclass(frozen=True)
class Suspicion:
    """Why a text is suspicious.

    Attributes:
        reason: `override`, `leak`, `role`, `steer`, `hide`, `exfiltration` or `action`; `steers-by-meaning` where
            a sentence sounds like one of these and no rule says which.
        quote: where, verbatim (at most 300 characters of it).
        read_as: what the quote says when it is in a code or otherwise disguised; empty otherwise.
    """

    reason: str
    quote: str
    read_as: str = ""


@dataclass(frozen=True)
class _Rule:
    name: str
    reason: str
    weight: float
    needs: tuple[tuple[str, ...], ...]
    within: int
    unless: tuple[str, ...] = ()
    order: bool = False
    command: bool = False
    quoted: bool = False
    first: bool = False
    closed: bool = False
    pair: int = 0


@dataclass(frozen=True)
class _Mark:
    name: str
    reason: str
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class _Lexicon:
    """The words by what they mean: whole ones, beginnings by length, and phrases by their first two words."""

    whole: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[int, Mapping[str, tuple[str, ...]]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    rules: tuple[_Rule, ...]
    begun_by: Mapping[str, tuple[int, ...]]
    marks: tuple[_Mark, ...]

    def rules_about(self, meanings: Iterable[str]) -> list[_Rule]:
        """The rules whose first word has one of these meanings, in order."""
        return [self.rules[n] for n in sorted({n for meaning in meanings for n in self.begun_by.get(meaning, ())})]

    def meanings(self, word: str) -> tuple[str, ...]:
        """What a word may mean."""
        found = self.whole.get(word, ())
        for length, beginnings in self.beginnings.items():
            if more := beginnings.get(word[:length]):
                found += more
        return found


@dataclass(frozen=True)
class _Finding:
    rule: str
    reason: str
    weight: float
    sentence: int
    quote: str


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """What in a text tries to steer an assistant, in the order of reading; empty for a harmless text.

    Orders to put earlier orders aside, to show what the assistant was told, to be somebody else, to alter its
    answers, to hide or send something, to act unasked; in English and German, common ones also in French, Spanish,
    Italian and Dutch; also in look-alike or invisible letters, comments, and common codes.
    """
    found = {s.quote: s for s in _in_sight(text)}
    for disguise in disguises(text, _trigger_words()):
        quote = disguise.stretch[:LONGEST_QUOTE]
        reason = _reason(disguise.says)
        if reason and quote not in found:
            found[quote] = Suspicion(reason, quote, disguise.says[:LONGEST_QUOTE])
    return tuple(found.values())


def reasons(text: str) -> tuple[str, ...]:
    """The reasons for which a text is suspicious, each once: what is kept with a version as its flags."""
    return tuple(sorted({found.reason for found in suspicions(text)}))


def weight_by_rules(text: str) -> float:
    """What the rules alone weigh in a short text; 0.8 is enough."""
    return _weight([finding for finding in _findings(text) if finding.rule != BY_MEANING])


def _in_sight(text: str) -> list[Suspicion]:
    findings = list(_findings(text))
    chosen: dict[str, _Finding] = {}
    for index, finding in enumerate(findings):
        near = [f for f in findings[index:] if f.sentence < finding.sentence + NEIGHBOURS]
        if _weight(near) >= ENOUGH:
            for one in near:
                if one.quote not in chosen or _telling(one) > _telling(chosen[one.quote]):
                    chosen[one.quote] = one
    return [Suspicion(f.reason, f.quote) for f in chosen.values()]


def _reason(says: str) -> str:
    """The weightiest reason of what a disguise says; a little is enough there."""
    findings = list(_findings(says))
    if _weight(findings) < ENOUGH_IN_DISGUISE:
        return ""
    return max(findings, key=_telling).reason


def _telling(finding: _Finding) -> tuple[bool, float]:
    """Rules say more than the model does; then weight counts."""
    return finding.rule != BY_MEANING, finding.weight


def _weight(findings: Sequence[_Finding]) -> float:
    """Each rule counts once, however often it applies."""
    heaviest: dict[str, float] = {}
    for finding in findings:
        heaviest[finding.rule] = max(finding.weight, heaviest.get(finding.rule, 0.0))
    return sum(heaviest.values()) + 1e-9


def _findings(text: str) -> Iterator[_Finding]:
    lexicon = _lexicon()
    sentences = list(SENTENCE.finditer(text))
    for number, found in enumerate(sentences):
        sentence = found[0].strip()
        quote = sentence[:LONGEST_QUOTE]
        read = _read(plain(sentence), lexicon)
        for rule, weight in _applying(read, lexicon):
            yield _Finding(rule.name, rule.reason, weight, number, quote)
        if weight := _by_meaning(read):
            yield _Finding(BY_MEANING, BY_MEANING, weight, number, quote)
    starts = [found.start() for found in sentences]
    lowered = plain(text)
    for mark in lexicon.marks:
        if match := mark.pattern.search(lowered):
            number = max(0, bisect_left(starts, match.start()) - 1)
            stretch = text[match.start() : match.end()] if len(lowered) == len(text) else text
            yield _Finding(mark.name, mark.reason, mark.weight, number, stretch.strip()[:LONGEST_QUOTE])


@dataclass(frozen=True)
class _Read:
    """A sentence as rules see it: its words, and where each meaning begins and ends among them."""

    said: str
    words: tuple[re.Match[str], ...]
    places: Mapping[str, Sequence[tuple[int, int]]]

    def any(self, names: Sequence[str]) -> list[tuple[int, int]]:
        return [place for name in names for place in self.places.get(name, ())]

    def gap(self, at: int) -> str:
        """What stands before a word, back to the word before it."""
        return self.said[self.words[at - 1].end() if at else 0 : self.words[at].start()]

    def ends_at(self, last: int) -> bool:
        """Whether a clause ends after a word."""
        if last + 1 == len(self.words):
            return True
        return CLOSING.search(self.gap(last + 1)) is not None or self.words[last + 1][0] in AND


def traits_of(sentence: str) -> list[int]:
    """What the model of `knowledge/steering.py` sees in a sentence."""
    return _traits(_read(plain(sentence), _lexicon()))


def _traits(read: _Read) -> list[int]:
    words = [word[0] for word in read.words]
    signs = [read.gap(at) for at in range(len(words))] + [read.said[read.words[-1].end() :] if words else read.said]
    return steering.traits(words, signs, read.places)


def _by_meaning(read: _Read) -> float:
    """What the model's opinion weighs: enough alone where it is sure, half of it where it is likely."""
    if not read.words:
        return 0.0
    leaning = steering.leaning(_traits(read))
    return ENOUGH if leaning > SURE else PERHAPS if leaning > LIKELY else 0.0


def _applying(read: _Read, lexicon: _Lexicon) -> Iterator[tuple[_Rule, float]]:
    for rule in lexicon.rules_about(read.places):
        weight = max((_held(rule, place, read) for place in read.any(rule.needs[0])), default=0.0)
        if weight:
            yield rule, weight


def _held(rule: _Rule, place: tuple[int, int], read: _Read) -> float:
    """What a rule weighs with its first word at a place; nothing where its others do not stand as they must."""
    at, end = place
    low, high = (end if rule.order else at - rule.within), end + rule.within
    chain = [place]
    for need in rule.needs[1:]:
        near = [p for p in read.any(need) if low <= p[0] <= high and p != place]
        if rule.pair and need is rule.needs[-1]:
            near = [p for p in near if any(1 <= p[0] - b[1] <= rule.pair for b in read.any(rule.needs[-2]))]
        if not near:
            return 0.0
        chain.append(near[0])
    if (
        any(at - NEAR <= other <= at + NEAR for other, _ in read.any(rule.unless))
        or (rule.quoted and not QUOTED.search(read.said, read.words[at].end(), read.words[at].end() + QUOTED_WITHIN))
        or (rule.first and at)
        or (rule.closed and not read.ends_at(chain[-1][1]))
    ):
        return 0.0
    return rule.weight if not rule.command or _is_order(at, read) else rule.weight / 2


def _is_order(at: int, read: _Read) -> bool:
    """Whether a word stands where an order begins: first, after a sign, or after words that lead up to one."""
    if any(other < at for other, _ in read.any(("conditional",))):
        return False
    return at == 0 or any(p[1] == at - 1 for p in read.any(("polite",))) or OPENING.search(read.gap(at)) is not None


def _read(said: str, lexicon: _Lexicon) -> _Read:
    words = tuple(WORD.finditer(said))
    read = _Read(said, words, {})
    names = [word[0].replace("’", "'") for word in words]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, word in enumerate(names):
        for meaning in _meanings(word):
            places[meaning].append((at, at))
        if read.gap(at) == "@":
            places["place"].append((at, at))
        if at + 1 == len(names):
            break
        for rest, meaning in lexicon.phrases.get(f"{word} {names[at + 1]}", ()) + lexicon.phrases.get(word, ()):
            if _follow(names, at + 1, rest) and not any(
                BETWEEN.search(read.gap(n)) for n in range(at + 1, at + 1 + len(rest))
            ):
                places[meaning].append((at, at + len(rest)))
    return _Read(said, words, places)


def _follow(words: Sequence[str], at: int, rest: Sequence[str]) -> bool:
    return len(words) >= at + len(rest) and all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for wanted, word in zip(rest, words[at:], strict=False)
    )


@lru_cache(maxsize=50_000)
def _meanings(word: str) -> tuple[str, ...]:
    return _lexicon().meanings(word)


@cache
def _lexicon() -> _Lexicon:
    text = files("knowledge.words").joinpath("suspicion.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader, faster
    whole: dict[str, list[str]] = defaultdict(list)
    beginnings: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for meaning, entry in _entries(data["words"]):
        first, *rest = entry.split()
        if rest:
            phrases[first if rest[0].endswith("*") else f"{first} {rest[0]}"].append((tuple(rest), meaning))
        elif first.endswith("*"):
            beginnings[len(first) - 1][first[:-1]].append(meaning)
        else:
            whole[first].append(meaning)
    rules = tuple(_rule(rule) for rule in data["rules"])
    begun_by: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(rules):
        for meaning in rule.needs[0]:
            begun_by[meaning].append(number)
    return _Lexicon(
        {word: tuple(meanings) for word, meanings in whole.items()},
        {n: {word: tuple(meanings) for word, meanings in some.items()} for n, some in sorted(beginnings.items())},
        {word: tuple(some) for word, some in phrases.items()},
        rules,
        {meaning: tuple(numbers) for meaning, numbers in begun_by.items()},
        tuple(_mark(mark) for mark in data["marks"]),
    )


def _entries(words: Mapping[str, Mapping[str, str | list[str]]]) -> Iterator[tuple[str, str]]:
    for meaning, languages in words.items():
        for entries in languages.values():
            for entry in entries.split() if isinstance(entries, str) else entries:
                yield meaning, plain(str(entry))


def _rule(data: dict[str, Any]) -> _Rule:
    needs = tuple(tuple(need.split("|")) for need in data.pop("needs"))
    return _Rule(needs=needs, unless=tuple(data.pop("unless", ())), **data)


def _mark(data: dict[str, Any]) -> _Mark:
    pattern = re.compile(data.pop("pattern"), re.IGNORECASE | re.MULTILINE | re.DOTALL)
    return _Mark(pattern=pattern, **data)


@cache
def _trigger_words() -> frozenset[str]:
    """Every whole word that is looked for, for codes that have to be recognised by what they say."""
    lexicon = _lexicon()
    return frozenset(lexicon.whole) | {word for rest in lexicon.phrases.values() for words, _ in rest for word in words}
