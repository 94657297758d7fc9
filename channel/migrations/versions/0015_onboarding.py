"""Onboarding by chat: checklists as data, what a case is for, evidence of steps, invitations to known companies."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CASE = ("origin", "territory", "lines", "reason", "paused_from", "paused_on", "manager_id")
TASK = ("kind", "name_de", "after", "evidence")


def _sourced() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("source_system", sa.String(length=40), nullable=False),
        sa.Column("source_ref", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade() -> None:
    """Add them; earlier cases are invitations, earlier steps wait for nothing."""
    with op.batch_alter_table("onboarding_cases") as table:
        table.add_column(sa.Column("origin", sa.String(length=10), nullable=False, server_default="invited"))
        table.add_column(sa.Column("territory", sa.String(length=6), nullable=True))
        table.add_column(sa.Column("lines", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("reason", sa.String(length=400), nullable=False, server_default=""))
        table.add_column(sa.Column("paused_from", sa.String(length=30), nullable=True))
        table.add_column(sa.Column("paused_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("manager_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_onboarding_cases_manager_id_people"), "people", ["manager_id"], ["id"])
        table.create_index(op.f("ix_onboarding_cases_manager_id"), ["manager_id"], unique=False)
    op.add_column("onboarding_tasks", sa.Column("kind", sa.String(length=20), nullable=False, server_default="other"))
    op.add_column("onboarding_tasks", sa.Column("name_de", sa.String(length=120), nullable=True))
    op.add_column("onboarding_tasks", sa.Column("after", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("onboarding_tasks", sa.Column("evidence", sa.JSON(), nullable=False, server_default="{}"))
    _templates()
    op.create_table(
        "onboarding_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("offer", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        *_sourced(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_invitations")),
        _refers("onboarding_invitations", "case_id", "onboarding_cases"),
        _refers("onboarding_invitations", "organisation_id", "organisations"),
    )
    for column in ("case_id", "organisation_id"):
        op.create_index(op.f(f"ix_onboarding_invitations_{column}"), "onboarding_invitations", [column], unique=False)


def _templates() -> None:
    op.create_table(
        "onboarding_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("territory", sa.String(length=6), nullable=True),
        sa.Column("agreement", sa.String(length=120), nullable=False),
        sa.Column("agreement_version", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *_sourced(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_templates")),
        sa.UniqueConstraint(
            "distributor_id", "name", "valid_from", name=op.f("uq_onboarding_templates_distributor_id_name_valid_from")
        ),
        _refers("onboarding_templates", "distributor_id", "organisations"),
        _refers("onboarding_templates", "line_id", "lines"),
    )
    op.create_table(
        "onboarding_template_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("distributor_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_de", sa.String(length=120), nullable=True),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("business_days", sa.Integer(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        *_sourced(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_template_steps")),
        sa.UniqueConstraint("template_id", "position", name=op.f("uq_onboarding_template_steps_template_id_position")),
        _refers("onboarding_template_steps", "template_id", "onboarding_templates"),
        _refers("onboarding_template_steps", "distributor_id", "organisations"),
    )
    for name, columns in (
        ("onboarding_templates", ("distributor_id", "line_id")),
        ("onboarding_template_steps", ("template_id", "distributor_id")),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)


def downgrade() -> None:
    """Drop them, with everything in them."""
    for name in ("onboarding_invitations", "onboarding_template_steps", "onboarding_templates"):
        op.drop_table(name)
    with op.batch_alter_table("onboarding_tasks") as table:
        for column in TASK:
            table.drop_column(column)
    with op.batch_alter_table("onboarding_cases") as table:
        table.drop_index(op.f("ix_onboarding_cases_manager_id"))
        table.drop_constraint(op.f("fk_onboarding_cases_manager_id_people"), type_="foreignkey")
        for column in CASE:
            table.drop_column(column)
