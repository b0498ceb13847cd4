"""The API: what ``onrecord show --json`` prints, for programs."""

from __future__ import annotations

import json
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from onrecord.article import Page
from onrecord.collection import Part
from onrecord.records import Record
from onrecord.server import examples
from onrecord.server.answers import as_json, checked_tag, json_answer
from onrecord.server.asked import FARTHEST, MOST, USUAL, Asked, asked_by_offset
from onrecord.server.deciding import decide
from onrecord.server.pages.reading import kept
from onrecord.server.site import Here, editor_of, who_asks
from onrecord.storage import Decision, DecisionKind, MergedEvent, StoredActor, StoredArticle, StoredDispute, StoredStatement, What

ABOUT = "What is on record in a collection of news reports. Lists are asked with the filters of `onrecord show` and answer in parts; `next` is the address of the next one."
T = TypeVar("T")
Named = Annotated[str, Field(max_length=20_000)]


class Listing(BaseModel, Generic[T]):
    """A part of a list. ``total``: how many there are, or, where ``counted`` is false, that there are at least so many; ``next``: where the next part is."""

    items: list[T]
    offset: int
    total: int
    counted: bool
    next: str | None


class Problem(BaseModel):
    """What is wrong (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["there is no statement 0f3c5a7b9d1e2f4a6b8c."])


class Text(BaseModel):
    """A text to be read; ``keep``: store it, too."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "“We will vote on Monday,” Anna Kovac told reporters in Oslo.",
                    "published": "2021-03-05",
                    "publisher": "The Example",
                }
            ]
        },
    )
    text: str = Field(min_length=1)
    title: str | None = Field(default=None, max_length=500)
    published: str | None = Field(default=None, max_length=50)
    publisher: str | None = Field(default=None, max_length=500)
    url: str | None = Field(default=None, max_length=2000)
    keep: bool = False


class Judgement(BaseModel):
    """A decision to be made: about statements, events or actors by their keys, or about words of an article, that it has once or from ``start`` to ``end``.

    ``to``: what changes; ``to`` and the kinds are those of `onrecord decide`. To undo, ``about`` has the key of a decision.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"kind": "correct", "about": ["0f3c5a7b9d1e2f4a6b8c"], "to": {"speaker": "Anna Kovac", "act": "promise"}, "why": "read it"},
                {
                    "kind": "add",
                    "article": "monday/lead",
                    "words": "in Oslo on Friday",
                    "start": 62,
                    "end": 79,
                    "to": {"speaker": "Ivan Holm"},
                },
            ]
        },
    )
    kind: DecisionKind
    about: list[Annotated[str, Field(max_length=100)]] = Field(default=[], max_length=100)
    to: dict[str, Named | int | bool | list[Named] | None] = Field(default={}, max_length=20)
    what: What | None = None
    article: str | None = Field(default=None, max_length=2000)
    words: str | None = Field(default=None, max_length=20_000)
    start: int | None = Field(default=None, ge=0, le=FARTHEST)
    end: int | None = Field(default=None, ge=1, le=FARTHEST)
    why: str = Field(default="", max_length=2000)


def _answers(content: dict[str, Any], *statuses: int) -> dict[int | str, dict[str, Any]]:
    """What is answered, with an example, and what may be wrong."""
    return {200: {"content": content}, **_problems(*statuses)}


def _made(content: dict[str, Any], *statuses: int) -> dict[int | str, dict[str, Any]]:
    return {201: {"content": content}, **_problems(*statuses)}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    described = {
        400: "Wrong filters",
        401: "No token",
        403: "Not allowed",
        404: "Not there",
        413: "Too large",
        414: "The address is too long",
        422: "It makes no sense",
        429: "Too often",
        503: "Busy",
    }
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {status: {"description": described[status], "content": content} for status in statuses}


router = APIRouter(prefix="/api/v1", responses=_problems(400, 401, 414))
tagging = [Depends(checked_tag)]


def _listing(request: Request, asked: Asked, part: Part[Any]) -> Response:
    following = None if part.following is None else f"{request.url.path}?{asked.query(limit=asked.limit, offset=part.following)}"
    return _parts(request, part.items, part.offset, part.total, counted=part.is_counted, following=following)


def _parts(request: Request, items: Any, offset: int, total: int, *, counted: bool, following: str | None) -> Response:
    told = {"offset": offset, "total": total, "counted": counted, "next": following}
    body = f'{{"items": [{", ".join(map(as_json, items))}], {json.dumps(told)[1:]}'
    response = json_answer(request, body)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


@router.get("/articles", response_model=Listing[StoredArticle], dependencies=tagging, responses=_answers(examples.several("articles")))
def articles(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_offset("articles"))]) -> Response:
    """Articles, the latest first."""
    return _listing(request, asked, site.collection.part("articles", asked.filters, offset=asked.offset))


@router.get("/articles/{name:path}", response_model=StoredArticle, dependencies=tagging, responses=_answers(examples.one("articles"), 404))
def article(request: Request, site: Here, name: str) -> Response:
    """An article by its id, address or key."""
    return json_answer(request, as_json(site.collection.on_record(name).article))


@router.get("/records/{name:path}", response_model=Record, dependencies=tagging, responses=_problems(404))
def record(request: Request, site: Here, name: str) -> Response:
    """The record (`onrecord/1`) of an article, with its text, as people's decisions leave it."""
    return json_answer(request, site.collection.record(name).to_json())


