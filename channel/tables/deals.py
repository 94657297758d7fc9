"""Deal registrations, their history, the dated policy they are judged by, and conflicts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Currency, Key, OrganisationKey, ProductKey, Sourced, Table, Territory


class Registration(Sourced, Table):
    """A deal registration. `submitted_at` is the instant of the first complete submission (microseconds count).

    `protected_until` is the last day of protection in the policy's time zone, inclusive. `version` is the
    optimistic lock. `customer_normalised` is the customer's name as `channel.matching` compares it. `particulars` are
    further fields of the application by name (industry, competitor, sales activity, ...), as plain values.
    `amendment` holds the terms asked for while they are looked at (fields of `channel.deals.views.Application`);
    until they are approved the row's own hold.
    """

    __tablename__ = "registrations"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    registered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(30), index=True)
    returned_from: Mapped[str | None] = mapped_column(String(30))
    customer: Mapped[str] = mapped_column(String(200))
    customer_normalised: Mapped[str] = mapped_column(String(200), index=True)
    customer_country: Mapped[Territory]
    customer_city: Mapped[str | None] = mapped_column(String(80))
    customer_postcode: Mapped[str | None] = mapped_column(String(12))
    customer_domain: Mapped[str | None] = mapped_column(String(120))
    customer_register: Mapped[str | None] = mapped_column(String(40))
    contact_name: Mapped[str | None] = mapped_column(String(120))
    contact_email: Mapped[str | None] = mapped_column(String(200))
    project: Mapped[str] = mapped_column(String(400), default="")
    deal_type: Mapped[str] = mapped_column(String(20), default="new")
    tender: Mapped[str | None] = mapped_column(String(80))
    tender_published_on: Mapped[date | None]
    value: Mapped[Decimal]
    currency: Mapped[Currency]
    expected_close: Mapped[date | None]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    protected_until: Mapped[date | None]
    extensions: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None] = mapped_column(String(40))
    partner_note: Mapped[str | None] = mapped_column(String(400))
    amendment: Mapped[dict[str, Any] | None]
    particulars: Mapped[dict[str, Any]] = mapped_column(default=dict)
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own declaration


class RegistrationLine(Sourced, Table):
    """A product of a registration."""

    __tablename__ = "registration_lines"
    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    quantity: Mapped[int]


class RegistrationEvidence(Sourced, Table):
    """A file that shows what a registration says: an offer, minutes, a customer's letter. `added_by` names a person."""

    __tablename__ = "registration_evidence"
    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    checksum: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes]
    added_by: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]


class RegistrationHistory(Sourced, Table):
    """One transition: who did what for whom, when, by which policy, and what each side may read of it.

    Rows here are seen by the organisation that acted and by nobody's rival; `partner_note` is for the reseller,
    the internal note lives in `RegistrationNote`.
    """

    __tablename__ = "registration_history"
    __table_args__ = (UniqueConstraint("registration_id", "position"), UniqueConstraint("idempotency_key"))
    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    position: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(120))
    acting_for: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    command: Mapped[str] = mapped_column(String(30))
    from_state: Mapped[str | None] = mapped_column(String(30))
    to_state: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str | None] = mapped_column(String(40))
    partner_note: Mapped[str | None] = mapped_column(String(400))
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policies.id"))
    idempotency_key: Mapped[str] = mapped_column(String(120))


class RegistrationNote(Sourced, Table):
    """An internal note of one organisation on a registration; nobody else reads it."""

    __tablename__ = "registration_notes"
    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)


class Conflict(Sourced, Table):
    """Two registrations that may be for the same customer: for the vendor's eyes, as the decider."""

    __tablename__ = "conflicts"
    __table_args__ = (UniqueConstraint("registration_id", "rival_id"),)
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    rival_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    score: Mapped[int]
    reasons: Mapped[list[str]]
    state: Mapped[str] = mapped_column(String(20), default="open")
    found_at: Mapped[datetime]


class Policy(Sourced, Table):
    """The rules of engagement of a vendor's programme from a day on; parameters as in docs/deals.md.

    Territory, line or programme left empty mean all. The clause is where the programme guide says so.
    """

    __tablename__ = "policies"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    programme: Mapped[str] = mapped_column(String(80))
    territory: Mapped[str | None] = mapped_column(String(6))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("lines.id"))
    valid_from: Mapped[date]
    clause: Mapped[str] = mapped_column(String(120))
    parameters: Mapped[dict[str, Any]]
