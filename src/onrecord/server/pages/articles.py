"""An article with its record beside it, its versions, and one statement."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from onrecord.collection.citing import citation
from onrecord.server.answers import as_json, checked_tag, json_answer, tagged
from onrecord.server.beside import Beside
from onrecord.server.marking import paragraphs
from onrecord.server.rendering import render
from onrecord.server.site import Here

router = APIRouter(dependencies=[Depends(checked_tag)])
ALIKE = 20


@router.get("/articles/{name:path}/versions")
def versions(request: Request, site: Here, name: str, number: Annotated[int | None, Query(ge=1, le=1_000_000)] = None) -> Response:
    """The versions of an article's text, what is different in them, and one of them."""
    found = site.collection.on_record(name)
    known = site.collection.versions(name)
    read = site.collection.reading(name, number or known[-1].number)
    values: dict[str, Any] = {
        "article": found.article,
        "versions": known,
        "number": number or known[-1].number,
        "changes": list(site.collection.changes(name)),
        "paragraphs": paragraphs(read.article.text, read.article.blocks, ()),
    }
    return tagged(request, render(request, "versions.html", values))


@router.get("/articles/{name:path}.json")
def article_as_json(request: Request, site: Here, name: str) -> Response:
    """The record of an article, with its text, as people's decisions leave it."""
    return json_answer(request, site.collection.record(name).to_json())


@router.get("/articles/{name:path}")
def article(request: Request, site: Here, name: str) -> Response:
    """The text as it was published, marked, and beside it what is on record."""
    found = site.collection.on_record(name)
    values: dict[str, Any] = {
        "beside": Beside(of=found),
        "article": found.article,
        "is_kept": True,
        "decided": site.collection.decided_in(found.article.key),
        "pictures": [],
    }
    return tagged(request, render(request, "article.html", values))


@router.get("/statements/{key}.json")
def statement_as_json(request: Request, site: Here, key: str) -> Response:
    """A statement as ``onrecord show --json`` prints it."""
    return json_answer(request, as_json(site.collection.statement(key)))


@router.get("/statements/{key}/alike")
def alike(request: Request, site: Here, key: str) -> Response:
    """What the same speaker says that is like a statement: a page of its own, for all that somebody said is held against it."""
    found = site.collection.statement(key)
    values: dict[str, Any] = {"one": found, "alike": list(site.collection.statements(like=found.key, limit=ALIKE)), "citation": citation}
    return tagged(request, render(request, "alike.html", values))


@router.get("/statements/{key}")
def statement(request: Request, site: Here, key: str) -> Response:
    """A statement with all its tellings."""
    found = site.collection.statement(key)
    decided = site.collection.decided_in(found.article.key).of.get(found.id, ())
    return tagged(request, render(request, "statement.html", {"one": found, "citation": citation, "decided": decided}))
