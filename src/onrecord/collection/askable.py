"""What can be asked of a collection: which filters fit what, and which values."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from onrecord.records import Act, Status
from onrecord.storage.days import is_day
from onrecord.storage.filters import CONTACT, TYPES, Filters

__all__ = ["CONTACT", "FILTERS", "TYPES", "VALUES", "fitting", "is_day", "option"]

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
VALUES: dict[str, tuple[str, ...]] = {"act": get_args(Act), "status": get_args(Status)}


def option(name: str) -> str:
    """What a filter is called on the command line."""
    return f"--{name.replace('_', '-')}"


def fitting(what: str, filters: Filters, called: Callable[[str], str] = option) -> Filters:
    """These filters. ValueError where something is asked for that cannot be, with what can. ``called``: how a filter is called where it was given."""
    for name in filters.given():
        if name not in FILTERS[what]:
            known = ", ".join(map(called, sorted(FILTERS[what])))
            raise ValueError(f"{what} are not told apart by {called(name)}" + (f", but by {known}" if known else ""))
    return filters.checked_for(what) if filters.type is not None else filters
