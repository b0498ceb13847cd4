"""Coming in with a token, and leaving."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.server.forms import FormToken
from onrecord.server.paths import own_path
from onrecord.server.rendering import render
from onrecord.server.security import COOKIE
from onrecord.server.site import Here

DAYS = 30
router = APIRouter()


@router.get("/sign-in")
def form(request: Request, then: Annotated[str, Query(max_length=4000)] = "/") -> Response:
    """Where a token is given."""
    return render(request, "sign_in.html", {"then": own_path(then), "wrong": False})


@router.post("/sign-in")
def sign_in(
    request: Request,
    site: Here,
    token: Annotated[str, Form(max_length=300)] = "",
    form_token: Annotated[str, Form(max_length=200)] = "",
    then: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Keep a token in a cookie, which no script can read."""
    FormToken(request).check(form_token)
    site.sign_in_rate.check(request.client.host if request.client else "")
    if site.tokens is None or site.tokens.visitor(token.strip()) is None:
        return render(request, "sign_in.html", {"then": own_path(then), "wrong": True}, status=403)
    response = RedirectResponse(own_path(then), 303)
    is_secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token.strip(), max_age=DAYS * 24 * 3600, httponly=True, samesite="lax", secure=is_secure, path="/")
    return response


@router.post("/sign-out")
def sign_out(request: Request, form_token: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Forget the token."""
    FormToken(request).check(form_token)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return response
