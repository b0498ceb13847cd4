"""What went wrong, as a page, or as JSON (RFC 9457) where a program asks."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from onrecord.errors import ArticleError, ArticleTooLarge, NotInCollection, RunError
from onrecord.server.rendering import render

LOG = logging.getLogger("onrecord.server")
MEDIA_TYPE = "application/problem+json"


def answer_problems(app: FastAPI) -> None:
    """Have an application answer what goes wrong."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(NotInCollection, _not_there)
    app.add_exception_handler(ArticleError, _unreadable)
    app.add_exception_handler(RunError, _unusable)
    app.add_exception_handler(Exception, _bug)


def problem(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer where something is wrong."""
    title = HTTPStatus(status).phrase
    if 300 <= status < 400:
        return Response(status_code=status, headers=headers)
    if request.url.path.startswith("/api/") or request.url.path.endswith((".json", ".csv")):
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(told, status, headers, media_type=MEDIA_TYPE)
    return render(request, "problem.html", {"title": title, "detail": detail}, status=status, headers=headers)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = "There is no such page." if error.status_code == 404 and error.detail == "Not Found" else error.detail
    return problem(request, error.status_code, detail, error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(map(str, one['loc'][1:])) or one['loc'][0]}: {one['msg']}" for one in error.errors())
    return problem(request, 400, told)


def _not_there(request: Request, error: Exception) -> Response:
    return problem(request, 404, str(error))


def _unreadable(request: Request, error: Exception) -> Response:
    return problem(request, 413 if isinstance(error, ArticleTooLarge) else 422, str(error))


def _unusable(request: Request, error: Exception) -> Response:
    LOG.error("%s", error, exc_info=error)
    return problem(request, 503, "The collection cannot be used at the moment; the log says why.")


def _bug(request: Request, error: Exception) -> Response:
    # Starlette raises the error again once this is sent, and whoever serves the application logs it.
    return problem(request, 500, "This is a bug in onrecord; the log has its traceback.")
