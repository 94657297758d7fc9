"""The terms that an amendment of a registration asks for."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.add_column("registrations", sa.Column("amendment", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("registrations") as table:
        table.drop_column("amendment")
