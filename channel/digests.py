"""What a person wants to hear of and when: kept as their own setting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.viewer import Viewer
from channel.tables.requests import DigestSetting

Content = dict[str, Any]


class Frequency(StrEnum):
    """How often."""

    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


class Topic(StrEnum):
    """Of what."""

    DEALS = "deals"
    DECISIONS = "decisions"
    RENEWALS = "renewals"
    CERTIFICATES = "certificates"
    CLAIMS = "claims"
    TIERS = "tiers"
    ONBOARDING = "onboarding"
    NEWS = "news"


@dataclass(frozen=True)
class Setting:
    """A person's wish. `weekday` counts from Monday 0; `hour` and the quiet hours are local to the person.

    `timezone` (IANA) and `language` where they differ from the person's own. `reminders`: of dates that come near.
    `free_days`: on weekends and public holidays, too.
    """

    frequency: Frequency = Frequency.OFF
    weekday: int = 0
    hour: int = 8
    topics: tuple[Topic, ...] = tuple(Topic)
    quiet_from: time | None = None
    quiet_to: time | None = None
    timezone: str | None = None
    language: str | None = None
    reminders: bool = True
    free_days: bool = False

    def plain(self) -> Content:
        """For a draft."""
        return {
            "frequency": str(self.frequency),
            "weekday": self.weekday,
            "hour": self.hour,
            "topics": [str(topic) for topic in self.topics],
            "quiet_from": self.quiet_from.isoformat() if self.quiet_from else None,
            "quiet_to": self.quiet_to.isoformat() if self.quiet_to else None,
            "timezone": self.timezone,
            "language": self.language,
            "reminders": self.reminders,
            "free_days": self.free_days,
        }

    @staticmethod
    def read(content: Content) -> Setting:
        """What `plain` made."""
        start, end = content["quiet_from"], content["quiet_to"]
        return Setting(
            Frequency(content["frequency"]),
            content["weekday"],
            content["hour"],
            tuple(Topic(name) for name in content["topics"]),
            time.fromisoformat(start) if start else None,
            time.fromisoformat(end) if end else None,
            content.get("timezone"),
            content.get("language"),
            content.get("reminders", True),
            content.get("free_days", False),
        )


def setting(session: Session, viewer: Viewer) -> Setting | None:
    """The viewer's own setting, none where nothing was set."""
    row = session.scalars(select(DigestSetting).where(DigestSetting.person_id == viewer.person_id)).one_or_none()
    return None if row is None else setting_of(row)


def setting_of(row: DigestSetting) -> Setting:
    """A setting as it is kept."""
    return Setting(
        Frequency(row.frequency),
        row.weekday,
        row.hour,
        tuple(Topic(name) for name in row.topics),
        row.quiet_from,
        row.quiet_to,
        row.timezone,
        row.language,
        row.reminders,
        row.free_days,
    )
