"""Articles read again: their records altered mechanically, as another model might read them, or their texts changed and read by the pipeline."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from onrecord import Page, Pipeline, Reading
from onrecord.article import sha256_of
from onrecord.records import Record

# Labels of a record are in these fields; the others have words and values.
LABELS, LISTS_OF_LABELS = {"id", "speaker", "actor", "within"}, {"attributed_to", "denied_by", "members"}
SENTENCE = re.compile(r"(?<=[.!?”])\s+")


def as_it_was(readings: Sequence[Reading], _: Pipeline) -> Iterator[Reading]:
    """The same again."""
    yield from readings


def with_new_labels(readings: Sequence[Reading], _: Pipeline) -> Iterator[Reading]:
    """Other ids and keys."""

    def relabelled(row: dict[str, Any], __: str) -> None:
        for part in ("actors", "statements", "events"):
            _relabel(row[part])

    return (_altered(reading, relabelled) for reading in readings)


def _relabel(value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _relabel(one)
    if not isinstance(value, dict):
        return
    for name, inner in value.items():
        if name in LABELS and isinstance(inner, str):
            value[name] = f"new-{inner}"
        elif name in LISTS_OF_LABELS:
            value[name] = [f"new-{label}" for label in inner]
        elif name == "key" and isinstance(inner, str):
            value[name] = sha256_of(inner)[:20]
        else:
            _relabel(inner)


def shifted(readings: Sequence[Reading], _: Pipeline) -> Iterator[Reading]:
    """Every span moved by a character."""
    return (_altered(reading, _shift) for reading in readings)


def _shift(value: Any, text: str) -> None:
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _shift(one, text)
    if isinstance(value, dict) and isinstance(value.get("start"), int) and value.get("text") and value["end"] < len(text):
        value["start"], value["end"] = value["start"] + 1, value["end"] + 1
        value["text"] = text[value["start"] : value["end"]]


def with_less(readings: Sequence[Reading], _: Pipeline) -> Iterator[Reading]:
    """A third of the statements, events and actors not read."""
    chance = random.Random(2)

    def thinned(row: dict[str, Any], __: str) -> None:
        parts = ("actors", "statements", "events")
        gone = {one["id"] for part in parts for one in row[part] if chance.random() < 1 / 3}
        for part in parts:
            row[part] = [one for one in row[part] if one["id"] not in gone]
            _forget(row[part], gone)

    return (_altered(reading, thinned) for reading in readings)


def _forget(value: Any, gone: set[str]) -> None:
    """Leave out whatever refers to what is gone."""
    if isinstance(value, list):
        value[:] = [
            one for one in value if not (isinstance(one, dict) and "form" not in one and "kind" not in one and one.get("actor") in gone)
        ]
        for one in value:
            _forget(one, gone)
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in LABELS and inner in gone:
                value[name] = None
            elif name in LISTS_OF_LABELS:
                value[name] = [label for label in inner if label not in gone]
            else:
                _forget(inner, gone)


def _altered(reading: Reading, alter: Callable[[dict[str, Any], str], None]) -> Reading:
    row = json.loads(reading.record.to_json())
    alter(row, reading.article.text)
    return replace(reading, record=Record.from_json(json.dumps(row)))


def in_changed_texts(change: Callable[[str], str]) -> Callable[[Sequence[Reading], Pipeline], Iterator[Reading]]:
    """The pipeline's readings of texts that were changed."""

    def changed(readings: Sequence[Reading], pipeline: Pipeline) -> Iterator[Reading]:
        pages: list[Page] = [replace(one.page, text=change(one.article.text)) for one in readings]
        return (one for one in pipeline.pipe(pages) if isinstance(one, Reading))

    return changed


def with_a_line_before(text: str) -> str:
    """A line put before it."""
    return f"Corrected on Saturday: a name was misspelt.\n\n{text}"


def without_sentences(text: str) -> str:
    """Every fifth sentence left out."""
    return " ".join(one for number, one in enumerate(SENTENCE.split(text), start=1) if number % 5)


def respelled(text: str) -> str:
    """A letter of every fifteenth word doubled."""
    words = re.split(r"(\s+)", text)
    return "".join(word[:2] + word[1:] if number % 30 == 29 and len(word) > 3 else word for number, word in enumerate(words, start=1))


CHANGES: dict[str, Callable[[Sequence[Reading], Pipeline], Iterable[Reading]]] = {
    "as it was": as_it_was,
    "other ids": with_new_labels,
    "spans shifted by one": shifted,
    "a third not read": with_less,
    "a line before": in_changed_texts(with_a_line_before),
    "a fifth of sentences gone": in_changed_texts(without_sentences),
    "words respelt": in_changed_texts(respelled),
    "another text": in_changed_texts(lambda text: f"Nothing of it is left, the minister said on day {len(text)}."),
}
