"""Somebody: what they say and do, what is said about them."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from onrecord.collection import Collection, Filters
from onrecord.collection.askable import CONTACT
from onrecord.collection.citing import citation
from onrecord.server.answers import as_json, checked_tag, json_answer, tagged
from onrecord.server.picturing import shown, weeks_by_act, who_met_whom
from onrecord.server.rendering import render
from onrecord.server.site import Here
from onrecord.storage import Count

SHOWN, NAMED = 10, 12
MOST_MONTHS = 24
router = APIRouter(dependencies=[Depends(checked_tag)])


@router.get("/actors/{key}.json")
def actor_as_json(request: Request, site: Here, key: str) -> Response:
    """Somebody as ``onrecord show --json`` prints them."""
    return json_answer(request, as_json(site.collection.actor(key)))


@router.get("/actors/{key}")
def actor(request: Request, site: Here, key: str) -> Response:
    """What somebody says by act, to whom and over time, what is said about them, whom they meet, what they do; names, offices, identifier."""
    collection = site.collection
    who = collection.actor(key)
    deeds = collection.stories(Filters(speaker=who.key, limit=SHOWN)).items
    everything = Filters(speaker=who.key)
    values: dict[str, Any] = {
        "actor": who,
        "offices": site.offices(who.wikidata),
        "said": collection.statements_in_short(Filters(speaker=who.key, limit=SHOWN)),
        "acts": collection.stats("act", speaker=who.key),
        "times": _times(collection, who.key),
        "told": collection.told(who.key, limit=NAMED),
        "about": collection.said_about(who.key, limit=SHOWN),
        "met": collection.met(who.key, limit=NAMED),
        "contacts": collection.stories(Filters(speaker=who.key, type=CONTACT, limit=SHOWN)),
        "deeds": [one for one in deeds if one.report.type != CONTACT],
        "suffered": [one for one in collection.stories(Filters(to=who.key, limit=SHOWN)).items if one.report.type != CONTACT],
        "citation": citation,
        "pictures": [
            *shown("acts", weeks_by_act(collection.said_counts(everything)), of=who.key),
            *shown("network", who_met_whom(collection.contacts_told(everything)), of=who.key),
        ],
    }
    return tagged(request, render(request, "actor.html", values))


def _times(collection: Collection, key: str) -> list[Count]:
    """How much somebody says month by month, or year by year where that would be a long list."""
    months = collection.stats("month", speaker=key)
    return months if len(months) <= MOST_MONTHS else collection.stats("year", speaker=key)
