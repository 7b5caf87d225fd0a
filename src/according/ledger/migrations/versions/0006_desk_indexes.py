"""Indexes of the days of publication, for a slider's ends, and of the statements that decisions were made on."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the indexes; a statement holds a whole sentence, longer than a server's ordinary index takes."""
    op.create_index("ix_versions_published", "versions", ["published"])
    op.create_index("ix_decisions_made_on", "decisions", ["made_on"], postgresql_using="hash")
