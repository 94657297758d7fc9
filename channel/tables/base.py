"""What all tables share: exact amounts, UTC instants, and where a row comes from."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

SCALE = Decimal(10_000)


class Amount(TypeDecorator[Decimal]):
    """An exact decimal with four places, stored as whole ten-thousandths on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy passes it
        """To ten-thousandths; refuses floats and amounts with more than four places."""
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(f"an amount is a Decimal, not {type(value).__name__}")
        scaled = value * SCALE
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than four decimal places")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - see above
        """From ten-thousandths, with at least two places."""
        if value is None:
            return None
        exact = Decimal(value) / SCALE
        rounded = exact.quantize(Decimal("0.01"))
        return rounded if rounded == exact else exact


class Instant(TypeDecorator[datetime]):
    """A timezone-aware instant, kept in UTC; SQLite keeps it as text without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; refuses instants without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - see above
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Key = Annotated[int, mapped_column(primary_key=True)]
OrganisationKey = Annotated[int, mapped_column(ForeignKey("organisations.id"), index=True)]
PersonKey = Annotated[int, mapped_column(ForeignKey("people.id"), index=True)]
LineKey = Annotated[int, mapped_column(ForeignKey("lines.id"), index=True)]
ProductKey = Annotated[int, mapped_column(ForeignKey("products.id"), index=True)]
Territory = Annotated[str, mapped_column(String(6))]
Currency = Annotated[str, mapped_column(String(3))]


class Table(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own declaration
        Decimal: Amount,
        datetime: Instant,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[int]: JSON,
    }


class Sourced:
    """Where a row comes from: system, that system's own reference, and the instant it was true (UTC)."""

    source_system: Mapped[str] = mapped_column(String(40), default="tierdesk")
    source_ref: Mapped[str] = mapped_column(String(200), default="")
    as_of: Mapped[datetime]
