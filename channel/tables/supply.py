"""Warehouses, stock, orders, shipments and serial numbers."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Currency, Key, OrganisationKey, ProductKey, Sourced, Table


class Warehouse(Sourced, Table):
    """A distributor's warehouse."""

    __tablename__ = "warehouses"
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    code: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))


class Stock(Sourced, Table):
    """Units of a product that can be ordered from a warehouse, at the row's as-of time."""

    __tablename__ = "stocks"
    __table_args__ = (UniqueConstraint("warehouse_id", "product_id"),)
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    product_id: Mapped[ProductKey]
    available: Mapped[int]


class StockReservation(Sourced, Table):
    """Units on hand and reserved in a warehouse: the distributor's own business."""

    __tablename__ = "stock_reservations"
    __table_args__ = (UniqueConstraint("warehouse_id", "product_id"),)
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    product_id: Mapped[ProductKey]
    on_hand: Mapped[int]
    reserved: Mapped[int]


class Inbound(Sourced, Table):
    """Units under way to a warehouse, with the expected day."""

    __tablename__ = "inbounds"
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouses.id"), index=True)
    product_id: Mapped[ProductKey]
    quantity: Mapped[int]
    eta: Mapped[date]


class ReportedStock(Sourced, Table):
    """A distributor's total of a product and its cover in weeks, as reported to the vendor."""

    __tablename__ = "reported_stocks"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    quantity: Mapped[int]
    weeks_of_inventory: Mapped[Decimal | None]


class Order(Sourced, Table):
    """A reseller's order at a distributor. The purchase order number is the reseller's own."""

    __tablename__ = "orders"
    __table_args__ = (UniqueConstraint("distributor_id", "number"),)
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    number: Mapped[str] = mapped_column(String(40))
    po_number: Mapped[str] = mapped_column(String(40), index=True)
    placed_on: Mapped[date]
    currency: Mapped[Currency]
    state: Mapped[str] = mapped_column(String(30))
    hold: Mapped[str | None] = mapped_column(String(30))
    end_customer: Mapped[str | None] = mapped_column(String(200))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))


class OrderLine(Sourced, Table):
    """One product of an order: ordered, shipped and back-ordered units, net unit price, expected day."""

    __tablename__ = "order_lines"
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    position: Mapped[int]
    quantity: Mapped[int]
    shipped: Mapped[int]
    backordered: Mapped[int]
    unit_price: Mapped[Decimal]
    expected_on: Mapped[date | None]


class Shipment(Sourced, Table):
    """A delivery of an order, with its carrier's tracking number."""

    __tablename__ = "shipments"
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    carrier: Mapped[str] = mapped_column(String(40))
    tracking: Mapped[str] = mapped_column(String(60))
    shipped_at: Mapped[datetime]
    contents: Mapped[str] = mapped_column(String(400))


class SerialNumber(Sourced, Table):
    """A unit that was sold to a reseller."""

    __tablename__ = "serial_numbers"
    id: Mapped[Key]
    serial: Mapped[str] = mapped_column(String(60), unique=True)
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    sold_on: Mapped[date]
    warranty_until: Mapped[date | None]


class ReturnCase(Sourced, Table):
    """A return or replacement (RMA) of units at a distributor."""

    __tablename__ = "return_cases"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    serial: Mapped[str | None] = mapped_column(String(60))
    quantity: Mapped[int]
    state: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(String(400))
    opened_on: Mapped[date]


class SellOut(Sourced, Table):
    """Units sold by a distributor, as reported to the vendor: no reseller price, no end customer."""

    __tablename__ = "sell_outs"
    id: Mapped[Key]
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    country: Mapped[str] = mapped_column(String(2))
    quantity: Mapped[int]
    sold_on: Mapped[date]
