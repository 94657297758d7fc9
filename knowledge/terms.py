"""Words as search weighs them: stems, part numbers and figures kept whole, synonyms of the trade."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer
import yaml

TOKEN = re.compile(r"[^\W_]+(?:[-./_][^\W_]+)*")
THOUSANDS = re.compile(r"(?<=\d)[,’'](?=\d{3}(?:\D|$))")
FIGURE_AND_UNIT = re.compile(r"^(\d+(?:\.\d+)?)([a-z%]+)$")
JOINER = re.compile(r"[-./_]")
FOLDED = str.maketrans({"ß": "ss"})


def fold(text: str) -> str:
    """Lower case without accents (ü as u, ß as ss)."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def stop_words() -> frozenset[str]:
    """Words without weight in both languages, folded."""
    data = yaml.safe_load(_data("stop.yaml"))
    return frozenset(fold(word) for words in data.values() for word in words.split())


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word; words with digits stand as they are."""
    if any(c.isdigit() for c in word):
        return word
    return str(_english().stemWord(word))


def terms(text: str) -> list[str]:
    """The stems of a text in order, stop words left out.

    `NW-FW120` gives `nwfw120`, `nw` and `fw120`; `co-term` gives `coterm`, `co` and `term`; `1,420` is `1420`;
    `6Gbps` is `6` and `gbps`.
    """
    found: list[str] = []
    for token in TOKEN.findall(THOUSANDS.sub("", fold(text))):
        found += _parts(token)
    without_weight = stop_words()
    return [term for term in found if term not in without_weight]


@cache
def small_words(language: str) -> frozenset[str]:
    """The words without weight in one language ("en", "de"), folded."""
    return frozenset(fold(word) for word in yaml.safe_load(_data("stop.yaml"))[language].split())


def _parts(token: str) -> list[str]:
    if token.isalpha():
        return [stem(token)]
    if match := FIGURE_AND_UNIT.match(token):
        return [match[1], match[2]]
    pieces = JOINER.split(token)
    if len(pieces) == 1:
        return [stem(token)]
    if all(piece.isdigit() for piece in pieces):
        return [token]
    return ["".join(pieces), *(stem(piece) for piece in pieces if len(piece) > 1)]


@cache
def _english() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


def _data(name: str) -> str:
    return files("knowledge").joinpath("words", name).read_text(encoding="utf-8")
