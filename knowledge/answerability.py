"""Whether what was found answers a question: a few measures, weighed by weights that were learned from questions.

The weights come from a logistic regression over questions with and without an answer (docs/knowledge.md).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from knowledge.asked import Asked
from knowledge.excerpts import held, units
from knowledge.search import Hit, Question
from knowledge.sources import Source
from knowledge.terms import terms

PASSAGES_READ = 8
PASSAGES_WEIGHED = 5
HEAVIEST = 8.0
HELD = 0.5
ABSTAIN_BELOW = 0.54
PART_NUMBER = re.compile(r"(?=.*\d)(?=.*[a-z])")


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against an answer.

    Attributes:
        meaning: cosine of the nearest passage.
        words: share of the question's weight that the best passage holds.
        given: where an attribute is asked, the share of the question that stands beside a value of that kind;
            else that of the best sentence or row.
        asked: 1 when an attribute is asked.
        rest: what the best passage holds of the words beyond its document's title.
        missing: weight (nats, at most 8) of the heaviest word that no passage holds.
        unknown_part: 1 when the best passage lacks a part number of the question.
    """

    meaning: float
    words: float
    given: float
    asked: float
    rest: float
    missing: float
    unknown_part: float


BIAS = -1.11
WEIGHTS = Evidence(
    meaning=2.46, words=-0.67, given=3.60, asked=-1.06, rest=1.39, missing=-0.07, unknown_part=-0.90
)


def evidence(question: Question, asked: Asked, read: Sequence[tuple[Hit, Source]]) -> Evidence:
    """Weigh the best passages, best first; at least one."""
    weights = {term: min(question.weights[term], HEAVIEST) for term in question.said}
    beyond = [t for t in question.said if t not in asked.asking] or list(question.said)

    def share(wanted: Sequence[str], there: set[str]) -> float:
        total = sum(weights[t] for t in wanted)
        return sum(weights[t] * held(question, t, there) for t in wanted) / total if total else 1.0

    heads = [set(terms(source.heading)) for _, source in read]
    wholes = [head | set(terms(source.text)) for head, (_, source) in zip(heads, read, strict=True)]
    near = wholes[:PASSAGES_WEIGHED]
    best = max(range(len(near)), key=lambda i: share(question.said, near[i]))
    titled = set(terms(read[best][1].title))
    rest = [t for t in question.said if held(question, t, titled) < HELD]
    anywhere = set().union(*near)
    given = 0.0
    for head, (_, source) in zip(heads, read, strict=True):
        header, rows = units(source)
        for row in rows:
            if asked.is_given(words := f"{header} {row}"):
                given = max(given, share(beyond, head | set(terms(words))))
    return Evidence(
        meaning=max(hit.meaning for hit, _ in read[:PASSAGES_WEIGHED]),
        words=share(question.said, near[best]),
        given=given,
        asked=float(bool(asked.attributes)),
        rest=share(rest, near[best]),
        missing=max((weights[t] for t in beyond if held(question, t, anywhere) < HELD), default=0.0),
        unknown_part=float(
            any(PART_NUMBER.match(t) and held(question, t, near[best]) < HELD for t in question.said)
        ),
    )


def confidence(found: Evidence) -> float:
    """How sure we are that the documents answer, 0 to 1."""
    total = BIAS + sum(w * x for w, x in zip(astuple(WEIGHTS), astuple(found), strict=True))
    return 1 / (1 + math.exp(-total))
