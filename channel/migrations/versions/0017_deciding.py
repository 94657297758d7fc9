"""Units drawn by orders at special prices, questions to resellers, and who decides while somebody is away."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXED = {
    "special_price_draws": (
        "special_price_id",
        "order_id",
        "registration_id",
        "vendor_id",
        "distributor_id",
        "product_id",
    ),
    "registration_questions": ("registration_id", "organisation_id", "person_id", "reseller_id"),
    "absences": ("organisation_id", "person_id", "delegate_id"),
}
DRAWN_BEFORE = """
    INSERT INTO special_price_draws (special_price_id, order_id, registration_id, vendor_id, distributor_id,
        product_id, quantity, currency, rate, drawn_at, source_system, source_ref, as_of)
    SELECT p.id, MIN(o.id), p.registration_id, p.vendor_id, p.distributor_id, p.product_id,
        p.approved_quantity - p.remaining_quantity, p.currency, NULL, p.as_of, p.source_system, p.source_ref, p.as_of
    FROM special_prices p
    JOIN orders o ON o.registration_id = p.registration_id
    JOIN order_lines l ON l.order_id = o.id AND l.product_id = p.product_id
    WHERE p.approved_quantity > p.remaining_quantity
    GROUP BY p.id, p.registration_id, p.vendor_id, p.distributor_id, p.product_id, p.approved_quantity,
        p.remaining_quantity, p.currency, p.as_of, p.source_system, p.source_ref
"""


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _sourced() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
    )


def upgrade() -> None:
    """Add them; what a linked order drew before counts as its own, so that it is not drawn again."""
    op.create_table(
        "special_price_draws",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=False) for column in INDEXED["special_price_draws"]),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        *_sourced(),
        _key("special_price_draws", "special_price_id", "special_prices"),
        _key("special_price_draws", "order_id", "orders"),
        _key("special_price_draws", "registration_id", "registrations"),
        _key("special_price_draws", "vendor_id", "organisations"),
        _key("special_price_draws", "distributor_id", "organisations"),
        _key("special_price_draws", "product_id", "products"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_price_draws")),
        sa.UniqueConstraint(
            "special_price_id", "order_id", name=op.f("uq_special_price_draws_special_price_id_order_id")
        ),
    )
    op.create_table(
        "registration_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=False) for column in INDEXED["registration_questions"]),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *_sourced(),
        _key("registration_questions", "registration_id", "registrations"),
        _key("registration_questions", "organisation_id", "organisations"),
        _key("registration_questions", "person_id", "people"),
        _key("registration_questions", "reseller_id", "organisations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_questions")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=False) for column in INDEXED["absences"]),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_sourced(),
        _key("absences", "organisation_id", "organisations"),
        _key("absences", "person_id", "people"),
        _key("absences", "delegate_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.execute(DRAWN_BEFORE)


def downgrade() -> None:
    """Drop them, with everything in them."""
    for table in reversed(INDEXED):
        op.drop_table(table)
