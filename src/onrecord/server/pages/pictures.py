"""Pictures: of the whole collection or of what is asked for, and each as a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import Response

from onrecord.collection import Filters
from onrecord.server import picturing
from onrecord.server.answers import checked_tag, tagged
from onrecord.server.asked import LONGEST_VALUE, filled, wrong_filters_refused
from onrecord.server.pictures import Picture, standalone, style
from onrecord.server.rendering import render
from onrecord.server.site import Here, Site
from onrecord.server.telling import headline_of

KNOWN = ("speaker", "about", "publisher", "since", "until")
LONGEST_SUBJECT = 80
OF_STORIES = 12
Value = Annotated[str | None, Query(max_length=LONGEST_VALUE)]
router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What pictures are asked for; ``given``: the filters as the address has them."""

    filters: Filters
    given: dict[str, str]
    what: str = "pictures"


def chosen(speaker: Value = None, about: Value = None, publisher: Value = None, since: Value = None, until: Value = None) -> Chosen:
    """The filters of an address."""
    given = filled(dict(zip(KNOWN, (speaker, about, publisher, since, until), strict=True)))
    facts: dict[str, Any] = {**given}
    with wrong_filters_refused():
        return Chosen(filters=Filters(**facts), given=given)


OF_ALL: dict[str, Callable[[Site, Filters], Picture | None]] = {
    "network": lambda site, filters: picturing.who_met_whom(site.collection.contacts_told(filters)),
    "map": lambda site, filters: picturing.where_it_happened(site.collection.places(filters)),
    "weeks": lambda site, filters: picturing.weeks_by_speaker(site.collection.said_counts(filters)),
    "quoted": lambda site, filters: picturing.who_is_quoted(site.collection.said_counts(filters)),
    "acts": lambda site, filters: picturing.weeks_by_act(site.collection.said_counts(filters)),
    "stories": lambda site, filters: picturing.stories_in_time(site.collection.biggest_stories(limit=OF_STORIES)),
}
# Drawn from what the whole collection says, these take a quarter of a second of 10,000 articles.
ON_THE_PAGE = ("network", "map", "weeks", "quoted")


def drawn(site: Site, name: str, filters: Filters) -> Picture | None:
    """One of the pictures of what is asked for; drawn once until the collection changes."""
    return site.drawings.get(site.collection.state(), (name, filters), lambda: OF_ALL[name](site, filters))


@router.get("/pictures", dependencies=[Depends(checked_tag)])
def pictures(request: Request, site: Here, asked: Annotated[Chosen, Depends(chosen)]) -> Response:
    """Who met whom, where it happened, who speaks when and how much."""
    pictures = [one for name in ON_THE_PAGE for one in picturing.shown(name, drawn(site, name, asked.filters), **asked.given)]
    values: dict[str, Any] = {"asked": asked, "known": KNOWN, "choices": {}, "pictures": pictures}
    return tagged(request, render(request, "pictures.html", values))


@router.get("/pictures/story-{what}.svg", dependencies=[Depends(checked_tag)])
def picture_of_a_story(request: Request, site: Here, what: str, key: str) -> Response:
    """The figures or the places of a story."""
    event = site.collection.event(key)
    if what == "figures":
        return _file(request, f"story-{what}", picturing.figures_as_told(event), headline_of(event))
    if what == "map":
        return _file(request, f"story-{what}", picturing.where_reports_have_it(site.collection.places_of(event.key)), headline_of(event))
    raise HTTPException(404, "There is no such picture.")


@router.get("/pictures/{name}.svg", dependencies=[Depends(checked_tag)])
def picture(request: Request, site: Here, name: str, asked: Annotated[Chosen, Depends(chosen)], of: Value = None) -> Response:
    """One of the pictures of the whole collection, or of what is asked for; ``of``: somebody's key, as ``speaker``, who is named in it."""
    if name not in OF_ALL:
        raise HTTPException(404, "There is no such picture.")
    if of:
        who = site.collection.actor(of)
        return _file(request, name, drawn(site, name, replace(asked.filters, speaker=who.key)), who.name)
    return _file(request, name, drawn(site, name, asked.filters), ", ".join(asked.given.values()))


@router.get("/static/pictures.css")
def stylesheet() -> Response:
    """The style of all pictures."""
    return Response(style(), media_type="text/css")


def _file(request: Request, name: str, picture: Picture | None, subject: str) -> Response:
    if picture is None:
        raise HTTPException(404, "There is nothing to draw.")
    titled = replace(picture, title=f"{picture.title}: {subject[:LONGEST_SUBJECT]}" if subject else picture.title)
    drawn = standalone(titled, base=str(request.base_url).rstrip("/"))
    headers = {"Content-Disposition": f'attachment; filename="{name}.svg"'}
    return tagged(request, Response(drawn, media_type="image/svg+xml", headers=headers))
