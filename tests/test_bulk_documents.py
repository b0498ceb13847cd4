"""What docs/bulk.md says of its output: its queries and snippets run on what a run wrote."""

import json
import re
from pathlib import Path

import duckdb
import pytest
import yaml

from onrecord.bulk import finish, plan_of
from onrecord.bulk.reader import Reader

DOCUMENT = (Path(__file__).parents[1] / "docs/bulk.md").read_text("utf-8")
CLUSTER = Path(__file__).parents[1] / "examples/cluster/ray.yaml"
TEXT = "Six people were killed in Brno on Friday when police fired at a crowd.\n\n“We will vote on Monday,” Prime Minister Anna Kovac told reporters in Oslo."


@pytest.fixture(scope="session")
def written(pipeline, tmp_path_factory):
    """A folder in which a run has read three articles, one of them a text twice, and failed at one."""
    folder = tmp_path_factory.mktemp("documents")
    rows = [{"id": f"a{number}", "text": TEXT, "publisher": f"Paper {number}", "published": "2021-03-05"} for number in range(2)]
    (folder / "a.jsonl").write_text("\n".join([*map(json.dumps, rows), "{broken"]))
    plan = plan_of([folder / "a.jsonl"], folder / "read")
    for shard in plan.shards:
        Reader(plan.job, pipeline).read(shard)
    finish(plan)
    return folder


@pytest.fixture
def queries(written, monkeypatch):
    monkeypatch.chdir(written)
    return [duckdb.sql(query) for query in re.findall(r"```sql\n(.*?)```", DOCUMENT, re.S)]


def test_query_counts_who_says_something_without_copies(queries):
    assert queries[0].fetchall() == [("Anna Kovac", 1, 1)]


def test_query_takes_what_has_no_table_from_the_record(queries):
    assert queries[1].fetchall() == [("a0", "killed", 6, "Six people"), ("a1", "killed", 6, "Six people")]


def test_snippet_counts_failures(written, monkeypatch, capsys):
    monkeypatch.chdir(written)
    exec(re.search(r"```python\n(.*?)```", DOCUMENT, re.S)[1], {})
    assert "ArticleMalformed    1" in capsys.readouterr().out


def test_cluster_of_the_example_has_three_machines():
    cluster = yaml.safe_load(CLUSTER.read_text("utf-8"))
    assert 1 + len(cluster["provider"]["worker_ips"]) == 1 + cluster["max_workers"] == 3
