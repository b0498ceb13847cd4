"""GraphML: who had contact with whom. Nodes are actors; an edge has all reports of contacts between two of them.

An edge counts reports, not contacts: one meeting in ten articles is ten reports. Lost: contacts of which one side is not known, places, topics, words and spans, who
met together with whom; all but contacts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import get_args
from xml.sax.saxutils import escape, quoteattr

from onrecord.exporting.format import Add, Format
from onrecord.exporting.identity import identity
from onrecord.exporting.parties import actors_of, speakers_of
from onrecord.exporting.spreadsheet import BETWEEN
from onrecord.exporting.writing import NewFile
from onrecord.records import Actor, Event, Record, Status

STATUSES = get_args(Status)
NODE_KEYS = {"name": "string", "type": "string", "wikidata": "string", "country": "string", "role": "string"}
EDGE_KEYS = {
    "reports": "int", "articles": "int", **dict.fromkeys(STATUSES, "int"), "first": "string", "last": "string", "modes": "string",
    "on_the_word_of": "string", "denied_by": "string",
}  # fmt: skip
# XML 1.0 has no place for these.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Contacts:
    """All that is told of contacts between two actors."""

    articles: set[str] = field(default_factory=set)
    statuses: Counter[str] = field(default_factory=Counter)
    dates: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)
    vouching: set[str] = field(default_factory=set)
    denying: set[str] = field(default_factory=set)

    def add(self, record: Record, event: Event) -> None:
        """Add a report of a contact."""
        self.articles.add(record.article.id)
        self.statuses[event.status] += 1
        if event.mode is not None:
            self.modes.add(event.mode)
        if event.date is not None and event.date.value is not None:
            self.dates |= {event.date.value, event.date.until or event.date.value}
        self.vouching.update(speakers_of(record, event.attributed_to))
        self.denying.update(speakers_of(record, event.denied_by))

    def data(self) -> dict[str, str]:
        """What the edge says of them."""
        return {
            "reports": str(self.statuses.total()),
            "articles": str(len(self.articles)),
            **{status: str(self.statuses[status]) for status in STATUSES},
            "first": min(self.dates, default=""),
            "last": max(self.dates, default=""),
            "modes": BETWEEN.join(sorted(self.modes)),
            "on_the_word_of": BETWEEN.join(sorted(self.vouching)),
            "denied_by": BETWEEN.join(sorted(self.denying)),
        }


class Graph:
    """Contacts over many records."""

    def __init__(self) -> None:
        self._actors: dict[str, Actor] = {}
        self._contacts: dict[tuple[str, str], Contacts] = {}

    def add(self, record: Record) -> None:
        """Add the contacts of a record."""
        for event in filter(_is_contact, record.events):
            for pair in pairs(record, event):
                for actor in pair:
                    self._actors.setdefault(identity(record, actor), actor)
                one, other = sorted(identity(record, actor) for actor in pair)
                self._contacts.setdefault((one, other), Contacts()).add(record, event)

    def lines(self) -> Iterator[str]:
        """The GraphML file."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        for what, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
            for name, type in keys.items():
                yield f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{type}"/>\n'
        yield '<graph edgedefault="undirected">\n'
        for id, actor in self._actors.items():
            data = {name: getattr(actor, name) or "" for name in NODE_KEYS}
            yield f"<node id={quoteattr(id)}>{_data('node', data)}</node>\n"
        for (one, other), contacts in self._contacts.items():
            yield f"<edge source={quoteattr(one)} target={quoteattr(other)}>{_data('edge', contacts.data())}</edge>\n"
        yield "</graph>\n</graphml>\n"


def pairs(record: Record, event: Event) -> Iterator[tuple[Actor, Actor]]:
    """Who had contact with whom: each on one side with each on the other; where only one side is told, each with each."""
    actors, recipients = actors_of(record, event.actors), actors_of(record, event.recipients)
    met = product(actors, recipients) if actors and recipients else combinations([*actors, *recipients], 2)
    yield from ((one, other) for one, other in met if identity(record, one) != identity(record, other))


def lost(record: Record) -> Counter[str]:
    """What of a record has no edge."""
    contacts = list(filter(_is_contact, record.events))
    alone = sum(not any(pairs(record, event)) for event in contacts)
    return Counter(
        {
            "contacts of which one side is not known": alone,
            "events that are no contacts": len(record.events) - len(contacts),
            "statements": len(record.statements),
        }
    )


def _is_contact(event: Event) -> bool:
    return event.type == "CONSULT"


def _data(what: str, data: dict[str, str]) -> str:
    return "".join(f'<data key="{what}_{name}">{escape(NO_XML.sub(" ", value))}</data>' for name, value in data.items() if value)


@contextmanager
def _into(folder: Path) -> Iterator[Add]:
    graph = Graph()
    with NewFile(folder / "contacts.graphml") as file:
        yield lambda record, _: graph.add(record)
        file.write_all(graph.lines())


FORMAT = Format(
    name="graphml", holds="contacts, a graph of who met whom, for networkx and Gephi", files=("contacts.graphml",), into=_into, lost=lost
)
