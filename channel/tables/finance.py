"""Credit lines, subscriptions and their renewals."""

from datetime import date
from decimal import Decimal

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Currency, Key, OrganisationKey, ProductKey, Sourced, Table


class CreditLine(Sourced, Table):
    """What a reseller may owe a distributor; headroom is limit less exposure. Payment terms in days."""

    __tablename__ = "credit_lines"
    __table_args__ = (UniqueConstraint("distributor_id", "reseller_id"),)
    id: Mapped[Key]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    currency: Mapped[Currency]
    limit: Mapped[Decimal]
    exposure: Mapped[Decimal]
    overdue: Mapped[Decimal]
    payment_days: Mapped[int]
    on_hold: Mapped[bool] = mapped_column(default=False)
    temporary_limit: Mapped[Decimal | None]
    temporary_until: Mapped[date | None]


class Subscription(Sourced, Table):
    """A term subscription of an end customer, sold by a reseller through a distributor."""

    __tablename__ = "subscriptions"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(40), unique=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    customer: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    auto_renew: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), default="active")


class SubscriptionPrice(Sourced, Table):
    """What the reseller pays a year for one unit of a subscription: hidden from the vendor."""

    __tablename__ = "subscription_prices"
    id: Mapped[Key]
    subscription_number: Mapped[str] = mapped_column(String(40), index=True)
    distributor_id: Mapped[OrganisationKey]
    reseller_id: Mapped[OrganisationKey]
    currency: Mapped[Currency]
    yearly_unit_price: Mapped[Decimal]
