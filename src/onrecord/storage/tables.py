"""The tables of a collection (docs/database.md shows them, with queries).

An article has pages, one for each version of its text, and each page a record. What is on record in the latest version, as people's decisions leave it, is taken
apart into rows that can be asked by hand: everything in ``actors``, ``statements``, ``events`` and below them is made from records and decisions and can be made
again. A span is three columns: ``cue_start``, ``cue_end`` and ``cue``, its text.

Rows have numbers given by whoever writes, one writer at a time. The indices that ``show`` and search need are in the migrations: the two databases differ in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

# The migration that makes these tables: a database of another one is migrated, or refused.
REVISION = "0005"
VERSION_TABLE = "onrecord_version"

METADATA = MetaData()


def _span(name: str, *, optional: bool = True) -> Iterator[Column[int] | Column[str]]:
    yield Column(f"{name}_start", Integer, nullable=optional)
    yield Column(f"{name}_end", Integer, nullable=optional)
    yield Column(name, Text, nullable=optional)


ARTICLES = Table(
    "articles",
    METADATA,
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("id", Text, nullable=False, index=True),
    Column("url", Text),
    Column("address", Text, index=True),  # The URL without what does not tell articles apart.
    Column("file", Text),
    Column("publisher", Text),
    Column("title", Text),
    Column("authors", Text, nullable=False),
    Column("published", Text),
    Column("updated", Text),
    Column("captured", Text),
    Column("day", Text),  # Of publication.
    Column("moment", Text),  # Of publication, as it sorts (``times.moment_of``).
    Column("language", Text),
    Column("sha256", Text, nullable=False, index=True),
    Column("length", Integer, nullable=False),
    Column("page", Integer),  # The page of the latest version; no foreign key, for pages refer to articles.
    Column("version", Integer, nullable=False),
    Column("added", Text, nullable=False),
)

PAGES = Table(
    "pages",
    METADATA,
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("given", Text, nullable=False),  # What was known of the page without reading it, as JSON.
    Column("raw", LargeBinary),  # zlib
    Column("captured", Text),
    Column("added", Text, nullable=False),
    UniqueConstraint("article", "version"),
)

RECORDS = Table(
    "records",
    METADATA,
    Column("page", Integer, ForeignKey("pages.page", ondelete="CASCADE"), primary_key=True),
    Column("json", LargeBinary, nullable=False),  # zlib
    Column("onrecord", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("knowledge", Text),
    Column("fingerprint", Text, index=True),
    Column("made", Text, nullable=False),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("change", Integer, primary_key=True, autoincrement=False),
    Column("page", Integer, ForeignKey("pages.page", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    *_span("before"),
    *_span("after"),
)

# Who is taken for the same in several articles: by identifier, else by full name and type; everybody else is somebody of one article.
PEOPLE = Table(
    "people",
    METADATA,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("wikidata", Text, index=True),
    Column("country", Text),
    Column("role", Text),
    Column("articles", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("events", Integer, nullable=False),
)

NAMES = Table(
    "names",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("person", Integer, ForeignKey("people.person", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    UniqueConstraint("person", "name"),
)

PUBLISHERS = Table(
    "publishers",
    METADATA,
    Column("publisher", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
)

ACTORS = Table(
    "actors",
    METADATA,
    Column("actor", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), nullable=False, index=True),
    Column("person", Integer, ForeignKey("people.person"), nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("wikidata", Text),
    Column("country", Text),
    Column("role", Text),
    Column("sectors", Text, nullable=False),
    Column("members", Text, nullable=False),
    Column("confidence", Float),
    Column("standing", Text, nullable=False),
)

MENTIONS = Table(
    "mentions",
    METADATA,
    Column("mention", Integer, primary_key=True, autoincrement=False),
    Column("actor", Integer, ForeignKey("actors.actor", ondelete="CASCADE"), nullable=False, index=True),
    *_span("words", optional=False),
    Column("form", Text, nullable=False),
)

STATEMENTS = Table(
    "statements",
    METADATA,
    Column("statement", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("nature", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("speaker", Integer, ForeignKey("actors.actor", ondelete="SET NULL"), index=True),
    Column("person", Integer, ForeignKey("people.person")),
    Column("speaker_name", Text),
    *_span("words", optional=False),
    *_span("source"),
    *_span("cue"),
    *_span("occasion"),
    Column("within", Text),
    Column("confidence", Float),
    Column("publisher", Text),
    Column("day", Text),
    Column("standing", Text, nullable=False),
)

CONTENTS = Table(
    "contents",
    METADATA,
    Column("statement", Integer, ForeignKey("statements.statement", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    *_span("words", optional=False),
)


def _told(name: str) -> Table:
    table = Table(
        name,
        METADATA,
        Column("statement", Integer, ForeignKey("statements.statement", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("actor", Integer, ForeignKey("actors.actor", ondelete="CASCADE"), nullable=False, index=True),
        Column("person", Integer, ForeignKey("people.person"), nullable=False),
        *_span("words", optional=False),
    )
    Index(f"{name}_by_person", table.c.person, table.c.statement)
    return table


ADDRESSEES = _told("addressees")
RELAYS = _told("relays")

EVENTS = Table(
    "events",
    METADATA,
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    *_span("trigger", optional=False),
    *_span("place"),
    Column("place_name", Text),
    Column("place_country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", Text),
    Column("uncertainty_km", Float),
    *_span("date_words"),
    Column("date", Text),
    Column("until", Text),
    Column("killed", Integer),
    Column("injured", Integer),
    *_span("evidence", optional=False),
    Column("confidence", Float),
    Column("publisher", Text),
    Column("day", Text),
    Column("standing", Text, nullable=False),
)

PARTICIPANTS = Table(
    "participants",
    METADATA,
    Column("event", Integer, ForeignKey("events.event", ondelete="CASCADE"), primary_key=True),
    Column("side", Text, primary_key=True),  # actor or recipient
    Column("position", Integer, primary_key=True),
    Column("actor", Integer, ForeignKey("actors.actor", ondelete="CASCADE"), nullable=False, index=True),
    Column("person", Integer, ForeignKey("people.person"), nullable=False),
    *_span("words", optional=False),
)
Index("participants_by_person", PARTICIPANTS.c.person, PARTICIPANTS.c.event)
for _table in (STATEMENTS, EVENTS):
    Index(f"{_table.name}_to_review", _table.c.standing, _table.c.confidence)

CASUALTIES = Table(
    "casualties",
    METADATA,
    Column("event", Integer, ForeignKey("events.event", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("value", Integer),
    Column("bound", Text, nullable=False),
    *_span("words", optional=False),
    *_span("who"),
    Column("actor", Integer, ForeignKey("actors.actor", ondelete="SET NULL"), index=True),
)

TOPICS = Table(
    "topics",
    METADATA,
    Column("event", Integer, ForeignKey("events.event", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    *_span("words", optional=False),
    Column("discussed", Boolean, nullable=False),
)

# On whose word: the statements on which an event, a number of casualties or a topic stands, and those that deny an event.
GROUNDS = Table(
    "grounds",
    METADATA,
    Column("event", Integer, ForeignKey("events.event", ondelete="CASCADE"), primary_key=True),
    Column("statement", Integer, ForeignKey("statements.statement", ondelete="CASCADE"), primary_key=True, index=True),
    Column("what", Text, primary_key=True),  # event, denial, casualty or topic
    Column("position", Integer, primary_key=True),
)

WARNINGS = Table(
    "warnings",
    METADATA,
    Column("article", Integer, ForeignKey("articles.article", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    *_span("words"),
)

FAILURES = Table(
    "failures",
    METADATA,
    Column("failure", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("id", Text, nullable=False, index=True),
    Column("file", Text),
    Column("line", Integer),
    Column("stage", Text),
    Column("error", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("sha256", Text),
    Column("traceback", Text),
    Column("made_by", Text),
    Column("at", Text, nullable=False),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("decision", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("changed", Text, nullable=False),
)

# What a decision is about: words of an article, by the article's key or its text's hash, whether or not the article is here.
SUBJECTS = Table(
    "subjects",
    METADATA,
    Column("decision", Integer, ForeignKey("decisions.decision", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("what", Text, nullable=False),  # actor, statement or event
    Column("type", Text),
    Column("article_key", Text, nullable=False, index=True),
    Column("article_id", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    *_span("words", optional=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("state", Text, nullable=False),  # holds, unread, lost, absent
)

TOMBSTONES = Table(
    "tombstones",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("decisions", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
)

# In the order in which rows can be put in.
ALL = (
    ARTICLES, PAGES, RECORDS, CHANGES, PEOPLE, NAMES, PUBLISHERS, ACTORS, MENTIONS, STATEMENTS, CONTENTS, ADDRESSEES, RELAYS, EVENTS, PARTICIPANTS, CASUALTIES,
    TOPICS, GROUNDS, WARNINGS, FAILURES, DECISIONS, SUBJECTS, TOMBSTONES,
)  # fmt: skip
# What is made of a record: statements and all, down to who is involved.
DERIVED = (WARNINGS, EVENTS, STATEMENTS, ACTORS)
