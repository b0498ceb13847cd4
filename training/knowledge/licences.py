"""Licences of the public sets under DATA/kb."""

from __future__ import annotations

from onrecord.knowledge import Source

WIKIDATA = "facts exported from Wikidata (CC0)"
NOT_STATED = ("none stated", "not checked", "")
LICENCES = {
    "unitedstates/congress-legislators": "CC0 1.0",
    "factbook/factbook.json": "CC0 1.0",
    "instituteforgov/ifg-ministers-database-public": "CC BY 4.0",
    "openaustralia/openaustralia-parser": "AGPL 3.0",
    "openstates/people": "CC0 1.0",
    "open-data-archive/world-leaders-current": "CC BY-SA 4.0",
}


def stated(licence: str) -> str | None:
    """A licence as a source states it; ``None`` where it states none."""
    return None if licence in NOT_STATED else licence


def is_clean(source: Source) -> bool:
    """Whether a source states a licence that asks for no more than to be named, or that what is made of its rows stays as free as they are."""
    return source.licence is not None and not source.licence.startswith("AGPL")
