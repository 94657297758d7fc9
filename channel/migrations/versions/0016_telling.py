"""Announcements by people: languages, receipts, expiry, calling off, corrections; digests as they are sent."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ANNOUNCEMENT = (
    "author_id",
    "language",
    "other_title",
    "other_text",
    "addressed",
    "receipts",
    "expires_at",
    "cancelled_at",
    "corrects_id",
)
SETTING = ("timezone", "language", "reminders", "free_days")


def upgrade() -> None:
    """Add them; earlier announcements are English, earlier settings take reminders and leave free days alone."""
    with op.batch_alter_table("announcements") as table:
        table.add_column(sa.Column("author_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("language", sa.String(length=2), nullable=False, server_default="en"))
        table.add_column(sa.Column("other_title", sa.String(length=160), nullable=False, server_default=""))
        table.add_column(sa.Column("other_text", sa.String(length=4000), nullable=False, server_default=""))
        table.add_column(sa.Column("addressed", sa.JSON(), nullable=True))
        table.add_column(sa.Column("receipts", sa.JSON(), nullable=True))
        table.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_announcements_author_id_people"), "people", ["author_id"], ["id"])
        table.create_foreign_key(
            op.f("fk_announcements_corrects_id_announcements"), "announcements", ["corrects_id"], ["id"]
        )
    with op.batch_alter_table("digest_settings") as table:
        table.add_column(sa.Column("timezone", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("language", sa.String(length=2), nullable=True))
        table.add_column(sa.Column("reminders", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("free_days", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "digest_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("told_through", sa.Date(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_digest_rounds_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digest_rounds_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_rounds")),
        sa.UniqueConstraint("person_id", name=op.f("uq_digest_rounds_person_id")),
    )
    op.create_index(op.f("ix_digest_rounds_organisation_id"), "digest_rounds", ["organisation_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("digest_rounds")
    with op.batch_alter_table("digest_settings") as table:
        for column in SETTING:
            table.drop_column(column)
    with op.batch_alter_table("announcements") as table:
        table.drop_constraint(op.f("fk_announcements_corrects_id_announcements"), type_="foreignkey")
        table.drop_constraint(op.f("fk_announcements_author_id_people"), type_="foreignkey")
        for column in ANNOUNCEMENT:
            table.drop_column(column)
