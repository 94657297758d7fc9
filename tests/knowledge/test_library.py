from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import NOBODY, Viewer
from channel.clock import MovableClock
from channel.errors import NotFound
from channel.tables.documents import DocumentVersion
from knowledge.grounding import is_verbatim
from knowledge.library import Grant, Library

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
Publish = Callable[..., int]
OnlyFor = Callable[..., tuple[Grant, ...]]

FAN = """# Fan tray

## Noise

The fan tray FT9 makes 31 dB at full speed.

## Weight

The fan tray weighs 4.2 kg.
"""
MOUNT = "# Wall mount\n\nThe wall mount WM2 holds 30 kg and takes four screws.\n"


def test_an_answer_quotes_the_sentence_and_says_where_it_stands(
    library: Library, reseller: Viewer, publish: Publish
) -> None:
    publish("Fan tray data sheet", FAN, version="2.1")
    publish("Wall mount guide", MOUNT)

    answer = library.answer(reseller, "How loud in dB is the fan tray FT9 at full speed?", NOW)

    best = answer.citations[0]
    assert not answer.abstained
    assert "31 dB" in best.quote
    assert (best.source.title, best.source.version, best.source.section) == (
        "Fan tray data sheet",
        "2.1",
        "Fan tray › Noise",
    )
    assert all(is_verbatim(c.quote, c.source.text) for c in answer.citations)


def test_what_no_document_says_is_not_answered_but_the_nearest_are_named(
    library: Library, reseller: Viewer, publish: Publish
) -> None:
    publish("Fan tray data sheet", FAN)

    answer = library.answer(reseller, "Which colours does the jacket of the mascot come in?", NOW)

    assert answer.abstained
    assert answer.citations == ()
    assert answer.nearest == ("Fan tray data sheet",)


def test_rows_of_a_long_table_are_quoted_with_their_header(
    library: Library, reseller: Viewer, publish: Publish
) -> None:
    rows = "\n".join(f"| PSU{n} | {n * 10} W | cold aisle only, with the front plate fitted |" for n in range(10, 60))
    publish("Power supplies", f"# Power\n\n| Part | Output | Condition |\n| --- | --- | --- |\n{rows}\n")

    best = library.answer(reseller, "output of the PSU47", NOW).citations[0]

    assert "| PSU47 | 470 W |" in best.quote
    assert best.header == "| Part | Output | Condition |"
    assert best.header not in best.quote


def test_only_documents_given_to_the_reader_are_searched_quoted_or_named(
    library: Library, reseller: Viewer, other_reseller: Viewer, publish: Publish, only_for: OnlyFor
) -> None:
    publish("Secret fan offer", FAN, grants=only_for("alpenrock"))
    question = "How loud in dB is the fan tray FT9 at full speed?"

    passage = library.answer(reseller, question, NOW).citations[0].source.passage
    hidden = library.answer(other_reseller, question, NOW)

    assert hidden.abstained
    assert hidden.nearest == ()
    assert library.find(other_reseller, question, NOW) == []
    assert library.find(NOBODY, question, NOW) == []
    with pytest.raises(NotFound):
        library.passage(other_reseller, passage)


def test_many_hidden_passages_do_not_crowd_out_the_one_in_sight(
    library: Library, other_reseller: Viewer, publish: Publish, only_for: OnlyFor
) -> None:
    for number in range(30):
        publish(f"Secret fan offer {number}", FAN, grants=only_for("alpenrock"))
    publish("Open fan sheet", FAN)

    found = library.find(other_reseller, "fan tray noise", NOW)

    assert [f.source.title for f in found] == ["Open fan sheet"]


def test_an_embargo_opens_on_its_instant(
    library: Library, reseller: Viewer, publish: Publish, only_for: OnlyFor, clock: MovableClock
) -> None:
    publish("Fan tray data sheet", FAN, grants=only_for("alpenrock", NOW + timedelta(hours=1)))
    question = "How loud in dB is the fan tray FT9 at full speed?"

    assert library.answer(reseller, question, clock.now()).abstained
    clock.advance(timedelta(hours=1))
    assert not library.answer(reseller, question, clock.now()).abstained