@router.get(
    "/statements", response_model=Listing[StoredStatement], dependencies=tagging, responses=_answers(examples.several("statements"))
)
def statements(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_offset("statements"))]) -> Response:
    """Statements, of the latest articles first."""
    return _listing(request, asked, site.collection.part("statements", asked.filters, offset=asked.offset))


@router.get("/statements/{key}", response_model=StoredStatement, dependencies=tagging, responses=_answers(examples.one("statements"), 404))
def statement(request: Request, site: Here, key: str) -> Response:
    """A statement by its key."""
    return json_answer(request, as_json(site.collection.statement(key)))


@router.get("/statements/{key}/alike", response_model=Listing[StoredStatement], dependencies=tagging, responses=_problems(404))
def alike(request: Request, site: Here, key: str, limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL) -> Response:
    """What the same speaker says that is like a statement, the most alike first."""
    found = list(site.collection.statements(like=key, limit=limit))
    return _parts(request, found, 0, len(found), counted=True, following=None)


@router.get("/events", response_model=Listing[MergedEvent], dependencies=tagging, responses=_answers(examples.several("events")))
def events(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_offset("events"))]) -> Response:
    """Events over all articles that report them, those with the latest reports first."""
    return _listing(request, asked, site.collection.part("events", asked.filters, offset=asked.offset))


@router.get("/events/{key}", response_model=MergedEvent, dependencies=tagging, responses=_answers(examples.one("events"), 404))
@router.get("/stories/{key}", response_model=MergedEvent, dependencies=tagging, responses=_answers(examples.one("stories"), 404))
def event(request: Request, site: Here, key: str) -> Response:
    """An event by its key, or by the key of one of its reports."""
    return json_answer(request, as_json(site.collection.event(key)))


@router.get("/stories", response_model=Listing[MergedEvent], dependencies=tagging, responses=_answers(examples.several("stories")))
def stories(
    request: Request,
    site: Here,
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
    offset: Annotated[int, Query(ge=0, le=FARTHEST)] = 0,
) -> Response:
    """Events, those that the most independent origins report first."""
    found = site.collection.biggest(limit=limit + 1, offset=offset)
    is_more = len(found) > limit
    following = f"{request.url.path}?limit={limit}&offset={offset + limit}" if is_more else None
    return _parts(request, found[:limit], offset, offset + len(found), counted=not is_more, following=following)


@router.get("/actors", response_model=Listing[StoredActor], dependencies=tagging, responses=_answers(examples.several("actors")))
def actors(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_offset("actors"))]) -> Response:
    """People, organisations, countries and groups, the most quoted first."""
    return _listing(request, asked, site.collection.part("actors", asked.filters, offset=asked.offset))


@router.get("/actors/{key}", response_model=StoredActor, dependencies=tagging, responses=_answers(examples.one("actors"), 404))
def actor(request: Request, site: Here, key: str) -> Response:
    """Somebody by their key, or by a Wikidata identifier."""
    return json_answer(request, as_json(site.collection.actor(key)))


@router.get("/disputes", response_model=Listing[StoredDispute], dependencies=tagging, responses=_answers(examples.several("disputes")))
def disputes(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_by_offset("disputes"))]) -> Response:
    """What is told in two ways, what was told last first."""
    return _listing(request, asked, site.collection.part("disputes", asked.filters, offset=asked.offset))


@router.get("/decisions", response_model=Listing[Decision], dependencies=tagging, responses=_answers(examples.several("decisions")))
def decisions(
    request: Request,
    site: Here,
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
    offset: Annotated[int, Query(ge=0, le=FARTHEST)] = 0,
) -> Response:
    """What people decided, in the order in which they did."""
    log = site.collection.decisions()
    following = f"{request.url.path}?limit={limit}&offset={offset + limit}" if offset + limit < len(log) else None
    return _parts(request, log[offset : offset + limit], offset, len(log), counted=True, following=following)


@router.get("/decisions/{key}", response_model=Decision, dependencies=tagging, responses=_answers(examples.one("decisions"), 404))
def decision(request: Request, site: Here, key: str) -> Response:
    """A decision by its key."""
    return json_answer(request, as_json(site.collection.decision(key)))


@router.post("/decisions", status_code=201, response_model=Decision, responses=_made(examples.one("decisions"), 403, 404, 422))
def make_decision(request: Request, site: Here, given: Judgement) -> Response:
    """Put a decision into the log (editors only): it is kept under the name of the token's owner, and what is asked from now on follows it."""
    editor_of(request)
    place = None if given.start is None or given.end is None else (given.start, given.end)
    facts = given.model_dump(exclude={"kind", "about", "start", "end"})
    made = site.collection.decision(decide(request, given.kind, tuple(given.about), place=place, **facts).key)
    return Response(as_json(made), 201, {"Location": f"/api/v1/decisions/{made.key}"}, media_type="application/json")


@router.post(
    "/read", response_model=Record, responses={201: {"model": Record, "description": "Kept"}, **_problems(403, 413, 422, 429, 503)}
)
def read(request: Request, site: Here, given: Text) -> Response:
    """The record of a text, read now; kept in the collection only if that is asked for, by editors."""
    if given.keep:
        editor_of(request)
    site.reading_rate.check(who_asks(request))
    facts = given.model_dump(exclude={"text", "keep"})
    reading = site.reader.read(Page(id=given.url or "text", text=given.text, **facts))
    headers = {"Location": f"/api/v1/records/{kept(site, reading)}"} if given.keep else {}
    return Response(reading.with_text().to_json(), 201 if given.keep else 200, headers, media_type="application/json")
