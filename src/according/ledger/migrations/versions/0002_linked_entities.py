"""Which party each entity belongs to; the table of pairs that the first schema had, never written, makes way for it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add `linked`, take `entity_links` away."""
    op.drop_table("entity_links")
    op.create_table(
        "linked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entities.row"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_linked_entity"), "linked", ["entity"], unique=False)
    op.create_index(op.f("ix_linked_party"), "linked", ["party"], unique=False)
