"""What could not be read, and why."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from onrecord.server.answers import checked_tag, csv_list, json_list, tagged
from onrecord.server.rendering import render
from onrecord.server.site import Here

# Of the latest; the table and the JSON have all.
SHOWN = 200
router = APIRouter(dependencies=[Depends(checked_tag)])


@router.get("/failures")
def failures(request: Request, site: Here) -> Response:
    """Inputs that gave no record, each with its reason, the latest first."""
    values: dict[str, Any] = {"failures": list(site.collection.failures(limit=SHOWN)), "total": site.collection.totals()["failures"]}
    return tagged(request, render(request, "failures.html", values))


@router.get("/failures.csv")
def failures_as_csv(request: Request, site: Here) -> Response:
    """All of them as a table."""
    return csv_list(request, "failures", site.collection.failures())


@router.get("/failures.json")
def failures_as_json(request: Request, site: Here) -> Response:
    """All of them as JSON."""
    return json_list(request, site.collection.failures())
