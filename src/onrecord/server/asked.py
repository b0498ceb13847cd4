"""What an address asks for: filters as in ``onrecord show``, and which part of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import HTTPException, Query, Request

from onrecord.collection import Filters, Listed
from onrecord.collection.askable import FILTERS, fitting

USUAL, MOST = 50, 500
# Farther than any list; what a database counts with has 64 bits.
FARTHEST = 10_000_000
LONGEST_VALUE = 500

DESCRIBED: dict[str, tuple[str, str]] = {
    "speaker": ("Who says it: a name's words, a Wikidata identifier or a key; of events, who takes part.", "Putin"),
    "to": ("Who is told; of events, with or against whom.", "reporters"),
    "about": ('Words in it, in any form; "words in marks" stand together.', "border"),
    "type": (
        "Of statements direct, indirect or mixed; of events a type of PLOVER's or a mode; of actors person, ...; of disputes denied, ...",
        "",
    ),
    "act": ("say, accuse, deny, reject, request, threaten, promise, support or ask.", "deny"),
    "status": ("occurred, ongoing, planned, denied, called_for or possible.", "occurred"),
    "since": ("Published on this day or later: YYYY-MM-DD, YYYY-MM or YYYY.", "2024-03"),
    "until": ("Published on this day or earlier.", "2024-12-31"),
    "place": ("Of events words of the place, or its country's ISO code; of actors the country.", "Geneva"),
    "publisher": ("Part of the outlet's name.", "Northwire"),
    "min_confidence": ("At least so much confidence, from 0 to 1.", "0.5"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: filters, how many from where on; ``given``: the filters as the address has them."""

    what: str
    filters: Filters
    offset: int
    given: dict[str, str]

    @property
    def limit(self) -> int:
        """How many are asked for at once."""
        return self.filters.limit

    @property
    def number(self) -> int:
        """Which page this is, from 1 on."""
        return self.offset // self.limit + 1

    def query(self, **more: object) -> str:
        """The filters as the query of an address, with something else."""
        return urlencode({**self.given, **{name: value for name, value in more.items() if value is not None}})


def asked_by_page(what: Listed) -> Callable[..., Asked]:
    """What the address of a page asks for, which has ``page``."""
    page = Parameter("page", Parameter.KEYWORD_ONLY, default=1, annotation=Annotated[int, Query(ge=1, le=FARTHEST // USUAL)])

    def ask(request: Request, **values: Any) -> Asked:
        return _asked(request, what, values, USUAL, (values.pop("page") - 1) * USUAL)

    return _with_parameters(ask, what, page)


def asked_by_offset(what: Listed) -> Callable[..., Asked]:
    """What a program asks for, with ``limit`` and ``offset``."""
    limit = Parameter(
        "limit", Parameter.KEYWORD_ONLY, default=USUAL, annotation=Annotated[int, Query(ge=1, le=MOST, description="How many at once.")]
    )
    offset = Parameter(
        "offset", Parameter.KEYWORD_ONLY, default=0, annotation=Annotated[int, Query(ge=0, le=FARTHEST, description="From where on.")]
    )

    def ask(request: Request, **values: Any) -> Asked:
        return _asked(request, what, values, values.pop("limit"), values.pop("offset"))

    return _with_parameters(ask, what, limit, offset)


def _with_parameters(ask: Callable[..., Asked], what: Listed, *paging: Parameter) -> Callable[..., Asked]:
    """Say which parameters there are, so that they are read and described."""
    request = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    filters = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                str | None,
                Query(max_length=LONGEST_VALUE, description=described, openapi_examples={"one": {"value": example}} if example else None),
            ],
        )
        for name, (described, example) in DESCRIBED.items()
        if name in FILTERS[what]
    ]
    ask.__signature__ = Signature([request, *filters, *paging])  # type: ignore[attr-defined]
    return ask


def _asked(request: Request, what: Listed, values: dict[str, str | None], limit: int, offset: int) -> Asked:
    known = {*FILTERS[what], "page", "limit", "offset", "done"}
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise HTTPException(400, f"{what} are not told apart by {unknown[0]!r}, but by {', '.join(sorted(FILTERS[what]))}.")
    given = filled(values)
    facts: dict[str, Any] = {**given, "min_confidence": _confidence(given)}
    with wrong_filters_refused():
        filters = fitting(what, Filters(**facts, limit=limit), called=str)
    return Asked(what=what, filters=filters, offset=offset, given=given)


def filled(values: Mapping[str, str | None]) -> dict[str, str]:
    """The values that somebody gave: a form sends all of its fields."""
    return {name: value.strip() for name, value in values.items() if value and value.strip()}


@contextmanager
def wrong_filters_refused() -> Iterator[None]:
    """Answer 400 where what is asked for cannot be."""
    try:
        yield
    except ValueError as error:
        raise HTTPException(400, f"{error}.") from error


def _confidence(given: dict[str, str]) -> float:
    try:
        value = float(given.get("min_confidence", 0))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise HTTPException(400, "min_confidence is a number from 0 to 1.")
    return value
