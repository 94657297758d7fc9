"""Tables for organisations, people, and who deals with whom."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("legal_name", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("subdivision", sa.String(length=6), nullable=True),
        sa.Column("city", sa.String(length=80), nullable=True),
        sa.Column("register_number", sa.String(length=40), nullable=True),
        sa.Column("vat_number", sa.String(length=20), nullable=True),
        sa.Column("domain", sa.String(length=120), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("key", name=op.f("uq_organisations_key")),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("conversation", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_conversations_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("team", "conversation", name=op.f("uq_conversations_team_conversation")),
    )
    op.create_table(
        "lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_lines_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lines")),
        sa.UniqueConstraint("vendor_id", "name", name=op.f("uq_lines_vendor_id_name")),
    )
    op.create_index(op.f("ix_lines_vendor_id"), "lines", ["vendor_id"], unique=False)
    op.create_table(
        "non_disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_non_disclosures_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_non_disclosures_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_non_disclosures")),
    )
    op.create_index(op.f("ix_non_disclosures_organisation_id"), "non_disclosures", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_non_disclosures_vendor_id"), "non_disclosures", ["vendor_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_people_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
        sa.UniqueConstraint("key", name=op.f("uq_people_key")),
    )
    op.create_index(op.f("ix_people_organisation_id"), "people", ["organisation_id"], unique=False)
    op.create_table(
        "supplies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_supplies_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_supplies_reseller_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplies")),
        sa.UniqueConstraint("distributor_id", "reseller_id", name=op.f("uq_supplies_distributor_id_reseller_id")),
    )
    op.create_index(op.f("ix_supplies_distributor_id"), "supplies", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_supplies_reseller_id"), "supplies", ["reseller_id"], unique=False)
    op.create_table(
        "authorisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("territory", sa.String(length=6), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_authorisations_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_authorisations_line_id_lines")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_authorisations_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_authorisations_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisations")),
        sa.UniqueConstraint(
            "reseller_id",
            "line_id",
            "distributor_id",
            "territory",
            "valid_from",
            name=op.f("uq_authorisations_reseller_id_line_id_distributor_id_territory_valid_from"),
        ),
    )
    op.create_index(op.f("ix_authorisations_distributor_id"), "authorisations", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_authorisations_line_id"), "authorisations", ["line_id"], unique=False)
    op.create_index(op.f("ix_authorisations_reseller_id"), "authorisations", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_authorisations_vendor_id"), "authorisations", ["vendor_id"], unique=False)
    op.create_table(
        "distributions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("territory", sa.String(length=6), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_distributions_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_distributions_line_id_lines")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_distributions_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distributions")),
        sa.UniqueConstraint(
            "distributor_id", "line_id", "territory", name=op.f("uq_distributions_distributor_id_line_id_territory")
        ),
    )
    op.create_index(op.f("ix_distributions_distributor_id"), "distributions", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_distributions_line_id"), "distributions", ["line_id"], unique=False)
    op.create_index(op.f("ix_distributions_vendor_id"), "distributions", ["vendor_id"], unique=False)
    op.create_table(
        "person_rights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("right", sa.String(length=40), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_person_rights_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_rights_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_rights")),
        sa.UniqueConstraint("person_id", "right", name=op.f("uq_person_rights_person_id_right")),
    )
    op.create_index(op.f("ix_person_rights_organisation_id"), "person_rights", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_person_rights_person_id"), "person_rights", ["person_id"], unique=False)
    op.create_table(
        "slack_identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_slack_identities_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_slack_identities_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_identities")),
        sa.UniqueConstraint("team", "user", name=op.f("uq_slack_identities_team_user")),
    )
    op.create_index(op.f("ix_slack_identities_organisation_id"), "slack_identities", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_slack_identities_person_id"), "slack_identities", ["person_id"], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_slack_identities_person_id"), table_name="slack_identities")
    op.drop_index(op.f("ix_slack_identities_organisation_id"), table_name="slack_identities")
    op.drop_table("slack_identities")
    op.drop_index(op.f("ix_person_rights_person_id"), table_name="person_rights")
    op.drop_index(op.f("ix_person_rights_organisation_id"), table_name="person_rights")
    op.drop_table("person_rights")
    op.drop_index(op.f("ix_distributions_vendor_id"), table_name="distributions")
    op.drop_index(op.f("ix_distributions_line_id"), table_name="distributions")
    op.drop_index(op.f("ix_distributions_distributor_id"), table_name="distributions")
    op.drop_table("distributions")
    op.drop_index(op.f("ix_authorisations_vendor_id"), table_name="authorisations")
    op.drop_index(op.f("ix_authorisations_reseller_id"), table_name="authorisations")
    op.drop_index(op.f("ix_authorisations_line_id"), table_name="authorisations")
    op.drop_index(op.f("ix_authorisations_distributor_id"), table_name="authorisations")
    op.drop_table("authorisations")
    op.drop_index(op.f("ix_supplies_reseller_id"), table_name="supplies")
    op.drop_index(op.f("ix_supplies_distributor_id"), table_name="supplies")
    op.drop_table("supplies")
    op.drop_index(op.f("ix_people_organisation_id"), table_name="people")
    op.drop_table("people")
    op.drop_index(op.f("ix_non_disclosures_vendor_id"), table_name="non_disclosures")
    op.drop_index(op.f("ix_non_disclosures_organisation_id"), table_name="non_disclosures")
    op.drop_table("non_disclosures")
    op.drop_index(op.f("ix_lines_vendor_id"), table_name="lines")
    op.drop_table("lines")
    op.drop_table("conversations")
    op.drop_table("organisations")
