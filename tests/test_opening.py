import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from onrecord.errors import StoreUnusable
from onrecord.storage import Filters, Store
from onrecord.storage import tables as t
from onrecord.storage.opening import revisions, upgrade, url_of
from tests.storing import everything, talks


def test_opening_again_changes_nothing(where):
    with Store(where) as store:
        store.put(talks().reading())
        before = everything(store)
    with Store(where) as store:
        assert everything(store) == before


def test_migrations_make_the_tables_of_the_code(store):
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_ours, "version_table": t.VERSION_TABLE})
        assert compare_metadata(context, t.METADATA) == []


def test_code_and_migrations_agree_on_the_last_one():
    from onrecord.storage import migrations

    assert revisions()[-1] == t.REVISION == ScriptDirectory(migrations.__path__[0]).get_current_head()


def test_articles_of_earlier_versions_get_their_place_in_time(where):
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        upgrade(connection, "0004")
        row = {"authors": "[]", "sha256": "0", "length": 4, "version": 1, "added": "then"}
        for number, published in enumerate(["2024-03-02T01:00:00+09:00", "2024-03-01", None, "2024-03-02T01:00:00+09:00"], start=1):
            connection.execute(
                t.ARTICLES.insert(), {**row, "article": number, "key": str(number), "id": str(number), "published": published}
            )
        upgrade(connection, "0005")
        moments = connection.execute(text("SELECT moment FROM articles ORDER BY article")).scalars().all()
    engine.dispose()
    assert moments == ["2024-03-01T16:00:00", "2024-03-01", None, "2024-03-01T16:00:00"]


@pytest.mark.parametrize("revision", revisions()[:-1])
def test_every_earlier_version_upgrades_with_what_is_in_it(where, revision):
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        upgrade(connection, revision)
        row = {
            "article": 1,
            "key": "k",
            "id": "old",
            "authors": "[]",
            "sha256": "0",
            "length": 4,
            "page": 1,
            "version": 1,
            "added": "then",
        }
        connection.execute(t.ARTICLES.insert(), row)
        page = {
            "page": 1,
            "article": 1,
            "version": 1,
            "sha256": "0",
            "title": "Zebra",
            "text": "text",
            "blocks": "[]",
            "given": "{}",
            "added": "then",
        }
        connection.execute(t.PAGES.insert(), page)
    engine.dispose()
    with Store(where) as store:
        assert [one.id for one in store.articles(Filters())] == ["old"]
        assert [hit.article.id for hit in store.search("zebra")] == ["old"]


def test_migration_that_fails_changes_nothing(where, monkeypatch):
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        upgrade(connection, "0001")
    monkeypatch.setattr("alembic.op.execute", _refuse)
    with pytest.raises(RuntimeError):
        Store(where)
    with engine.connect() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {t.VERSION_TABLE}")).scalar() == "0001"
        assert not [name for name in inspect(connection).get_table_names() if name.endswith("_search")]
    engine.dispose()
    monkeypatch.undo()
    Store(where).close()


def test_database_of_a_later_version_is_refused(where):
    Store(where).close()
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {t.VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreUnusable, match="later version of onrecord"):
        Store(where)


def test_database_of_something_else_is_refused(where):
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bills (id integer)"))
    engine.dispose()
    with pytest.raises(StoreUnusable, match="something else \\(bills\\)"):
        Store(where)


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("no/such/folder/a.db", "folder"),
        ("mysql://localhost/a", "not mysql"),
        ("nonsense://", "onrecord|collection|URL"),
        ("postgresql://nobody:secret@127.0.0.1:1/a", "cannot be used"),
    ],
)
def test_what_cannot_be_opened_is_told_without_passwords(where, says):
    with pytest.raises(StoreUnusable, match=says) as caught:
        Store(where)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be looked at" * 10])
def test_file_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "a.db").write_bytes(content)
    with pytest.raises(StoreUnusable, match="not a database"):
        Store(str(tmp_path / "a.db"))


@pytest.mark.parametrize("where", ["", ":memory:", "sqlite://", "sqlite:///:memory:"])
def test_what_would_be_gone_afterwards_is_refused(where):
    with pytest.raises(StoreUnusable, match="a collection is a file"):
        Store(where)


def test_folder_is_refused(tmp_path):
    with pytest.raises(StoreUnusable, match="folder"):
        Store(str(tmp_path))


def _is_ours(_, name, kind, *__):
    """What the two databases differ in is not in the tables of the code: search, and indices in which unknown days come last."""
    return (
        not (kind == "table" and "_search" in name)
        and not (kind == "column" and name == "search")
        and not (kind == "index" and ("_by_" in name or "_search" in name))
    )


def _refuse(*_):
    raise RuntimeError
