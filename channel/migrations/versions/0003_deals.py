"""Tables for registrations and policies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=80), nullable=False),
        sa.Column("territory", sa.String(length=6), nullable=True),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("clause", sa.String(length=120), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_policies_line_id_lines")),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_policies_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
    )
    op.create_index(op.f("ix_policies_vendor_id"), "policies", ["vendor_id"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("registered_by", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("returned_from", sa.String(length=30), nullable=True),
        sa.Column("customer", sa.String(length=200), nullable=False),
        sa.Column("customer_normalised", sa.String(length=200), nullable=False),
        sa.Column("customer_country", sa.String(length=6), nullable=False),
        sa.Column("customer_city", sa.String(length=80), nullable=True),
        sa.Column("customer_postcode", sa.String(length=12), nullable=True),
        sa.Column("customer_domain", sa.String(length=120), nullable=True),
        sa.Column("customer_register", sa.String(length=40), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_email", sa.String(length=200), nullable=True),
        sa.Column("project", sa.String(length=400), nullable=False),
        sa.Column("deal_type", sa.String(length=20), nullable=False),
        sa.Column("tender", sa.String(length=80), nullable=True),
        sa.Column("tender_published_on", sa.Date(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("expected_close", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("protected_until", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("partner_note", sa.String(length=400), nullable=True),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_registrations_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_registrations_policy_id_policies")),
        sa.ForeignKeyConstraint(["registered_by"], ["people.id"], name=op.f("fk_registrations_registered_by_people")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_registrations_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_registrations_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("number", name=op.f("uq_registrations_number")),
    )
    op.create_index(
        op.f("ix_registrations_customer_normalised"), "registrations", ["customer_normalised"], unique=False
    )
    op.create_index(op.f("ix_registrations_distributor_id"), "registrations", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_registrations_reseller_id"), "registrations", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_registrations_state"), "registrations", ["state"], unique=False)
    op.create_index(op.f("ix_registrations_vendor_id"), "registrations", ["vendor_id"], unique=False)
    op.create_table(
        "conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("rival_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_conflicts_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(["rival_id"], ["registrations.id"], name=op.f("fk_conflicts_rival_id_registrations")),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_conflicts_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
        sa.UniqueConstraint("registration_id", "rival_id", name=op.f("uq_conflicts_registration_id_rival_id")),
    )
    op.create_index(op.f("ix_conflicts_registration_id"), "conflicts", ["registration_id"], unique=False)
    op.create_index(op.f("ix_conflicts_rival_id"), "conflicts", ["rival_id"], unique=False)
    op.create_index(op.f("ix_conflicts_vendor_id"), "conflicts", ["vendor_id"], unique=False)
    op.create_table(
        "registration_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("acting_for", sa.Integer(), nullable=True),
        sa.Column("command", sa.String(length=30), nullable=False),
        sa.Column("from_state", sa.String(length=30), nullable=True),
        sa.Column("to_state", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("partner_note", sa.String(length=400), nullable=True),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=120), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["acting_for"], ["organisations.id"], name=op.f("fk_registration_history_acting_for_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_registration_history_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_registration_history_policy_id_policies")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_registration_history_registration_id_registrations"),
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_registration_history_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_registration_history_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_history")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_registration_history_idempotency_key")),
        sa.UniqueConstraint(
            "registration_id", "position", name=op.f("uq_registration_history_registration_id_position")
        ),
    )
    op.create_index(
        op.f("ix_registration_history_distributor_id"), "registration_history", ["distributor_id"], unique=False
    )
    op.create_index(
        op.f("ix_registration_history_registration_id"), "registration_history", ["registration_id"], unique=False
    )
    op.create_index(op.f("ix_registration_history_reseller_id"), "registration_history", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_registration_history_vendor_id"), "registration_history", ["vendor_id"], unique=False)
    op.create_table(
        "registration_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_registration_lines_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_registration_lines_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_registration_lines_registration_id_registrations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_registration_lines_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_registration_lines_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_lines")),
    )
    op.create_index(
        op.f("ix_registration_lines_distributor_id"), "registration_lines", ["distributor_id"], unique=False
    )
    op.create_index(op.f("ix_registration_lines_product_id"), "registration_lines", ["product_id"], unique=False)
    op.create_index(
        op.f("ix_registration_lines_registration_id"), "registration_lines", ["registration_id"], unique=False
    )
    op.create_index(op.f("ix_registration_lines_reseller_id"), "registration_lines", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_registration_lines_vendor_id"), "registration_lines", ["vendor_id"], unique=False)
    op.create_table(
        "registration_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_registration_notes_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_registration_notes_registration_id_registrations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_notes")),
    )
    op.create_index(
        op.f("ix_registration_notes_organisation_id"), "registration_notes", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_registration_notes_registration_id"), "registration_notes", ["registration_id"], unique=False
    )


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_registration_notes_registration_id"), table_name="registration_notes")
    op.drop_index(op.f("ix_registration_notes_organisation_id"), table_name="registration_notes")
    op.drop_table("registration_notes")
    op.drop_index(op.f("ix_registration_lines_vendor_id"), table_name="registration_lines")
    op.drop_index(op.f("ix_registration_lines_reseller_id"), table_name="registration_lines")
    op.drop_index(op.f("ix_registration_lines_registration_id"), table_name="registration_lines")
    op.drop_index(op.f("ix_registration_lines_product_id"), table_name="registration_lines")
    op.drop_index(op.f("ix_registration_lines_distributor_id"), table_name="registration_lines")
    op.drop_table("registration_lines")
    op.drop_index(op.f("ix_registration_history_vendor_id"), table_name="registration_history")
    op.drop_index(op.f("ix_registration_history_reseller_id"), table_name="registration_history")
    op.drop_index(op.f("ix_registration_history_registration_id"), table_name="registration_history")
    op.drop_index(op.f("ix_registration_history_distributor_id"), table_name="registration_history")
    op.drop_table("registration_history")
    op.drop_index(op.f("ix_conflicts_vendor_id"), table_name="conflicts")
    op.drop_index(op.f("ix_conflicts_rival_id"), table_name="conflicts")
    op.drop_index(op.f("ix_conflicts_registration_id"), table_name="conflicts")
    op.drop_table("conflicts")
    op.drop_index(op.f("ix_registrations_vendor_id"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_state"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_reseller_id"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_distributor_id"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_customer_normalised"), table_name="registrations")
    op.drop_table("registrations")
    op.drop_index(op.f("ix_policies_vendor_id"), table_name="policies")
    op.drop_table("policies")
