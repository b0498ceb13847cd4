"""Label Studio: a task for each article, with what is read in it as a prediction: labelled spans, the parts of one statement or event tied by relations.

Offsets are Unicode code points, as Label Studio's own are (its pages turn them into the UTF-16 units of JavaScript and back; older versions did not). The labelling
interface to paste into a project is ``label-studio.xml``. Acts, kinds, types and statuses are choices for a span.
Lost: actors and their mentions, modes, casualties, topics, on whose word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from onrecord.exporting.format import Add, Format, json_array, together
from onrecord.exporting.labelled import LABELS, Labelled, labelled, lost
from onrecord.exporting.writing import write_new
from onrecord.ontology import EVENT_TYPES
from onrecord.records import Act, Record, StatementKind, Status

CHOICES = {
    "kind": ("Content", get_args(StatementKind)),
    "act": ("Content", get_args(Act)),
    "type": ("Event", EVENT_TYPES),
    "status": ("Event", get_args(Status)),
}


def interface() -> str:
    """The labelling interface of such tasks."""
    lines = ["<View>", '  <Relations><Relation value="part of"/></Relations>', '  <Labels name="label" toName="text">']
    lines += [f"    <Label value={quoteattr(label)}/>" for label in LABELS]
    lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="word"/>']
    for name, (label, values) in CHOICES.items():
        lines.append(f'  <Choices name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="{label}">')
        lines += [f"    <Choice value={quoteattr(value)}/>" for value in values]
        lines.append("  </Choices>")
    return "\n".join([*lines, "</View>", ""])


def task(record: Record, text: str) -> dict[str, Any]:
    """The task of an article; ``text`` is its frozen text."""
    article = record.article
    data = {
        "text": text,
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
    }
    version = f"onrecord {record.made_by.onrecord}, {record.made_by.model}"
    return {"data": data, "predictions": [{"model_version": version, "result": list(_result(record))}]}


def _result(record: Record) -> Iterator[dict[str, Any]]:
    choices, confidences = _choices(record), _confidences(record)
    heads: dict[str, str] = {}
    for number, one in enumerate(labelled(record), start=1):
        region = f"r{number}"
        yield _region(region, one, confidences[one.of])
        if one.is_head:
            heads[one.of] = region
            yield from (_choice(region, one, name, value) for name, value in choices[one.of].items())
        else:
            yield {"type": "relation", "from_id": region, "to_id": heads[one.of], "direction": "right", "labels": ["part of"]}


def _region(id: str, one: Labelled, confidence: float | None) -> dict[str, Any]:
    value = {"start": one.span.start, "end": one.span.end, "text": one.span.text, "labels": [one.label]}
    region = {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return region if confidence is None else region | {"score": confidence}


def _choice(region: str, one: Labelled, name: str, chosen: str) -> dict[str, Any]:
    value = {"start": one.span.start, "end": one.span.end, "text": one.span.text, "choices": [chosen]}
    return {"id": region, "from_name": name, "to_name": "text", "type": "choices", "value": value}


def _choices(record: Record) -> dict[str, dict[str, str]]:
    statements: dict[str, dict[str, str]] = {one.id: {"kind": one.kind, "act": one.act} for one in record.statements}
    return statements | {one.id: {"type": one.type, "status": one.status} for one in record.events}


def _confidences(record: Record) -> dict[str, float | None]:
    return {one.id: one.confidence for one in record.statements} | {one.id: one.confidence for one in record.events}


@contextmanager
def _interface_into(folder: Path) -> Iterator[Add]:
    write_new(folder / "label-studio.xml", interface())
    yield lambda record, text: None


FORMAT = Format(
    name="labelstudio",
    holds="statements and events, Label Studio tasks with predictions",
    files=("label-studio.json", "label-studio.xml"),
    into=together([json_array("label-studio.json", lambda record, text: [task(record, text)]), _interface_into]),
    lost=lost,
    needs_text=True,
)
