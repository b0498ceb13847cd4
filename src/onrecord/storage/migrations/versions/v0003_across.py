"""What articles say together."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _refers(column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], ondelete=ondelete)


def upgrade() -> None:
    """Make the tables; they are filled when somebody asks, from all articles that are here."""
    op.create_table(
        "origins",
        sa.Column("origin", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("agency", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("original", sa.Integer),
        _refers("original", "articles.article", "SET NULL"),
        sa.PrimaryKeyConstraint("origin"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_origins_original", "origins", ["original"])
    op.create_table(
        "copies",
        sa.Column("article", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("origin", sa.Integer, nullable=False),
        _refers("article", "articles.article", "CASCADE"),
        _refers("origin", "origins.origin", "CASCADE"),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_index("ix_copies_origin", "copies", ["origin"])
    op.create_table(
        "statement_clusters",
        sa.Column("cluster", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("original", sa.Integer),
        _refers("original", "statements.statement", "SET NULL"),
        sa.PrimaryKeyConstraint("cluster"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_statement_clusters_original", "statement_clusters", ["original"])
    op.create_table(
        "tellings",
        sa.Column("statement", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("cluster", sa.Integer, nullable=False),
        sa.Column("against", sa.Integer),
        sa.Column("variant", sa.Text, nullable=False),
        sa.Column("touches", sa.Text),
        sa.Column("diff", sa.Text, nullable=False),
        _refers("statement", "statements.statement", "CASCADE"),
        _refers("cluster", "statement_clusters.cluster", "CASCADE"),
        _refers("against", "statements.statement", "SET NULL"),
        sa.PrimaryKeyConstraint("statement"),
    )
    op.create_index("ix_tellings_cluster", "tellings", ["cluster"])
    op.create_index("ix_tellings_against", "tellings", ["against"])
    op.create_table(
        "event_clusters",
        sa.Column("cluster", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("original", sa.Integer),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("denying_origins", sa.Integer, nullable=False),
        _refers("original", "events.event", "SET NULL"),
        sa.PrimaryKeyConstraint("cluster"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_event_clusters_original", "event_clusters", ["original"])
    op.create_table(
        "reports",
        sa.Column("event", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("cluster", sa.Integer, nullable=False),
        _refers("event", "events.event", "CASCADE"),
        _refers("cluster", "event_clusters.cluster", "CASCADE"),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_index("ix_reports_cluster", "reports", ["cluster"])
    _make_disputes()
    _make_blocks()


def _make_disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("dispute", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("of", sa.Text),
        sa.Column("day", sa.Text),
        sa.Column("event", sa.Integer),
        sa.Column("statement", sa.Integer),
        _refers("event", "event_clusters.cluster", "CASCADE"),
        _refers("statement", "statement_clusters.cluster", "CASCADE"),
        sa.PrimaryKeyConstraint("dispute"),
    )
    op.create_index("ix_disputes_event", "disputes", ["event"])
    op.create_index("ix_disputes_statement", "disputes", ["statement"])
    latest = "day DESC NULLS LAST" if op.get_bind().dialect.name == "postgresql" else "day DESC"
    op.execute(f"CREATE INDEX disputes_by_day ON disputes ({latest}, dispute)")
    op.create_table(
        "sides",
        sa.Column("dispute", sa.Integer, nullable=False),
        sa.Column("side", sa.Integer, nullable=False),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        _refers("dispute", "disputes.dispute", "CASCADE"),
        sa.PrimaryKeyConstraint("dispute", "side"),
    )
    op.create_table(
        "voices",
        sa.Column("voice", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("event", sa.Integer),
        sa.Column("dispute", sa.Integer),
        sa.Column("side", sa.Integer),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("statement", sa.Integer),
        sa.Column("words_start", sa.Integer, nullable=False),
        sa.Column("words_end", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("value", sa.Integer),
        sa.Column("bound", sa.Text),
        _refers("event", "event_clusters.cluster", "CASCADE"),
        _refers("dispute", "disputes.dispute", "CASCADE"),
        _refers("article", "articles.article", "CASCADE"),
        _refers("statement", "statements.statement", "CASCADE"),
        sa.PrimaryKeyConstraint("voice"),
    )
    op.create_index("voices_by_event", "voices", ["event"])
    op.create_index("voices_by_dispute", "voices", ["dispute"])
    op.create_index("ix_voices_article", "voices", ["article"])
    op.create_index("ix_voices_statement", "voices", ["statement"])


def _make_blocks() -> None:
    blobs = [sa.Column(name, sa.LargeBinary, nullable=False) for name in ("origin", "actor", "statement", "event", "hashes")]
    op.create_table(
        "compared",
        sa.Column("article", sa.Integer, autoincrement=False, nullable=False),
        *blobs,
        _refers("article", "articles.article", "CASCADE"),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "blocks",
        sa.Column("hash", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "article", "place"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pending",
        sa.Column("article", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("anew", sa.Boolean, nullable=False),
        _refers("article", "articles.article", "CASCADE"),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "stale",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("cluster", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "cluster"),
    )
    op.create_table(
        "changes_counted",
        sa.Column("one", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("one"),
    )
    op.execute("INSERT INTO pending (article, anew) SELECT article, true FROM articles")
