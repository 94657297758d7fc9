"""What people ask other organisations for, who may be linked, what a person wants to hear of, and data taken in."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Key, OrganisationKey, Sourced, Table


class PartnerRequest(Sourced, Table):
    """Something that one organisation asks another for: a return, marketing funds, a claim, credit, a quote, a person.

    `kind` says what (`channel.requests`), `content` holds its plain values. `recipient_id` decides; its people need
    the right named in `needs` to see it. state: `open`, `accepted`, `declined`, `withdrawn`.
    """

    __tablename__ = "partner_requests"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    organisation_id: Mapped[OrganisationKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    recipient_id: Mapped[OrganisationKey]
    needs: Mapped[str] = mapped_column(String(40))
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    content: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20), default="open")
    requested_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str] = mapped_column(Text, default="")


class DigestSetting(Sourced, Table):
    """When and of what a person wants to hear. `hour` and quiet hours are local to the person's time zone.

    frequency: `daily`, `weekly`, `off`; `weekday` counts from Monday 0, for weekly ones. `timezone` and `language`
    where they differ from the person's own; `reminders` of dates that come near; `free_days`: on weekends and
    holidays too.
    """

    __tablename__ = "digest_settings"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    organisation_id: Mapped[OrganisationKey]
    frequency: Mapped[str] = mapped_column(String(10))
    weekday: Mapped[int]
    hour: Mapped[int]
    topics: Mapped[list[str]]
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    timezone: Mapped[str | None] = mapped_column(String(40))
    language: Mapped[str | None] = mapped_column(String(2))
    reminders: Mapped[bool] = mapped_column(default=True)
    free_days: Mapped[bool] = mapped_column(default=False)


class DigestRound(Sourced, Table):
    """Up to which day (in the person's time zone, inclusive) a person was reminded of dates that come near."""

    __tablename__ = "digest_rounds"
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    organisation_id: Mapped[OrganisationKey]
    told_through: Mapped[date]


class LinkRequest(Sourced, Table):
    """A Slack user whose work e-mail points to an organisation, waiting for its administrator.

    state: `open`, `accepted`, `declined`.
    """

    __tablename__ = "link_requests"
    __table_args__ = (UniqueConstraint("team", "user", "organisation_id"),)
    id: Mapped[Key]
    team: Mapped[str] = mapped_column(String(40))
    user: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[OrganisationKey]
    state: Mapped[str] = mapped_column(String(20), default="open")
    requested_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class DataLoad(Sourced, Table):
    """A file of an organisation's own data that was taken in: which area, how many rows did what."""

    __tablename__ = "data_loads"
    id: Mapped[Key]
    owner_id: Mapped[OrganisationKey]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    area: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(200))
    checksum: Mapped[str] = mapped_column(String(64), index=True)
    loaded_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]
