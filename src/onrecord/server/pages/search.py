"""Search over statements and articles."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from onrecord.server.answers import checked_tag, tagged
from onrecord.server.rendering import render
from onrecord.server.site import Here
from onrecord.storage import Hit

FOUND = 50
# Of those who are called so, the most quoted.
PEOPLE_FOUND = 3
Words = Annotated[str, Query(max_length=500)]
Facet = Annotated[str, Query(max_length=200)]
router = APIRouter(dependencies=[Depends(checked_tag)])


@router.get("/search")
def search(
    request: Request, site: Here, q: Words = "", what: Facet = "", publisher: Facet = "", speaker: Facet = "", year: Facet = ""
) -> Response:
    """Statements and articles that have all of the words, the best first, told apart by speaker, outlet and year."""
    hits = site.collection.search(q, limit=FOUND) if q.strip() else []
    chosen = {"what": what, "publisher": publisher, "speaker": speaker, "year": year}
    shown = [hit for hit in hits if all(not value or facets(hit)[name] == value for name, value in chosen.items())]
    counted = {name: Counter(value for hit in shown if (value := facets(hit)[name])).most_common(8) for name in chosen}
    people = list(site.collection.actors(speaker=q, limit=PEOPLE_FOUND)) if q.strip() and not any(chosen.values()) else []
    values: dict[str, Any] = {
        "people": people,
        "words": q,
        "hits": shown,
        "facets": counted,
        "chosen": {name: value for name, value in chosen.items() if value},
    }
    return tagged(request, render(request, "search.html", values))


def facets(hit: Hit) -> dict[str, str | None]:
    """By what a hit is told apart from others."""
    return {
        "what": hit.what,
        "publisher": hit.article.publisher,
        "speaker": hit.speaker,
        "year": hit.article.published[:4] if hit.article.published else None,
    }
