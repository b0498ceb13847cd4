"""The tables of what articles say together: copies, the same statements and events, who says what of them, and what is disputed.

All of it is made by comparing what is in the other tables, and made anew when that has changed. Who is the same across articles stands in ``people``.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from onrecord.storage.tables import METADATA

ORIGINS = Table(
    "origins",
    METADATA,
    Column("origin", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("agency", Text),
    Column("publisher", Text),
)

COPIES = Table(
    "copies",
    METADATA,
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("origin", Integer, ForeignKey("origins.origin", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
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
    Column("position", Integer, nullable=False),
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
    Column("origins", Integer, nullable=False),
    Column("denying_origins", Integer, nullable=False),
)

REPORTS = Table(
    "reports",
    METADATA,
    Column("event", Integer, ForeignKey("events.event", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("cluster", Integer, ForeignKey("event_clusters.cluster", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

DISPUTES = Table(
    "disputes",
    METADATA,
    Column("dispute", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # denied, figures, unsaid
    Column("of", Text),  # Of figures: killed or injured.
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

# How often what is compared has changed, and of which state the tables above are; one row, or none where nothing was stored yet.
MERGES = Table(
    "merges",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("changed", Integer, nullable=False),
    Column("merged", Integer, nullable=False),
)

# In the order in which rows can be put in.
ACROSS = (ORIGINS, COPIES, STATEMENT_CLUSTERS, TELLINGS, EVENT_CLUSTERS, REPORTS, DISPUTES, SIDES, VOICES)
