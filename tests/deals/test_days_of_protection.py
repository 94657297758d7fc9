"""From which day to which a registration is protected, by the clock of its programme."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from channel.deals import protection
from channel.policy import Parameters, Policy

SUBMITTED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
APPROVED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LAST = date(2026, 12, 24)


def by(**rules: Any) -> Policy:
    return Policy(1, "Example", "clause 4", date(2026, 1, 1), Parameters(**rules))


def test_protection_runs_from_the_approval() -> None:
    assert protection.protected_until(by(protection_days=30), SUBMITTED, APPROVED) == LAST


def test_where_the_programme_says_so_it_runs_from_the_submission() -> None:
    rules = by(protection_days=30, protection_starts="submission")
    assert protection.protected_until(rules, SUBMITTED, APPROVED) == date(2026, 12, 20)
    assert protection.protected_until(rules, None, APPROVED) == LAST


def test_its_first_day_is_the_one_on_the_programmes_clock() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert protection.protected_until(by(protection_days=1, timezone="Europe/Berlin"), None, late).day == 26
    assert protection.protected_until(by(protection_days=1, timezone="America/New_York"), None, late).day == 25


@pytest.mark.parametrize(
    ("zone", "over"),
    [
        ("Europe/Berlin", datetime(2026, 12, 24, 23, 0, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 12, 24, 15, 0, tzinfo=UTC)),
    ],
)
def test_it_is_over_at_the_end_of_its_last_day(zone: str, over: datetime) -> None:
    rules = by(timezone=zone)
    assert protection.ends_at(rules, LAST) == over
    assert protection.is_over(rules, LAST, over)
    assert not protection.is_over(rules, LAST, over.replace(hour=over.hour - 1, minute=59))


def test_what_was_never_protected_is_over_and_has_no_grace() -> None:
    assert protection.is_over(by(), None, APPROVED)
    assert protection.grace_until(by(), None) is None


def test_days_of_grace_follow_the_last_day() -> None:
    assert protection.grace_until(by(grace_days=7), LAST) == date(2026, 12, 31)


@pytest.mark.parametrize(("asked", "last"), [(None, 30), (10, 10), (30, 30), (31, 30), (400, 30)])
def test_an_extension_gives_what_is_asked_up_to_the_programmes_days(asked: int | None, last: int) -> None:
    extended = protection.extended_until(by(extension_days=30), LAST, asked)
    assert (extended - LAST).days == last


def test_reminders_come_in_the_morning_so_many_days_before() -> None:
    assert protection.reminders(by(reminder_days=(14, 1), timezone="Europe/Berlin"), LAST) == (
        ("protection_reminder_14", datetime(2026, 12, 10, 8, 0, tzinfo=UTC)),
        ("protection_reminder_1", datetime(2026, 12, 23, 8, 0, tzinfo=UTC)),
    )
