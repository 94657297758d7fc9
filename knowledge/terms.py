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
FOLDED = str.maketrans({"ß": "ss"})


def fold(text: str) -> str:
    """Lower case without accents (ü as u, ß as ss)."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def stop_words() -> frozenset[str]:
    """Words without weight in both languages, folded."""
    data = yaml.safe_load(_data("stop.yaml"))
    return frozenset(fold(word) for words in data.values() for word in words.split())


@cache
def glossary() -> dict[str, str]:
    """Folded word or phrase to what else it is called."""
    data = yaml.safe_load(_data("glossary.yaml"))
    return {fold(str(left)): str(right) for part in data.values() for left, right in part.items()}


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word; words with digits stand as they are."""
    if any(c.isdigit() for c in word):
        return word
    return str(_english().stemWord(word))


@lru_cache(maxsize=50_000)
def german_stem(word: str) -> str:
    """The German stem of a folded word."""
    return str(_german().stemWord(word))


def terms(text: str) -> list[str]:
    """The stems of a text in order, stop words left out.

    `NW-FW120` gives `nwfw120`, `nw` and `fw120`; `co-term` gives `coterm`, `co` and `term`; `1,420` is `1420`;
    `6Gbps` is `6` and `gbps`.
    """
    found: list[str] = []
    for token in TOKEN.findall(THOUSANDS.sub("", fold(text))):
        found += _parts(token)
    return [term for term in found if term not in stop_words()]


def _joined_words(text: str) -> frozenset[str]:
    """What `terms` makes of hyphenated words without figures: a document may write them so, or apart."""
    tokens = TOKEN.findall(fold(text))
    return frozenset(re.sub(r"[-./_]", "", t) for t in tokens if re.search(r"[-./_]", t) and not re.search(r"\d", t))


def question_terms(question: str) -> tuple[list[str], list[str]]:
    """What a question says, and what else that is called (abbreviations spelt out, German in English)."""
    joined = _joined_words(question)
    said = [term for term in dict.fromkeys(terms(question)) if term not in joined]
    also = [*sorted(joined), *(term for others in other_names(question).values() for term in sorted(others))]
    return said, [term for term in dict.fromkeys(also) if term not in said]


def other_names(question: str) -> dict[str, frozenset[str]]:
    """For each term of the question that the glossary knows: the terms of what else it is called."""
    found: dict[str, frozenset[str]] = {}
    for left, right in _named(question):
        for term in terms(left):
            found[term] = found.get(term, frozenset()) | frozenset(terms(right))
    return found


def is_german(question: str) -> bool:
    """Whether more of its small words are German than English."""
    words = _words(fold(question))
    german, english = (len(words & small) for small in (_small_words("de"), _small_words("en")))
    return german > english


def expanded(question: str) -> str:
    """The question with what its words are otherwise called, for the embedding model."""
    added = [right for _, right in _named(question)]
    return f"{question} ({'; '.join(added)})" if added else question


def _named(question: str) -> list[tuple[str, str]]:
    """The entries of the glossary whose left side stands in the question as whole words."""
    folded = f" {fold(question)} "
    words = _words(folded)
    return [
        (left, right)
        for left, right in glossary().items()
        if (left in words if " " not in left else re.search(rf"(?<![^\W_]){re.escape(left)}(?![^\W_])", folded))
    ]


@cache
def _small_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in yaml.safe_load(_data("stop.yaml"))[language].split())


def _words(folded: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+(?:-[^\W_]+)*", folded))


def _parts(token: str) -> list[str]:
    if match := FIGURE_AND_UNIT.match(token):
        return [match[1], match[2]]
    pieces = re.split(r"[-./_]", token)
    if len(pieces) == 1:
        return [stem(token)]
    if all(piece.isdigit() for piece in pieces):
        return [token]
    return ["".join(pieces), *(stem(piece) for piece in pieces if len(piece) > 1)]


@cache
def _english() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@cache
def _german() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("german")


def _data(name: str) -> str:
    return files("knowledge").joinpath("words", name).read_text(encoding="utf-8")
