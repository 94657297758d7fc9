"""Search on the shelf is exact: whatever is in sight, it finds what arithmetic over those passages finds."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from conftest import CountingWords
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import lexical
from knowledge.lexical import Words
from knowledge.shelf import Block, Shelf
from knowledge.terms import terms

LEXICON = "fan tray noise weight warranty switch ports budget licence renewal NW-FW120 30"
texts = st.lists(st.sampled_from(LEXICON.split()), min_size=1, max_size=15).map(" ".join)
libraries = st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=8)
COUNT = 4


def shelf_of(documents: list[list[str]]) -> tuple[Shelf, dict[int, str], dict[int, int]]:
    """The documents as versions 0, 1, …: with the text and the version of each passage."""
    shelf = Shelf.empty()
    text_of: dict[int, str] = {}
    version_of: dict[int, int] = {}
    for version, own in enumerate(documents):
        ids = np.arange(len(text_of), len(text_of) + len(own), dtype=np.int64)
        text_of |= dict(zip(ids.tolist(), own, strict=True))
        version_of |= dict.fromkeys(ids.tolist(), version)
        words = Words.of(("", text) for text in own)
        shelf = shelf.with_blocks([Block(version, ids, CountingWords().embed(own), words)])
    return shelf, text_of, version_of


@settings(deadline=None)
@given(libraries, texts, st.data())
def test_search_is_exact_within_what_is_seen(documents: list[list[str]], question: str, data: st.DataObject) -> None:
    shelf, text_of, version_of = shelf_of(documents)
    visible = data.draw(st.sets(st.sampled_from(range(len(documents)))))
    gone = data.draw(st.sets(st.sampled_from(range(len(documents)))))
    sight = shelf.without(gone).within(visible)
    seen = {p: text for p, text in text_of.items() if version_of[p] in visible - gone}
    vector = CountingWords().embed([question])[0]
    wanted = dict.fromkeys(terms(question), 1.0)

    near = sight.nearest(sight.cosines(vector), COUNT)
    fitting = sight.fitting(wanted, COUNT)

    cosines = {p: float(CountingWords().embed([text])[0] @ vector) for p, text in seen.items()}
    assert sorted(near.values()) == _close(sorted(sorted(cosines.values())[::-1][:COUNT]))
    assert all(abs(cosines[p] - score) < 1e-5 for p, score in near.items())
    scores = {p: score for p, score in _bm25(seen, list(wanted)).items() if score > 0}
    assert sorted(fitting.values()) == _close(sorted(sorted(scores.values())[::-1][:COUNT]))
    assert all(abs(scores[p] - score) < 1e-4 for p, score in fitting.items())
    assert sight.versions(list(text_of)) == {p: version_of[p] for p in seen}


def _bm25(seen: dict[int, str], wanted: list[str]) -> dict[int, float]:
    counts = {p: Counter(terms(text)) for p, text in seen.items()}
    lengths = {p: sum(count.values()) for p, count in counts.items()}
    mean = sum(lengths.values()) / max(1, len(lengths)) or 1.0
    found = dict.fromkeys(seen, 0.0)
    for term in wanted:
        holders = [p for p in seen if counts[p][term]]
        says = math.log(1 + (len(seen) - len(holders) + 0.5) / (len(holders) + 0.5))
        for p in holders:
            times = counts[p][term]
            damping = lexical.SATURATION * (1 - lexical.LENGTH_SHARE + lexical.LENGTH_SHARE * lengths[p] / mean)
            found[p] += says * times * (lexical.SATURATION + 1) / (times + damping)
    return found


def _close(values: list[float]) -> object:
    return pytest.approx(values, abs=1e-4)
