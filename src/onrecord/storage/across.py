"""The tables of what articles say together: copies, the same statements and events, who says what of them, and what is disputed; and those by which it is kept up to date.

All of it is made by comparing what is in the other tables, a few articles at a time. Who is the same across articles stands in ``people``.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from onrecord.storage.tables import METADATA

ORIGINS = Table(
    "origins",
    METADATA,
    Column("origin", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("agency", Text),
    Column("publisher", Text),
    Column("original", Integer, ForeignKey("articles.article", ondelete="SET NULL"), index=True),
)

COPIES = Table(
    "copies",
    METADATA,
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("origin", Integer, ForeignKey("origins.origin", ondelete="CASCADE"), nullable=False, index=True),
)

STATEMENT_CLUSTERS = Table(
    "statement_clusters",
    METADATA,
    Column("cluster", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("original", Integer, ForeignKey("statements.statement", ondelete="SET NULL"), index=True),
)

TELLINGS = Table(
    "tellings",
    METADATA,
    Column("statement", Integer, ForeignKey("statements.statement", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("cluster", Integer, ForeignKey("statement_clusters.cluster", ondelete="CASCADE"), nullable=False, index=True),
    Column("against", Integer, ForeignKey("statements.statement", ondelete="SET NULL"), index=True),
    Column("variant", Text, nullable=False),  # exact, shortened, altered, paraphrased
    Column("touches", Text),  # negation or number
    Column("diff", Text, nullable=False),  # JSON; empty where all words are the same.
)

EVENT_CLUSTERS = Table(
    "event_clusters",
    METADATA,
    Column("cluster", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("original", Integer, ForeignKey("events.event", ondelete="SET NULL"), index=True),
    Column("origins", Integer, nullable=False),
    Column("denying_origins", Integer, nullable=False),
)

REPORTS = Table(
    "reports",
    METADATA,
    Column("event", Integer, ForeignKey("events.event", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("cluster", Integer, ForeignKey("event_clusters.cluster", ondelete="CASCADE"), nullable=False, index=True),
)

DISPUTES = Table(
    "disputes",
    METADATA,
    Column("dispute", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # denied, figures, unsaid
    Column("of", Text),  # Of figures: killed or injured.
    Column("day", Text),  # Of the latest article that tells of it.
    Column("event", Integer, ForeignKey("event_clusters.cluster", ondelete="CASCADE"), index=True),
    Column("statement", Integer, ForeignKey("statement_clusters.cluster", ondelete="CASCADE"), index=True),
)

SIDES = Table(
    "sides",
    METADATA,
    Column("dispute", Integer, ForeignKey("disputes.dispute", ondelete="CASCADE"), primary_key=True),
    Column("side", Integer, primary_key=True),
    Column("says", Text, nullable=False),
    Column("origins", Integer, nullable=False),
)

# Whose word it is: a statement's speaker, or where there is no statement the article itself. Of an event, or of a side of a dispute.
VOICES = Table(
    "voices",
    METADATA,
    Column("voice", Integer, primary_key=True, autoincrement=False),
    Column("event", Integer, ForeignKey("event_clusters.cluster", ondelete="CASCADE")),
    Column("dispute", Integer, ForeignKey("disputes.dispute", ondelete="CASCADE")),
    Column("side", Integer),
    Column("what", Text, nullable=False),  # asserted, attributed, denied, figure, account, dispute
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), nullable=False, index=True),
    Column("statement", Integer, ForeignKey("statements.statement", ondelete="CASCADE"), index=True),
    Column("words_start", Integer, nullable=False),
    Column("words_end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("kind", Text),  # Of figures: killed, injured, ...
    Column("value", Integer),
    Column("bound", Text),
)
Index("voices_by_event", VOICES.c.event)
Index("voices_by_dispute", VOICES.c.dispute)

# What an article is compared by, zlib of JSON, and the hashes under which its things stand in ``blocks``, eight bytes each.
COMPARED = Table(
    "compared",
    METADATA,
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("origin", LargeBinary, nullable=False),
    Column("actor", LargeBinary, nullable=False),
    Column("statement", LargeBinary, nullable=False),
    Column("event", LargeBinary, nullable=False),
    Column("hashes", LargeBinary, nullable=False),
)

# Things by hashes of what the same ones share: ``place`` is the thing's among those of its kind in ``compared``. Kept by whoever writes, without a foreign key, which would want a second index.
BLOCKS = Table(
    "blocks",
    METADATA,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Articles that are not compared yet; ``anew``: entirely, else what depends on who somebody is across articles.
PENDING = Table(
    "pending",
    METADATA,
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("anew", Boolean, nullable=False),
)

# Clusters of which members have gone: the others are compared again. ``kind``: origin, actor, statement or event.
STALE = Table(
    "stale",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("cluster", Integer, primary_key=True, autoincrement=False),
)

# How often articles or decisions have changed: another number, other answers. One row, or none where nothing was stored yet.
CHANGES_COUNTED = Table(
    "changes_counted",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)

# In the order in which rows can be put in.
ACROSS = (
    ORIGINS,
    COPIES,
    STATEMENT_CLUSTERS,
    TELLINGS,
    EVENT_CLUSTERS,
    REPORTS,
    DISPUTES,
    SIDES,
    VOICES,
    COMPARED,
    BLOCKS,
    PENDING,
    STALE,
    CHANGES_COUNTED,
)
