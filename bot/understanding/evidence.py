"""Capabilities weighed: cues of the words, entities, who asks. Every point has its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.marks import Marks
from bot.understanding.phrases import Hit
from bot.understanding.requests import Capability
from bot.understanding.vocabulary import Tables

ENOUGH = 2.5
"""Points below which the words decide nothing."""

_FURTHER = (1.0, 0.4, 0.25, 0.1)


@dataclass(frozen=True)
class Verdict:
    """A capability with its points; `cue` those of the strongest words alone."""

    capability: Capability
    points: float
    cue: float
    reasons: tuple[str, ...]


def weigh(hits: Sequence[Hit], marks: Marks, kind: str, evidence: Tables) -> list[Verdict]:
    """All capabilities that have a cue, the strongest first; equal ones in the order of the closed list."""
    by_target: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda h: (-h.phrase.weight, h.start - h.end, h.start)):
        kept = by_target.setdefault(hit.phrase.target, [])
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    kinds = {kind for mark in marks.found for kind in mark.kinds}
    if len({mark.typed for mark in marks.of("product")}) > 1:
        kinds.add("two_products")
    verdicts = [_verdict(target, kept, kinds, kind, evidence) for target, kept in by_target.items()]
    order = list(Capability)
    return sorted(verdicts, key=lambda v: (-v.points, order.index(v.capability)))


def _verdict(target: str, hits: Sequence[Hit], kinds: set[str], kind: str, evidence: Tables) -> Verdict:
    points = 0.0
    reasons = []
    for factor, hit in zip(_FURTHER, hits, strict=False):
        points += factor * hit.phrase.weight
        reasons.append(f'"{hit.phrase.source}" {factor * hit.phrase.weight:+g}')
    for entity, extra in evidence["with"].get(target, {}).items():
        if entity in kinds:
            points += extra
            reasons.append(f"{entity} {extra:+g}")
    asker = evidence["asker"].get(target, {}).get(kind or "none", 0)
    if asker:
        points += asker
        reasons.append(f"asked by {kind or 'nobody known'} {asker:+g}")
    return Verdict(Capability(target), points, hits[0].phrase.weight, tuple(reasons))
