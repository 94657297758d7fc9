"""The product master and what works with what."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Key, LineKey, OrganisationKey, ProductKey, Sourced, Table


class Product(Sourced, Table):
    """One part number. Weights in kilograms, dimensions in millimetres, warranty in months.

    `attributes` holds further facts by name, each `{"value": ..., "unit": ..., "condition": ...}`.
    `words` are further names that people use for it.
    """

    __tablename__ = "products"
    id: Mapped[Key]
    mpn: Mapped[str] = mapped_column(String(60), unique=True)
    vendor_id: Mapped[OrganisationKey]
    line_id: Mapped[LineKey]
    name: Mapped[str] = mapped_column(String(160))
    name_de: Mapped[str] = mapped_column(String(160))
    gtin: Mapped[str | None] = mapped_column(String(14))
    hs_code: Mapped[str | None] = mapped_column(String(12))
    country_of_origin: Mapped[str | None] = mapped_column(String(2))
    net_weight_kg: Mapped[Decimal | None]
    gross_weight_kg: Mapped[Decimal | None]
    width_mm: Mapped[int | None]
    depth_mm: Mapped[int | None]
    height_mm: Mapped[int | None]
    warranty_months: Mapped[int | None]
    general_availability: Mapped[date | None]
    end_of_sale: Mapped[date | None]
    last_order: Mapped[date | None]
    end_of_support: Mapped[date | None]
    successor_mpn: Mapped[str | None] = mapped_column(String(60))
    required_certificate: Mapped[str | None] = mapped_column(String(40))
    attributes: Mapped[dict[str, Any]]
    words: Mapped[list[str]]


class Compatibility(Sourced, Table):
    """Two products work together, need or exclude each other; the condition in words, with its document."""

    __tablename__ = "compatibilities"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    line_id: Mapped[LineKey]
    product_id: Mapped[ProductKey]
    other_mpn: Mapped[str] = mapped_column(String(60))
    relation: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(400))
    document: Mapped[str] = mapped_column(String(200))
