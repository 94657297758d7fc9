"""What a question says, and what else that is called: abbreviations spelt out, German in English."""

import re
from functools import cache
from importlib.resources import files

import yaml

from knowledge import german
from knowledge.terms import TOKEN, fold, small_words, terms

Names = dict[str, frozenset[str]]
LEAST_JOINED = 4


def question_terms(question: str) -> tuple[list[str], list[str]]:
    """The terms that a question says, and its hyphenated words as one, since a document may write them so."""
    joined = _joined_words(question)
    return [term for term in dict.fromkeys(terms(question)) if term not in joined], sorted(joined)


def joined_neighbours(question: str) -> list[str]:
    """Two or three words side by side as one, where they hold a figure: `5PX 2200` may be written `5PX2200`."""
    words = [re.sub(r"[-./_]", "", token) for token in TOKEN.findall(fold(question))]
    runs = dict.fromkeys("".join(words[i : i + n]) for n in (2, 3) for i in range(len(words) - n + 1))
    return [run for run in runs if len(run) >= LEAST_JOINED and re.search(r"\d", run) and not run.isdigit()]


def other_names(question: str) -> Names:
    """For each term of the question that the glossary or the dictionary knows: the terms of what else it is called."""
    return {term: frozenset().union(*names) for term, names in alternatives(question).items()}


def alternatives(question: str) -> dict[str, tuple[frozenset[str], ...]]:
    """For each term that the glossary or the dictionary knows: the terms of each of its other names."""
    named = [*_named(question), *(german.trade_words(question).items() if is_german(question) else ())]
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for left, right in named:
        for term in terms(left):
            found[term] = (*found.get(term, ()), *(frozenset(terms(name)) for name in right.split(",")))
    return found


def is_german(question: str) -> bool:
    """Whether more of its words are German than small English words."""
    words = frozenset(re.findall(r"[^\W_]+", fold(question)))
    return len(words & small_words("de")) + german.known_words(question) > len(words & small_words("en"))


def in_english(question: str) -> str:
    """The question for a model that reads English: German word by word in English, anything else as it stands."""
    return german.in_english(question) if is_german(question) else question


@cache
def glossary() -> dict[str, str]:
    """Folded word or phrase to what else it is called."""
    text = files("knowledge").joinpath("words", "glossary.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return {fold(str(left)): str(right) for part in data.values() for left, right in part.items()}


def _named(question: str) -> list[tuple[str, str]]:
    """The entries of the glossary whose left side stands in the question as whole words."""
    folded = fold(question)
    words = frozenset(re.findall(r"[^\W_]+(?:[-/&][^\W_]+)*", folded))
    return [
        (left, right)
        for left, right in glossary().items()
        if left in words
        or (" " in left and left in folded and re.search(rf"(?<![^\W_]){re.escape(left)}(?![^\W_])", folded))
    ]


def _joined_words(text: str) -> frozenset[str]:
    """What `terms` makes of hyphenated words without figures: a document may write them so, or apart."""
    tokens = TOKEN.findall(fold(text))
    return frozenset(re.sub(r"[-./_]", "", t) for t in tokens if re.search(r"[-./_]", t) and not re.search(r"\d", t))
