"""A new text, read at once: pasted, uploaded or fetched, and kept only if that is asked for."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from onrecord.article import Page
from onrecord.collection.askable import is_day
from onrecord.errors import ArticleEmpty, ArticleError
from onrecord.reading import Metadata
from onrecord.records import Reading
from onrecord.server.beside import Beside
from onrecord.server.forms import FormToken
from onrecord.server.fresh import on_record
from onrecord.server.reader import page_in
from onrecord.server.rendering import render
from onrecord.server.site import Here, Site, editor_of, who_asks

router = APIRouter()
LONGEST_FACT = 500
Fact = Annotated[str, Form(max_length=LONGEST_FACT)]
NO_FILE = Annotated[UploadFile | None, File()]


@router.get("/read")
def form(request: Request) -> Response:
    """Where a text, a file or an address is given."""
    return render(request, "read.html", {"given": {}, "wrong": None})


@router.post("/read")
def read(
    request: Request,
    site: Here,
    form_token: Annotated[str, Form(max_length=200)] = "",
    text: Annotated[str, Form()] = "",
    address: Annotated[str, Form(max_length=2000)] = "",
    file: NO_FILE = None,
    title: Fact = "",
    publisher: Fact = "",
    published: Fact = "",
    keep: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """What is on record in it."""
    FormToken(request).check(form_token)
    if keep:
        editor_of(request)
    site.reading_rate.check(who_asks(request))
    given = {"text": text, "address": address, "title": title, "publisher": publisher, "published": published, "keep": keep}
    try:
        page = given_page(site, text, address, file, _metadata(title, publisher, published))
        reading = site.reader.read(page)
        if keep:
            return RedirectResponse(f"/articles/{quote(kept(site, reading), safe='')}", 303)
    except ArticleError as error:
        return render(request, "read.html", {"given": given, "wrong": str(error)}, status=422)
    fresh = on_record(reading)
    values = {"beside": Beside(of=fresh), "article": fresh.article, "is_kept": False, "decided": None, "pictures": []}
    return render(request, "article.html", values)


def given_page(site: Site, text: str, address: str, file: UploadFile | None, metadata: Metadata) -> Page:
    """The page that somebody gives, in one of the ways. Raises ArticleError."""
    if file is not None and file.filename:
        return page_in(file.file.read(), id=file.filename[:LONGEST_FACT], metadata=metadata)
    if address.strip():
        fetched = site.fetch(address.strip())
        return page_in(fetched.data, id=fetched.url, metadata=replace(metadata, url=fetched.url))
    if not text.strip():
        raise ArticleEmpty("Give a text, a file or an address.")
    return metadata.apply(Page(id="pasted", text=text.replace("\r\n", "\n")))


def kept(site: Site, reading: Reading) -> str:
    """Store an article; its key. Raises ArticleError where it was deleted before."""
    outcome = site.collection.store(reading)
    if outcome.kind == "deleted":
        raise ArticleEmpty("This article was deleted from the collection before, and is not kept again.")
    return outcome.key


def _metadata(title: str, publisher: str, published: str) -> Metadata:
    if published.strip() and not is_day(published.strip()):
        raise HTTPException(400, f"{published!r} is no day; give YYYY-MM-DD.")
    return Metadata(title=title.strip() or None, publisher=publisher.strip() or None, published=published.strip() or None)
