"""What linking keeps so that one more document is linked without looking at all the others; see `link_memory`."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_INDEXED = {
    "link_people": (("document",), ("last", "office"), ("head",)),
    "link_blocks": (("block",), ("person",)),
    "link_pairs": (("one",), ("other",)),
    "link_bodies": (("document",), ("own", "id")),
    "link_body_names": (("entity",), ("own",), ("other",)),
}


def upgrade() -> None:
    """Add the tables, empty: the next `according link` fills them."""

    def words(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.String(), nullable=False)

    def number(name: str, *, key: bool = False) -> sa.Column[int]:
        return sa.Column(name, sa.Integer(), primary_key=key, nullable=False)

    op.create_table(
        "link_frequencies", number("id", key=True), words("model"), number("documents"),
        sa.Column("content", sa.LargeBinary(), nullable=False), words("recorded_at"),
    )  # fmt: skip
    op.create_table(
        "link_pages", sa.Column("document", sa.String(), primary_key=True), number("reading"), words("office"),
        words("mark"), sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("clues", sa.LargeBinary(), nullable=False),
    )  # fmt: skip
    op.create_table(
        "link_people", number("id", key=True), words("document"), words("name"), words("last"), words("office"),
        number("head"), number("post"), words("party"), words("why"), sa.Column("record", sa.Text(), nullable=False),
    )  # fmt: skip
    op.create_table("link_blocks", number("id", key=True), words("block"), number("person"))
    op.create_table(
        "link_pairs", number("id", key=True), number("one"), number("other"),
        sa.Column("probability", sa.Float(), nullable=False), sa.Column("record", sa.Text(), nullable=False),
    )  # fmt: skip
    op.create_table(
        "link_bodies", number("entity", key=True), words("document"), words("id"), words("own"), words("party")
    )
    op.create_table("link_body_names", number("id", key=True), number("entity"), words("own"), words("other"))
    for table, indexed in _INDEXED.items():
        for columns in indexed:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
