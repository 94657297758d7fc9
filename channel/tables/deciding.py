"""What goes with deciding registrations: units drawn by orders, questions passed on, who decides while one is away."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channel.tables.base import Currency, Key, OrganisationKey, PersonKey, ProductKey, Sourced, Table


class SpecialPriceDraw(Sourced, Table):
    """Units that an order took at a special price, and what the vendor owes the distributor for them.

    `rate` is the ship-and-debit credit for one unit in `currency`, none where nothing is agreed; rate times quantity
    is the distributor's claim.
    """

    __tablename__ = "special_price_draws"
    __table_args__ = (UniqueConstraint("special_price_id", "order_id"),)
    id: Mapped[Key]
    special_price_id: Mapped[int] = mapped_column(ForeignKey("special_prices.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    vendor_id: Mapped[OrganisationKey]
    distributor_id: Mapped[OrganisationKey]
    product_id: Mapped[ProductKey]
    quantity: Mapped[int]
    currency: Mapped[Currency]
    rate: Mapped[Decimal | None]
    drawn_at: Mapped[datetime]


class RegistrationQuestion(Sourced, Table):
    """A decider's question about a registration and its reseller's answer.

    `organisation_id` and `person_id` ask; the reseller reads the words, not who wrote them.
    """

    __tablename__ = "registration_questions"
    id: Mapped[Key]
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    organisation_id: Mapped[OrganisationKey]
    person_id: Mapped[PersonKey]
    reseller_id: Mapped[OrganisationKey]
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]


class Absence(Sourced, Table):
    """Who decides for a person who is away, through the day `until` where the organisation is.

    `ended_on` is the day on which the person took it back early, none if it ran its time.
    """

    __tablename__ = "absences"
    id: Mapped[Key]
    organisation_id: Mapped[OrganisationKey]
    person_id: Mapped[PersonKey]
    delegate_id: Mapped[PersonKey]
    since: Mapped[date]
    until: Mapped[date]
    ended_on: Mapped[date | None]
