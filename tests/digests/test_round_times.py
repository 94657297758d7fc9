"""When a round comes: at the hour of the person's clock on every working day, once, never in quiet hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channel.calendar import is_business_day
from channel.digests import Frequency, Setting
from channel.digests_times import is_digest_day, is_quiet, local_instant, next_round, quiet_over

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
START = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_hour_holds_on_both_sides_of_daylight_saving() -> None:
    zone = "Europe/Berlin"
    assert local_instant(date(2026, 3, 27), time(8), zone) == datetime(2026, 3, 27, 7, tzinfo=UTC)
    assert local_instant(date(2026, 3, 30), time(8), zone) == datetime(2026, 3, 30, 6, tzinfo=UTC)


def test_a_skipped_hour_is_the_end_of_the_gap_and_a_double_one_the_first() -> None:
    zone = "Europe/Berlin"
    assert local_instant(date(2026, 3, 29), time(2, 30), zone) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert local_instant(date(2026, 10, 25), time(2, 30), zone) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_weekly_digest_of_a_holiday_comes_on_the_next_working_day() -> None:
    monday = Setting(Frequency.WEEKLY, weekday=0)
    easter_monday, tuesday = date(2026, 4, 6), date(2026, 4, 7)
    assert not is_business_day(easter_monday, "DE")
    assert is_digest_day(monday, tuesday, "DE")
    assert not is_digest_day(monday, tuesday, "US")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [2, 8])
def test_a_year_has_one_round_for_each_working_day(zone: str, hour: int) -> None:
    setting, instant, days = Setting(hour=hour), START, []
    while instant < START + timedelta(days=365):
        instant = next_round(setting, zone, "DE", instant)
        local = instant.astimezone(ZoneInfo(zone))
        assert local.hour in {hour, hour + 1}
        days.append(local.date())
    working = [days[0] + timedelta(days=step) for step in range((days[-1] - days[0]).days + 1)]
    assert days == [day for day in working if is_business_day(day, "DE")]


@given(
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    start=st.times(),
    end=st.times(),
    minutes=st.integers(0, 366 * 24 * 60),
    free=st.booleans(),
)
@settings(deadline=None, max_examples=200)
def test_no_round_lies_in_quiet_hours_and_quiet_ends(
    zone: str, hour: int, start: time, end: time, minutes: int, *, free: bool
) -> None:
    start, end = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    setting = Setting(hour=hour, quiet_from=start, quiet_to=end, free_days=free)
    now = START + timedelta(minutes=minutes)
    coming = next_round(setting, zone, "DE", now)
    assert coming > now
    assert not is_quiet(setting, zone, coming) or start == end
    assert timedelta(0) <= quiet_over(setting, zone, now) - now <= timedelta(hours=25)
