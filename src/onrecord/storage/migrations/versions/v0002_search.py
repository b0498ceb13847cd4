"""The indices that ``show`` asks, and full-text search."""

from alembic import op

revision = "0002"
down_revision = "0001"

# What show asks for: the latest first, those of unknown day last.
LATEST = {
    "articles_by_day": "articles ({day}, article DESC)",
    "articles_by_publisher": "articles (publisher, {day}, article DESC)",
    "statements_by_day": "statements ({day}, article DESC, position, confidence)",
    "statements_by_person": "statements (person, {day}, article DESC, position)",
    "statements_by_publisher": "statements (publisher, {day}, article DESC, position)",
    "statements_by_act": "statements (act, {day}, article DESC, position)",
    "events_by_day": "events ({day}, article DESC, position, confidence)",
    "events_by_type": "events (type, {day}, article DESC, position)",
    "events_by_status": "events (status, {day}, article DESC, position)",
    "events_by_publisher": "events (publisher, {day}, article DESC, position)",
    "events_by_place": "events (place, place_name, place_country) WHERE place IS NOT NULL",
    "people_by_statements": "people (statements DESC, articles DESC, person)",
}
# What is searched: table, its key, columns, and how words are reduced.
SEARCHED: tuple[tuple[str, str, tuple[str, ...], bool], ...] = (
    ("pages", "page", ("title", "text"), True),
    ("statements", "statement", ("words",), True),
    ("events", "event", ("evidence",), True),
    ("names", "number", ("folded",), False),
)
# PostgreSQL indexes no more of a text than this, a long magazine report eight times.
MOST_SEARCHED = 500_000


def upgrade() -> None:
    """Make them; rows that are there already are indexed."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for name, indexed in LATEST.items():
        op.execute(f"CREATE INDEX {name} ON {indexed.format(day='day DESC NULLS LAST' if postgres else 'day DESC')}")
    for table, key, columns, stemmed in SEARCHED:
        (_search_postgres if postgres else _search_sqlite)(table, key, columns, stemmed=stemmed)


def _search_sqlite(table: str, key: str, columns: tuple[str, ...], *, stemmed: bool) -> None:
    """A full-text index beside the table, kept by triggers; it holds no words of its own."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    tokens = "porter unicode61 remove_diacritics 2" if stemmed else "unicode61 remove_diacritics 2"
    index = f"{table}_search"
    op.execute(f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='{key}', tokenize='{tokens}')")
    put = f"INSERT INTO {index}(rowid, {names}) VALUES (new.{key}, {new});"
    take = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.{key}, {old});"
    op.execute(f"CREATE TRIGGER {index}_put AFTER INSERT ON {table} BEGIN {put} END")
    op.execute(f"CREATE TRIGGER {index}_take AFTER DELETE ON {table} BEGIN {take} END")
    op.execute(f"CREATE TRIGGER {index}_change AFTER UPDATE OF {names} ON {table} BEGIN {take} {put} END")
    op.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")


def _search_postgres(table: str, key: str, columns: tuple[str, ...], *, stemmed: bool) -> None:
    """A column of the table that PostgreSQL keeps, and an index on it."""
    words = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    language = "english" if stemmed else "simple"
    vector = f"to_tsvector('{language}', left({words}, {MOST_SEARCHED}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS ({vector}) STORED")
    op.execute(f"CREATE INDEX {table}_search ON {table} USING gin (search)")
