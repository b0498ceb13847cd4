"""Templates, and the words that they need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.collection.citing import day_in_words
from onrecord.records.wording import LOW_CONFIDENCE, joined_by, verb_of
from onrecord.server.forms import FormToken
from onrecord.server.security import HERE
from onrecord.server.site import visitor_of
from onrecord.server.telling import also, deed_of, headline_of, opening, sides_of
from onrecord.storage.viewing.articles import TELLINGS
from onrecord.version import __version__

STATUS = {
    "occurred": "happened",
    "ongoing": "going on",
    "planned": "planned",
    "denied": "denied",
    "called_for": "called for",
    "possible": "possible",
}
DISPUTED = {"denied": "whether it happened", "figures": "how many", "unsaid": "whether it was said"}
# Of those on a side of a dispute.
MOST_VOICES = 12
# Of a picture's table.
MOST_ROWS = 200


def render(
    request: Request, template: str, values: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A page."""
    form = FormToken(request)
    page = (
        environment()
        .get_template(template)
        .render(
            request=request, path=request.url.path, visitor=visitor_of(request), form=form, is_here=visitor_of(request) == HERE, **values
        )
    )
    response = HTMLResponse(page, status, headers)
    form.put_into(response)
    return response


@cache
def environment() -> Environment:
    """The templates, with what they call."""
    made = Environment(
        loader=PackageLoader("onrecord.server"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "day": day_in_words,
        "web": web_address,
        "part": address_part,
        "host": host_of,
        "number": number,
        "sure": sure,
        "opening": opening,
    }
    made.globals |= {
        "verb_of": verb_of, "joined_by": joined_by, "STATUS": STATUS, "DISPUTED": DISPUTED, "LOW_CONFIDENCE": LOW_CONFIDENCE, "TELLINGS": TELLINGS, "MOST_VOICES": MOST_VOICES, "MOST_ROWS": MOST_ROWS, "version": __version__, "sides_of": sides_of, "also": also, "deed_of": deed_of, "headline_of": headline_of
    }  # fmt: skip
    return made


def web_address(url: str | None) -> str | None:
    """An address that may be linked to; none for what a browser would run or open elsewhere."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def address_part(words: object) -> str:
    """Words as a part of an address's path."""
    return quote(str(words), safe="")


def host_of(url: str) -> str:
    """Whose address this is, for people."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def number(count: int) -> str:
    """A count with its thousands told apart."""
    return f"{count:,}"


def sure(confidence: float | None) -> str:
    """A confidence as it is written."""
    return "" if confidence is None else f"{confidence:.2f}"
