"""Decisions in the making: from keys and words to what holds on to the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from onrecord.article import Anchor, Article, Span, words_near
from onrecord.storage import Decision, DecisionKind, Filters, Store, Subject, Value, What
from onrecord.storage.decisions import PEOPLE
from onrecord.storage.identity import is_text

NUMBERS, FLAGS = {"killed", "injured"}, {"true": True, "false": False}


def value_of(name: str, written: str) -> Value:
    """A value as people write it: several with ``;`` between them, true or false, nothing where it is unknown."""
    if name in PEOPLE:
        return [one.strip() for one in written.split(";") if one.strip()]
    if name in NUMBERS and written.isdecimal():
        return int(written)
    if name == "negated":
        return FLAGS.get(written, written)
    return written or None


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
    place: tuple[int, int] | None = None,
) -> Decision:
    """A decision about things by their keys, or about words of an article, that it has once or at a ``place``.

    ValueError says what is wrong, NotInCollection what is not there.
    """
    keys = list(about)
    if not is_text(*keys, by, why, article, words, *_written(to.values())):
        raise ValueError("there are characters in it that are none (U+0000, lone surrogates)")
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if kind == "undo":
        if len(keys) != 1:
            raise ValueError("to undo names one decision by its key")
        return Decision.of(kind, (), by=by, why=why, at=at, to={"decision": keys[0]})
    subjects = [subject for key in keys for subject in _by_key(store, key)]
    if article is not None and words is not None:
        of = what or ("actor" if kind == "split" else "statement")
        subjects.append(_by_words(store, article, words, place, of, str(to.get("type") or "") or None))
    elif article is not None or words is not None or place is not None:
        raise ValueError("words are looked for in an article: name both")
    if isinstance(to.get("words"), str):
        _check_words(store, subjects, str(to["words"]))
    if kind == "merge" and subjects and subjects[0].what == "actor" and "name" not in to:
        to = {**_called(store, keys[0], subjects[0]), **to}
    return Decision.of(kind, subjects, by=by, why=why, at=at, to=to)


def _written(values: Iterable[Value]) -> Iterator[str]:
    for value in values:
        yield from (value,) if isinstance(value, str) else value if isinstance(value, list) else ()


def _by_key(store: Store, key: str) -> Iterator[Subject]:
    for what, type, article, span in store.places_of(key):
        reading = store.reading(article)
        anchor = Anchor.of(reading.article.text, span.start, span.end)
        yield Subject(what=what, type=type, article=article, article_id=reading.article.id, anchor=anchor)


def _by_words(store: Store, article: str, words: str, place: tuple[int, int] | None, what: What, type: str | None) -> Subject:
    reading = store.reading(article)
    start, end = place_of(reading.article, words, place)
    anchor = Anchor.of(reading.article.text, start, end)
    return Subject(what=what, type=type, article=store.key_of(article), article_id=reading.article.id, anchor=anchor)


def place_of(article: Article, words: str, place: tuple[int, int] | None = None) -> tuple[int, int]:
    """Where an article has words: at this place (white space counts as the same, however wide), or once. ValueError where it has not."""
    text = article.text
    if place is not None:
        start, end = place
        if not 0 <= start < end <= len(text) or text[start:end].split() != words.split():
            raise ValueError(f"{article.id} has other words than {words!r} at [{start}, {end}): has its text changed since?")
        return place
    count = text.count(words) if words.strip() else 0
    if count != 1:
        raise ValueError(f"{article.id} has {words!r} {count or 'no'} times: give words that it has once")
    return text.index(words), text.index(words) + len(words)


def _check_words(store: Store, subjects: Iterable[Subject], words: str) -> None:
    """ValueError where an article has not the words that a statement of it is to have."""
    for subject in subjects:
        anchor = subject.anchor
        if words_near(store.reading(subject.article).article.text, words, Span(start=anchor.start, end=anchor.end, text="")) is None:
            raise ValueError(f"{subject.article_id} has no words {words!r}")


def _called(store: Store, key: str, subject: Subject) -> dict[str, Value]:
    """The name, and the identifier where there is one, of the first of those who are merged."""
    for actor in store.actors(Filters(speaker=key, limit=1)):
        return {"name": actor.name, "wikidata": actor.wikidata} if actor.wikidata else {"name": actor.name}
    return {"name": " ".join(subject.anchor.quotation.split())}
