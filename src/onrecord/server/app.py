"""The application: pages, API, and what guards them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from onrecord import collection as stored
from onrecord.server import api
from onrecord.server.answers import Unchanged, unchanged
from onrecord.server.fetching import Fetched, fetch
from onrecord.server.pages import ROUTERS
from onrecord.server.problems import answer_problems, problem
from onrecord.server.reader import Reader
from onrecord.server.security import LOCAL, Guard
from onrecord.server.site import Site
from onrecord.server.tokens import Tokens
from onrecord.version import __version__


def application(
    collection: stored.Collection,
    *,
    reader: Reader | None = None,
    hosts: Collection[str] = LOCAL,
    tokens: Tokens | None = None,
    by: str = "you",
    fetch: Callable[[str], Fetched] = fetch,
) -> FastAPI:
    """Pages and an API over a collection, to be served by any ASGI server.

    ``hosts``: the names under which it is reached; ``tokens``: who may come in, to be given wherever others than the user of this machine reach it;
    ``by``: under which name decisions are kept where there are no tokens.
    """
    app = FastAPI(
        title="onrecord", version=__version__, description=api.ABOUT, docs_url=None, redoc_url=None, openapi_url="/openapi.json", redirect_slashes=False
    )  # fmt: skip
    app.state.site = Site(collection=collection, reader=reader or Reader(), by=by, tokens=tokens, fetch=fetch)
    app.include_router(api.router)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.add_api_route("/health", health, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("onrecord.server") / "static")), name="static")
    app.add_exception_handler(Unchanged, unchanged)
    answer_problems(app)
    app.add_middleware(Guard, hosts=frozenset(hosts), tokens=tokens, refuse=_refusal)
    return app


def health(request: Request) -> Response:
    """Whether the collection answers."""
    request.app.state.site.collection.state()
    return JSONResponse({"status": "ok", "onrecord": __version__})


def _refusal(scope: Scope, error: HTTPException) -> ASGIApp:
    return problem(Request(scope), error.status_code, error.detail, error.headers)
