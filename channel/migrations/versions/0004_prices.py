"""Tables for price lists and prices."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "price_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_price_lists_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_price_lists_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_lists")),
    )
    op.create_index(op.f("ix_price_lists_distributor_id"), "price_lists", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_price_lists_vendor_id"), "price_lists", ["vendor_id"], unique=False)
    op.create_table(
        "price_list_releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_price_list_releases_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_price_list_releases_price_list_id_price_lists")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_list_releases")),
        sa.UniqueConstraint(
            "price_list_id", "organisation_id", name=op.f("uq_price_list_releases_price_list_id_organisation_id")
        ),
    )
    op.create_index(
        op.f("ix_price_list_releases_organisation_id"), "price_list_releases", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_price_list_releases_price_list_id"), "price_list_releases", ["price_list_id"], unique=False
    )
    op.create_table(
        "distributor_costs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("territory", sa.String(length=6), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_distributor_costs_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_distributor_costs_line_id_lines")),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_distributor_costs_price_list_id_price_lists")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_distributor_costs_product_id_products")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_distributor_costs_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distributor_costs")),
    )
    op.create_index(op.f("ix_distributor_costs_distributor_id"), "distributor_costs", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_distributor_costs_line_id"), "distributor_costs", ["line_id"], unique=False)
    op.create_index(op.f("ix_distributor_costs_price_list_id"), "distributor_costs", ["price_list_id"], unique=False)
    op.create_index(op.f("ix_distributor_costs_product_id"), "distributor_costs", ["product_id"], unique=False)
    op.create_index(op.f("ix_distributor_costs_vendor_id"), "distributor_costs", ["vendor_id"], unique=False)
    op.create_table(
        "list_prices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("territory", sa.String(length=6), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("recommended", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_list_prices_line_id_lines")),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_list_prices_price_list_id_price_lists")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_list_prices_product_id_products")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_list_prices_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_prices")),
    )
    op.create_index(
        "ix_list_prices_find", "list_prices", ["product_id", "territory", "currency", "valid_from"], unique=False
    )
    op.create_index(op.f("ix_list_prices_line_id"), "list_prices", ["line_id"], unique=False)
    op.create_index(op.f("ix_list_prices_price_list_id"), "list_prices", ["price_list_id"], unique=False)
    op.create_index(op.f("ix_list_prices_product_id"), "list_prices", ["product_id"], unique=False)
    op.create_index(op.f("ix_list_prices_vendor_id"), "list_prices", ["vendor_id"], unique=False)
    op.create_table(
        "reseller_prices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price_list_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("territory", sa.String(length=6), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("min_quantity", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_reseller_prices_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_reseller_prices_line_id_lines")),
        sa.ForeignKeyConstraint(
            ["price_list_id"], ["price_lists.id"], name=op.f("fk_reseller_prices_price_list_id_price_lists")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_reseller_prices_product_id_products")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_reseller_prices_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reseller_prices")),
    )
    op.create_index(op.f("ix_reseller_prices_distributor_id"), "reseller_prices", ["distributor_id"], unique=False)
    op.create_index(
        "ix_reseller_prices_find",
        "reseller_prices",
        ["product_id", "distributor_id", "tier", "territory", "valid_from"],
        unique=False,
    )
    op.create_index(op.f("ix_reseller_prices_line_id"), "reseller_prices", ["line_id"], unique=False)
    op.create_index(op.f("ix_reseller_prices_price_list_id"), "reseller_prices", ["price_list_id"], unique=False)
    op.create_index(op.f("ix_reseller_prices_product_id"), "reseller_prices", ["product_id"], unique=False)
    op.create_index(op.f("ix_reseller_prices_vendor_id"), "reseller_prices", ["vendor_id"], unique=False)
    op.create_table(
        "special_prices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("approved_quantity", sa.Integer(), nullable=False),
        sa.Column("remaining_quantity", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_special_prices_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_special_prices_product_id_products")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_special_prices_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_special_prices_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_special_prices_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_prices")),
    )
    op.create_index(op.f("ix_special_prices_distributor_id"), "special_prices", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_special_prices_product_id"), "special_prices", ["product_id"], unique=False)
    op.create_index(op.f("ix_special_prices_registration_id"), "special_prices", ["registration_id"], unique=False)
    op.create_index(op.f("ix_special_prices_reseller_id"), "special_prices", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_special_prices_vendor_id"), "special_prices", ["vendor_id"], unique=False)
    op.create_table(
        "ship_and_debits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("special_price_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_ship_and_debits_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["special_price_id"], ["special_prices.id"], name=op.f("fk_ship_and_debits_special_price_id_special_prices")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_ship_and_debits_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ship_and_debits")),
    )
    op.create_index(op.f("ix_ship_and_debits_distributor_id"), "ship_and_debits", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_ship_and_debits_special_price_id"), "ship_and_debits", ["special_price_id"], unique=False)
    op.create_index(op.f("ix_ship_and_debits_vendor_id"), "ship_and_debits", ["vendor_id"], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_ship_and_debits_vendor_id"), table_name="ship_and_debits")
    op.drop_index(op.f("ix_ship_and_debits_special_price_id"), table_name="ship_and_debits")
    op.drop_index(op.f("ix_ship_and_debits_distributor_id"), table_name="ship_and_debits")
    op.drop_table("ship_and_debits")
    op.drop_index(op.f("ix_special_prices_vendor_id"), table_name="special_prices")
    op.drop_index(op.f("ix_special_prices_reseller_id"), table_name="special_prices")
    op.drop_index(op.f("ix_special_prices_registration_id"), table_name="special_prices")
    op.drop_index(op.f("ix_special_prices_product_id"), table_name="special_prices")
    op.drop_index(op.f("ix_special_prices_distributor_id"), table_name="special_prices")
    op.drop_table("special_prices")
    op.drop_index(op.f("ix_reseller_prices_vendor_id"), table_name="reseller_prices")
    op.drop_index(op.f("ix_reseller_prices_product_id"), table_name="reseller_prices")
    op.drop_index(op.f("ix_reseller_prices_price_list_id"), table_name="reseller_prices")
    op.drop_index(op.f("ix_reseller_prices_line_id"), table_name="reseller_prices")
    op.drop_index("ix_reseller_prices_find", table_name="reseller_prices")
    op.drop_index(op.f("ix_reseller_prices_distributor_id"), table_name="reseller_prices")
    op.drop_table("reseller_prices")
    op.drop_index(op.f("ix_list_prices_vendor_id"), table_name="list_prices")
    op.drop_index(op.f("ix_list_prices_product_id"), table_name="list_prices")
    op.drop_index(op.f("ix_list_prices_price_list_id"), table_name="list_prices")
    op.drop_index(op.f("ix_list_prices_line_id"), table_name="list_prices")
    op.drop_index("ix_list_prices_find", table_name="list_prices")
    op.drop_table("list_prices")
    op.drop_index(op.f("ix_distributor_costs_vendor_id"), table_name="distributor_costs")
    op.drop_index(op.f("ix_distributor_costs_product_id"), table_name="distributor_costs")
    op.drop_index(op.f("ix_distributor_costs_price_list_id"), table_name="distributor_costs")
    op.drop_index(op.f("ix_distributor_costs_line_id"), table_name="distributor_costs")
    op.drop_index(op.f("ix_distributor_costs_distributor_id"), table_name="distributor_costs")
    op.drop_table("distributor_costs")
    op.drop_index(op.f("ix_price_list_releases_price_list_id"), table_name="price_list_releases")
    op.drop_index(op.f("ix_price_list_releases_organisation_id"), table_name="price_list_releases")
    op.drop_table("price_list_releases")
    op.drop_index(op.f("ix_price_lists_vendor_id"), table_name="price_lists")
    op.drop_index(op.f("ix_price_lists_distributor_id"), table_name="price_lists")
    op.drop_table("price_lists")
