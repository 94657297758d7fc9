"""Programmes, tiers, certificates, incentives, targets, onboarding and announcements."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Currency, Key, OrganisationKey, PersonKey, Sourced, Table


class Programme(Sourced, Table):
    """A vendor's partner programme."""

    __tablename__ = "programmes"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    name: Mapped[str] = mapped_column(String(80))


class Tier(Sourced, Table):
    """A tier of a programme; rank 1 is the lowest. Requirements by metric, such as yearly revenue."""

    __tablename__ = "tiers"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)
    id: Mapped[Key]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    name: Mapped[str] = mapped_column(String(40))
    rank: Mapped[int]
    requirements: Mapped[dict[str, Any]]


class Standing(Sourced, Table):
    """A reseller's tier in a programme, with its metrics of the running period."""

    __tablename__ = "standings"
    __table_args__ = (UniqueConstraint("reseller_id", "vendor_id"),)
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    tier: Mapped[str] = mapped_column(String(40))
    specialisations: Mapped[list[str]]
    since: Mapped[date]
    review_on: Mapped[date | None]
    metrics: Mapped[dict[str, Any]]


class Certificate(Sourced, Table):
    """A certificate that a person holds."""

    __tablename__ = "certificates"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    person_id: Mapped[PersonKey]
    code: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]


class Incentive(Sourced, Table):
    """A rebate, SPIFF or promotion: its rule and steps. Open to the tiers named, to all when none is."""

    __tablename__ = "incentives"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    rule: Mapped[dict[str, Any]]
    tiers: Mapped[list[str]]
    currency: Mapped[Currency]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    claim_by: Mapped[date | None]


class Accrual(Sourced, Table):
    """What an organisation has earned of an incentive so far, and the basis it is reckoned on."""

    __tablename__ = "accruals"
    id: Mapped[Key]
    incentive_id: Mapped[int] = mapped_column(ForeignKey("incentives.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    period: Mapped[str] = mapped_column(String(10))
    currency: Mapped[Currency]
    basis: Mapped[Decimal]
    amount: Mapped[Decimal]


class MarketingFund(Sourced, Table):
    """Market development funds of a reseller: granted, spent, and the day the rest lapses."""

    __tablename__ = "marketing_funds"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    name: Mapped[str] = mapped_column(String(120))
    currency: Mapped[Currency]
    granted: Mapped[Decimal]
    spent: Mapped[Decimal]
    expires_on: Mapped[date]


class Target(Sourced, Table):
    """A target and its actual figure, agreed between `owner_id` and, where a vendor sets it, `vendor_id`."""

    __tablename__ = "targets"
    id: Mapped[Key]
    owner_id: Mapped[OrganisationKey]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    metric: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str | None] = mapped_column(String(3))
    target: Mapped[Decimal]
    actual: Mapped[Decimal | None]


class OnboardingCase(Sourced, Table):
    """A distributor takes a prospect on, for lines of vendors in a country.

    State and origin as in `channel.onboarding.states`; `paused_from` is the state before a pause. `reason` is written
    for the prospect, who reads the row. `lines` are named vendor/line, by the vendor's key. `manager_id` is who looks
    after it at the distributor.
    """

    __tablename__ = "onboarding_cases"
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    prospect_id: Mapped[OrganisationKey]
    state: Mapped[str] = mapped_column(String(30))
    opened_on: Mapped[date]
    origin: Mapped[str] = mapped_column(String(10), default="invited")
    territory: Mapped[str | None] = mapped_column(String(6))
    lines: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(String(400), default="")
    paused_from: Mapped[str | None] = mapped_column(String(30))
    paused_on: Mapped[date | None]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)


class OnboardingTask(Sourced, Table):
    """A step of an onboarding case, with who owes it and by when, and the positions of the steps it waits for.

    `kind` is one of `channel.onboarding.states.StepKind`. `evidence` is what was given for it, fit for both sides to
    read: plain values (JSON); what vetting found is a `Screening`.
    """

    __tablename__ = "onboarding_tasks"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("onboarding_cases.id"), index=True)
    distributor_id: Mapped[OrganisationKey]
    prospect_id: Mapped[OrganisationKey]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    owner_id: Mapped[OrganisationKey]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    kind: Mapped[str] = mapped_column(String(20), default="other")
    name_de: Mapped[str | None] = mapped_column(String(120))
    after: Mapped[list[int]] = mapped_column(default=list)
    evidence: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Screening(Sourced, Table):
    """What vetting found about a prospect: the distributor's alone."""

    __tablename__ = "screenings"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("onboarding_cases.id"), index=True)
    distributor_id: Mapped[OrganisationKey]
    finding: Mapped[str] = mapped_column(String(400))


class Announcement(Sourced, Table):
    """News for the recipients named by id; unseen by them before `visible_from`, after `expires_at` (UTC), once off.

    `language` is that of `title` and `text`; `other_title` and `other_text` say the same in the other one, as typed by
    the author. `addressed` is whom the author named (plain values),
    `receipts` how many people and organisations were reached: totals, never who.
    """

    __tablename__ = "announcements"
    id: Mapped[Key]
    owner_id: Mapped[OrganisationKey]
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(String(4000))
    visible_from: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    language: Mapped[str] = mapped_column(String(2), default="en")
    other_title: Mapped[str] = mapped_column(String(160), default="")
    other_text: Mapped[str] = mapped_column(String(4000), default="")
    addressed: Mapped[dict[str, Any] | None]
    receipts: Mapped[dict[str, Any] | None]
    expires_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id"))


class AnnouncementRecipient(Sourced, Table):
    """An organisation that an announcement is for."""

    __tablename__ = "announcement_recipients"
    __table_args__ = (UniqueConstraint("announcement_id", "organisation_id"),)
    id: Mapped[Key]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    owner_id: Mapped[OrganisationKey]
    visible_from: Mapped[datetime]
