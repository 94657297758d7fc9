"""What a question asks for: an attribute such as a price, a weight or a date, and how a text that gives it looks."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from knowledge.terms import fold, stem, stop_words, terms

YES_OR_NO = re.compile(
    r"^\W*(can|could|does|do|did|is|are|has|have|may|must|should|will|kann|konnen|darf|durfen|muss|ist|sind|hat"
    r"|haben|gibt|geht)\b(?!.*\b(how (many|much|long)|wie ?(viele?|lange?))\b)"
    r"|^\W*(what happens|how (do|does|to|can)|why|warum)\b"
)
FIGURES = ("count", "threshold")
NOT_HOW_LONG = ("price", "percentage", "revenue", *FIGURES)
COUNTED = 2


@dataclass(frozen=True)
class Attribute:
    """Something that is asked of a thing.

    Attributes:
        name: its key in `words/asked.yaml`.
        asked: what a question says that asks for it.
        given: what stands where a document gives it, in lower case.
    """

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]

    def is_given(self, text: str) -> bool:
        """Whether a text holds a value of the kind that is asked for."""
        return self.given.search(fold(text)) is not None


@dataclass(frozen=True)
class Asked:
    """What a question asks for.

    Attributes:
        attributes: the attributes that it names; none for most questions.
        asking: the terms that name them, which need not stand in an answer that gives a value.
        counted: the terms of what is counted or limited; one of them must stand beside the figure.
    """

    attributes: tuple[Attribute, ...]
    asking: frozenset[str]
    counted: frozenset[str] = frozenset()

    def is_given(self, text: str) -> bool:
        """Whether a text holds a value of every attribute."""
        return all(attribute.is_given(text) for attribute in self.attributes)


def asked_for(question: str) -> Asked:
    """The attributes that a question asks for; a question for yes or no, or how to do something, asks for none."""
    folded = fold(question)
    if YES_OR_NO.search(folded):
        return Asked((), frozenset())
    found = [(attribute, attribute.asked.search(folded)) for attribute in _attributes()]
    named = [(attribute, match) for attribute, match in found if match]
    if any(attribute.name == "duration" for attribute, _ in named):
        named = [(a, m) for a, m in named if a.name not in NOT_HOW_LONG]
    elif any(attribute.name not in FIGURES for attribute, _ in named):
        named = [(a, m) for a, m in named if a.name not in FIGURES]
    counted = next((folded[m.end() :] for a, m in named if a.name == "count"), "")
    return Asked(
        tuple(attribute for attribute, _ in named),
        frozenset(t for attribute, m in named if attribute.name not in FIGURES for t in terms(m[0])),
        frozenset(terms(counted)[:COUNTED]),
    )


@cache
def light_words() -> frozenset[str]:
    """Terms that an answer need not hold: they say little of what a question asks for."""
    data = yaml.safe_load(_words("light.yaml")) | {"stop": " ".join(stop_words())}
    return frozenset(stem(fold(word)) for words in data.values() for word in words.split())


@cache
def _attributes() -> tuple[Attribute, ...]:
    data = yaml.safe_load(_words("asked.yaml"))
    return tuple(_attribute(name, entry) for name, entry in data.items())


def _attribute(name: str, entry: dict[str, str]) -> Attribute:
    asked = "|".join(phrase.strip() for phrase in entry["asked"].split("|") if phrase.strip())
    return Attribute(
        name,
        re.compile(rf"(?<![^\W_])(?:{asked})(?![^\W_])"),
        re.compile("|".join(f"(?:{pattern})" for pattern in entry["given"])),
    )


def _words(name: str) -> str:
    return files("knowledge").joinpath("words", name).read_text(encoding="utf-8")
