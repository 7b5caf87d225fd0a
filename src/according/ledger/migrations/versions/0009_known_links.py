"""Entries of watch-lists that may mean somebody whom a document names."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "known_links",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
    )
