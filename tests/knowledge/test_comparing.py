"""Comparisons side by side, sums on cited figures, and documents that differ: every figure with its citation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.screens.documents import answer_screen
from channel.access.viewer import Viewer
from knowledge.answering import Answer
from knowledge.grounding import is_verbatim
from knowledge.library import Library

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
Publish = Callable[..., int]
Ask = Callable[[str], Answer]

COLUMNS = """# Switches

| Item | NW-SX24 | NW-SX48 |
| --- | --- | --- |
| Weight | 3.1 kg | 5.1 kg |
| Depth | 220 mm | 350 mm |
| Cooling | fan | fan |
"""
LINES = """# Tiers

| Tier | Discount | Leads |
| --- | --- | --- |
| Silver | 8 % | on request |
| Gold | 12 % | preferred |
"""


@pytest.fixture
def ask(library: Library, reseller: Viewer) -> Ask:
    return lambda question: library.answer(reseller, question, NOW)


def test_two_columns_of_a_table_stand_side_by_side(ask: Ask, publish: Publish) -> None:
    publish("Switches overview", COLUMNS)

    answer = ask("SX24 vs SX48 weight")

    assert answer.comparison is not None
    assert [(p.label, p.one, p.other) for p in answer.comparison.points] == [("Weight", "3.1 kg", "5.1 kg")]
    assert "| Weight | 3.1 kg | 5.1 kg |" in answer.citations[0].quote


def test_a_difference_shows_only_what_differs(ask: Ask, publish: Publish) -> None:
    publish("Switches overview", COLUMNS)

    answer = ask("Was ist der Unterschied zwischen SX24 und SX48?")

    assert answer.comparison is not None
    assert [p.label for p in answer.comparison.points] == ["Weight", "Depth"]


def test_two_rows_of_a_table_stand_side_by_side(ask: Ask, publish: Publish) -> None:
    publish("Tier guide", LINES)

    answer = ask("difference between Gold and Silver")

    assert answer.comparison is not None
    assert [(p.label, p.one, p.other) for p in answer.comparison.points] == [
        ("Discount", "12 %", "8 %"),
        ("Leads", "preferred", "on request"),
    ]


def test_rows_of_two_documents_stand_side_by_side_each_with_its_citation(ask: Ask, publish: Publish) -> None:
    for name, weight in (("SX24", "3.1 kg"), ("SX48", "5.1 kg")):
        table = f"| Property | Value |\n| --- | --- |\n| Weight | {weight} |\n| Ports | RJ-45 |\n"
        publish(f"{name} data sheet", f"# {name}\n\n{table}")

    answer = ask("SX24 or SX48: weight?")
    screen = answer_screen(answer, "en")

    assert "3.1 kg [1]" in screen.text
    assert "5.1 kg [2]" in screen.text
    assert [c.source.title for c in answer.citations[:2]] == ["SX24 data sheet", "SX48 data sheet"]
    assert all(is_verbatim(c.quote, c.source.text) for c in answer.citations)


def test_a_sum_is_made_of_cited_figures_and_held_against_what_there_is(ask: Ask, publish: Publish) -> None:
    publish("SX48 data sheet", "# Power\n\nThe SX48 has a PoE budget of 740 W.\n")
    publish("AX7 data sheet", "# Power\n\nThe AX7 draws 21.4 W at most.\n")

    answer = ask("how much PoE for 30 AX7 on one SX48?")

    assert answer.sum is not None
    assert (answer.sum.total, answer.sum.left) == (Decimal("642.0"), Decimal("98.0"))
    assert "21.4 W" in answer.citations[0].quote
    assert "740 W" in answer.citations[1].quote
    assert "30 × 21.4 W [1] = *642 W*; available 740 W [2]: fits, 98 W left" in answer_screen(answer, "en").text
    assert "30 × 21,4 W [1] = *642 W*; verfügbar 740 W [2]: reicht, 98 W bleiben" in answer_screen(answer, "de").text


def test_what_does_not_suffice_is_said(ask: Ask, publish: Publish) -> None:
    publish("SX48 data sheet", "# Power\n\nThe SX48 has a PoE budget of 740 W.\n")
    publish("AX7 data sheet", "# Power\n\nThe AX7 draws 21.4 W at most.\n")

    assert "30.4 W short" in answer_screen(ask("PoE power for 36 AX7 on one SX48"), "en").text


def test_nothing_is_reckoned_with_a_figure_that_no_document_gives(ask: Ask, publish: Publish) -> None:
    publish("SX48 data sheet", "# Power\n\nThe SX48 has a PoE budget of 740 W. The AX7 is a fine companion.\n")

    assert ask("how much PoE for 30 AX7 on one SX48?").sum is None


def test_documents_that_differ_are_shown_with_the_more_recent_named(ask: Ask, publish: Publish) -> None:
    publish("Data sheet", "# Fan tray\n\nThe fan tray makes 31 dB at full speed.\n", effective_from=date(2026, 5, 1))
    publish("Guide", "# Fan tray\n\nThe fan tray makes 38 dB at full speed.\n", effective_from=date(2025, 5, 1))

    answer = ask("How many dB does the fan tray make at full speed?")

    assert answer.disagree
    assert "The more recent is Data sheet, effective 1 May 2026." in answer_screen(answer, "en").text
