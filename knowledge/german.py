"""German questions in English words: a dictionary of the trade as data, stems, and compounds taken apart."""

import re
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer
import yaml

from knowledge.terms import fold

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SHORTEST_PART = 4
LINKS = ("", "s", "es", "n", "en", "er", "e")
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
EVERYDAY = "everyday"


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The German stem of a folded word."""
    return str(_stemmer().stemWord(word))


def english_of(word: str) -> str | None:
    """What a folded German word is in English, several words for it apart by commas; none when it is not known."""
    words = _words()
    return words.get(word) or words.get(stem(word)) or _of_parts(word)


def trade_words(question: str) -> dict[str, str]:
    """The words of the trade in a German question, folded, with their English."""
    found = {}
    for word in WORD.findall(fold(question)):
        for part in (word, *(word.split("-") if "-" in word else ())):
            if part not in _everyday() and stem(part) not in _everyday() and (english := english_of(part)):
                found[part] = english
    return found


def in_english(question: str) -> str:
    """A German question word by word in English; words that the dictionary does not know stand as they are."""
    text = fold(question)
    for phrase, english in _phrases().items():
        text = re.sub(rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_])", _first(english), text)
    return WORD.sub(lambda match: _said(match[0]), text)


def known_words(question: str) -> int:
    """How many words of a question the dictionary holds, those that English spells alike left out."""
    words = _words()
    return sum(1 for word in WORD.findall(fold(question)) if words.get(word, word) != word)


def _said(word: str) -> str:
    if english := english_of(word):
        return _first(english)
    parts = word.split("-")
    return " ".join(_first(english_of(part) or part) for part in parts) if len(parts) > 1 else word


def _first(english: str) -> str:
    return english.split(",", maxsplit=1)[0]


@lru_cache(maxsize=20_000)
def _of_parts(word: str) -> str | None:
    """The English of a compound of known words, or of one with an unknown word before or after it."""
    if not word.isalpha():
        return None
    for end in range(SHORTEST_PART - 1, len(word) - SHORTEST_PART + 1):
        head, tail = word[:end], word[end:]
        right = _part(tail)
        if right is None:
            continue
        for link in LINKS:
            left = head.removesuffix(link) if link else head
            if head.endswith(link) and len(left) >= SHORTEST_PART - 1 and (known := _part(left) or _of_parts(left)):
                return f"{_first(known)} {_first(right)}"
    return _beside_unknown(word)


def _beside_unknown(word: str) -> str | None:
    """The English of a compound with one word that the dictionary does not know, a product's name perhaps."""
    for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if right := _part(word[end:]):
            return f"{word[:end]} {_first(right)}"
    for end in range(len(word) - SHORTEST_PART, SHORTEST_PART, -1):
        if left := _part(word[:end]):
            return f"{_first(left)} {word[end:]}"
    return None


def _part(word: str) -> str | None:
    words, everyday = _words(), _everyday()
    for form in (word, stem(word)):
        if form in words and form not in everyday:
            return words[form]
    return None


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("knowledge").joinpath("words", "german.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@cache
def _words() -> dict[str, str]:
    """Folded words and their stems to English; the written form goes before a stem of another."""
    entries = [(left, right) for part in _data().values() for left, right in part.items() if " " not in left]
    found = {stem(form): right for left, right in reversed(entries) for form in _forms(left)}
    return found | {form: right for left, right in entries for form in _forms(left)}


@cache
def _everyday() -> frozenset[str]:
    forms = [form for left in _data()[EVERYDAY] for form in _forms(left)]
    return frozenset(forms) | (frozenset(stem(form) for form in forms) - frozenset(
        stem(form) for name, part in _data().items() if name != EVERYDAY for left in part for form in _forms(left)
    ))


@cache
def _phrases() -> dict[str, str]:
    entries = [(left, right) for part in _data().values() for left, right in part.items() if " " in left]
    return {form: right for left, right in entries for form in _forms(left)}


def _forms(word: str) -> tuple[str, str]:
    """A word folded, and with its umlauts spelt out."""
    return fold(word), fold(word.casefold().translate(SPELT_OUT))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("german")
