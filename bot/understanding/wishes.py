"""Several wishes in one message: its clauses, and which of them ask for something of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.understanding.evidence import ENOUGH, Verdict, weigh
from bot.understanding.habits import Habits
from bot.understanding.marks import Marks
from bot.understanding.phrases import Hit
from bot.understanding.reading import Reading, strongest
from bot.understanding.requests import Capability
from bot.understanding.vocabulary import Tables, Vocabulary
from bot.understanding.words import Word

_STRONG = 4.0
_VERY_STRONG = 7.0
_MOST_WISHES = 4
_ABBREVIATION = 3


@dataclass(frozen=True)
class Wish:
    """One thing asked, in text[start:end]."""

    verdict: Verdict
    start: int
    end: int


def wishes_of(reading: Reading, kind: str, evidence: Tables, vocabulary: Vocabulary, habits: Habits) -> list[Wish]:
    """The wishes of a message in order, one where its clauses do not clearly ask for more; none without a cue."""
    whole = weigh(strongest(reading.cues), reading.marks, kind, evidence, habits.points(reading.words))
    if not whole or whole[0].points < ENOUGH:
        return []
    everything = Wish(whole[0], 0, len(reading.text))
    splits = _splits_sentence if whole[0].capability in evidence["absorbing"] else _splits_clause(vocabulary)
    spans = _spans(reading.words, splits)
    if len(spans) == 1 or whole[0].capability is Capability.REFUSE:
        return [everything]
    able = [] if whole[0].capability in evidence["absorbing"] else evidence["combinable"]
    parts = _parts(reading, spans, kind, evidence, habits, able)
    if whole[0].capability in evidence["absorbing"]:
        parts = [p for p in parts if p.verdict.cue >= _VERY_STRONG or p.verdict.capability == whole[0].capability]
    kept = _distinct(parts, whole[0], evidence)
    return _spread(kept, reading) if len(kept) > 1 else [everything]


def _splits_sentence(word: Word) -> bool:
    return word.ends_sentence


def _splits_clause(vocabulary: Vocabulary) -> Callable[[Word], bool]:
    conjunctions = vocabulary.words("conjunctions")
    return lambda word: word.breaks or "/" in word.before or not conjunctions.isdisjoint(word.forms)


def _spans(words: Sequence[Word], splits: Callable[[Word], bool]) -> list[tuple[int, int]]:
    starts = [0] + [i for i, word in enumerate(words) if i and splits(word) and not _shortened(words[i - 1], word)]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _shortened(word: Word, following: Word) -> bool:
    """Is the dot after this word that of an abbreviation: "Sohn & Co. KG", "Dr. Huber"?"""
    short = len(word.raw) <= _ABBREVIATION and word.raw.istitle() and not word.kinds
    return short and following.before.strip() == "."


def _parts(
    reading: Reading,
    spans: Sequence[tuple[int, int]],
    kind: str,
    evidence: Tables,
    habits: Habits,
    preferred: Sequence[str],
) -> list[Wish]:
    """What each clause asks for by itself, if it is loud enough; one of the preferred ones before a louder other."""
    parts = []
    for first, last in spans:
        hits = [hit for hit in reading.cues if first <= hit.start and hit.end <= last]
        start, end = reading.words[first].start, reading.words[last - 1].end
        marks = reading.marks.within(start, end)
        verdicts = weigh(strongest(hits), marks, kind, evidence, habits.points(reading.words[first:last]))
        loud = [verdict for verdict in verdicts if verdict.cue >= _STRONG]
        if loud:
            parts.append(Wish(next((v for v in loud if v.capability in preferred), loud[0]), start, end))
    return parts


def _distinct(parts: Sequence[Wish], whole: Verdict, evidence: Tables) -> list[Wish]:
    """The first clause of each capability, without those that are part of another or cannot stand beside one."""
    able = {*evidence["combinable"], whole.capability}
    kept: list[Wish] = []
    for part in parts:
        if part.verdict.capability in able and all(part.verdict.capability != k.verdict.capability for k in kept):
            kept.append(part)
    said = {part.verdict.capability for part in kept}
    pairs = [(small, large) for small, large in evidence["part_of"] if small in said and large in said]
    return [part for part in kept if all(part.verdict.capability != small for small, _ in pairs)][:_MOST_WISHES]


def _spread(parts: Sequence[Wish], reading: Reading) -> list[Wish]:
    """Wishes with the clauses between them: what follows a wish belongs to it, what precedes the first to the first."""
    ends = [part.start for part in parts[1:]] + [len(reading.text)]
    starts = [0, *ends[:-1]]
    return [Wish(part.verdict, start, end) for part, start, end in zip(parts, starts, ends, strict=True)]


def hits_within(hits: Sequence[Hit], first: int, last: int) -> list[Hit]:
    """The hits inside words[first:last]."""
    return [hit for hit in hits if first <= hit.start and hit.end <= last]


def marks_for(wish: Wish, reading: Reading) -> Marks:
    """The entities of a wish's own words."""
    return reading.marks.within(wish.start, wish.end)
