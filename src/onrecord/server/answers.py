"""The ways in which a list is answered: a page, a table (CSV), or the objects that ``onrecord show --json`` prints."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from pydantic import TypeAdapter

from onrecord.collection import cells
from onrecord.collection.cells import Rows
from onrecord.exporting.spreadsheet import in_spreadsheet
from onrecord.server.forms import FormToken
from onrecord.server.site import site_of, visitor_of
from onrecord.version import __version__

ROWS: dict[str, Rows[Any]] = {
    "articles": cells.ARTICLES,
    "statements": cells.STATEMENTS,
    "events": cells.EVENTS,
    "stories": cells.EVENTS,
    "actors": cells.ACTORS,
    "disputes": cells.DISPUTES,
    "failures": cells.FAILURES,
    "decisions": cells.DECISIONS,
}


class Unchanged(Exception):
    """What was asked for is what the browser has already."""


def tag_of(request: Request) -> str:
    """What an answer is tagged with: another as soon as the collection, the address, who asks or the token of their forms is another."""
    state = (site_of(request).collection.state(), __version__, visitor_of(request).name, str(request.url), FormToken(request).mark)
    return f'W/"{hashlib.sha256(repr(state).encode()).hexdigest()[:20]}"'


def checked_tag(request: Request) -> None:
    """Raise Unchanged where whoever asks has the answer already; put the tag where ``tagged`` finds it."""
    request.state.tag = tag_of(request)
    given = request.headers.get("if-none-match", "")
    if request.state.tag in (one.strip() for one in given.split(",")):
        raise Unchanged


def unchanged(request: Request, error: Exception) -> Response:
    """The answer that nothing has changed."""
    return tagged(request, Response(status_code=304))


def tagged(request: Request, response: Response) -> Response:
    """An answer with its tag, which is asked about each time."""
    response.headers["ETag"] = request.state.tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Authorization"
    return response


def as_json(value: Any) -> str:
    """A value of a collection's, as ``onrecord show --json`` prints it."""
    kind: Any = type(value)
    return json.dumps(_adapter(kind).dump_python(value, mode="json", warnings=False), ensure_ascii=False)


@cache
def _adapter(type: type[Any]) -> TypeAdapter[Any]:
    """Seven times as fast as dataclasses.asdict: fifty events have a megabyte."""
    return TypeAdapter(type)


def json_answer(request: Request, body: str) -> Response:
    """JSON."""
    return tagged(request, Response(body, media_type="application/json"))


def json_list(request: Request, items: Iterable[Any]) -> Response:
    """All items as an array, as they come."""
    return tagged(request, StreamingResponse(array(map(as_json, items)), media_type="application/json"))


def csv_list(request: Request, what: str, items: Iterable[Any]) -> Response:
    """All items as a table, as they come."""
    headers = {"Content-Disposition": f'attachment; filename="{what}.csv"'}
    return tagged(request, StreamingResponse(_lines(ROWS[what], items), media_type="text/csv; charset=utf-8", headers=headers))


def array(lines: Iterable[str]) -> Iterator[str]:
    """Values written as JSON as an array, as they come, one a line."""
    before = "[\n"
    for line in lines:
        yield before + line
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _lines(rows: Rows[Any], items: Iterable[Any]) -> Iterator[str]:
    yield _line(rows.columns)
    for row in map(rows.of, items):
        yield _line(in_spreadsheet(row[column] for column in rows.columns))


def _line(cells: Iterable[Any]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()
