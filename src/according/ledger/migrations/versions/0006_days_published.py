"""An index of the days of publication: the desk asks for the first and the last of them on every page with a slider."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_versions_published", "versions", ["published"])
