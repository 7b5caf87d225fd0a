"""A queue of what is to be added and linked, with the files that were given, so that it outlives the process."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False, index=True),
        sa.Column("collection", sa.String()),
        sa.Column("apart", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("holder", sa.String()),
        sa.Column("until", sa.String()),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String()),
        sqlite_autoincrement=True,  # a number stands in an address; it never becomes that of another job
    )
    op.create_table(
        "job_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("job", sa.Integer(), sa.ForeignKey("jobs.id"), nullable=False, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String()),
        sa.Column("content", sa.LargeBinary()),
    )
    op.create_table(
        "job_results",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("job", sa.Integer(), sa.ForeignKey("jobs.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.UniqueConstraint("job", "number"),
    )
