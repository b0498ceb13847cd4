"""What kind of actors they are, in PLOVER's sector codes: by what the text calls them, else by the office that they hold. Lists: ``data/sectors.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from onrecord.knowledge import is_medium
from onrecord.records import Actor

MOST = 2
# Names and descriptions of which the words are kept in memory: an article has each again and again.
TEXTS_KEPT = 10_000
# Ranks before a noun are none: "major charities", "the general public".
NO_RANK = re.compile(r"\b(?i:major|general|marine) (?=[a-z])")
# "The former minister" is in the government no more.
OUT_OF_OFFICE = re.compile(r"\b(former|ex|then|late|retired)\b", re.IGNORECASE)


def sectors_of(actor: Actor, office: str | None) -> tuple[str, ...]:
    """At most two codes, the likelier first; none where no word says. ``office``: held on the day of the article, as the knowledge base knows it."""
    if actor.type == "country":
        return ("GOV",)
    names = [mention.text for mention in actor.mentions if mention.form == "name" and actor.type != "person"]
    if any(is_medium(name.split()) for name in names):
        return ("MED",)
    texts = [*names, actor.role, *(mention.text for mention in actor.mentions if mention.form == "description")]
    words = {form for text in set(filter(None, texts)) if not OUT_OF_OFFICE.search(text) for form in _forms(text)}
    found = _codes_of(words)
    if found or office is None:
        return found
    return _codes_of(_forms(office))[:1] or ("GOV",)


def _codes_of(words: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code, listed in _lists().items() if not listed.isdisjoint(words))[:MOST]


@lru_cache(maxsize=TEXTS_KEPT)
def _forms(text: str) -> frozenset[str]:
    """The words of a phrase, singular too, and pairs of them joined by a hyphen."""
    words = re.findall(r"[a-z0-9]+(?:-[a-z]+)*", NO_RANK.sub("", text).casefold())
    single = [word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word for word in words]
    return frozenset((*words, *single, *(f"{a}-{b}" for a, b in pairwise(words))))


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = json.loads(files("onrecord").joinpath("data/sectors.json").read_text("utf-8"))
    return {code: frozenset(words.split()) for code, words in table.items() if code != "about"}
