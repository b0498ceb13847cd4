"""Templates, and the words that they need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.collection.citing import day_in_words
from onrecord.errors import NotInCollection
from onrecord.records.wording import LOW_CONFIDENCE, joined_by, verb_of
from onrecord.server.forms import FormToken
from onrecord.server.security import HERE
from onrecord.server.site import site_of, visitor_of
from onrecord.server.telling import also, deed_of, headline_of, opening, sides_of, value_in_words
from onrecord.storage import Decision
from onrecord.storage.decisions import PEOPLE, VALUES_OF
from onrecord.storage.filters import KEY
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
DECIDED = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "add": "added",
    "merge": "merged",
    "split": "split off",
    "rename": "renamed",
    "link": "linked",
    "undo": "undone",
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
    form, visitor = FormToken(request), visitor_of(request)
    known = {"path": request.url.path, "visitor": visitor, "form": form, "is_here": visitor == HERE, "done": _done(request)}
    page = environment().get_template(template).render(request=request, **known, **values)
    response = HTMLResponse(page, status, headers)
    form.put_into(response)
    return response


def _done(request: Request) -> Decision | None:
    """The decision that an editor just made, if the address names one."""
    key = request.query_params.get("done", "")
    if not (visitor_of(request).is_editor and KEY.fullmatch(key)):
        return None
    try:
        return site_of(request).collection.decision(key)
    except NotInCollection:
        return None


def here(request: Request) -> str:
    """The address of this page, to come back to."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "done"]
    return f"{quote(request.url.path)}{'?' if query else ''}{urlencode(query)}"


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
        "verbatim": verbatim,
    }
    made.globals |= {
        "verb_of": verb_of, "joined_by": joined_by, "STATUS": STATUS, "DISPUTED": DISPUTED, "LOW_CONFIDENCE": LOW_CONFIDENCE, "TELLINGS": TELLINGS, "MOST_VOICES": MOST_VOICES, "MOST_ROWS": MOST_ROWS, "version": __version__, "sides_of": sides_of, "also": also, "deed_of": deed_of, "headline_of": headline_of, "here": here, "DECIDED": DECIDED, "VALUES_OF": VALUES_OF, "PEOPLE": PEOPLE, "value_in_words": value_in_words
    }  # fmt: skip
    return made


def web_address(url: str | None) -> str | None:
    """An address that may be linked to; none for what a browser would run or open elsewhere."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def address_part(words: object) -> str:
    """Words as a part of an address's path."""
    return quote(str(words), safe="")


def verbatim(words: str) -> Markup:
    """Words of which a browser keeps every character: it would take the two characters of a line's end for one."""
    return escape(words).replace("\r", Markup("&#13;"))


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
