"""Text to words: markup and invisible characters gone, umlauts and case folded, places in the clean text kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape

LONGEST = 4_000
"""Characters read of one message; a wish is stated early, and everything after costs time only."""

_MARKUP = re.compile(r"<(?:mailto:|tel:|https?://|[@#!])[^<>|\s]*(?:\|([^<>]*))?>")
_MARKS = re.compile(r"[*~`]|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" *\n[\n ]*")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "−": "-"}
)
_TOKEN = re.compile(r"\d+(?:[.,'’]\d+)+[a-z]*(?![\w])|[^\W_]+(?:['][^\W\d_]+)*")
_LIGATURES = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "å": "a", "ł": "l", "ä": "ae", "ö": "oe", "ü": "ue"}
)
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_CONTRACTED = re.compile(r"(what|how|where|who|when|that|there|gibt)'?s", re.IGNORECASE)


def clean(text: str) -> str:
    """The words a person sees: no invisible characters, no Slack markup, spaces single, at most `LONGEST` long."""
    text = unescape(text[: LONGEST * 2])
    text = _MARKUP.sub(lambda found: found.group(1) or " ", text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co"})
    text = _MARKS.sub(" ", text)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()[:LONGEST]


def fold(word: str) -> str:
    """Lower case; umlauts as ae, oe, ue, other diacritics gone: "Café" and "cafe" are the same word."""
    word = word.casefold().translate(_LIGATURES)
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).translate(_LIGATURES)


def spellings(word: str) -> tuple[str, ...]:
    """A word as it is matched: folded, and with a, o, u for its umlauts, as people without that key write."""
    folded = fold(word)
    plain = fold(word.casefold().translate(_PLAIN))
    return (folded,) if plain == folded else (folded, plain)


@dataclass
class Word:
    """One word of the clean text or, after recognition, one entity in its place.

    `before` is the punctuation since the last word; `forms` what the word may stand for (folded, spelling corrected,
    written out); `kinds` the entity kinds that cover it.
    """

    raw: str
    start: int
    end: int
    before: str
    folded: str
    forms: tuple[str, ...]
    kinds: frozenset[str] = field(default_factory=frozenset)

    @property
    def breaks(self) -> bool:
        """Does a clause begin here?"""
        return any(c in ",;.?!\n+&:()" for c in self.before)

    @property
    def ends_sentence(self) -> bool:
        """Does a sentence begin here?"""
        return any(c in ";.?!\n" for c in self.before)


def split_words(text: str) -> list[Word]:
    """The words of a clean text, in order."""
    words = []
    at = 0
    for found in _TOKEN.finditer(text):
        contracted = _CONTRACTED.fullmatch(found.group())
        if contracted:
            middle = found.start() + len(contracted[1])
            words.append(_word(contracted[1], found.start(), text[at : found.start()]))
            second = "es" if contracted[1].casefold() == "gibt" else "is"
            words.append(Word(second, middle, found.end(), " ", second, (second,)))
            at = found.end()
            continue
        words.append(_word(found.group(), found.start(), text[at : found.start()]))
        at = found.end()
    return words


def _word(raw: str, start: int, before: str) -> Word:
    folded = fold(raw if raw[0].isdigit() else raw.replace("'", ""))
    return Word(raw, start, start + len(raw), before, folded, (folded,))
