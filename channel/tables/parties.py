"""Organisations, their people, and who deals with whom in which line and territory."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Currency, Key, LineKey, OrganisationKey, PersonKey, Sourced, Table, Territory


class Kind(StrEnum):
    """What an organisation is in the channel."""

    VENDOR = "vendor"
    DISTRIBUTOR = "distributor"
    RESELLER = "reseller"
    PROSPECT = "prospect"
    OPERATOR = "operator"


class Organisation(Sourced, Table):
    """A company in the channel; end customers are no parties, they stand in deals and orders."""

    __tablename__ = "organisations"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[Kind] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    legal_name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    subdivision: Mapped[str | None] = mapped_column(String(6))
    city: Mapped[str | None] = mapped_column(String(80))
    register_number: Mapped[str | None] = mapped_column(String(40))
    vat_number: Mapped[str | None] = mapped_column(String(20))
    domain: Mapped[str | None] = mapped_column(String(120))
    currency: Mapped[Currency]
    timezone: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20), default="active")


class Person(Sourced, Table):
    """Somebody who works for an organisation. Language is a BCP 47 tag, time zone an IANA name."""

    __tablename__ = "people"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    organisation_id: Mapped[OrganisationKey]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(10))
    timezone: Mapped[str] = mapped_column(String(40))
    active: Mapped[bool] = mapped_column(default=True)


class PersonRight(Sourced, Table):
    """A right that a person holds (`channel.access.rights.Right`)."""

    __tablename__ = "person_rights"
    __table_args__ = (UniqueConstraint("person_id", "right"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    organisation_id: Mapped[OrganisationKey]
    right: Mapped[str] = mapped_column(String(40))


class SlackIdentity(Sourced, Table):
    """A Slack user who is a person of ours."""

    __tablename__ = "slack_identities"
    __table_args__ = (UniqueConstraint("team", "user"),)
    id: Mapped[Key]
    team: Mapped[str] = mapped_column(String(40))
    user: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[PersonKey]
    organisation_id: Mapped[OrganisationKey]


class Supply(Sourced, Table):
    """A reseller buys from a distributor, under an account number."""

    __tablename__ = "supplies"
    __table_args__ = (UniqueConstraint("distributor_id", "reseller_id"),)
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    account: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Line(Sourced, Table):
    """A product line of a vendor."""

    __tablename__ = "lines"
    __table_args__ = (UniqueConstraint("vendor_id", "name"),)
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    name: Mapped[str] = mapped_column(String(80))


class Distribution(Sourced, Table):
    """A distributor sells a line in a country."""

    __tablename__ = "distributions"
    __table_args__ = (UniqueConstraint("distributor_id", "line_id", "territory"),)
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    vendor_id: Mapped[OrganisationKey]
    line_id: Mapped[LineKey]
    territory: Mapped[Territory]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Authorisation(Sourced, Table):
    """A reseller may sell a line in a country, buying it from a distributor."""

    __tablename__ = "authorisations"
    __table_args__ = (UniqueConstraint("reseller_id", "line_id", "distributor_id", "territory", "valid_from"),)
    id: Mapped[Key]
    reseller_id: Mapped[OrganisationKey]
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    line_id: Mapped[LineKey]
    territory: Mapped[Territory]
    status: Mapped[str] = mapped_column(String(20), default="active")
    reason: Mapped[str | None] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class NonDisclosure(Sourced, Table):
    """An organisation signed a vendor's non-disclosure agreement."""

    __tablename__ = "non_disclosures"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    organisation_id: Mapped[OrganisationKey]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Conversation(Sourced, Table):
    """A Slack channel that Tierdesk sits in, as last seen; its listeners are asked from Slack."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("team", "conversation"),)
    id: Mapped[Key]
    team: Mapped[str] = mapped_column(String(40))
    conversation: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
