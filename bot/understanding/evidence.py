"""Capabilities weighed: cues of the words, entities, who asks. Every point has its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.marks import Marks
from bot.understanding.phrases import Hit
from bot.understanding.requests import Capability
from bot.understanding.vocabulary import Tables

ENOUGH = 2.5
"""Points below which the words decide nothing."""

_BESIDE_CUES = 1.0
_HABIT_ALONE = 3.4
_REFUSED_ALONE = 6.7
_FURTHER = (1.0, 0.4, 0.25, 0.1)


@dataclass(frozen=True)
class Verdict:
    """A capability with its points; `cue` those of the strongest words alone."""

    capability: Capability
    points: float
    cue: float
    reasons: tuple[str, ...]


def weigh(
    hits: Sequence[Hit], marks: Marks, kind: str, evidence: Tables, habits: Mapping[str, tuple[float, str]]
) -> list[Verdict]:
    """All capabilities that have a cue or a habit, the strongest first; equal ones in the order of the closed list."""
    by_target: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda h: (-h.phrase.weight, h.start - h.end, h.start)):
        kept = by_target.setdefault(hit.phrase.target, [])
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    kinds = kinds_of(marks)
    targets = dict.fromkeys(
        [
            *by_target,
            *(
                t
                for t, (points, _) in habits.items()
                if points >= (_REFUSED_ALONE if t == Capability.REFUSE else _HABIT_ALONE)
            ),
        ]
    )
    verdicts = [_verdict(t, by_target.get(t, ()), kinds, kind, evidence, habits.get(t)) for t in targets]
    order = list(Capability)
    return sorted(verdicts, key=lambda v: (-v.points, order.index(v.capability)))


def kinds_of(marks: Marks) -> set[str]:
    """The kinds of entities there; "two_products" where more than one product is named."""
    kinds = {kind for mark in marks.found for kind in mark.kinds}
    if len({mark.typed for mark in marks.of("product")}) > 1:
        kinds.add("two_products")
    return kinds


def _verdict(
    target: str, hits: Sequence[Hit], kinds: set[str], kind: str, evidence: Tables, habit: tuple[float, str] | None
) -> Verdict:
    points = 0.0
    reasons = []
    for factor, hit in zip(_FURTHER, hits, strict=False):
        points += factor * hit.phrase.weight
        reasons.append(f'"{hit.phrase.source}" {factor * hit.phrase.weight:+g}')
    if habit:
        usual = habit[0] * (_BESIDE_CUES if hits else 1)
        points += usual
        reasons.append(f'words as "{habit[1]}" {usual:+.1f}')
    for entity, extra in evidence["with"].get(target, {}).items():
        if hits and entity in kinds:
            points += extra
            reasons.append(f"{entity} {extra:+g}")
    asker = evidence["asker"].get(target, {}).get(kind or "none", 0)
    if asker:
        points += asker
        reasons.append(f"asked by {kind or 'nobody known'} {asker:+g}")
    return Verdict(Capability(target), points, hits[0].phrase.weight if hits else 0.0, tuple(reasons))
