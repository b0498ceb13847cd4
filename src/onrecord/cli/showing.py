"""What ``onrecord show``, ``search``, ``stats`` and ``cite`` print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.cli.layout import Layout, on_one_line
from onrecord.cli.tables import print_all
from onrecord.collection import Collection, Filters, cells
from onrecord.collection.askable import CONTACT
from onrecord.storage import Groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something that can be shown: the columns of its table, and its rows."""

    columns: tuple[str, ...]
    rows: cells.Rows[Any]


SHOWN: dict[str, Shown] = {
    "statements": Shown(
        columns=("published", "speaker", "act", "words", "to", "publisher", "confidence", "key"),
        rows=cells.STATEMENTS,
    ),
    "contacts": Shown(
        columns=("published", "mode", "status", "actors", "recipients", "place", "date", "evidence", "origins", "publisher", "key"),
        rows=cells.EVENTS,
    ),
    "events": Shown(
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
        rows=cells.EVENTS,
    ),
    "actors": Shown(
        columns=("name", "type", "role", "country", "wikidata", "aliases", "statements", "events", "articles", "key"),
        rows=cells.ACTORS,
    ),
    "articles": Shown(
        columns=("published", "publisher", "title", "id", "version", "statements", "events", "key"),
        rows=cells.ARTICLES,
    ),
    "disputes": Shown(
        columns=("kind", "of", "words", "sides", "origins", "about"),
        rows=cells.DISPUTES,
    ),
    "failures": Shown(columns=("at", "id", "error", "message"), rows=cells.FAILURES),
    "changes": Shown(columns=("article", "version", "kind", "before", "after"), rows=cells.CHANGES),
}


def show(db: str, what: str, filters: Filters, layout: Layout, like: str | None = None) -> None:
    """Print what is asked for, and on standard error whether there may be more. ``like``: the key of a statement that others are to be like."""
    shown = SHOWN[what]
    columns = shown.columns if like is None else (*shown.columns[:-1], "like", "touches", "key")
    with Collection(db, create=False) as collection:
        count = print_all(_answers(collection, what, filters, like), shown.rows, columns, layout)
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
            cells.HITS,
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
        print_all(collection.stats(by, **given, limit=filters.limit), cells.COUNTS, ("value", "statements", "articles", "people"), layout)
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
