"""Tables for the product master."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mpn", sa.String(length=60), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("name_de", sa.String(length=160), nullable=False),
        sa.Column("gtin", sa.String(length=14), nullable=True),
        sa.Column("hs_code", sa.String(length=12), nullable=True),
        sa.Column("country_of_origin", sa.String(length=2), nullable=True),
        sa.Column("net_weight_kg", sa.BigInteger(), nullable=True),
        sa.Column("gross_weight_kg", sa.BigInteger(), nullable=True),
        sa.Column("width_mm", sa.Integer(), nullable=True),
        sa.Column("depth_mm", sa.Integer(), nullable=True),
        sa.Column("height_mm", sa.Integer(), nullable=True),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("general_availability", sa.Date(), nullable=True),
        sa.Column("end_of_sale", sa.Date(), nullable=True),
        sa.Column("last_order", sa.Date(), nullable=True),
        sa.Column("end_of_support", sa.Date(), nullable=True),
        sa.Column("successor_mpn", sa.String(length=60), nullable=True),
        sa.Column("required_certificate", sa.String(length=40), nullable=True),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_products_line_id_lines")),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_products_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("mpn", name=op.f("uq_products_mpn")),
    )
    op.create_index(op.f("ix_products_line_id"), "products", ["line_id"], unique=False)
    op.create_index(op.f("ix_products_vendor_id"), "products", ["vendor_id"], unique=False)
    op.create_table(
        "compatibilities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("other_mpn", sa.String(length=60), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("condition", sa.String(length=400), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_compatibilities_line_id_lines")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_compatibilities_product_id_products")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_compatibilities_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compatibilities")),
    )
    op.create_index(op.f("ix_compatibilities_line_id"), "compatibilities", ["line_id"], unique=False)
    op.create_index(op.f("ix_compatibilities_product_id"), "compatibilities", ["product_id"], unique=False)
    op.create_index(op.f("ix_compatibilities_vendor_id"), "compatibilities", ["vendor_id"], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_compatibilities_vendor_id"), table_name="compatibilities")
    op.drop_index(op.f("ix_compatibilities_product_id"), table_name="compatibilities")
    op.drop_index(op.f("ix_compatibilities_line_id"), table_name="compatibilities")
    op.drop_table("compatibilities")
    op.drop_index(op.f("ix_products_vendor_id"), table_name="products")
    op.drop_index(op.f("ix_products_line_id"), table_name="products")
    op.drop_table("products")
