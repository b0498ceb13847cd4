"""FollowTheMoney, schema.org, GraphML and Web Annotations, read by their own libraries or held against their rules."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256

import jsonschema
import networkx
import pytest
from followthemoney import model
from followthemoney.types import registry
from pyld import jsonld
from rdflib.namespace import SDO

from onrecord.exporting import FORMATS
from onrecord.exporting.coding import tables
from tests.exporting import FIRST, IDA, IVAN, MET, SECOND, TEXT, TEXTS, exported


@pytest.fixture(scope="module")
def entities(tmp_path_factory):
    folder = exported("followthemoney", tmp_path_factory.mktemp("ftm"))
    lines = (folder / "entities.ftm.json").read_text("utf-8").splitlines()
    return [(data, model.get_proxy(data, cleaned=False)) for data in map(json.loads, lines)]


def of_schema(entities, schema):
    return [proxy for _, proxy in entities if proxy.schema.name == schema]


def test_followthemoney_takes_every_value_as_it_is(entities):
    for data, proxy in entities:
        proxy.schema.validate(data)
        cleaned = model.make_entity(proxy.schema)
        cleaned.id = data["id"]
        for name, values in data["properties"].items():
            cleaned.add(name, values)
        assert {name: set(cleaned.get(name)) for name in data["properties"]} == {
            name: set(values) for name, values in data["properties"].items()
        }
        assert all(proxy.get(name) for name in proxy.schema.required)


def test_entities_of_followthemoney_refer_to_entities_of_the_right_kind(entities):
    known = {proxy.id: proxy for _, proxy in entities}
    assert len(known) == len(entities)
    referring = [(prop, known[id]) for _, proxy in entities for prop, id in proxy.itervalues() if prop.type.name == "entity"]
    assert referring
    assert all(proxy.schema.is_a(prop.range) for prop, proxy in referring)


def test_followthemoney_has_somebody_once_by_identifier_and_with_all_names(entities):
    (ida,) = [proxy for proxy in of_schema(entities, "Person") if proxy.id == "Q11"]
    assert set(ida.get("name")) == {"Ida Holm", "I. Holm"}
    assert (ida.get("country"), ida.get("position"), ida.get("wikidataId")) == (["no"], ["minister"], ["Q11"])
    assert {proxy.id for proxy in of_schema(entities, "Person")} == {"Q11", "k2", "k8"}


def test_followthemoney_has_what_happened_and_what_was_said(entities):
    events = {tuple(proxy.get("name")): proxy for proxy in of_schema(entities, "Event")}
    assert set(events) == {("CONSULT meet",), ("ASSAULT",)}
    met = events[("CONSULT meet",)]
    assert (met.get("startDate"), met.get("location"), set(met.get("involved"))) == (["2021-05-03"], ["Oslo"], {"Q11", "k2"})
    assert events[("ASSAULT",)].get("description") == ["On the word of Ida Holm"]
    assert [note.get("entity") for note in of_schema(entities, "Note")] == [["Q11"], ["k8"]]


def test_followthemoney_counts_what_it_leaves_out():
    assert +FORMATS["followthemoney"].lost(FIRST) == {"statements that were not made, or by nobody known": 1}
    assert +FORMATS["followthemoney"].lost(SECOND) == {"events that are denied, possible or called for": 1}


def test_countries_of_two_letters_are_those_of_followthemoney():
    codes = tables()["iso2"]
    assert {code.lower() for code in codes.values()} - set(registry.country.codes) <= {"bv", "um"}
    assert len(set(codes.values())) == len(codes)


def expanded(path, context):
    """A JSON-LD file as its processor reads it; the context that it names is given here, not fetched."""

    def loaded(url, options):
        return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": {"@context": contexts[url]}}

    document = json.loads(path.read_text("utf-8"))
    contexts = {document["@context"]: context}
    return jsonld.expand(document, {"documentLoader": loaded})


def nodes_in(value):
    if isinstance(value, list):
        for item in value:
            yield from nodes_in(item)
    elif isinstance(value, dict):
        if "@value" not in value:
            yield value
        for item in value.values():
            yield from nodes_in(item)


SCHEMA_ORG = {"@vocab": "https://schema.org/", "eventStatus": {"@type": "@id"}, "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}


@pytest.fixture(scope="module")
def schema_org(tmp_path_factory):
    return expanded(exported("schemaorg", tmp_path_factory.mktemp("schemaorg")) / "schema-org.jsonld", SCHEMA_ORG)


def of_type(nodes, type):
    return [node for node in nodes_in(nodes) if f"https://schema.org/{type}" in node.get("@type", [])]


def values(node, name):
    return [value.get("@value", value.get("@id")) for value in node.get(f"https://schema.org/{name}", [])]


def test_all_terms_of_schema_org_are_in_its_vocabulary(schema_org):
    terms = {name for node in nodes_in(schema_org) for name in (*node, *node.get("@type", [])) if not name.startswith("@")}
    assert "https://schema.org/spokenByCharacter" in terms
    assert [term for term in terms if term.removeprefix("https://schema.org/") not in SDO] == []


def test_schema_org_has_articles_with_quotations_and_who_spoke(schema_org):
    articles = of_type(schema_org, "NewsArticle")
    assert articles[0]["@id"] == "https://example.org/a"
    assert values(articles[0], "headline") == ["Holm meets Kovac; =more"]
    (quotation,) = of_type(schema_org, "Quotation")
    assert values(quotation, "spokenByCharacter") == ["http://www.wikidata.org/entity/Q11"]
    assert values(quotation, "text") == ["Six people died in Brno, “a disaster” ... “we will help,”"]
    (claim,) = of_type(schema_org, "Claim")
    (kovac,) = [node for node in of_type(articles[1], "Person") if values(node, "name") == ["Kovac"]]
    assert values(claim, "author") == [kovac["@id"]]


def test_schema_org_has_events_that_happened(schema_org):
    met, died = of_type(schema_org, "Event")
    assert (values(met, "startDate"), values(died, "startDate")) == (["2021-05-03"], ["2021"])
    assert values(met, "attendee")[0] == "http://www.wikidata.org/entity/Q11"
    (place,) = of_type(met, "GeoCoordinates")
    assert (values(place, "latitude"), values(place, "longitude")) == ([59.91], [10.75])


def test_graph_of_contacts_is_read_by_networkx(tmp_path):
    graph = networkx.read_graphml(exported("graphml", tmp_path) / "contacts.graphml")
    assert graph.nodes["Q11"] == {"name": "Ida Holm", "type": "person", "wikidata": "Q11", "country": "NOR", "role": "minister"}
    assert set(graph.edges) == {("Q11", "k2"), ("Q11", "k8")}
    met, denied = graph.edges["Q11", "k2"], graph.edges["Q11", "k8"]
    assert (met["reports"], met["occurred"], met["denied"], met["first"], met["modes"]) == (1, 1, 0, "2021-05-03", "meet")
    assert (denied["reports"], denied["occurred"], denied["denied"], denied["denied_by"]) == (1, 0, 1, "Kovac")


def test_reports_of_contacts_of_the_same_two_are_one_edge(tmp_path, monkeypatch):
    again = replace(SECOND, actors=(replace(SECOND.actors[0]), replace(SECOND.actors[1], wikidata="Q12")))
    first = replace(FIRST, actors=(IDA, replace(IVAN, wikidata="Q12"), FIRST.actors[2]))
    for one, text in ((again, TEXTS[SECOND]), (first, TEXT)):
        monkeypatch.setitem(TEXTS, one, text)
    graph = networkx.read_graphml(exported("graphml", tmp_path, first, again) / "contacts.graphml")
    (edge,) = graph.edges.values()
    assert (edge["reports"], edge["articles"], edge["occurred"], edge["denied"], edge["modes"]) == (2, 2, 1, 1, "meet; visit")


def test_graph_of_names_that_xml_has_no_place_for_is_read(tmp_path, monkeypatch):
    odd = replace(FIRST, actors=(replace(IDA, name='A & <B> "\x0c\ud800'), *FIRST.actors[1:]))
    monkeypatch.setitem(TEXTS, odd, TEXT)
    graph = networkx.read_graphml(exported("graphml", tmp_path, odd) / "contacts.graphml")
    assert graph.nodes["Q11"]["name"] == 'A & <B> "  '


def test_contacts_of_one_known_side_are_counted_as_lost():
    alone = replace(FIRST, events=(replace(MET, recipients=()),), statements=())
    assert +FORMATS["graphml"].lost(alone) == {"contacts of which one side is not known": 1}


# The terms that we use, from the vocabulary of the recommendation (https://www.w3.org/TR/annotation-vocab/).
OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
ANNOTATION = {
    "id": "@id", "type": "@type", "Annotation": f"{OA}Annotation", "AnnotationPage": f"{AS}OrderedCollectionPage", "Software": f"{AS}Application",
    "TextualBody": f"{OA}TextualBody", "SpecificResource": f"{OA}SpecificResource", "TextQuoteSelector": f"{OA}TextQuoteSelector",
    "TextPositionSelector": f"{OA}TextPositionSelector", "identifying": f"{OA}identifying", "describing": f"{OA}describing",
    "classifying": f"{OA}classifying", "tagging": f"{OA}tagging", "items": {"@id": f"{AS}items", "@container": "@list"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"}, "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"}, "body": f"{OA}hasBody", "target": f"{OA}hasTarget", "selector": f"{OA}hasSelector",
    "generator": f"{AS}generator", "name": "http://xmlns.com/foaf/0.1/name", "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format", "start": f"{OA}start", "end": f"{OA}end", "exact": f"{OA}exact", "prefix": f"{OA}prefix",
    "suffix": f"{OA}suffix",
}  # fmt: skip
# What https://www.w3.org/TR/annotation-model/ says that there must be, of what we use.
IRI = {"type": "string", "pattern": "^[a-z]+:[^ ]+$"}
WORDS = {"type": "string"}
SELECTOR = {
    "oneOf": [
        {
            "properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 1}},
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
        {
            "properties": {"type": {"const": "TextQuoteSelector"}, "exact": WORDS, "prefix": WORDS, "suffix": WORDS},
            "required": ["type", "exact", "prefix", "suffix"],
            "additionalProperties": False,
        },
    ]
}  # fmt: skip
PURPOSE = {"enum": ["assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"]}  # fmt: skip
BODY = {
    "oneOf": [
        {"properties": {"type": {"const": "TextualBody"}, "value": WORDS, "purpose": PURPOSE, "format": WORDS}, "required": ["type", "value"]},
        {"properties": {"type": {"const": "SpecificResource"}, "source": IRI, "purpose": PURPOSE}, "required": ["type", "source"]},
    ],
    "unevaluatedProperties": False,
}  # fmt: skip
TARGET = {
    "properties": {"type": {"const": "SpecificResource"}, "source": IRI, "selector": {"oneOf": [SELECTOR, {"type": "array", "items": SELECTOR}]}},
    "required": ["source"],
    "additionalProperties": False,
}  # fmt: skip
ITEM = {
    "properties": {
        "id": IRI, "type": {"const": "Annotation"}, "motivation": PURPOSE, "body": {"type": "array", "items": BODY},
        "target": {"type": "array", "items": TARGET, "minItems": 1}, "generator": {"type": "object"},
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}  # fmt: skip
MODEL = {
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "id": IRI, "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": ITEM, "minItems": 1},
    },
    "required": ["@context", "id", "type", "items"],
    "additionalProperties": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def annotations(tmp_path_factory):
    return exported("webannotation", tmp_path_factory.mktemp("annotations")) / "annotations.jsonld"


def test_annotations_are_as_the_recommendation_says(annotations):
    page = json.loads(annotations.read_text("utf-8"))
    jsonschema.validate(page, MODEL, cls=jsonschema.Draft202012Validator)
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) == 13


def test_a_processor_of_json_ld_knows_every_term_of_the_annotations(annotations):
    page = json.loads(annotations.read_text("utf-8"))
    (found,) = expanded(annotations, ANNOTATION)
    assert len(found[f"{AS}items"][0]["@list"]) == len(page["items"])
    written = {name for node in nodes_in(page["items"]) for name in node} | {"items"}
    read = {name for node in nodes_in(found) for name in node}
    iris = {name: term["@id"] if isinstance(term, dict) else term for name, term in ANNOTATION.items()}
    assert {iris[name] for name in written} <= read


def test_positions_of_annotations_count_code_points_of_the_text_of_that_hash(annotations):
    targets = [target for item in json.loads(annotations.read_text("utf-8"))["items"] for target in item["target"]]
    texts = {f"ni:///sha-256;{urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip('=')}": text for text in TEXTS.values()}
    pointing = [(texts[target["source"]], *target["selector"]) for target in targets if target["source"] in texts]
    assert {text for text, *_ in pointing} == set(TEXTS.values())
    for text, position, quote in pointing:
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text


def test_on_the_page_itself_only_words_are_looked_for(annotations):
    targets = [target for item in json.loads(annotations.read_text("utf-8"))["items"] for target in item["target"]]
    on_page = [target["selector"] for target in targets if target["source"] == "https://example.org/a"]
    assert len(on_page) == 10  # five mentions, a statement of two parts, one of one, two events
    assert {selector["type"] for selector in on_page} == {"TextQuoteSelector"}
