"""The mark by which it is known whether data changed, and an index for the messages that are still owed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both."""
    marks = op.create_table(
        "data_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(marks, [{"id": 1, "mark": "new"}])
    op.create_index("ix_outbox_messages_sent_at", "outbox_messages", ["sent_at"])


def downgrade() -> None:
    """Drop both."""
    op.drop_index("ix_outbox_messages_sent_at", "outbox_messages")
    op.drop_table("data_marks")
