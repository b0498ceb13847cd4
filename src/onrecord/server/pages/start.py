"""The start page: what is new, what is big, what is disputed."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from onrecord.collection import Filters
from onrecord.server.answers import checked_tag, tagged
from onrecord.server.picturing import shown, stories_in_time, who_is_quoted
from onrecord.server.rendering import render
from onrecord.server.site import Here

NEW, BIG, DISPUTED, IN_TIME, QUOTED = 10, 6, 5, 12, 10
router = APIRouter()


@router.get("/", dependencies=[Depends(checked_tag)])
def start(request: Request, site: Here) -> Response:
    """What is new, the biggest stories, disputes, and how much there is."""
    collection = site.collection
    stories = collection.biggest_stories(limit=IN_TIME)
    quotes = site.drawings.get(
        collection.state(), "quoted at the start", lambda: who_is_quoted(collection.said_counts(Filters()), most=QUOTED)
    )
    values: dict[str, Any] = {
        "totals": collection.totals(),
        "articles": collection.part("articles", Filters(limit=NEW)).items,
        "stories": stories[:BIG],
        "disputes": collection.part("disputes", Filters(limit=DISPUTED)).items,
        "pictures": [*shown("stories", stories_in_time(stories)), *shown("quoted", quotes)],
    }
    return tagged(request, render(request, "start.html", values))
