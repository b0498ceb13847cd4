"""What a collection's articles say together, kept up to date; and what somebody said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from onrecord.collection.comparing import compare
from onrecord.collection.found import changed_words
from onrecord.merging import Ref, Telling, like
from onrecord.storage import Difference, Filters, Store, StoredStatement
from onrecord.storage import Telling as StoredTelling

Stored = TypeVar("Stored")
# So many articles are compared at once: others that write wait as long, about a second.
BATCH = 50
# What is asked waits for so many times as many; what still is not compared then is left to the next.
MOST_OF_A_QUESTION = 5


def merge_stored(store: Store) -> bool:
    """Compare articles of a collection that have not been compared since they came or changed, some at a time, each time in a transaction of its own; whether there were any."""
    return sum(1 for _ in _batches(store)) > 0


def merge_some(store: Store) -> None:
    """Compare as many of them as what is asked can wait for."""
    for _ in islice(_batches(store), MOST_OF_A_QUESTION):
        pass


def _batches(store: Store) -> Iterator[None]:
    """Compare some at a time, until there are none."""
    while store.pending():
        with store.comparing(BATCH) as comparison:
            compare(comparison)
        yield


def merging_along(store: Store, outcomes: Iterable[Stored]) -> Iterator[Stored]:
    """What comes of storing articles, which are compared as they come, some at a time, and those that are left at the end."""
    for number, outcome in enumerate(outcomes, start=1):
        yield outcome
        if number % BATCH == 0:
            merge_stored(store)
    merge_stored(store)


def alike(store: Store, key: str, filters: Filters) -> Iterator[StoredStatement]:
    """What the speaker of a statement says that is like it, the most alike first, as far as it is asked for; of what nobody known says, its other tellings."""
    asked = store.statement(key)
    if asked.speaker is not None:
        others = list(store.statements(replace(filters, speaker=filters.speaker or asked.speaker.key, limit=0)))
    else:
        others = list(store.statements(replace(filters, limit=0), among=[one.key for one in asked.told_by]))
    by_ref = {_telling(one).ref: one for one in others}
    found = like(_telling(asked), map(_telling, others))
    for told in found[: filters.limit or None]:
        one = by_ref[told.telling.ref]
        diff = tuple(Difference(kind=kind, original=before, told=after) for kind, before, after in changed_words(told.diff))
        said = StoredTelling(article=asked.article, key=asked.key, words=asked.words, variant=told.variant, touches=told.touches, diff=diff)
        yield replace(one, like=said)


def _telling(one: StoredStatement) -> Telling:
    return Telling(
        ref=Ref(article=one.article.key, key=one.key),
        speaker=one.speaker.key if one.speaker is not None else None,
        name=one.speaker.name if one.speaker is not None else None,
        kind=one.kind,  # type: ignore[arg-type]
        act=one.act,  # type: ignore[arg-type]
        published=one.article.published,
        text=" … ".join(span.text for span in one.content),
    )
