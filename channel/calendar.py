"""Business days of a country, and ends of days in a time zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

CLOSE_OF_BUSINESS = time(17)
SATURDAY = 5


def is_business_day(day: date, country: str) -> bool:
    """Whether offices work on `day` in a country (ISO 3166-1); a country without known holidays has weekends."""
    return day.weekday() < SATURDAY and day not in _holidays(country, day.year)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    import holidays

    if country not in holidays.list_supported_countries(include_aliases=False):
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


def business_days_after(day: date, count: int, country: str) -> date:
    """The `count`-th business day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        if is_business_day(day, country):
            count -= 1
    return day


def business_days_between(start: date, end: date, country: str) -> int:
    """How many business days lie after `start`, up to and with `end`; 0 when `end` is not later."""
    return sum(
        is_business_day(start + timedelta(days=step), country) for step in range(1, max(0, (end - start).days) + 1)
    )


def local_day(instant: datetime, timezone: str) -> date:
    """The date at `instant` in an IANA time zone."""
    return instant.astimezone(ZoneInfo(timezone)).date()


def end_of_day(day: date, timezone: str) -> datetime:
    """The instant (UTC) at which `day` is over in an IANA time zone."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(timezone)).astimezone(UTC)


def close_of_business(day: date, timezone: str) -> datetime:
    """The instant (UTC) at which offices close on `day`."""
    return datetime.combine(day, CLOSE_OF_BUSINESS, ZoneInfo(timezone)).astimezone(UTC)
