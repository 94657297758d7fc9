from __future__ import annotations

from datetime import date

import pytest

from knowledge.times import asked_time

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What did the FW-120 cost before March?", date(2026, 2, 28)),
        ("price of the FW-120 before 1 July 2025", date(2025, 6, 30)),
        ("Was kostete die FW-120 vor dem 01.07.2025?", date(2025, 6, 30)),
        ("rebate terms as of 2026-03-15", date(2026, 3, 15)),
        ("What was the rebate in December?", date(2025, 12, 31)),
        ("Welcher Rabatt galt im März 2025?", date(2025, 3, 31)),
        ("price list valid in 2025", date(2025, 12, 31)),
    ],
)
def test_a_day_gone_by_is_read(question: str, day: date) -> None:
    asked = asked_time(question, TODAY)

    assert asked.earlier
    assert asked.day == day
    assert str(day.year) not in asked.words or day.year == TODAY.year


@pytest.mark.parametrize(
    "question",
    [
        "How loud was it in the previous version?",
        "show me the old price list",
        "Wie waren die bisherigen Konditionen?",
        "Was stand in der alten Preisliste?",
        "what was the discount before?",
    ],
)
def test_some_earlier_version_is_asked_for_without_a_day(question: str) -> None:
    asked = asked_time(question, TODAY)

    assert asked.earlier
    assert asked.day is None


@pytest.mark.parametrize(
    "question",
    [
        "What must be done before the renewal?",
        "Can I send the old switch back?",
        "Is support given until December 2029?",
        "Was passiert vor der Verlängerung?",
        "Darf der alte Lüfter bleiben?",
        "before 99.99.2025 what",
        "weight of the fan",
    ],
)
def test_anything_else_asks_about_today(question: str) -> None:
    asked = asked_time(question, TODAY)

    assert not asked.earlier
    assert asked.words == question
