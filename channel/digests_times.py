"""When to speak to a person: the next round of reminders, and when their quiet hours are over. Pure reckoning.

Local hours hold in the person's time zone on every day: an hour that daylight saving skips is the first instant after
the gap, an hour that happens twice is the first of the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from channel.calendar import is_business_day
from channel.digests import Frequency, Setting

AHEAD_DAYS = 21
"""No country closes its offices for longer."""


def local_instant(day: date, at: time, zone: str, after: datetime | None = None) -> datetime:
    """The instant (UTC) at which clocks in an IANA zone show `at` on `day`; in a gap, the end of the gap.

    Of an hour that happens twice it is the first that lies after `after`.
    """
    tz = ZoneInfo(zone)
    wanted = datetime.combine(day, at, tz)
    instant = wanted.astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return _gap_end((wanted - timedelta(hours=3)).astimezone(UTC), tz)
    if after is not None and instant <= after:
        return wanted.replace(fold=1).astimezone(UTC)
    return instant


def next_round(setting: Setting, zone: str, country: str, after: datetime) -> datetime:
    """The next instant (UTC) later than `after` at which the person is told what comes near, never in quiet hours.

    Args:
        setting: the person's wish; its own time zone, if any, was resolved into `zone`.
        zone: IANA name.
        country: ISO 3166-1, whose holidays are left alone unless the person wants messages on free days.
        after: UTC.
    """
    day = after.astimezone(ZoneInfo(zone)).date()
    for step in range(AHEAD_DAYS):
        candidate = day + timedelta(days=step)
        if not setting.free_days and not is_business_day(candidate, country):
            continue
        instant = quiet_over(setting, zone, local_instant(candidate, time(setting.hour), zone))
        if instant > after:
            return instant
    return local_instant(day + timedelta(days=AHEAD_DAYS), time(setting.hour), zone)


def is_digest_day(setting: Setting, day: date, country: str) -> bool:
    """Whether the round of `day` (local) carries the digest; one of a free day moves to the next working day."""
    if setting.frequency is Frequency.OFF:
        return False
    if setting.frequency is Frequency.DAILY:
        return True
    owed = day - timedelta(days=(day.weekday() - setting.weekday) % 7)
    if owed == day:
        return True
    if setting.free_days:
        return False
    return not any(is_business_day(owed + timedelta(days=step), country) for step in range((day - owed).days))


def quiet_over(setting: Setting, zone: str, instant: datetime) -> datetime:
    """`instant` (UTC) itself, or the end of the quiet hours that it lies in."""
    start, end = setting.quiet_from, setting.quiet_to
    if start is None or end is None or start == end:
        return instant
    local = instant.astimezone(ZoneInfo(zone))
    now, day = local.time().replace(tzinfo=None), local.date()
    if start < end:
        return local_instant(day, end, zone, instant) if start <= now < end else instant
    if now >= start:
        return local_instant(day + timedelta(days=1), end, zone)
    return local_instant(day, end, zone, instant) if now < end else instant


def is_quiet(setting: Setting, zone: str, instant: datetime) -> bool:
    """Whether an instant (UTC) lies in the person's quiet hours."""
    return quiet_over(setting, zone, instant) != instant


def _gap_end(start: datetime, tz: ZoneInfo) -> datetime:
    """The first whole minute after a jump of the clocks within the six hours from `start`."""
    offset = start.astimezone(tz).utcoffset()
    low, high = 0, 6 * 60
    while low < high:
        middle = (low + high) // 2
        if (start + timedelta(minutes=middle)).astimezone(tz).utcoffset() == offset:
            low = middle + 1
        else:
            high = middle
    return start + timedelta(minutes=low)
