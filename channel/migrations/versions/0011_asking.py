"""Tables for requests between organisations, links waiting for an administrator, digests, and data taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "data_loads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisations.id"], name=op.f("fk_data_loads_owner_id_organisations")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_data_loads_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_loads")),
    )
    op.create_index(op.f("ix_data_loads_checksum"), "data_loads", ["checksum"], unique=False)
    op.create_index(op.f("ix_data_loads_owner_id"), "data_loads", ["owner_id"], unique=False)
    op.create_table(
        "digest_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("frequency", sa.String(length=10), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_digest_settings_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digest_settings_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_settings")),
        sa.UniqueConstraint("person_id", name=op.f("uq_digest_settings_person_id")),
    )
    op.create_index(op.f("ix_digest_settings_organisation_id"), "digest_settings", ["organisation_id"], unique=False)
    op.create_table(
        "link_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_link_requests_answered_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_link_requests_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_requests")),
        sa.UniqueConstraint("team", "user", "organisation_id", name=op.f("uq_link_requests_team_user_organisation_id")),
    )
    op.create_index(op.f("ix_link_requests_organisation_id"), "link_requests", ["organisation_id"], unique=False)
    op.create_table(
        "partner_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("needs", sa.String(length=40), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_partner_requests_answered_by_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_partner_requests_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_partner_requests_person_id_people")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["organisations.id"], name=op.f("fk_partner_requests_recipient_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_partner_requests_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_requests")),
        sa.UniqueConstraint("number", name=op.f("uq_partner_requests_number")),
    )
    op.create_index(op.f("ix_partner_requests_kind"), "partner_requests", ["kind"], unique=False)
    op.create_index(op.f("ix_partner_requests_organisation_id"), "partner_requests", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_partner_requests_person_id"), "partner_requests", ["person_id"], unique=False)
    op.create_index(op.f("ix_partner_requests_recipient_id"), "partner_requests", ["recipient_id"], unique=False)
    op.create_index(op.f("ix_partner_requests_vendor_id"), "partner_requests", ["vendor_id"], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_partner_requests_vendor_id"), table_name="partner_requests")
    op.drop_index(op.f("ix_partner_requests_recipient_id"), table_name="partner_requests")
    op.drop_index(op.f("ix_partner_requests_person_id"), table_name="partner_requests")
    op.drop_index(op.f("ix_partner_requests_organisation_id"), table_name="partner_requests")
    op.drop_index(op.f("ix_partner_requests_kind"), table_name="partner_requests")
    op.drop_table("partner_requests")
    op.drop_index(op.f("ix_link_requests_organisation_id"), table_name="link_requests")
    op.drop_table("link_requests")
    op.drop_index(op.f("ix_digest_settings_organisation_id"), table_name="digest_settings")
    op.drop_table("digest_settings")
    op.drop_index(op.f("ix_data_loads_owner_id"), table_name="data_loads")
    op.drop_index(op.f("ix_data_loads_checksum"), table_name="data_loads")
    op.drop_table("data_loads")
