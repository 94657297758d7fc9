"""Whether what was found answers a question: a few measures, weighed by weights that were learned from questions.

The weights come from a logistic regression over questions with and without an answer (docs/knowledge.md).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from knowledge.asked import Asked, light_words
from knowledge.excerpts import held, units
from knowledge.search import Hit, Question
from knowledge.sources import Source
from knowledge.terms import terms

PASSAGES_READ = 8
PASSAGES_WEIGHED = 5
HEAVIEST = 4.0
HELD = 0.5
BESIDE = 0.7
UNCOUNTED = 0.5
ABSTAIN_BELOW = 0.65
PART_NUMBER = re.compile(r"(?=.*\d)(?=.*[a-z])")


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against an answer.

    Attributes:
        meaning: cosine of the nearest passage.
        first: share of the question's weight that the first passage holds, what little words say left out.
        words: the same of the passage that holds most; what asks for a value that is given need not stand there.
        asked: 1 when an attribute is asked.
        given: the share of the question that stands beside a value of the kind that is asked; 0 when none is asked.
        lead: how far the first passage's score is ahead of the last one read.
        figures: how many figures of the question the passage that holds most lacks.
    """

    meaning: float
    first: float
    words: float
    asked: float
    given: float
    lead: float
    figures: float


@dataclass(frozen=True)
class Gap:
    """Why there is no answer.

    Attributes:
        about: what the documents do know of the question, as it says it, such as "the NW-FW120"; empty for nothing.
        lacking: words of the question for which they give nothing; empty when passages only come near.
    """

    about: str
    lacking: tuple[str, ...]


BIAS = -2.89
WEIGHTS = Evidence(meaning=1.52, first=4.20, words=1.29, asked=-2.28, given=1.45, lead=2.23, figures=-0.34)


def evidence(question: Question, asked: Asked, found: Sequence[tuple[Hit, Source]]) -> Evidence:
    """Weigh the passages found, best first; at least one."""
    read = found[:PASSAGES_READ]
    weighed = Weighed(question)
    said = [t for t in question.said if t not in light_words()] or list(question.said)
    beyond = [t for t in said if t not in asked.asking] or said
    heads = [set(terms(source.heading)) for _, source in read]
    wholes = [head | set(terms(source.text)) for head, (_, source) in zip(heads, read, strict=True)]
    near = wholes[:PASSAGES_WEIGHED]
    best = max(range(len(near)), key=lambda i: weighed.share(said, near[i]))
    given = _given(weighed, asked, beyond, heads, [s for _, s in read]) if asked.attributes else 0.0
    return Evidence(
        meaning=max(hit.meaning for hit, _ in read[:PASSAGES_WEIGHED]),
        first=weighed.share(said, near[0]),
        words=weighed.share(beyond if given >= HELD else said, near[best]),
        asked=float(bool(asked.attributes)),
        given=given,
        lead=read[0][0].score - read[-1][0].score,
        figures=float(sum(held(question, t, near[best]) < HELD for t in said if t[0].isdigit())),
    )


class Weighed:
    """The terms of a question by weight, at most `HEAVIEST` each."""

    def __init__(self, question: Question) -> None:
        self._question = question

    def share(self, wanted: Sequence[str], there: set[str]) -> float:
        """How much of some terms stands among others, 0 to 1; all of it when there are none."""
        total = sum(self._weight(t) for t in wanted)
        return sum(self._weight(t) * held(self._question, t, there) for t in wanted) / total if total else 1.0

    def _weight(self, term: str) -> float:
        return min(self._question.weights[term], HEAVIEST)


def _given(
    weighed: Weighed, asked: Asked, beyond: Sequence[str], heads: Sequence[set[str]], sources: Sequence[Source]
) -> float:
    """How much of the question stands beside a value of the kind that it asks for, at best."""
    best = 0.0
    for head, source in zip(heads, sources, strict=True):
        header, rows = units(source)
        for row in rows:
            if asked.is_given(words := f"{header} {row}"):
                there = head | set(terms(words))
                counted = not asked.counted or bool(asked.counted & there)
                best = max(best, weighed.share(beyond, there) * (1.0 if counted else UNCOUNTED))
    return best


def confidence(found: Evidence) -> float:
    """How sure we are that the documents answer, 0 to 1."""
    total = BIAS + sum(w * x for w, x in zip(astuple(WEIGHTS), astuple(found), strict=True))
    return 1 / (1 + math.exp(-total))


def gap(question: Question, asked: Asked, found: Sequence[tuple[Hit, Source]], *, given: bool) -> Gap:
    """What the documents lack of a question that they do not answer.

    That is the attribute it asks for where the thing is known but no value of that kind stands beside it; else the
    words that no passage holds. `given` says that a value of that kind does stand beside it. A word that one of the
    passages holds is never named.
    """
    read = [source for _, source in found[:PASSAGES_WEIGHED]]
    known = set(terms(" ".join(f"{source.heading} {source.text}" for source in read)))
    titled = set(terms(" ".join(source.heading for source in read)))
    heavy = [t for t in question.said if t not in light_words()]
    named = [t for t in heavy if t in titled and t not in asked.asking]
    lacking = [t for t in heavy if held(question, t, known) < HELD and t not in asked.asking]
    if named and asked.asking and not given and not any(PART_NUMBER.match(t) for t in lacking):
        asking = [t for t in question.said if t in asked.asking and t not in light_words()]
        lacking = [t for t in asking if held(question, t, known) < HELD]
    return Gap(" ".join(_as_written(question.text, named)), _as_written(question.text, lacking))


def _as_written(text: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """The words of a text that give the wanted terms, in their order; none that another says with more around it."""
    kept: list[str] = []
    for word in re.findall(r"[^\s,;:!?()\"“”„]+", text):
        written = word.strip(".'")
        if set(terms(written)) & set(wanted) and not any(k.casefold() in written.casefold() for k in kept):
            kept.append(written)
    return tuple(kept)
