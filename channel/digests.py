"""What a person wants to hear of and when: kept as their own setting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel import audit, refusals
from channel.access.gate import Action
from channel.access.viewer import Viewer
from channel.errors import NotPossible
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


@dataclass(frozen=True)
class Setting:
    """A person's wish. `weekday` counts from Monday 0; `hour` and the quiet hours are local to the person."""

    frequency: Frequency = Frequency.OFF
    weekday: int = 0
    hour: int = 8
    topics: tuple[Topic, ...] = tuple(Topic)
    quiet_from: time | None = None
    quiet_to: time | None = None

    def plain(self) -> Content:
        """For a draft."""
        return {
            "frequency": str(self.frequency),
            "weekday": self.weekday,
            "hour": self.hour,
            "topics": [str(topic) for topic in self.topics],
            "quiet_from": self.quiet_from.isoformat() if self.quiet_from else None,
            "quiet_to": self.quiet_to.isoformat() if self.quiet_to else None,
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
        )


def setting(session: Session, viewer: Viewer) -> Setting | None:
    """The viewer's own setting, none where nothing was set."""
    row = session.scalars(select(DigestSetting).where(DigestSetting.person_id == viewer.person_id)).one_or_none()
    if row is None:
        return None
    kept = Setting(Frequency(row.frequency), row.weekday, row.hour, tuple(Topic(name) for name in row.topics))
    return replace(kept, quiet_from=row.quiet_from, quiet_to=row.quiet_to)


def keep(action: Action, content: Content) -> Content:
    """Keep the acting person's setting; `content` is `Setting.plain`.

    Raises:
        NotPossible: for somebody who is not linked to an organisation.
    """
    viewer, wanted = action.viewer, Setting.read(content)
    if viewer.person_id is None or viewer.organisation_id is None:
        raise NotPossible.of(refusals.UNKNOWN_SETS)
    row = action.session.scalars(
        select(DigestSetting).where(DigestSetting.person_id == viewer.person_id)
    ).one_or_none()
    if row is None:
        row = DigestSetting(person_id=viewer.person_id, organisation_id=viewer.organisation_id)
        action.session.add(row)
    row.frequency, row.weekday, row.hour = str(wanted.frequency), wanted.weekday, wanted.hour
    row.topics = [str(topic) for topic in wanted.topics]
    row.quiet_from, row.quiet_to = wanted.quiet_from, wanted.quiet_to
    row.as_of = action.now
    audit.record(action, "digest.settings", f"person {viewer.person_id}", content)
    return content
