"""Tables for programmes, incentives, onboarding and announcements."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("visible_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisations.id"], name=op.f("fk_announcements_owner_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index(op.f("ix_announcements_owner_id"), "announcements", ["owner_id"], unique=False)
    op.create_table(
        "incentives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("claim_by", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_incentives_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incentives")),
    )
    op.create_index(op.f("ix_incentives_vendor_id"), "incentives", ["vendor_id"], unique=False)
    op.create_table(
        "marketing_funds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("granted", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_marketing_funds_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_marketing_funds_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_marketing_funds_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marketing_funds")),
    )
    op.create_index(op.f("ix_marketing_funds_distributor_id"), "marketing_funds", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_marketing_funds_reseller_id"), "marketing_funds", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_marketing_funds_vendor_id"), "marketing_funds", ["vendor_id"], unique=False)
    op.create_table(
        "onboarding_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("prospect_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_onboarding_cases_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["prospect_id"], ["organisations.id"], name=op.f("fk_onboarding_cases_prospect_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_cases")),
    )
    op.create_index(op.f("ix_onboarding_cases_distributor_id"), "onboarding_cases", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_onboarding_cases_prospect_id"), "onboarding_cases", ["prospect_id"], unique=False)
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_programmes_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
    )
    op.create_index(op.f("ix_programmes_vendor_id"), "programmes", ["vendor_id"], unique=False)
    op.create_table(
        "standings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("specialisations", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_standings_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_standings_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_standings_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standings")),
        sa.UniqueConstraint("reseller_id", "vendor_id", name=op.f("uq_standings_reseller_id_vendor_id")),
    )
    op.create_index(op.f("ix_standings_distributor_id"), "standings", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_standings_reseller_id"), "standings", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_standings_vendor_id"), "standings", ["vendor_id"], unique=False)
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["organisations.id"], name=op.f("fk_targets_owner_id_organisations")),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_targets_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    op.create_index(op.f("ix_targets_owner_id"), "targets", ["owner_id"], unique=False)
    op.create_index(op.f("ix_targets_vendor_id"), "targets", ["vendor_id"], unique=False)
    op.create_table(
        "accruals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incentive_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("basis", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_accruals_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["incentive_id"], ["incentives.id"], name=op.f("fk_accruals_incentive_id_incentives")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_accruals_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_accruals_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accruals")),
    )
    op.create_index(op.f("ix_accruals_distributor_id"), "accruals", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_accruals_incentive_id"), "accruals", ["incentive_id"], unique=False)
    op.create_index(op.f("ix_accruals_reseller_id"), "accruals", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_accruals_vendor_id"), "accruals", ["vendor_id"], unique=False)
    op.create_table(
        "announcement_recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("visible_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_announcement_recipients_announcement_id_announcements"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_announcement_recipients_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisations.id"], name=op.f("fk_announcement_recipients_owner_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_recipients")),
        sa.UniqueConstraint(
            "announcement_id",
            "organisation_id",
            name=op.f("uq_announcement_recipients_announcement_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_announcement_recipients_announcement_id"), "announcement_recipients", ["announcement_id"], unique=False
    )
    op.create_index(
        op.f("ix_announcement_recipients_organisation_id"), "announcement_recipients", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_announcement_recipients_owner_id"), "announcement_recipients", ["owner_id"], unique=False)
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("reseller_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_certificates_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_certificates_person_id_people")),
        sa.ForeignKeyConstraint(
            ["reseller_id"], ["organisations.id"], name=op.f("fk_certificates_reseller_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["organisations.id"], name=op.f("fk_certificates_vendor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
    )
    op.create_index(op.f("ix_certificates_distributor_id"), "certificates", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_certificates_person_id"), "certificates", ["person_id"], unique=False)
    op.create_index(op.f("ix_certificates_reseller_id"), "certificates", ["reseller_id"], unique=False)
    op.create_index(op.f("ix_certificates_vendor_id"), "certificates", ["vendor_id"], unique=False)
    op.create_table(
        "onboarding_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("prospect_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["onboarding_cases.id"], name=op.f("fk_onboarding_tasks_case_id_onboarding_cases")
        ),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_onboarding_tasks_distributor_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["organisations.id"], name=op.f("fk_onboarding_tasks_owner_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["prospect_id"], ["organisations.id"], name=op.f("fk_onboarding_tasks_prospect_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_tasks")),
    )
    op.create_index(op.f("ix_onboarding_tasks_case_id"), "onboarding_tasks", ["case_id"], unique=False)
    op.create_index(op.f("ix_onboarding_tasks_distributor_id"), "onboarding_tasks", ["distributor_id"], unique=False)
    op.create_index(op.f("ix_onboarding_tasks_owner_id"), "onboarding_tasks", ["owner_id"], unique=False)
    op.create_index(op.f("ix_onboarding_tasks_prospect_id"), "onboarding_tasks", ["prospect_id"], unique=False)
    op.create_table(
        "screenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=400), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["onboarding_cases.id"], name=op.f("fk_screenings_case_id_onboarding_cases")
        ),
        sa.ForeignKeyConstraint(
            ["distributor_id"], ["organisations.id"], name=op.f("fk_screenings_distributor_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
    )
    op.create_index(op.f("ix_screenings_case_id"), "screenings", ["case_id"], unique=False)
    op.create_index(op.f("ix_screenings_distributor_id"), "screenings", ["distributor_id"], unique=False)
    op.create_table(
        "tiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("requirements", sa.JSON(), nullable=False),
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_tiers_programme_id_programmes")),
        sa.ForeignKeyConstraint(["vendor_id"], ["organisations.id"], name=op.f("fk_tiers_vendor_id_organisations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tiers")),
        sa.UniqueConstraint("programme_id", "name", name=op.f("uq_tiers_programme_id_name")),
    )
    op.create_index(op.f("ix_tiers_programme_id"), "tiers", ["programme_id"], unique=False)
    op.create_index(op.f("ix_tiers_vendor_id"), "tiers", ["vendor_id"], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    op.drop_index(op.f("ix_tiers_vendor_id"), table_name="tiers")
    op.drop_index(op.f("ix_tiers_programme_id"), table_name="tiers")
    op.drop_table("tiers")
    op.drop_index(op.f("ix_screenings_distributor_id"), table_name="screenings")
    op.drop_index(op.f("ix_screenings_case_id"), table_name="screenings")
    op.drop_table("screenings")
    op.drop_index(op.f("ix_onboarding_tasks_prospect_id"), table_name="onboarding_tasks")
    op.drop_index(op.f("ix_onboarding_tasks_owner_id"), table_name="onboarding_tasks")
    op.drop_index(op.f("ix_onboarding_tasks_distributor_id"), table_name="onboarding_tasks")
    op.drop_index(op.f("ix_onboarding_tasks_case_id"), table_name="onboarding_tasks")
    op.drop_table("onboarding_tasks")
    op.drop_index(op.f("ix_certificates_vendor_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_reseller_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_person_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_distributor_id"), table_name="certificates")
    op.drop_table("certificates")
    op.drop_index(op.f("ix_announcement_recipients_owner_id"), table_name="announcement_recipients")
    op.drop_index(op.f("ix_announcement_recipients_organisation_id"), table_name="announcement_recipients")
    op.drop_index(op.f("ix_announcement_recipients_announcement_id"), table_name="announcement_recipients")
    op.drop_table("announcement_recipients")
    op.drop_index(op.f("ix_accruals_vendor_id"), table_name="accruals")
    op.drop_index(op.f("ix_accruals_reseller_id"), table_name="accruals")
    op.drop_index(op.f("ix_accruals_incentive_id"), table_name="accruals")
    op.drop_index(op.f("ix_accruals_distributor_id"), table_name="accruals")
    op.drop_table("accruals")
    op.drop_index(op.f("ix_targets_vendor_id"), table_name="targets")
    op.drop_index(op.f("ix_targets_owner_id"), table_name="targets")
    op.drop_table("targets")
    op.drop_index(op.f("ix_standings_vendor_id"), table_name="standings")
    op.drop_index(op.f("ix_standings_reseller_id"), table_name="standings")
    op.drop_index(op.f("ix_standings_distributor_id"), table_name="standings")
    op.drop_table("standings")
    op.drop_index(op.f("ix_programmes_vendor_id"), table_name="programmes")
    op.drop_table("programmes")
    op.drop_index(op.f("ix_onboarding_cases_prospect_id"), table_name="onboarding_cases")
    op.drop_index(op.f("ix_onboarding_cases_distributor_id"), table_name="onboarding_cases")
    op.drop_table("onboarding_cases")
    op.drop_index(op.f("ix_marketing_funds_vendor_id"), table_name="marketing_funds")
    op.drop_index(op.f("ix_marketing_funds_reseller_id"), table_name="marketing_funds")
    op.drop_index(op.f("ix_marketing_funds_distributor_id"), table_name="marketing_funds")
    op.drop_table("marketing_funds")
    op.drop_index(op.f("ix_incentives_vendor_id"), table_name="incentives")
    op.drop_table("incentives")
    op.drop_index(op.f("ix_announcements_owner_id"), table_name="announcements")
    op.drop_table("announcements")
