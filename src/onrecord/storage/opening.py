"""Opening a database: SQLite in one file, or PostgreSQL; making and migrating its tables; what goes wrong, told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from onrecord.errors import StoreUnusable
from onrecord.storage.tables import REVISION, VERSION_TABLE

# Seconds that a writer waits for another to finish an article; storing one takes milliseconds.
PATIENCE = 60
# All writers of a PostgreSQL database take this lock, an article each: the number is arbitrary.
WRITERS_LOCK = 7_166_733_400
HINTS = {
    "unable to open database file": "Is there such a folder, and may you write into it?",
    "file is not a database": "Name another file, or move this one away.",
    "database or disk is full": "Make room and run it again: what was stored is there, and is not read again.",
    "database is locked": f"Another program has been writing to it for {PATIENCE} seconds; wait for it, or stop it.",
    "readonly database": "You may not write into it.",
    "disk I/O error": "Is its disk there and sound, and may the file grow (ulimit -f)? What was stored is there: run it again then.",
    "malformed": "It is damaged: restore a backup (onrecord restore).",
    "No space left": "Make room and run it again: what was stored is there, and is not read again.",
}


def open_engine(where: str) -> Engine:
    """An engine on a database, its tables made or migrated: ``where`` is the path of a SQLite file, or a URL (postgresql://...). Raises StoreUnusable."""
    url = url_of(where)
    with naming_failures(url):
        engine = _engine(url)
        try:
            _migrate(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def refuse_missing(where: str) -> None:
    """Raise StoreUnusable where there is no file of a collection."""
    url = url_of(where)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise StoreUnusable(f"{where}: there is no such collection; onrecord add makes one, and --db or ONRECORD_DB says where it is.")


def url_of(where: str) -> URL:
    """The URL of a database by what a user calls it. Raises StoreUnusable."""
    if "://" not in where:
        if where and Path(where).is_dir():
            raise StoreUnusable(f"{where}: this is a folder; name a file in it.")
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise StoreUnusable(f"{where}: no URL of a database; one looks like postgresql://user@host/name.") from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreUnusable(f"{where}: a collection is a SQLite file or a PostgreSQL database, not {url.get_backend_name()}.")
    return url


@contextmanager
def naming_failures(url: URL) -> Iterator[None]:
    """Raise what a database refuses as StoreUnusable: which database, what is wrong, what to do."""
    where = (
        url.database or "" if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql").render_as_string(hide_password=True)
    )
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreUnusable(f"{where}: {error.name} is not installed; PostgreSQL needs it: pip install 'onrecord[postgres]'.") from error
    except SQLAlchemyError as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        told = " ".join(str(cause).split()).rstrip(".")
        hint = next((hint for words, hint in HINTS.items() if words in told), "")
        raise StoreUnusable(f"{where}: the database cannot be used ({told}). {hint}".rstrip()) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes, one at a time in a database; all of it is there afterwards, or nothing. Raises StoreUnusable."""
    with naming_failures(engine.url), engine.connect() as connection:
        if is_postgres(connection):
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITERS_LOCK})
                yield connection
        else:
            connection = connection.execution_options(onrecord_writes=True)
            with connection.begin():
                yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads: one state of the database, whatever is written meanwhile. Raises StoreUnusable."""
    with naming_failures(engine.url), engine.connect() as connection:
        if is_postgres(connection):
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def is_postgres(connection: Connection | Engine) -> bool:
    """Whether this is PostgreSQL; else it is SQLite."""
    return connection.dialect.name == "postgresql"


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True)
    if not url.database or url.database == ":memory:":
        raise StoreUnusable(f"{url.database or 'no name'}: a collection is a file, or nothing of it would be left; name one.")
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # Transactions begin where we say (_begin), those that change tables, too.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer that begins as a reader cannot become one while another writes.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("onrecord_writes") else "BEGIN")


def _migrate(engine: Engine) -> None:
    """Bring the tables up to this version, in one transaction. Raises StoreUnusable for a database that is none of ours, or of a later version."""
    with engine.connect() as connection:
        found = _revision(connection)
    if found == REVISION:
        return
    with writing(engine) as connection:
        found = _revision(connection)  # Another process may have been quicker.
        if found == REVISION:
            return
        upgrade(connection, "head")


def _revision(connection: Connection) -> str | None:
    """The migration that a database is at; none for an empty one. Raises StoreUnusable."""
    where = connection.engine.url.set(drivername=connection.dialect.name).render_as_string(hide_password=True)
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            raise StoreUnusable(f"{where}: this database has tables of something else ({', '.join(sorted(tables)[:3])}); name another one.")
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    if found is not None and found not in revisions():
        raise StoreUnusable(f"{where}: made by a later version of onrecord (tables {found}, known up to {REVISION}): install that version.")
    return found


def revisions() -> list[str]:
    """The migrations of this version, in order."""
    names = (entry.name for entry in files("onrecord.storage").joinpath("migrations/versions").iterdir())
    return sorted(
        name.removesuffix(".py").partition("_")[0].removeprefix("v") for name in names if name.startswith("v") and name.endswith(".py")
    )


def upgrade(connection: Connection, revision: str) -> None:
    """Migrate a database up to a revision, within the transaction that the connection is in."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
