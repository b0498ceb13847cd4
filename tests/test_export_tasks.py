"""Tasks for Label Studio and Prodigy: offsets, tokens and what their tools ask for."""

import json
import xml.etree.ElementTree as ET

import jsonschema
import pytest
import spacy
from spacy.tokens import Doc

from onrecord.exporting.labelled import LABELS
from tests.exporting import FIRST, TEXT, exported

# What a task with predictions is to Label Studio (https://labelstud.io/guide/predictions).
WHERE = {"start": {"type": "integer"}, "end": {"type": "integer"}, "text": {"type": "string"}}
REGION = {
    "type": "object",
    "properties": {
        "id": {"type": "string"}, "from_name": {"type": "string"}, "to_name": {"const": "text"}, "type": {"enum": ["labels", "choices"]},
        "value": {"type": "object", "properties": WHERE, "required": list(WHERE)}, "score": {"type": "number", "minimum": 0, "maximum": 1},
    },
    "required": ["id", "from_name", "to_name", "type", "value"],
    "additionalProperties": False,
}  # fmt: skip
RELATION = {
    "type": "object",
    "properties": {
        "type": {"const": "relation"}, "from_id": {"type": "string"}, "to_id": {"type": "string"}, "direction": {"enum": ["left", "right", "bi"]},
        "labels": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["type", "from_id", "to_id", "direction"],
    "additionalProperties": False,
}  # fmt: skip
PREDICTION = {
    "type": "object",
    "properties": {"model_version": {"type": "string"}, "result": {"type": "array", "items": {"oneOf": [REGION, RELATION]}}},
    "required": ["result"],
    "additionalProperties": False,
}
TASKS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"data": {"type": "object", "required": ["text"]}, "predictions": {"type": "array", "items": PREDICTION}},
        "required": ["data"],
    },
}


@pytest.fixture(scope="module")
def label_studio(tmp_path_factory):
    folder = exported("labelstudio", tmp_path_factory.mktemp("labelstudio"))
    return json.loads((folder / "label-studio.json").read_text("utf-8")), ET.parse(folder / "label-studio.xml").getroot()


def result_of(tasks):
    return tasks[0]["predictions"][0]["result"]


def test_label_studio_has_tasks_with_predictions(label_studio):
    jsonschema.validate(label_studio[0], TASKS)
    assert [task["data"]["id"] for task in label_studio[0]] == ["news/a", "b"]


def as_label_studio_marks(text, start, end):
    """What its pages mark (web/libs/editor/src/utils/selection-tools.js): a JavaScript string, spread into code points, cut, joined and measured in UTF-16."""
    units = text.encode("utf-16-le")
    first, last = (len("".join([*text][:position]).encode("utf-16-le")) for position in (start, end))
    return units[first:last].decode("utf-16-le")


def test_label_studio_marks_the_words_behind_a_character_of_two_units(label_studio):
    values = [item["value"] for item in result_of(label_studio[0]) if item["type"] == "labels"]
    assert [value["text"] for value in values] == [as_label_studio_marks(TEXT, value["start"], value["end"]) for value in values]
    assert "Content" in {label for value in values for label in value["labels"]}


def test_label_studio_is_asked_for_what_the_interface_has_only(label_studio):
    tasks, view = label_studio
    labels = {label.get("value") for label in view.find("Labels")}
    choices = {tag.get("name"): {choice.get("value") for choice in tag} for tag in view.findall("Choices")}
    assert labels == set(LABELS)
    assert view.find("Text").get("value") == "$text"
    for item in result_of(tasks):
        if item["type"] == "labels":
            assert set(item["value"]["labels"]) <= labels
        elif item["type"] == "choices":
            assert set(item["value"]["choices"]) <= choices[item["from_name"]]


def test_label_studio_ties_the_parts_of_a_statement_to_its_content(label_studio):
    result = result_of(label_studio[0])
    words = {item["id"]: item["value"]["text"] for item in result if item["type"] == "labels"}
    tied = [(words[item["from_id"]], words[item["to_id"]]) for item in result if item["type"] == "relation"]
    assert ("told", "Six people died in Brno, “a disaster”") in tied
    assert ("Oslo", "met") in tied


@pytest.fixture(scope="module")
def prodigy(tmp_path_factory):
    folder = exported("prodigy", tmp_path_factory.mktemp("prodigy"))
    return [json.loads(line) for line in (folder / "prodigy.jsonl").read_text("utf-8").splitlines()]


def test_tokens_of_prodigy_make_a_doc_of_the_same_text(prodigy):
    for task in prodigy:
        tokens = task["tokens"]
        doc = Doc(spacy.blank("en").vocab, words=[token["text"] for token in tokens], spaces=[token["ws"] for token in tokens])
        assert doc.text == task["text"]
        assert [(token.idx, token.i) for token in doc] == [(token["start"], token["id"]) for token in tokens]
        for span in task["spans"]:
            found = doc.char_span(span["start"], span["end"], label=span["label"])
            assert (found.text, found.start, found.end - 1) == (span["text"], span["token_start"], span["token_end"])


def test_prodigy_has_the_parts_of_statements_and_events(prodigy):
    found = {(span["of"], span["label"], span["text"]) for span in prodigy[0]["spans"]}
    assert {("s1", "Cue", "told"), ("s1", "Addressee", "reporters"), ("e1", "Event", "met"), ("e1", "Place", "Oslo")} <= found
    assert prodigy[0]["meta"]["id"] == FIRST.article.id