def test_a_retired_version_is_gone_at_once(
    gate: Gate, library: Library, reseller: Viewer, publish: Publish
) -> None:
    version = publish("Fan tray data sheet", FAN)
    with gate.acting(system_viewer("loading", frozenset({Right.LOAD_DATA})), Right.LOAD_DATA) as action:
        row = action.session.get(DocumentVersion, version)
        assert row is not None
        row.retired_at = NOW - timedelta(minutes=1)

    assert library.find(reseller, "fan tray noise", NOW) == []


def test_the_old_version_speaks_only_when_asked_for(library: Library, reseller: Viewer, publish: Publish) -> None:
    publish("Fan tray data sheet", FAN.replace("31", "38"), version="1", superseded_on=date(2026, 6, 1))
    publish("Fan tray data sheet", FAN, version="2", effective_from=date(2026, 6, 1))

    today = library.answer(reseller, "How loud in dB is the fan tray FT9?", NOW)
    before = library.answer(reseller, "How loud in dB was the fan tray FT9 in the previous version?", NOW)

    assert {c.source.version for c in today.citations} == {"2"}
    assert "1" in {c.source.version for c in before.citations}


def test_a_question_about_a_day_gone_by_is_answered_from_what_counted_then(
    library: Library, reseller: Viewer, publish: Publish
) -> None:
    spans = [(date(2025, 1, 1), date(2025, 7, 1)), (date(2025, 7, 1), date(2026, 6, 1)), (date(2026, 6, 1), None)]
    for number, (start, end) in enumerate(spans, 1):
        words = FAN.replace("31", str(30 + number))
        publish("Fan tray data sheet", words, version=str(number), effective_from=start, superseded_on=end)

    answer = library.answer(reseller, "How loud in dB was the fan tray FT9 before March?", NOW)

    assert answer.citations[0].source.version == "2"


def test_two_documents_that_disagree_are_both_shown(library: Library, reseller: Viewer, publish: Publish) -> None:
    publish("Data sheet", "# Fan tray\n\nThe fan tray makes 31 dB at full speed.\n")
    publish("Installation guide", "# Fan tray\n\nThe fan tray makes 38 dB at full speed.\n")

    answer = library.answer(reseller, "How many dB does the fan tray make at full speed?", NOW)

    assert answer.disagree
    assert {c.source.title for c in answer.citations[:2]} == {"Data sheet", "Installation guide"}


def test_typing_errors_and_german_find_english_documents(
    library: Library, reseller: Viewer, publish: Publish
) -> None:
    publish("Backup guide", "# Retention\n\nThe retention period of a backup is 30 days, the warranty is two years.\n")
    for number in range(3):
        publish(f"Wall mount guide {number}", MOUNT.replace("screws", "screws, warranty excluded; retention clips"))

    for question in ("waranty of a backup", "Aufbewahrungsfrist Backup?"):
        assert library.find(reseller, question, NOW)[0].source.title == "Backup guide"


def test_the_index_is_disposable(library: Library, reseller: Viewer, publish: Publish) -> None:
    publish("Fan tray data sheet", FAN)
    publish("Wall mount guide", MOUNT)
    before = library.find(reseller, "fan tray noise", NOW)

    library.rebuild()

    verified = library.verify()
    assert verified.is_right
    assert verified.passages == verified.words == verified.vectors > 0
    after = library.find(reseller, "fan tray noise", NOW)
    assert [found.source for found in after] == [found.source for found in before]


def test_nearest_by_index_is_nearest_by_arithmetic(library: Library, reseller: Viewer, publish: Publish) -> None:
    for number in range(60):
        publish(f"Note {number}", f"# Note {number}\n\nPart P{number} fits shelf {number % 7} of rack {number % 5}.\n")
    question = "which part fits shelf 3 of rack 2"

    found = library.nearest_in_meaning(reseller, question, NOW, 5)

    keys, vectors = library.cache.everything()
    exact = np.sort(vectors @ library.cache.embedder.embed([question])[0])[::-1][:5]
    assert len(keys) == 60
    assert [f.score for f in found] == pytest.approx(exact.tolist(), abs=2e-3)
