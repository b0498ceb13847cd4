"""A story: one event over all articles that report it."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.server.answers import as_json, checked_tag, json_answer, tagged
from onrecord.server.picturing import figures_as_told, shown, where_reports_have_it
from onrecord.server.rendering import render
from onrecord.server.site import Here
from onrecord.server.telling import accounts_of, figures_of

router = APIRouter(dependencies=[Depends(checked_tag)])


@router.get("/stories/{key}.json")
def story_as_json(request: Request, site: Here, key: str) -> Response:
    """An event as ``onrecord show --json`` prints it."""
    return json_answer(request, as_json(site.collection.event(key)))


@router.get("/stories/{key}")
def story(request: Request, site: Here, key: str) -> Response:
    """Reports, origins, figures, who confirms and who disputes, both sides' accounts, what became of it."""
    event = site.collection.event(key)
    charts = shown("story-figures", figures_as_told(event), key=event.key)
    maps = shown("story-map", where_reports_have_it(site.collection.places_of(event.key)), key=event.key)
    values: dict[str, Any] = {
        "event": event,
        "disputes": site.collection.disputes_of(event.key),
        "accounts": accounts_of(event),
        "figures": figures_of(event),
        "charts": charts,
        "maps": maps,
        "pictures": [*charts, *maps],
    }
    return tagged(request, render(request, "story.html", values))


@router.get("/events/{key}")
def event(request: Request, site: Here, key: str) -> Response:
    """An event of one article is shown with all its reports."""
    return RedirectResponse(f"/stories/{site.collection.key_of_event(key)}", 307)
