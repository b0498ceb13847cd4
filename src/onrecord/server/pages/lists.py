"""Lists: of articles, statements, events, actors and disputes, each as a page, as CSV and as JSON."""

from collections.abc import Callable
from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from onrecord.collection import Listed, Part
from onrecord.collection.askable import FILTERS, TYPES, VALUES
from onrecord.collection.citing import citation
from onrecord.ontology import EVENT_TYPES
from onrecord.server.answers import checked_tag, csv_list, json_list, tagged
from onrecord.server.asked import Asked, asked_by_page
from onrecord.server.rendering import render
from onrecord.server.site import Here, Site

BIGGEST = 30
router = APIRouter(dependencies=[Depends(checked_tag)])


def choices(what: Listed) -> dict[str, tuple[str, ...]]:
    """The values from which a filter of a list is chosen, where there are few."""
    return {"type": TYPES.get(what, EVENT_TYPES), **VALUES}


def _add(what: Listed) -> None:
    """Give a list its three addresses."""

    def as_page(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_page(what))]) -> Response:
        part = in_short(site, asked)
        values: dict[str, Any] = {
            "asked": asked,
            "part": part,
            "known": sorted(FILTERS[what]),
            "choices": choices(what),
            "citation": citation,
            "pictures": [],
        }
        return tagged(request, render(request, f"{what}.html", values))

    def as_csv(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_page(what))]) -> Response:
        return csv_list(request, what, everything(site, asked))

    def as_json(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_page(what))]) -> Response:
        return json_list(request, everything(site, asked))

    answers: dict[str, Callable[..., Any]] = {"": as_page, ".csv": as_csv, ".json": as_json}
    for suffix, answer in answers.items():
        router.add_api_route(f"/{what}{suffix}", answer, methods=["GET"], name=f"{what}{suffix}")


def in_short(site: Site, asked: Asked) -> Part[Any]:
    """The part of a list that a page shows."""
    if asked.what == "statements":
        return site.collection.statements_in_short(asked.filters, offset=asked.offset)
    if asked.what == "events":
        return site.collection.stories(asked.filters, offset=asked.offset)
    return site.collection.part(cast("Listed", asked.what), asked.filters, offset=asked.offset)


def everything(site: Site, asked: Asked) -> Any:
    """All that is asked for, whichever page of it the address names."""
    given: dict[str, Any] = {name: getattr(asked.filters, name) for name in asked.filters.given()}
    ask: Callable[..., Any] = getattr(site.collection, asked.what)
    return ask(**given)


for listed in get_args(Listed):
    _add(listed)


@router.get("/stories")
def stories(request: Request, site: Here) -> Response:
    """The events that the most independent origins report."""
    return tagged(request, render(request, "stories.html", {"stories": site.collection.biggest_stories(limit=BIGGEST), "pictures": []}))


@router.get("/stories.csv")
def stories_as_csv(request: Request, site: Here) -> Response:
    """These as a table."""
    return csv_list(request, "stories", site.collection.biggest(limit=BIGGEST))


@router.get("/stories.json")
def stories_as_json(request: Request, site: Here) -> Response:
    """These as JSON."""
    return json_list(request, site.collection.biggest(limit=BIGGEST))
