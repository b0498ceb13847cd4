"""What the pages are about and what they need: the collection, the reader of new texts, what is known of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Request

from onrecord.collection import Collection
from onrecord.knowledge import Knowledge, Term, added_file
from onrecord.server.fetching import Fetched, fetch
from onrecord.server.kept import Kept
from onrecord.server.limits import Rate
from onrecord.server.reader import Reader
from onrecord.server.security import HERE
from onrecord.server.tokens import Tokens, Visitor


@dataclass(kw_only=True)
class Site:
    """What handlers ask. ``tokens``: none where only this machine reaches the pages; then decisions are kept under the name ``by``."""

    collection: Collection
    reader: Reader
    by: str = "you"
    tokens: Tokens | None = None
    fetch: Callable[[str], Fetched] = fetch
    reading_rate: Rate = field(default_factory=lambda: Rate(30, 60))
    sign_in_rate: Rate = field(default_factory=lambda: Rate(10, 60))
    drawings: Kept = field(default_factory=lambda: Kept(64))

    def offices(self, wikidata: str | None) -> tuple[Term, ...]:
        """The offices that somebody is known to have held, the latest first."""
        if wikidata is None or not wikidata[1:].isdigit() or len(wikidata) > 15:
            return ()
        person = self._knowledge.people.person(int(wikidata[1:]))
        return tuple(reversed(person.terms)) if person else ()

    @cached_property
    def _knowledge(self) -> Knowledge:
        return Knowledge.open(added_file())


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    return cast("Site", request.app.state.site)


def visitor_of(request: Request) -> Visitor:
    """Who asks."""
    return getattr(request.state, "visitor", None) or Visitor(name="", role="reader")


def editor_of(request: Request) -> Visitor:
    """Who asks, if they may change the collection; else 403."""
    visitor = visitor_of(request)
    if not visitor.is_editor:
        raise HTTPException(403, "Only editors may do this.")
    return visitor


def who_asks(request: Request) -> str:
    """What tells visitors apart where somebody asks too often."""
    visitor = visitor_of(request)
    client = request.client.host if request.client else ""
    return client if visitor == HERE or not visitor.name else visitor.name


Here = Annotated[Site, Depends(site_of)]
