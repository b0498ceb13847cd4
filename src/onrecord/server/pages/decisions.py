"""What people decided: the log."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from onrecord.server.answers import checked_tag, csv_list, json_list, tagged
from onrecord.server.asked import FARTHEST
from onrecord.server.rendering import render
from onrecord.server.site import Here

AT_ONCE = 50
router = APIRouter(dependencies=[Depends(checked_tag)])


@router.get("/decisions")
def decisions(request: Request, site: Here, page: Annotated[int, Query(ge=1, le=FARTHEST)] = 1) -> Response:
    """Who decided what about which words, and when, the last first."""
    log = site.collection.decisions()[::-1]
    known = {one.key: one for one in log}
    start = (page - 1) * AT_ONCE
    values: dict[str, Any] = {
        "decisions": log[start : start + AT_ONCE],
        "known": known,
        "total": len(log),
        "page": page,
        "is_more": len(log) > start + AT_ONCE,
    }
    return tagged(request, render(request, "decisions.html", values))


@router.get("/decisions.csv")
def decisions_as_csv(request: Request, site: Here) -> Response:
    """All of them as a table."""
    return csv_list(request, "decisions", site.collection.decisions())


@router.get("/decisions.json")
def decisions_as_json(request: Request, site: Here) -> Response:
    """All of them as JSON."""
    return json_list(request, site.collection.decisions())
