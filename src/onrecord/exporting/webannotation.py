"""W3C Web Annotations (JSON-LD): what is read of actors, statements and events at the words that it was read from.

Each part of a statement's words is a target. A position counts Unicode code points of the frozen text, which is named by its hash; on the page that the article came
from, where there is one, only the quoted words with what stands before and after them are looked for. Lost: sources, cues, addressees, relays, nesting; who takes part in an
event, places, dates, casualties, topics, on whose word; sectors, countries, confidences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.article import CONTEXT as CHARACTERS_BESIDE
from onrecord.article import Span
from onrecord.exporting.format import Format, json_array
from onrecord.exporting.identity import WIKIDATA, iri_of, iri_of_text, name_of, name_of_part
from onrecord.records import Actor, Record, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PAGE = iri_of(name_of("AnnotationPage"))
Node = dict[str, Any]


def annotations_of(record: Record, text: str) -> Iterator[Node]:
    """The annotations of a record; ``text`` is the frozen text that it was read from."""
    for actor in record.actors:
        for mention in actor.mentions:
            name = name_of_part(record, actor, mention)
            yield _annotation(record, name, "identifying", [_tag(actor.type), *_identifying(actor)], _targets(record, text, mention))
    for statement in record.statements:
        targets = [target for part in statement.content for target in _targets(record, text, part)]
        yield _annotation(record, name_of_part(record, statement), "describing", list(_of_statement(record, statement)), targets)
    for event in record.events:
        tags = [_tag(word) for word in ("event", event.type, event.mode, event.status) if word]
        yield _annotation(record, name_of_part(record, event), "classifying", tags, _targets(record, text, event.evidence))


def _annotation(record: Record, name: str, motivation: str, body: list[Node], targets: Iterable[Node]) -> Node:
    return {
        "id": iri_of(name),
        "type": "Annotation",
        "motivation": motivation,
        "generator": {"type": "Software", "name": f"onrecord {record.made_by.onrecord}, {record.made_by.model}"},
        "body": body,
        "target": list(targets),
    }


def _of_statement(record: Record, statement: Statement) -> Iterator[Node]:
    yield from map(_tag, ("statement", statement.nature, statement.kind, statement.act))
    if statement.negated:
        yield _tag("negated")
    speaker = record.actor(statement.speaker)
    if speaker is not None:
        yield from _identifying(speaker)


def _tag(word: str) -> Node:
    return {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": word}


def _identifying(actor: Actor) -> Iterator[Node]:
    yield {"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": actor.name}
    if actor.wikidata is not None:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": f"{WIKIDATA}{actor.wikidata}"}


def _targets(record: Record, text: str, span: Span) -> Iterator[Node]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(span.start - CHARACTERS_BESIDE, 0) : span.start],
        "suffix": text[span.end : span.end + CHARACTERS_BESIDE],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    yield {"type": "SpecificResource", "source": iri_of_text(record.article), "selector": [position, quote]}
    if record.article.url is not None:
        yield {"type": "SpecificResource", "source": record.article.url, "selector": quote}


def lost(record: Record) -> Counter[str]:
    """What of a record no annotation has."""
    told = [span for one in record.statements for span in (one.source, one.cue) if span is not None]
    events = record.events
    return Counter(
        {
            "sources and cues of statements": len(told),
            "addressees and relays of statements": sum(len(one.addressees) + len(one.relayed_by) for one in record.statements),
            "participants of events": sum(len(one.actors) + len(one.recipients) for one in events),
            "places and dates of events": sum((one.place is not None) + (one.date is not None) for one in events),
        }
    )


FORMAT = Format(
    name="webannotation",
    holds="actors, statements and events at their words, W3C Web Annotations",
    files=("annotations.jsonld",),
    into=json_array(
        "annotations.jsonld", annotations_of, f'{{"@context": "{CONTEXT}", "id": "{PAGE}", "type": "AnnotationPage", "items": [', "]}"
    ),
    lost=lost,
    needs_text=True,
)
