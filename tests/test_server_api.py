import json
from dataclasses import asdict
from pathlib import Path

import jsonschema
import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from onrecord.server import examples
from tests.serving import FakeReader, client_of, collection_of
from tests.storing import TALKS, simple, talks

SHOWN = json.loads((Path(__file__).parents[1] / "docs/shown.schema.json").read_text("utf-8"))
NAMES = {
    "articles": "StoredArticle",
    "statements": "StoredStatement",
    "events": "MergedEvent",
    "actors": "StoredActor",
    "disputes": "StoredDispute",
}


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def collection(made):
    with collection_of(made, talks().reading(), *(simple(number).reading() for number in range(5))) as opened:
        yield opened


@pytest.fixture
def client(collection):
    return client_of(collection, reader=FakeReader(talks(id="read").reading()))


@pytest.mark.parametrize("what", NAMES)
def test_lists_have_the_shapes_of_show(client, collection, what):
    found = client.get(f"/api/v1/{what}?limit=500").json()
    assert found["items"] == [json.loads(json.dumps(asdict(one))) for one in getattr(collection, what)()]
    assert found["total"] == len(found["items"])
    for item in found["items"]:
        jsonschema.validate(item, {"$ref": f"#/$defs/{NAMES[what]}", "$defs": SHOWN["$defs"]})


@pytest.mark.parametrize("what", ["articles", "statements", "events", "actors", "stories", "decisions"])
def test_next_links_lead_through_the_whole_list(client, collection, what):
    statement = next(collection.statements(speaker="kovac"))
    for act in ("deny", "reject", "ask"):
        collection.decide("correct", statement.key, by="Eva", to={"act": act})
    whole = client.get(f"/api/v1/{what}?limit=500").json()["items"]
    found, path = [], f"/api/v1/{what}?limit=2"
    while path:
        answer = client.get(path)
        found.extend(answer.json()["items"])
        path = answer.json()["next"]
        assert ("link" in answer.headers) == bool(path)
    assert found == whole
    assert len(whole) > 1


def test_filters_are_those_of_show(client):
    assert client.get("/api/v1/statements?speaker=kovac&act=promise").json()["total"] == 1
    assert client.get("/api/v1/events?type=meet").json()["total"] == 1


def test_single_things(client, collection):
    statement, event = next(collection.statements(speaker="kovac")), next(collection.events())
    assert client.get(f"/api/v1/statements/{statement.key}").json()["words"] == statement.words
    assert client.get(f"/api/v1/events/{event.key}").json() == client.get(f"/api/v1/stories/{event.key}").json()
    assert client.get("/api/v1/actors/Q1").json()["name"] == "Anna Kovac"
    assert client.get("/api/v1/articles/monday/lead").json()["id"] == "monday/lead"
    assert client.get("/api/v1/records/monday%2Flead").json()["schema"] == "onrecord/1"


def test_what_is_alike_says_how_it_differs(client, collection):
    collection.store(talks(id="tuesday", publisher="Another", text=TALKS + "\nMore.").reading())
    statement = next(collection.statements(speaker="kovac"))
    (other,) = client.get(f"/api/v1/statements/{statement.key}/alike").json()["items"]
    assert other["like"]["variant"] == "exact"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/statements/nowhere", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/statements?limit=501", 400),
        ("/api/v1/statements?offset=-1", 400),
        ("/api/v1/statements?status=denied", 400),
        ("/api/v1/actors?type=dog", 400),
    ],
)
def test_problems_are_json(client, path, status):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_method_that_is_none_is_a_problem(client):
    answer = client.delete("/api/v1/statements")
    assert (answer.status_code, answer.json()["title"]) == (405, "Method Not Allowed")


def test_answers_have_tags(client, collection):
    first = client.get("/api/v1/statements")
    assert client.get("/api/v1/statements", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get("/api/v1/statements?speaker=kovac", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_text_is_read_and_kept_only_if_asked(client, collection):
    answer = client.post("/api/v1/read", json={"text": "A text"})
    assert (answer.status_code, answer.json()["article"]["id"]) == (200, "read")
    assert len(list(collection.articles())) == 6
    kept = client.post("/api/v1/read", json={"text": "A text", "keep": True})
    assert kept.status_code == 201
    assert client.get(kept.headers["location"]).json()["article"]["id"]


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "a", "mode": "fast"}, {"text": "a", "title": "a" * 501}, []])
def test_text_that_is_none_is_a_problem(client, body):
    assert client.post("/api/v1/read", json=body).status_code == 400


def test_description_names_every_filter_with_examples(client):
    described = client.get("/openapi.json").json()
    parameters = {one["name"]: one for one in described["paths"]["/api/v1/statements"]["get"]["parameters"]}
    assert {"speaker", "to", "about", "type", "act", "since", "until", "publisher", "min_confidence", "limit", "offset"} == set(parameters)
    assert parameters["speaker"]["examples"]["one"]["value"] == "Putin"
    assert set(described["paths"]["/api/v1/read"]) == {"post"}
    assert not [path for path in described["paths"] if not path.startswith("/api/v1/")]
    assert {"StoredStatement", "MergedEvent", "StoredDispute", "Record"} <= set(described["components"]["schemas"])


@pytest.mark.parametrize("what", NAMES)
def test_description_shows_an_answer_of_each_kind(client, what):
    example = json.loads(json.dumps(examples.several(what)["application/json"]["example"]["items"][0]))
    jsonschema.validate(example, {"$ref": f"#/$defs/{NAMES[what]}", "$defs": SHOWN["$defs"]})
    answer = client.get("/openapi.json").json()["paths"][f"/api/v1/{what}"]["get"]["responses"]["200"]
    assert answer["content"]["application/json"]["example"]["items"]


def test_health_says_that_the_collection_answers(client):
    assert client.get("/health").json()["status"] == "ok"
