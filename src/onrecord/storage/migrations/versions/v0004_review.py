"""What people look through first: what was only read, the least certain first."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Index statements and events by what became of them and by how certain they are."""
    for table in ("statements", "events"):
        op.create_index(f"{table}_to_review", table, ["standing", "confidence"])
