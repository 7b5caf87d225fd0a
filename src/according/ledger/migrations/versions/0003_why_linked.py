"""Why an entity was linked to its party, in words that name nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; rows of before have no reason."""
    op.add_column("linked", sa.Column("why", sa.Text(), nullable=False, server_default=""))
