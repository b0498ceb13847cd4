import gzip
import itertools
import os
import shutil

import pytest
from hypothesis import settings

from onrecord import Pipeline
from onrecord.storage import Store
from tests.building import GUM
from tests.databases import postgres_programs, postgres_server

# Shared machines are slow now and then; time is tested where it matters.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")
# What whoever runs the tests has added to the knowledge must not change them.
os.environ["ONRECORD_KNOWLEDGE"] = os.devnull


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline()


@pytest.fixture(scope="session")
def nlp(pipeline):
    return pipeline.nlp


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, in which commands run, with no other collection than one that is made there; servers of tests need no time between requests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.setattr("onrecord.reading.fetching.politeness.SECONDS_BETWEEN_REQUESTS", 0.0)
    return tmp_path


@pytest.fixture
def gum_file(tmp_path):
    path = tmp_path / "gum.conllu.gz"
    path.write_bytes(gzip.compress(GUM.encode()))
    return path


@pytest.fixture(scope="session")
def postgres():
    """Makes databases of a PostgreSQL server."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'onrecord[postgres]'")
    if postgres_programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgres_server() as make:
        yield make


NUMBERS = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request):
    """Which database."""
    return request.param


@pytest.fixture
def where(database, request, tmp_path):
    """A new database, by what a user calls it: the file of SQLite, the URL of PostgreSQL."""
    return str(tmp_path / "onrecord.db") if database == "sqlite" else request.getfixturevalue("postgres")(f"test{next(NUMBERS)}")


@pytest.fixture(scope="session")
def templates():
    """Databases with tables in them, to be copied: making the tables takes longer than most tests."""
    return {}


@pytest.fixture
def made(database, request, templates, tmp_path, tmp_path_factory):
    """A database that has its tables."""
    if database not in templates:
        folder = tmp_path_factory.mktemp("template")
        template = str(folder / "onrecord.db") if database == "sqlite" else request.getfixturevalue("postgres")("template")
        Store(template).close()
        templates[database] = template
    if database == "sqlite":
        return shutil.copy(templates[database], tmp_path / "onrecord.db").__fspath__()
    return request.getfixturevalue("postgres")(f"test{next(NUMBERS)}", template="template")


@pytest.fixture
def store(made):
    with Store(made) as opened:
        yield opened
