"""How long a registration is protected: from approval to the end of a day in the policy's time zone."""

from datetime import date, datetime, timedelta

from channel.calendar import end_of_day, local_day
from channel.policy import Policy


def protected_until(policy: Policy, submitted_at: datetime | None, approved_at: datetime) -> date:
    """The last protected day, inclusive, of an approval at that instant."""
    from_submission = policy.rules.protection_starts == "submission" and submitted_at is not None
    start = submitted_at if from_submission and submitted_at is not None else approved_at
    return local_day(start, policy.rules.timezone) + timedelta(days=policy.rules.protection_days)


def ends_at(policy: Policy, last_day: date) -> datetime:
    """The instant (UTC) at which protection is over: the end of its last day where the policy's clock stands."""
    return end_of_day(last_day, policy.rules.timezone)


def is_over(policy: Policy, last_day: date | None, now: datetime) -> bool:
    """Whether protection has ended; what was never protected has."""
    return last_day is None or now >= ends_at(policy, last_day)


def grace_until(policy: Policy, last_day: date | None) -> date | None:
    """The last day on which the same reseller may ask for the protection back."""
    return None if last_day is None else last_day + timedelta(days=policy.rules.grace_days)


def extended_until(policy: Policy, last_day: date, days: int | None = None) -> date:
    """The last day after one more extension: the policy's days, or fewer."""
    return last_day + timedelta(days=min(days or policy.rules.extension_days, policy.rules.extension_days))


def reminders(policy: Policy, last_day: date) -> tuple[tuple[str, datetime], ...]:
    """The kinds and instants of the reminders before protection ends, at nine in the morning."""
    return tuple(
        (
            f"protection_reminder_{days}",
            end_of_day(last_day - timedelta(days=days + 1), policy.rules.timezone) + timedelta(hours=9),
        )
        for days in policy.rules.reminder_days
    )
