"""Prices. Facts with different sight live in different tables: cost is no column beside the reseller price."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Currency, Key, LineKey, OrganisationKey, ProductKey, Sourced, Table, Territory


class PriceListKind(StrEnum):
    """What the figures of a list are."""

    LIST = "list"
    RESELLER = "reseller"
    COST = "cost"


class PriceList(Sourced, Table):
    """A dated list. `distributor_id` is whose list it is, none for the vendor's own. Valid to is inclusive.

    Until `embargo_until` (UTC) only its owner and the organisations of its releases see it.
    """

    __tablename__ = "price_lists"
    id: Mapped[Key]
    kind: Mapped[PriceListKind] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    edition: Mapped[str] = mapped_column(String(20))
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    currency: Mapped[Currency]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    embargo_until: Mapped[datetime | None]


class PriceListRelease(Sourced, Table):
    """An organisation may read a list before its embargo ends."""

    __tablename__ = "price_list_releases"
    __table_args__ = (UniqueConstraint("price_list_id", "organisation_id"),)
    id: Mapped[Key]
    price_list_id: Mapped[int] = mapped_column(ForeignKey("price_lists.id"), index=True)
    organisation_id: Mapped[OrganisationKey]


class ListPrice(Sourced, Table):
    """The vendor's list price for one unit, and the recommended end customer price, both net of tax."""

    __tablename__ = "list_prices"
    __table_args__ = (Index("ix_list_prices_find", "product_id", "territory", "currency", "valid_from"),)
    id: Mapped[Key]
    price_list_id: Mapped[int] = mapped_column(ForeignKey("price_lists.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    line_id: Mapped[LineKey]
    product_id: Mapped[ProductKey]
    territory: Mapped[Territory]
    currency: Mapped[Currency]
    amount: Mapped[Decimal]
    recommended: Mapped[Decimal | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    embargo_until: Mapped[datetime | None]


class ResellerPrice(Sourced, Table):
    """What a distributor asks of resellers of one tier for one unit, from a quantity on, net of tax."""

    __tablename__ = "reseller_prices"
    __table_args__ = (
        Index("ix_reseller_prices_find", "product_id", "distributor_id", "tier", "territory", "valid_from"),
    )
    id: Mapped[Key]
    price_list_id: Mapped[int] = mapped_column(ForeignKey("price_lists.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    line_id: Mapped[LineKey]
    product_id: Mapped[ProductKey]
    tier: Mapped[str] = mapped_column(String(40))
    territory: Mapped[Territory]
    currency: Mapped[Currency]
    min_quantity: Mapped[int] = mapped_column(default=1)
    amount: Mapped[Decimal]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    embargo_until: Mapped[datetime | None]


class DistributorCost(Sourced, Table):
    """What a vendor charges a distributor for one unit (sell-in price), net of tax."""

    __tablename__ = "distributor_costs"
    id: Mapped[Key]
    price_list_id: Mapped[int] = mapped_column(ForeignKey("price_lists.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    line_id: Mapped[LineKey]
    product_id: Mapped[ProductKey]
    territory: Mapped[Territory]
    currency: Mapped[Currency]
    amount: Mapped[Decimal]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    embargo_until: Mapped[datetime | None]


class SpecialPrice(Sourced, Table):
    """A price approved for one reseller, usually by a registration; drawn down by orders. Valid to inclusive."""

    __tablename__ = "special_prices"
    id: Mapped[Key]
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    currency: Mapped[Currency]
    amount: Mapped[Decimal]
    approved_quantity: Mapped[int]
    remaining_quantity: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date]


class ShipAndDebit(Sourced, Table):
    """What a vendor credits a distributor for each unit sold at a special price."""

    __tablename__ = "ship_and_debits"
    id: Mapped[Key]
    special_price_id: Mapped[int] = mapped_column(ForeignKey("special_prices.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    currency: Mapped[Currency]
    rate: Mapped[Decimal]


class ColumnMapping(Sourced, Table):
    """How an organisation's files of one layout are read: which of their columns means what.

    `layout` is a hash of the header row; `columns` names the meaning of each column by its header.
    """

    __tablename__ = "column_mappings"
    __table_args__ = (UniqueConstraint("owner_id", "purpose", "layout"),)
    id: Mapped[Key]
    owner_id: Mapped[OrganisationKey]
    purpose: Mapped[str] = mapped_column(String(40))
    layout: Mapped[str] = mapped_column(String(64))
    columns: Mapped[dict[str, Any]]


class PriceImport(Sourced, Table):
    """A price list that was taken in from a file, with what it changed, so that it can be taken back whole.

    `changes` holds plain values: what was new, gone and changed, each with the row as it was before. The list is the
    first one that it made or changed, none after a list that it made was taken back.
    """

    __tablename__ = "price_imports"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    owner_id: Mapped[OrganisationKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    price_list_id: Mapped[int | None] = mapped_column(ForeignKey("price_lists.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    checksum: Mapped[str] = mapped_column(String(64))
    effective_from: Mapped[date]
    imported_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    changes: Mapped[dict[str, Any]]
