"""Decisions in the making: from keys and words to what holds on to the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from onrecord.article import Anchor
from onrecord.storage import Decision, DecisionKind, Filters, Store, Subject, Value, What


def decision(
    store: Store,
    kind: DecisionKind,
    about: Iterable[str],
    *,
    by: str,
    why: str,
    to: Mapping[str, Value],
    what: What | None = None,
    article: str | None = None,
    words: str | None = None,
) -> Decision:
    """A decision about things by their keys, or about words of an article. ValueError says what is wrong, NotInCollection what is not there."""
    keys = list(about)
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if kind == "undo":
        if len(keys) != 1:
            raise ValueError("to undo names one decision by its key")
        return Decision.of(kind, (), by=by, why=why, at=at, to={"decision": keys[0]})
    subjects = [subject for key in keys for subject in _by_key(store, key)]
    if article is not None and words is not None:
        subjects.append(
            _by_words(store, article, words, what or ("actor" if kind == "split" else "statement"), str(to.get("type") or "") or None)
        )
    elif article is not None or words is not None:
        raise ValueError("words are looked for in an article: name both")
    if kind == "merge" and subjects and subjects[0].what == "actor" and "name" not in to:
        to = {**_called(store, keys[0], subjects[0]), **to}
    return Decision.of(kind, subjects, by=by, why=why, at=at, to=to)


def _by_key(store: Store, key: str) -> Iterator[Subject]:
    for what, type, article, span in store.places_of(key):
        reading = store.reading(article)
        anchor = Anchor.of(reading.article.text, span.start, span.end)
        yield Subject(what=what, type=type, article=article, article_id=reading.article.id, anchor=anchor)


def _by_words(store: Store, article: str, words: str, what: What, type: str | None) -> Subject:
    reading = store.reading(article)
    text = reading.article.text
    count = text.count(words) if words.strip() else 0
    if count != 1:
        raise ValueError(f"{reading.article.id} has {words!r} {count or 'no'} times: give words that it has once")
    start = text.index(words)
    anchor = Anchor.of(text, start, start + len(words))
    return Subject(what=what, type=type, article=store.key_of(article), article_id=reading.article.id, anchor=anchor)


def _called(store: Store, key: str, subject: Subject) -> dict[str, Value]:
    """The name, and the identifier where there is one, of the first of those who are merged."""
    for actor in store.actors(Filters(speaker=key, limit=1)):
        return {"name": actor.name, "wikidata": actor.wikidata} if actor.wikidata else {"name": actor.name}
    return {"name": " ".join(subject.anchor.quotation.split())}
