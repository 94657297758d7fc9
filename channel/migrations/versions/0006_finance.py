"""Tables for credit and subscriptions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "credit_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("limit", sa.BigInteger(), nullable=False),
        sa.Column("exposure", sa.BigInteger(), nullable=False),
        sa.Column("overdue", sa.BigInteger(), nullable=False),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column("on_hold", sa.Boolean(), nullable=False),
        sa.Column("temporary_limit", sa.BigInteger(), nullable=True),
        sa.Column("temporary_until", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_credit_lines_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_credit_lines_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_lines")),
        sa.UniqueConstraint("distributor_id", "reseller_id", name=op.f("uq_credit_lines_distributor_id_reseller_id")),
    )
    op.create_index(op.f("ix_credit_lines_distributor_id"), "credit_lines", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_credit_lines_reseller_id"), "credit_lines", ["reseller_id"], unique=False)
    op.create_table(
        "subscription_prices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_number", sa.String(length=40), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("yearly_unit_price", sa.BigInteger(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_subscription_prices_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_subscription_prices_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription_prices")),
    )
    op.create_index(
        op.f("ix_subscription_prices_distributor_id"), "subscription_prices", ["distributor_id"], unique=False
    )
    op.create_index(op.f("ix_subscription_prices_reseller_id"), "subscription_prices", ["reseller_id"], unique=False)
    op.create_index(
        op.f("ix_subscription_prices_subscription_number"), "subscription_prices", ["subscription_number"], unique=False
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("customer", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("auto_renew", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_subscriptions_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_subscriptions_product_id_products")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_subscriptions_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_subscriptions_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("number", name=op.f("uq_subscriptions_number")),
    )
    op.create_index(op.f("ix_subscriptions_distributor_id"), "subscriptions", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_subscriptions_product_id"), "subscriptions", ["product_id"], unique=False)
    op.create_index(op.f("ix_subscriptions_reseller_id"), "subscriptions", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_subscriptions_vendor_id"), "subscriptions", ["vendor_id"], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_subscriptions_vendor_id"), table_name="subscriptions")
    op.drop_index(op.f("ix_subscriptions_reseller_id"), table_name="subscriptions")
    op.drop_index(op.f("ix_subscriptions_product_id"), table_name="subscriptions")
    op.drop_index(op.f("ix_subscriptions_distributor_id"), table_name="subscriptions")
    op.drop_table("subscriptions")
    op.drop_index(op.f("ix_subscription_prices_subscription_number"), table_name="subscription_prices")
    op.drop_index(op.f("ix_subscription_prices_reseller_id"), table_name="subscription_prices")
    op.drop_index(op.f("ix_subscription_prices_distributor_id"), table_name="subscription_prices")
    op.drop_table("subscription_prices")
    op.drop_index(op.f("ix_credit_lines_reseller_id"), table_name="credit_lines")
    op.drop_index(op.f("ix_credit_lines_distributor_id"), table_name="credit_lines")
    op.drop_table("credit_lines")
