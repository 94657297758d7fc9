"""What is out of sight changes nothing: no order, no score, no weight, no spelling, no title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np
from conftest import CountingWords
from hypothesis import given, settings
from hypothesis import strategies as st

from channel.access.viewer import Viewer
from knowledge.lexical import Words
from knowledge.library import Grant, Library
from knowledge.search import Hit, Question, Search
from knowledge.shelf import Block, Shelf

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WORDS = "fan tray noise weight warranty switch FW-120 port ports budget watt licence renewal console consoles 21.4 30"
Passages = list[str]
documents = st.lists(
    st.lists(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4),
    min_size=1,
    max_size=5,
)
questions = st.lists(
    st.sampled_from([*WORDS.split(), "consol", "wieght", "Garantie", "FW 120", "Lüfter"]), min_size=1, max_size=5
).map(" ".join)
SEEN, HIDDEN = 0, 10_000


def on_shelf(shelf: Shelf, texts: Sequence[Passages], first: int) -> Shelf:
    """The documents as versions numbered from `first`; their passages are numbered likewise."""
    passage = first
    for version, own in enumerate(texts, first):
        ids = np.arange(passage, passage + len(own), dtype=np.int64)
        words = Words.of((f"Document {version}", text) for text in own)
        shelf = shelf.with_blocks([Block(version, ids, CountingWords().embed(own), words)])
        passage += len(own)
    return shelf


def asked(shelf: Shelf, visible: int, question: str) -> tuple[Question, list[Hit]]:
    sight = shelf.within(range(SEEN, SEEN + visible))
    search = Search(CountingWords())
    read = search.read(question, sight)
    return read, search.find(read, sight)


@settings(deadline=None)
@given(documents, documents, questions)
def test_hidden_documents_change_nothing_that_search_says(
    seen: list[Passages], hidden: list[Passages], question: str
) -> None:
    alone = asked(on_shelf(Shelf.empty(), seen, SEEN), len(seen), question)
    before = asked(on_shelf(on_shelf(Shelf.empty(), hidden, HIDDEN), seen, SEEN), len(seen), question)
    after = asked(on_shelf(on_shelf(Shelf.empty(), seen, SEEN), hidden, HIDDEN), len(seen), question)

    assert before == alone
    assert after == alone


def test_nobody_sees_anything_of_a_library_without_a_version_in_sight() -> None:
    read, hits = asked(on_shelf(Shelf.empty(), [["the fan tray is loud"]], HIDDEN), 0, "consol fan")

    assert hits == []
    assert set(read.weights) == {"consol", "fan"}


def test_two_libraries_that_differ_in_hidden_documents_give_the_same_answer(
    library: Library,
    reseller: Viewer,
    publish: Callable[..., int],
    only_for: Callable[..., tuple[Grant, ...]],
) -> None:
    publish("Fan tray data sheet", "# Fan tray\n\nThe fan tray FT9 makes 31 dB at full speed.\n")
    publish("Wall mount guide", "# Wall mount\n\nThe wall mount WM2 holds 30 kg and takes four screws.\n")
    wishes = ["how loud is the FT9?", "fann tray dB", "Wie laut ist der Lüfter FT9?", "weight of the secret tray"]
    before = [_said(library, reseller, wish) for wish in wishes]

    secret = only_for("pixelforge")
    for n in range(12):
        publish(f"Secret tray {n}", "# Secret\n\nThe fann tray FT9X weighs 9 kg. dB dB dB.\n", grants=secret)

    assert [_said(library, reseller, wish) for wish in wishes] == before


def _said(library: Library, reader: Viewer, wish: str) -> tuple[object, ...]:
    found = library.find(reader, wish, NOW)
    answer = library.answer(reader, wish, NOW)
    quotes = [citation.quote for citation in answer.citations]
    return [(f.source.title, f.score) for f in found], quotes, answer.confidence, answer.nearest
