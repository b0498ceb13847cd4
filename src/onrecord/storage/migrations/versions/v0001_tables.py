"""The tables as they were first."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _span(name: str, *, nullable: bool = True) -> list[sa.Column[Any]]:
    return [
        sa.Column(f"{name}_start", sa.Integer, nullable=nullable),
        sa.Column(f"{name}_end", sa.Integer, nullable=nullable),
        sa.Column(name, sa.Text, nullable=nullable),
    ]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "articles",
        sa.Column("article", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("file", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("authors", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("updated", sa.Text),
        sa.Column("captured", sa.Text),
        sa.Column("day", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_articles_address", "articles", ["address"])
    op.create_index("ix_articles_id", "articles", ["id"])
    op.create_index("ix_articles_sha256", "articles", ["sha256"])
    op.create_table(
        "decisions",
        sa.Column("decision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("decision"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "failures",
        sa.Column("failure", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("file", sa.Text),
        sa.Column("line", sa.Integer),
        sa.Column("stage", sa.Text),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text),
        sa.Column("traceback", sa.Text),
        sa.Column("made_by", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("failure"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_failures_id", "failures", ["id"])
    op.create_table(
        "people",
        sa.Column("person", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("wikidata", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("person"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_people_wikidata", "people", ["wikidata"])
    op.create_table(
        "publishers",
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("publisher"),
    )
    op.create_table(
        "tombstones",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("versions", sa.Integer, nullable=False),
        sa.Column("decisions", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "actors",
        sa.Column("actor", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("wikidata", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("sectors", sa.Text, nullable=False),
        sa.Column("members", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float),
        sa.Column("standing", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.article"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.person"],
        ),
        sa.PrimaryKeyConstraint("actor"),
    )
    op.create_index("ix_actors_article", "actors", ["article"])
    op.create_index("ix_actors_key", "actors", ["key"])
    op.create_index("ix_actors_person", "actors", ["person"])
    op.create_table(
        "events",
        sa.Column("event", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("mode", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        *_span("trigger", nullable=False),
        *_span("place"),
        sa.Column("place_name", sa.Text),
        sa.Column("place_country", sa.Text),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("precision", sa.Text),
        sa.Column("uncertainty_km", sa.Float),
        *_span("date_words"),
        sa.Column("date", sa.Text),
        sa.Column("until", sa.Text),
        sa.Column("killed", sa.Integer),
        sa.Column("injured", sa.Integer),
        *_span("evidence", nullable=False),
        sa.Column("confidence", sa.Float),
        sa.Column("publisher", sa.Text),
        sa.Column("day", sa.Text),
        sa.Column("standing", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.article"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_index("ix_events_article", "events", ["article"])
    op.create_index("ix_events_key", "events", ["key"])
    op.create_table(
        "names",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.person"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("person", "name"),
    )
    op.create_table(
        "pages",
        sa.Column("page", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("blocks", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("captured", sa.Text),
        sa.Column("added", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.article"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page"),
        sa.UniqueConstraint("article", "version"),
    )
    op.create_table(
        "subjects",
        sa.Column("decision", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("type", sa.Text),
        sa.Column("article_key", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        *_span("words", nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.decision"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("decision", "position"),
    )
    op.create_index("ix_subjects_article_key", "subjects", ["article_key"])
    op.create_index("ix_subjects_sha256", "subjects", ["sha256"])
    op.create_table(
        "warnings",
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        *_span("words"),
        sa.ForeignKeyConstraint(["article"], ["articles.article"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "position"),
    )
    op.create_table(
        "casualties",
        sa.Column("event", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Integer),
        sa.Column("bound", sa.Text, nullable=False),
        *_span("words", nullable=False),
        *_span("who"),
        sa.Column("actor", sa.Integer),
        sa.ForeignKeyConstraint(["actor"], ["actors.actor"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["event"], ["events.event"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "position"),
    )
    op.create_index("ix_casualties_actor", "casualties", ["actor"])
    op.create_table(
        "changes",
        sa.Column("change", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        *_span("before"),
        *_span("after"),
        sa.ForeignKeyConstraint(["page"], ["pages.page"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("change"),
    )
    op.create_index("ix_changes_page", "changes", ["page"])
    op.create_table(
        "mentions",
        sa.Column("mention", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("actor", sa.Integer, nullable=False),
        *_span("words", nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.actor"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mention"),
    )
    op.create_index("ix_mentions_actor", "mentions", ["actor"])
    op.create_table(
        "participants",
        sa.Column("event", sa.Integer, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("actor", sa.Integer, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        *_span("words", nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.actor"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event"], ["events.event"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.person"],
        ),
        sa.PrimaryKeyConstraint("event", "side", "position"),
    )
    op.create_index("ix_participants_actor", "participants", ["actor"])
    op.create_index("participants_by_person", "participants", ["person", "event"])
    op.create_table(
        "records",
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("json", sa.LargeBinary, nullable=False),
        sa.Column("onrecord", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("knowledge", sa.Text),
        sa.Column("fingerprint", sa.Text),
        sa.Column("made", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.page"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page"),
    )
    op.create_index("ix_records_fingerprint", "records", ["fingerprint"])
    op.create_table(
        "statements",
        sa.Column("statement", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("nature", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("negated", sa.Boolean, nullable=False),
        sa.Column("speaker", sa.Integer),
        sa.Column("person", sa.Integer),
        sa.Column("speaker_name", sa.Text),
        *_span("words", nullable=False),
        *_span("source"),
        *_span("cue"),
        *_span("occasion"),
        sa.Column("within", sa.Text),
        sa.Column("confidence", sa.Float),
        sa.Column("publisher", sa.Text),
        sa.Column("day", sa.Text),
        sa.Column("standing", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.article"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.person"],
        ),
        sa.ForeignKeyConstraint(["speaker"], ["actors.actor"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("statement"),
    )
    op.create_index("ix_statements_article", "statements", ["article"])
    op.create_index("ix_statements_key", "statements", ["key"])
    op.create_index("ix_statements_speaker", "statements", ["speaker"])
    op.create_table(
        "topics",
        sa.Column("event", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *_span("words", nullable=False),
        sa.Column("discussed", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.event"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "position"),
    )
    op.create_table(
        "addressees",
        sa.Column("statement", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("actor", sa.Integer, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        *_span("words", nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.actor"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.person"],
        ),
        sa.ForeignKeyConstraint(["statement"], ["statements.statement"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("statement", "position"),
    )
    op.create_index("addressees_by_person", "addressees", ["person", "statement"])
    op.create_index("ix_addressees_actor", "addressees", ["actor"])
    op.create_table(
        "contents",
        sa.Column("statement", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *_span("words", nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statements.statement"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("statement", "position"),
    )
    op.create_table(
        "grounds",
        sa.Column("event", sa.Integer, nullable=False),
        sa.Column("statement", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.event"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["statement"], ["statements.statement"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "statement", "what", "position"),
    )
    op.create_index("ix_grounds_statement", "grounds", ["statement"])
    op.create_table(
        "relays",
        sa.Column("statement", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("actor", sa.Integer, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        *_span("words", nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.actor"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.person"],
        ),
        sa.ForeignKeyConstraint(["statement"], ["statements.statement"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("statement", "position"),
    )
    op.create_index("ix_relays_actor", "relays", ["actor"])
    op.create_index("relays_by_person", "relays", ["person", "statement"])
