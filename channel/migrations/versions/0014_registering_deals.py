"""Further fields of registrations, and evidence files."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; earlier registrations have no further fields."""
    op.add_column("registrations", sa.Column("particulars", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "registration_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_evidence")),
        *(
            sa.ForeignKeyConstraint(
                [f"{side}_id"], ["organisations.id"], name=op.f(f"fk_registration_evidence_{side}_id_organisations")
            )
            for side in ("vendor", "distributor", "reseller")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_registration_evidence_registration_id_registrations"),
        ),
    )
    for column in ("registration_id", "vendor_id", "distributor_id", "reseller_id"):
        op.create_index(op.f(f"ix_registration_evidence_{column}"), "registration_evidence", [column], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    for column in ("reseller_id", "distributor_id", "vendor_id", "registration_id"):
        op.drop_index(op.f(f"ix_registration_evidence_{column}"), table_name="registration_evidence")
    op.drop_table("registration_evidence")
    with op.batch_alter_table("registrations") as table:
        table.drop_column("particulars")
