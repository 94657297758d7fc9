"""Tables for stock, orders and shipments."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "warehouses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_warehouses_distributor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouses")),
    )
    op.create_index(op.f("ix_warehouses_distributor_id"), "warehouses", ["distributor_id"], unique=False)
    op.create_table(
        "inbounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("eta", sa.Date(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_inbounds_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_inbounds_product_id_products")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_inbounds_warehouse_id_warehouses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbounds")),
    )
    op.create_index(op.f("ix_inbounds_distributor_id"), "inbounds", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_inbounds_product_id"), "inbounds", ["product_id"], unique=False)
    op.create_index(op.f("ix_inbounds_warehouse_id"), "inbounds", ["warehouse_id"], unique=False)
    op.create_table(
        "reported_stocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("weeks_of_inventory", sa.BigInteger(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_reported_stocks_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_reported_stocks_product_id_products")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_reported_stocks_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_stocks")),
    )
    op.create_index(op.f("ix_reported_stocks_distributor_id"), "reported_stocks", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_reported_stocks_product_id"), "reported_stocks", ["product_id"], unique=False)
    op.create_index(op.f("ix_reported_stocks_vendor_id"), "reported_stocks", ["vendor_id"], unique=False)
    op.create_table(
        "return_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_return_cases_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_return_cases_product_id_products")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_return_cases_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_return_cases_number")),
    )
    op.create_index(op.f("ix_return_cases_distributor_id"), "return_cases", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_return_cases_product_id"), "return_cases", ["product_id"], unique=False)
    op.create_index(op.f("ix_return_cases_reseller_id"), "return_cases", ["reseller_id"], unique=False)
    op.create_table(
        "sell_outs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_sell_outs_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_sell_outs_product_id_products")),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_sell_outs_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sell_outs")),
    )
    op.create_index(op.f("ix_sell_outs_distributor_id"), "sell_outs", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_sell_outs_product_id"), "sell_outs", ["product_id"], unique=False)
    op.create_index(op.f("ix_sell_outs_vendor_id"), "sell_outs", ["vendor_id"], unique=False)
    op.create_table(
        "stock_reservations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_stock_reservations_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_reservations_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_stock_reservations_warehouse_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_reservations")),
        sa.UniqueConstraint("warehouse_id", "product_id", name=op.f("uq_stock_reservations_warehouse_id_product_id")),
    )
    op.create_index(
        op.f("ix_stock_reservations_distributor_id"), "stock_reservations", ["distributor_id"], unique=False
    )
    op.create_index(op.f("ix_stock_reservations_product_id"), "stock_reservations", ["product_id"], unique=False)
    op.create_index(op.f("ix_stock_reservations_warehouse_id"), "stock_reservations", ["warehouse_id"], unique=False)
    op.create_table(
        "stocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_stocks_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_stocks_product_id_products")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_stocks_warehouse_id_warehouses")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocks")),
        sa.UniqueConstraint("warehouse_id", "product_id", name=op.f("uq_stocks_warehouse_id_product_id")),
    )
    op.create_index(op.f("ix_stocks_distributor_id"), "stocks", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_stocks_product_id"), "stocks", ["product_id"], unique=False)
    op.create_index(op.f("ix_stocks_warehouse_id"), "stocks", ["warehouse_id"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("po_number", sa.String(length=40), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("hold", sa.String(length=30), nullable=True),
        sa.Column("end_customer", sa.String(length=200), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_orders_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_orders_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_orders_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("distributor_id", "number", name=op.f("uq_orders_distributor_id_number")),
    )
    op.create_index(op.f("ix_orders_distributor_id"), "orders", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_orders_po_number"), "orders", ["po_number"], unique=False)
    op.create_index(op.f("ix_orders_reseller_id"), "orders", ["reseller_id"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Integer(), nullable=False),
        sa.Column("backordered", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_order_lines_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id_orders")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_order_lines_product_id_products")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_order_lines_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_distributor_id"), "order_lines", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_order_lines_order_id"), "order_lines", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_lines_product_id"), "order_lines", ["product_id"], unique=False)
    op.create_index(op.f("ix_order_lines_reseller_id"), "order_lines", ["reseller_id"], unique=False)
    op.create_table(
        "serial_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_serial_numbers_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_serial_numbers_order_id_orders")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_serial_numbers_product_id_products")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_serial_numbers_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serial_numbers")),
        sa.UniqueConstraint("serial", name=op.f("uq_serial_numbers_serial")),
    )
    op.create_index(op.f("ix_serial_numbers_distributor_id"), "serial_numbers", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_serial_numbers_product_id"), "serial_numbers", ["product_id"], unique=False)
    op.create_index(op.f("ix_serial_numbers_reseller_id"), "serial_numbers", ["reseller_id"], unique=False)
    op.create_table(
        "shipments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("carrier", sa.String(length=40), nullable=False),
        sa.Column("tracking", sa.String(length=60), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contents", sa.String(length=400), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_shipments_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_shipments_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_shipments_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipments")),
    )
    op.create_index(op.f("ix_shipments_distributor_id"), "shipments", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_shipments_order_id"), "shipments", ["order_id"], unique=False)
    op.create_index(op.f("ix_shipments_reseller_id"), "shipments", ["reseller_id"], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_shipments_reseller_id"), table_name="shipments")
    op.drop_index(op.f("ix_shipments_order_id"), table_name="shipments")
    op.drop_index(op.f("ix_shipments_distributor_id"), table_name="shipments")
    op.drop_table("shipments")
    op.drop_index(op.f("ix_serial_numbers_reseller_id"), table_name="serial_numbers")
    op.drop_index(op.f("ix_serial_numbers_product_id"), table_name="serial_numbers")
    op.drop_index(op.f("ix_serial_numbers_distributor_id"), table_name="serial_numbers")
    op.drop_table("serial_numbers")
    op.drop_index(op.f("ix_order_lines_reseller_id"), table_name="order_lines")
    op.drop_index(op.f("ix_order_lines_product_id"), table_name="order_lines")
    op.drop_index(op.f("ix_order_lines_order_id"), table_name="order_lines")
    op.drop_index(op.f("ix_order_lines_distributor_id"), table_name="order_lines")
    op.drop_table("order_lines")
    op.drop_index(op.f("ix_orders_reseller_id"), table_name="orders")
    op.drop_index(op.f("ix_orders_po_number"), table_name="orders")
    op.drop_index(op.f("ix_orders_distributor_id"), table_name="orders")
    op.drop_table("orders")
    op.drop_index(op.f("ix_stocks_warehouse_id"), table_name="stocks")
    op.drop_index(op.f("ix_stocks_product_id"), table_name="stocks")
    op.drop_index(op.f("ix_stocks_distributor_id"), table_name="stocks")
    op.drop_table("stocks")
    op.drop_index(op.f("ix_stock_reservations_warehouse_id"), table_name="stock_reservations")
    op.drop_index(op.f("ix_stock_reservations_product_id"), table_name="stock_reservations")
    op.drop_index(op.f("ix_stock_reservations_distributor_id"), table_name="stock_reservations")
    op.drop_table("stock_reservations")
    op.drop_index(op.f("ix_sell_outs_vendor_id"), table_name="sell_outs")
    op.drop_index(op.f("ix_sell_outs_product_id"), table_name="sell_outs")
    op.drop_index(op.f("ix_sell_outs_distributor_id"), table_name="sell_outs")
    op.drop_table("sell_outs")
    op.drop_index(op.f("ix_return_cases_reseller_id"), table_name="return_cases")
    op.drop_index(op.f("ix_return_cases_product_id"), table_name="return_cases")
    op.drop_index(op.f("ix_return_cases_distributor_id"), table_name="return_cases")
    op.drop_table("return_cases")
    op.drop_index(op.f("ix_reported_stocks_vendor_id"), table_name="reported_stocks")
    op.drop_index(op.f("ix_reported_stocks_product_id"), table_name="reported_stocks")
    op.drop_index(op.f("ix_reported_stocks_distributor_id"), table_name="reported_stocks")
    op.drop_table("reported_stocks")
    op.drop_index(op.f("ix_inbounds_warehouse_id"), table_name="inbounds")
    op.drop_index(op.f("ix_inbounds_product_id"), table_name="inbounds")
    op.drop_index(op.f("ix_inbounds_distributor_id"), table_name="inbounds")
    op.drop_table("inbounds")
    op.drop_index(op.f("ix_warehouses_distributor_id"), table_name="warehouses")
    op.drop_table("warehouses")
