"""What can be asked of a collection: which filters fit what, and which values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import get_args

from onrecord.ontology import EVENT_TYPES, EventType, is_mode_of
from onrecord.records import Act, ActorType, StatementKind, Status
from onrecord.storage import Filters

CONTACT: EventType = "CONSULT"
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
FIRST_DAY = "YYYY-01-01"
LATEST = {"since", "until", "publisher"}
OF_EVENTS = frozenset({"speaker", "to", "about", "type", "status", "place", "min_confidence", *LATEST})
FILTERS: dict[str, frozenset[str]] = {
    "statements": frozenset({"speaker", "to", "about", "type", "act", "min_confidence", *LATEST}),
    "contacts": OF_EVENTS,
    "events": OF_EVENTS,
    "actors": frozenset({"speaker", "type", "place"}),
    "articles": frozenset({"speaker", "about", *LATEST}),
    "disputes": frozenset({"speaker", "about", "type", *LATEST}),
    "failures": frozenset(),
    "changes": frozenset(),
}
TYPES: dict[str, tuple[str, ...]] = {
    "statements": get_args(StatementKind),
    "actors": get_args(ActorType),
    "disputes": ("denied", "figures", "unsaid"),
}
VALUES: dict[str, tuple[str, ...]] = {"act": get_args(Act), "status": get_args(Status)}


def option(name: str) -> str:
    """What a filter is called on the command line."""
    return f"--{name.replace('_', '-')}"


def misfit(what: str, filters: Filters, called: Callable[[str], str] = option) -> str | None:
    """What is asked for that cannot be, and what can; nothing where all is well. ``called``: how a filter is called where it was given."""
    for name in filters.given():
        if name not in FILTERS[what]:
            known = ", ".join(map(called, sorted(FILTERS[what])))
            return f"{what} are not told apart by {called(name)}" + (f", but by {known}." if known else ".")
    for name, known_values in VALUES.items():
        value = getattr(filters, name)
        if value is not None and value not in known_values:
            return f"{called(name)} is one of {', '.join(known_values)}, not {value!r}."
    return _misfit_type(what, filters.type, called("type"))


def _misfit_type(what: str, type: str | None, called: str) -> str | None:
    if type is None:
        return None
    if what in TYPES:
        return None if type in TYPES[what] else f"{called} of {what} is one of {', '.join(TYPES[what])}, not {type!r}."
    if what == "contacts":
        return None if is_mode_of(CONTACT, type) else f"{called} of contacts is their mode (meet, visit, call, talks, ...), not {type!r}."
    known = type.upper() in EVENT_TYPES or any(is_mode_of(one, type) for one in EVENT_TYPES)
    return None if known else f"{called} of events is one of {', '.join(EVENT_TYPES)} or a mode of theirs, not {type!r}."


def is_day(given: str) -> bool:
    """Whether this is a day, month or year: YYYY-MM-DD, YYYY-MM or YYYY."""
    try:
        return bool(DAY.fullmatch(given) and date.fromisoformat(given + FIRST_DAY[len(given) :]))
    except ValueError:  # There is no such month, or no such day in it.
        return False
