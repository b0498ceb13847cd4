"""What ``onrecord show``, ``search``, ``stats`` and ``cite`` print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

from onrecord.cli import tables
from onrecord.cli.layout import Layout, on_one_line
from onrecord.cli.tables import print_all
from onrecord.collection import Collection, Filters
from onrecord.ontology import EVENT_TYPES, EventType, is_mode_of
from onrecord.records import Act, ActorType, StatementKind, Status
from onrecord.storage import Groups

CONTACT: EventType = "CONSULT"
LATEST = {"since", "until", "publisher"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something that can be shown: what of it can be asked for, the columns of its table, and its rows."""

    filters: frozenset[str]
    columns: tuple[str, ...]
    row: Callable[[Any], tables.Row]


EVENT_FILTERS = frozenset({"speaker", "to", "about", "type", "status", "place", "min_confidence", *LATEST})
SHOWN: dict[str, Shown] = {
    "statements": Shown(
        filters=frozenset({"speaker", "to", "about", "type", "act", "min_confidence", *LATEST}),
        columns=("published", "speaker", "act", "words", "to", "publisher", "confidence", "key"),
        row=tables.statement_row,
    ),
    "contacts": Shown(
        filters=EVENT_FILTERS,
        columns=("published", "mode", "status", "actors", "recipients", "place", "date", "evidence", "origins", "publisher", "key"),
        row=tables.event_row,
    ),
    "events": Shown(
        filters=EVENT_FILTERS,
        columns=(
            "published",
            "type",
            "status",
            "actors",
            "recipients",
            "place",
            "date",
            "killed",
            "evidence",
            "origins",
            "publisher",
            "key",
        ),
        row=tables.event_row,
    ),
    "actors": Shown(
        filters=frozenset({"speaker", "type", "place"}),
        columns=("name", "type", "role", "country", "wikidata", "aliases", "statements", "events", "articles", "key"),
        row=tables.actor_row,
    ),
    "articles": Shown(
        filters=frozenset({"speaker", "about", *LATEST}),
        columns=("published", "publisher", "title", "id", "version", "statements", "events", "key"),
        row=tables.article_row,
    ),
    "disputes": Shown(
        filters=frozenset({"speaker", "about", "type", *LATEST}),
        columns=("kind", "of", "words", "sides", "origins", "about"),
        row=tables.dispute_row,
    ),
    "failures": Shown(filters=frozenset(), columns=("at", "id", "error", "message"), row=tables.failure_row),
    "changes": Shown(filters=frozenset(), columns=("article", "version", "kind", "before", "after"), row=tables.change_row),
}
TYPES: dict[str, tuple[str, ...]] = {
    "statements": get_args(StatementKind),
    "actors": get_args(ActorType),
    "disputes": ("denied", "figures", "unsaid"),
}


def misfit(what: str, filters: Filters) -> str | None:
    """What is asked for that cannot be, and what can; nothing where all is well."""
    for name in filters.given():
        if name not in SHOWN[what].filters:
            known = ", ".join(f"--{one.replace('_', '-')}" for one in sorted(SHOWN[what].filters))
            return f"{what} are not told apart by --{name.replace('_', '-')}" + (f", but by {known}." if known else ".")
    for name, value, known_values in (("act", filters.act, get_args(Act)), ("status", filters.status, get_args(Status))):
        if value is not None and value not in known_values:
            return f"--{name} is one of {', '.join(known_values)}, not {value!r}."
    return _misfit_type(what, filters.type)


def _misfit_type(what: str, type: str | None) -> str | None:
    if type is None:
        return None
    if what in TYPES:
        return None if type in TYPES[what] else f"--type of {what} is one of {', '.join(TYPES[what])}, not {type!r}."
    if what == "contacts":
        return None if is_mode_of(CONTACT, type) else f"--type of contacts is their mode (meet, visit, call, talks, ...), not {type!r}."
    known = type.upper() in EVENT_TYPES or any(is_mode_of(one, type) for one in EVENT_TYPES)
    return None if known else f"--type of events is one of {', '.join(EVENT_TYPES)} or a mode of theirs, not {type!r}."


def show(db: str, what: str, filters: Filters, layout: Layout, like: str | None = None) -> None:
    """Print what is asked for, and on standard error whether there may be more. ``like``: the key of a statement that others are to be like."""
    shown = SHOWN[what]
    columns = shown.columns if like is None else (*shown.columns[:-1], "like", "touches", "key")
    with Collection(db, create=False) as collection:
        count = print_all(_answers(collection, what, filters, like), shown.row, columns, layout)
        _tell_pending(collection)
    if filters.limit and count == filters.limit and layout == "table":
        print(f"onrecord: the first {count:,}; --limit 0 shows all.", file=sys.stderr)
    elif not count and layout == "table":
        print(f"onrecord: no {what} there.", file=sys.stderr)


def _answers(collection: Collection, what: str, filters: Filters, like: str | None) -> Iterator[Any]:
    if what == "contacts":
        what, filters = "events", replace(filters, type=filters.type or CONTACT)
    if what == "failures":
        return collection.failures(limit=filters.limit)
    if what == "changes":
        return collection.changes(limit=filters.limit)
    given = {name: getattr(filters, name) for name in filters.given()} | ({"like": like} if like is not None else {})
    ask: Callable[..., Iterator[Any]] = getattr(collection, what)
    return ask(**given, limit=filters.limit)


def search(db: str, words: str, limit: int, layout: Layout) -> None:
    """Print what a search finds."""
    with Collection(db, create=False) as collection:
        count = print_all(
            collection.search(words, limit=limit),
            tables.hit_row,
            ("what", "published", "speaker", "words", "publisher", "article", "key"),
            layout,
        )
    if not count and layout == "table":
        print("onrecord: nothing found.", file=sys.stderr)


def stats(db: str, by: Groups | Any, filters: Filters, layout: Layout) -> None:
    """Print how much of what there is, and statements counted by a value."""
    given = {name: getattr(filters, name) for name in filters.given()}
    with Collection(db, create=False) as collection:
        if layout == "table":
            print(", ".join(f"{count:,} {name}" for name, count in collection.totals().items()))
            print()
        print_all(
            collection.stats(by, **given, limit=filters.limit), tables.count_row, ("value", "statements", "articles", "people"), layout
        )
        _tell_pending(collection)


def _tell_pending(collection: Collection) -> None:
    """Say on standard error where something still waits to be compared: what several tell may not be together yet."""
    if pending := collection.pending():
        waiting = f"{pending:,} articles, or things that several tell, wait to be compared"
        print(f"onrecord: {waiting}; what is asked next compares more of them.", file=sys.stderr)


def cite(db: str, statement: str) -> None:
    """Print a statement, ready to paste."""
    with Collection(db, create=False) as collection:
        print(on_one_line(collection.cite(statement).text))
