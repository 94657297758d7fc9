"""Names that nobody has listed: the customer of a registration, a contact person, a document, another partner."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.parties import Parties
from bot.understanding.phrases import Hit
from bot.understanding.reading import Reading
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.words import Word

_LONGEST_NAME = 6
_LONGEST_PERSON = 3
_STRONG_CUE = 4
_SHORT_CUE = 3
_CLOSED = {"mpn", "products", "money", "date", "email", "number", "days", "pct", "deal", "order", "serial"}
_INSIDE_NAMES = {"of", "the", "and", "und", "der", "die", "das", "am", "an", "im", "zum", "zur", "for", "fuer", "bei"}
_DOTTED_FORM = re.compile(
    r"(?<!\w)(?:A/S|[eE]\. ?U\.|[eE]\. ?V\.|S\. ?p\. ?A\.|S\.A\.|B\.V\.|N\.V\.|[pP]\.l\.c\.)(?!\w)"
)
_SHORTEST_STRANGER = 3
_OWNER = re.compile(r"(?<!\w)([A-ZÄÖÜ][^\W\d_]{2,}(?: [A-ZÄÖÜ][^\W\d_]+)?)'s?(?!\w)")
_REGISTERING = {"deal.register", "onboarding.invite"}


def customer_named(
    reading: Reading, parties: Parties, vocabulary: Vocabulary, *, registering: bool, anywhere: bool = False
) -> str | None:
    """The customer that the sentence names by its place in it; in a registration also the first part of a list
    that is nothing else ("new deal, Acme AG, 5 firewalls").
    """
    candidates = [
        (hit, words)
        for hit in reading.names
        if hit.phrase.target == "customers" and (words := parties.without_town(_captured(hit, reading, vocabulary)))
    ]
    fitting = [
        (hit, words)
        for hit, words in candidates
        if parties.is_name(words, anything=registering) and not _is_command(words, reading)
    ]
    fitting = [(hit, words) for hit, words in fitting if not all("org" in w.kinds for w in words)]
    if fitting:
        best = max(fitting, key=lambda found: (_rank(found[0], found[1], parties), -found[0].start))
        return _with_form(best[1], reading)
    if registering:
        listed = _first_chunk(reading, parties, vocabulary)
        return listed or (_unknown_run(reading, vocabulary) if reading.marks.of("product", "money") else None)
    return _unknown_run(reading, vocabulary) if anywhere else None


def person_named(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """A contact person or colleague named by place in the sentence, without title."""
    for hit in sorted(_of(reading, "people"), key=lambda h: -h.phrase.weight):
        words = [w for w in _captured(hit, reading, vocabulary) if w.folded not in vocabulary.words("titles")]
        words = [w for w in words if not w.folded.isdigit()]
        ordinary = vocabulary.words("not_names") | vocabulary.words("name_stops")
        if words and not any(w.folded in ordinary for w in words) and not any("org" in w.kinds for w in words):
            return " ".join(w.raw for w in words)
    return _before_address(reading, vocabulary)


def _before_address(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """The name written right before an e-mail address."""
    at = next((i for i, word in enumerate(reading.words) if "email" in word.kinds), 0)
    named: list[Word] = []
    while at > len(named) and len(named) < _LONGEST_PERSON:
        word = reading.words[at - 1 - len(named)]
        after = named[0] if named else reading.words[at]
        ordinary = word.folded in vocabulary.words("name_stops") | vocabulary.words("not_names")
        if any(c in ",;.:\n" for c in after.before) or not word.raw[:1].isupper() or word.kinds or ordinary:
            break
        named.insert(0, word)
    return " ".join(word.raw for word in named) or None


def document_named(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """What a document is called or is about."""
    for hit in sorted(_of(reading, "documents"), key=lambda h: -h.phrase.weight):
        words = _captured(hit, reading, vocabulary)
        if words:
            return _joined(words, reading)
    return None


def other_named(reading: Reading, parties: Parties, vocabulary: Vocabulary) -> str | None:
    """Another partner that was typed, known or not: "what does Acme pay"."""
    for hit in _of(reading, "others"):
        words = _captured(hit, reading, vocabulary)
        if words and parties.is_name(words) and words[0].folded not in vocabulary.words("anaphora"):
            return _joined(words, reading)
    return None


def source_named(reading: Reading, parties: Parties, vocabulary: Vocabulary) -> str | None:
    """An organisation that is in no list of ours, named as where something is bought or lies: "stock at Acme"."""
    for hit in _of(reading, "sources"):
        words = _captured(hit, reading, vocabulary)
        unknown = all(not w.kinds - {"opener"} and len(w.forms) == 1 and not w.folded.isdigit() for w in words)
        if words and unknown and parties.is_unheard_of(words):
            return _joined(words, reading)
    return None


def stranger_named(reading: Reading, parties: Parties, vocabulary: Vocabulary) -> str | None:
    """Somebody in no list of ours whose figures are asked about: "credit line of Acme", "Acme's sell-in"."""
    owner = _OWNER.search(reading.text)
    spans = [hit.name for hit in _of(reading, "strangers") if hit.name]
    if owner:
        owned = [i for i, word in enumerate(reading.words) if owner.start(1) <= word.start < owner.end(1)]
        spans += [(owned[0], owned[-1] + 1)] if owned else []
    for first, last in spans:
        words = _captured_between(first, last, reading, vocabulary)
        if words and all(_is_plain(word) for word in words) and parties.is_unheard_of(words[:1]):
            return _joined(words, reading).removesuffix("'s")
    return None


def _is_plain(word: Word) -> bool:
    """Is it a word of letters, no entity, and spelt like nothing else?"""
    alone = not word.kinds - {"opener"} and len(word.forms) == 1
    return alone and len(word.folded) >= _SHORTEST_STRANGER and word.folded.isalpha()


def _of(reading: Reading, target: str) -> list[Hit]:
    return [hit for hit in reading.names if hit.phrase.target == target]


def _captured(hit: Hit, reading: Reading, vocabulary: Vocabulary) -> list[Word]:
    return _captured_between(*hit.name, reading, vocabulary) if hit.name else []


def _captured_between(first: int, last: int, reading: Reading, vocabulary: Vocabulary) -> list[Word]:
    words = list(reading.words[first:last])
    droppable = vocabulary.words("determiners") | vocabulary.words("greetings") | vocabulary.words("not_names")
    while words and (not droppable.isdisjoint(words[0].forms) or (words[0].folded.isdigit() and len(words) == 1)):
        words.pop(0)
    trailing = vocabulary.words("not_names") | vocabulary.words("conjunctions")
    while words and (not trailing.isdisjoint(words[-1].forms) or "courtesy" in words[-1].kinds):
        words.pop()
    return words


def _is_command(words: Sequence[Word], reading: Reading) -> bool:
    """Are these words themselves what says what is wanted ("special price")?"""
    spans = [
        (reading.words[hit.start].start, reading.words[hit.end - 1].end)
        for hit in reading.cues
        if not any(e.name or e.gap for e in hit.phrase.elements)
        and hit.phrase.weight >= _STRONG_CUE
        and hit.end - hit.start <= _SHORT_CUE
    ]
    return all(any(start <= w.start and w.end <= end for start, end in spans) for w in words)


def _rank(hit: Hit, words: Sequence[Word], parties: Parties) -> float:
    rank = hit.phrase.weight
    if parties.has_legal_form(words) or any("customer" in w.kinds for w in words):
        rank += 0.3
    if any(w.raw[:1].isupper() for w in words):
        rank += 0.15
    if any("org" in w.kinds for w in words):
        rank -= 0.6
    if all({"city", "territory", "warehouse", "line", "tier"} & w.kinds for w in words):
        rank -= 0.8
    return rank


def _joined(words: Sequence[Word], reading: Reading) -> str:
    return reading.text[words[0].start : words[-1].end].strip(" .,:;-\"'")


def _with_form(words: Sequence[Word], reading: Reading) -> str:
    """The name with its legal form where that is written with dots or a slash: "Fyns Lager A/S", "Kofler e.U."."""
    name = _joined(words, reading)
    dotted = _DOTTED_FORM.search(reading.text, max(words[0].start + 1, words[-1].start))
    apart = reading.text[words[-1].end : dotted.start()].strip() if dotted else "none"
    if dotted and not apart:
        return reading.text[words[0].start : dotted.end()].strip(" ,:;-\"'")
    inside = _DOTTED_FORM.search(name)
    return name[: inside.end()] if inside and inside.start() else name


def _first_chunk(reading: Reading, parties: Parties, vocabulary: Vocabulary) -> str | None:
    chunks: list[list[Word]] = [[]]
    for word in reading.words:
        if any(c in ",;:\n.?!" for c in word.before) and chunks[-1]:
            chunks.append([])
        chunks[-1].append(word)
    commands = {i for hit in reading.cues if hit.phrase.target in _REGISTERING for i in range(hit.start, hit.end)}
    places = {id(word): i for i, word in enumerate(reading.words)}
    for chunk in chunks:
        words = [w for w in chunk if places[id(w)] not in commands]
        while words and {"opener", "courtesy"} & words[0].kinds:
            words.pop(0)
        if words and words[0].folded in vocabulary.words("determiners"):
            words.pop(0)
        cut = next(
            (
                i
                for i, w in enumerate(words)
                if _CLOSED & w.kinds
                or (w.folded in vocabulary.words("name_stops") and not (i and parties.is_legal_form(w)))
            ),
            len(words),
        )
        words = words[:cut]
        inner = vocabulary.words("common") - _INSIDE_NAMES
        if any(
            (w.folded in inner and not parties.is_legal_form(w)) or w.raw.casefold().startswith(("i'", "we'"))
            for w in words
        ):
            continue
        if (
            0 < len(words) <= _LONGEST_NAME
            and parties.is_name(words)
            and not all(w.kinds & {"city", "territory", "opener"} for w in words)
        ):
            return _with_form(parties.without_town(words), reading)
    return None


def _unknown_run(reading: Reading, vocabulary: Vocabulary) -> str | None:
    """The longest stretch of words that are in no list of ours and no entities."""
    runs: list[list[Word]] = [[]]
    for word in reading.words:
        unknown = (
            len(word.forms) <= 1
            and not word.kinds - {"city", "entity", "opener"}
            and (not vocabulary.spelling.knows(word.folded) or (bool(runs[-1]) and word.raw[:1].isupper()))
        )
        if not unknown or (runs[-1] and word.before != " "):
            runs.append([])
        if unknown and (word.folded.isalpha() and len(word.folded) > 1):
            runs[-1].append(word)
    longest = max(runs, key=len)
    return _joined(longest, reading) if longest else None
