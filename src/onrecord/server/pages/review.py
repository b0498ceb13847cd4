"""What is least certain, to be looked through, and one statement or event, to be put right."""

import json
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import Response, StreamingResponse

from onrecord.collection import Doubtful, Filters
from onrecord.exporting.gold import to_gold
from onrecord.server.answers import array, checked_tag, tagged
from onrecord.server.asked import FARTHEST, LONGEST_VALUE, Asked, filled, wrong_filters_refused
from onrecord.server.deciding import as_it_was, who_decides
from onrecord.server.marking import passage
from onrecord.server.paths import own_path
from onrecord.server.rendering import render
from onrecord.server.site import Here, editor_of
from onrecord.storage import StoredStatement, What
from onrecord.storage.viewing import ReviewState

KNOWN = ("what", "state", "speaker", "about", "publisher", "since", "until", "at_once")
CHOICES = {"what": ("statements", "events"), "state": ("undecided", "decided", "all"), "at_once": ("1", "25")}
AT_ONCE = 25
KINDS: dict[str, tuple[What, ...]] = {"statements": ("statement",), "events": ("event",), "": ("statement", "event")}
Value = Annotated[str | None, Query(max_length=LONGEST_VALUE)]
router = APIRouter()


def asked_for(
    what: Value = None, state: Value = None, speaker: Value = None, about: Value = None, publisher: Value = None, since: Value = None, until: Value = None,
    at_once: Value = None, page: Annotated[int, Query(ge=1, le=FARTHEST // AT_ONCE)] = 1,
) -> Asked:  # fmt: skip
    """The filters of an address."""
    given = filled(dict(zip(KNOWN, (what, state, speaker, about, publisher, since, until, at_once), strict=True)))
    for name, choices in CHOICES.items():
        if given.get(name, choices[0]) not in choices:
            raise HTTPException(400, f"{name} is one of {', '.join(choices)}, not {given[name]!r}.")
    limit = int(given.get("at_once", AT_ONCE))
    facts: dict[str, Any] = {name: value for name, value in given.items() if name not in CHOICES}
    with wrong_filters_refused():
        return Asked(what="review", filters=Filters(**facts, limit=limit), offset=(page - 1) * limit, given=given)


@router.get("/review", dependencies=[Depends(editor_of), Depends(checked_tag)])
def review(request: Request, site: Here, asked: Annotated[Asked, Depends(asked_for)]) -> Response:
    """Statements and events to be accepted, rejected or put right, the least certain first."""
    state = cast("ReviewState", asked.given.get("state", "undecided"))
    part = site.collection.to_review(asked.filters, offset=asked.offset, what=KINDS[asked.given.get("what", "")], state=state)
    decided = {} if state == "undecided" else {one.item.key: _decided(site, one) for one in part.items}
    values: dict[str, Any] = {
        "asked": asked,
        "part": part,
        "known": KNOWN,
        "choices": CHOICES,
        "decided": decided,
        "passage": passage,
        "by": who_decides(request),
        "pictures": [],
    }
    return tagged(request, render(request, "review.html", values))


@router.get("/review/{key}", dependencies=[Depends(editor_of)])
def correct(request: Request, site: Here, key: str, then: Annotated[str, Query(max_length=4000)] = "") -> Response:
    """One of them with all of its values, to be put right."""
    found = site.collection.doubtful(key)
    known = site.collection.on_record(found.item.article.key)
    voices = [who for one in known.statements for who in (one.speaker, *one.addressees, *one.relayed_by)]
    people = [who for one in known.events for who in (*one.actors, *one.recipients)]
    values: dict[str, Any] = {
        "one": found.item,
        "is_statement": isinstance(found.item, StoredStatement),
        "pieces": passage(found),
        "values": as_it_was(found.item),
        "names": sorted({who.name for who in (*voices, *people) if who is not None}),
        "then": own_path(then) if then else f"/review/{key}",
        "decided": _decided(site, found),
        "by": who_decides(request),
    }
    return render(request, "correct.html", values)


@router.get("/gold.json")
def gold(request: Request, site: Here) -> Response:
    """The articles in which a decision holds, as people left them, annotated: what ``onrecord evaluate`` and the training take."""
    annotated = (json.dumps(to_gold(one, one.article.text or ""), ensure_ascii=False) for one in site.collection.records(decided=True))
    headers = {"Content-Disposition": 'attachment; filename="gold.json"'}
    return StreamingResponse(array(annotated), media_type="application/json", headers=headers)


def _decided(site: Here, one: Doubtful) -> Any:
    return site.collection.decided_in(one.item.article.key).of.get(one.item.id, ())
