"""What changes a collection: an article stored, read anew or deleted, a failure, a decision. Each is one transaction of its caller's."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from onrecord.article import Anchor, Page
from onrecord.errors import ArticleUnreadable
from onrecord.records import Failure, Reading, Record
from onrecord.storage import tables as t
from onrecord.storage.applying import Decided, apply
from onrecord.storage.decisions import Decision, Subject, undone
from onrecord.storage.deriving import derive, next_number, underive
from onrecord.storage.differences import Change, between_readings, between_versions
from onrecord.storage.identity import Identity, as_text, hashed, is_text
from onrecord.storage.pending import forget_words, pend, unsettle
from onrecord.times import moment_of

# new: not here before; version: its text has changed; reread: the same text, with a record made anew; same: nothing to store; deleted: somebody deleted it, and it stays so.
OutcomeKind = Literal["new", "version", "reread", "same", "deleted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of storing an article: what it is called, its key, its version, and what is different from before."""

    kind: OutcomeKind
    id: str
    key: str
    version: int = 0
    changes: tuple[Change, ...] = ()


def put(connection: Connection, reading: Reading, *, now: str, again: bool = False) -> Outcome:
    """Store an article that was read, with its page and record; ``again``: only where its text is the latest that is here. Raises ArticleUnreadable where a database cannot hold what it is called."""
    _check_storable(reading)
    identity = Identity.of(reading.article)
    if is_buried(connection, identity, reading.article.sha256):
        return Outcome(kind="deleted", id=identity.id, key=identity.key)
    known = find_article(connection, identity, reading.article.sha256)
    if again and (known is None or known.sha256 != reading.article.sha256):
        return Outcome(kind="same", id=identity.id, key=identity.key)  # Somebody else was quicker.
    _forget_failures(connection, reading)
    if known is None:
        return _first(connection, reading, identity, now=now)
    if known.sha256 == reading.article.sha256:
        return _same_text(connection, reading.record, known, now=now)
    return _next_version(connection, reading, known, now=now)


def _check_storable(reading: Reading) -> None:
    """Raise ArticleUnreadable where a title, an address or the like has characters that are none; texts have none."""
    page, article = reading.page, reading.article
    if not all(is_text(one.id, one.file, one.url, one.publisher, one.title, *one.authors) for one in (page, article)):
        raise ArticleUnreadable(f"{article.id!r}: its title, authors or address have characters that are none (U+0000, lone surrogates).")


def is_buried(connection: Connection, identity: Identity, sha256: str) -> bool:
    """Whether an article with this text was deleted, where its file has been moved since, too."""
    keys = (identity.key, _key_of_text(identity.id, sha256))
    return connection.execute(select(t.TOMBSTONES.c.key).where(t.TOMBSTONES.c.key.in_(keys))).first() is not None


def _key_of_text(id: str, sha256: str) -> str:
    """The key of a deleted file by its text, wherever it lies."""
    return hashed(f"text {id} {sha256}")


def find_article(connection: Connection, identity: Identity, sha256: str) -> Any | None:
    """The row of the stored article that is the same as another, if there is one."""
    c = t.ARTICLES.c
    by = [c.key == identity.key, c.id == identity.id]
    if identity.address:
        by.append(c.address == identity.address)
    rows = connection.execute(select(t.ARTICLES).where(or_(*by)).order_by(c.article)).all()
    for row in sorted(rows, key=lambda row: row.key != identity.key):
        stored = replace(Identity.of(Page(id=row.id, text="", file=row.file, url=row.url)), key=row.key)
        if identity.is_of(stored, same_text=row.sha256 == sha256):
            return row
    return None


def _first(connection: Connection, reading: Reading, identity: Identity, *, now: str) -> Outcome:
    number = next_number(connection, t.ARTICLES.c.article)
    taken = connection.execute(select(t.ARTICLES.c.key).where(t.ARTICLES.c.key == identity.key)).first()
    key = identity.key if taken is None else hashed(f"{identity.key} {identity.address} {reading.article.sha256}")
    row = {"article": number, "key": key, "added": now, **_description(reading, version=1)}
    connection.execute(insert(t.ARTICLES), row)
    _count_publisher(connection, reading.article.publisher, 1)
    _put_page(connection, reading, number, version=1, now=now)
    derive_article(connection, number, is_new=True)
    return Outcome(kind="new", id=identity.id, key=key, version=1)


def _same_text(connection: Connection, record: Record, known: Any, *, now: str) -> Outcome:
    """Store another reading of the text that is here, if it is another."""
    content = record.to_json().encode()
    stored = connection.execute(select(t.RECORDS.c.json).where(t.RECORDS.c.page == known.page)).scalar_one()
    before = zlib.decompress(stored)
    if before == content:
        return Outcome(kind="same", id=known.id, key=known.key, version=known.version)
    connection.execute(update(t.RECORDS).where(t.RECORDS.c.page == known.page).values(_record(record, content, now=now)))
    derive_article(connection, known.article)
    changes = between_readings(Record.from_json(before), record)
    return Outcome(kind="reread", id=known.id, key=known.key, version=known.version, changes=changes)


def _next_version(connection: Connection, reading: Reading, known: Any, *, now: str) -> Outcome:
    """Store a changed text beside the earlier ones, with the difference from the last."""
    asked = select(t.PAGES.c.text, t.RECORDS.c.json).join(t.RECORDS, t.RECORDS.c.page == t.PAGES.c.page).where(t.PAGES.c.page == known.page)
    earlier = connection.execute(asked).one()
    changes = between_versions((earlier.text, Record.from_json(zlib.decompress(earlier.json))), (reading.article.text, reading.record))
    version = known.version + 1
    described = _description(reading, version=version)
    connection.execute(update(t.ARTICLES).where(t.ARTICLES.c.article == known.article).values(described))
    _count_publisher(connection, known.publisher, -1)
    _count_publisher(connection, reading.article.publisher, 1)
    page = _put_page(connection, reading, known.article, version=version, now=now)
    _put_changes(connection, page, changes)
    derive_article(connection, known.article)
    return Outcome(kind="version", id=known.id, key=known.key, version=version, changes=changes)


def _description(reading: Reading, *, version: int) -> dict[str, Any]:
    article = reading.article
    names = ("id", "url", "file", "publisher", "title", "published", "updated", "captured", "language", "sha256")
    return {
        **{name: getattr(article, name) for name in names},
        "address": Identity.of(article).address,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "day": article.published[:10] if article.published else None,
        "moment": moment_of(article.published) or None,
        "length": len(article.text),
        "version": version,
    }


def _put_page(connection: Connection, reading: Reading, article: int, *, version: int, now: str) -> int:
    """Store a text with what it came from and its record, and make it the article's latest; its number."""
    number = next_number(connection, t.PAGES.c.page)
    page, content = reading.page, reading.record.to_json().encode()
    given = {name: value for name, value in asdict(page).items() if name not in ("text", "raw")}
    row = {
        "page": number,
        "article": article,
        "version": version,
        "sha256": reading.article.sha256,
        "title": reading.article.title,
        "text": reading.article.text,
        "blocks": json.dumps([asdict(block) for block in reading.article.blocks]),
        "given": json.dumps(given, ensure_ascii=False),
        "raw": zlib.compress(page.raw) if page.raw is not None else None,
        "captured": reading.article.captured,
        "added": now,
    }
    connection.execute(insert(t.PAGES), row)
    connection.execute(insert(t.RECORDS), {"page": number, **_record(reading.record, content, now=now)})
    connection.execute(update(t.ARTICLES).where(t.ARTICLES.c.article == article).values(page=number))
    return number


def _record(record: Record, content: bytes, *, now: str) -> dict[str, Any]:
    made = record.made_by
    facts = {"onrecord": made.onrecord, "model": made.model, "knowledge": made.knowledge, "fingerprint": made.fingerprint}
    return {"json": zlib.compress(content), **facts, "made": now}


def _put_changes(connection: Connection, page: int, changes: Sequence[Change]) -> None:
    first = next_number(connection, t.CHANGES.c.change)
    rows = []
    for number, change in enumerate(changes, start=first):
        row: dict[str, Any] = {"change": number, "page": page, "kind": change.kind}
        for name, span in (("before", change.before), ("after", change.after)):
            row |= {f"{name}_start": span and span.start, f"{name}_end": span and span.end, name: span and span.text}
        rows.append(row)
    if rows:
        connection.execute(insert(t.CHANGES), rows)


def _count_publisher(connection: Connection, publisher: str | None, more: int) -> None:
    table = t.PUBLISHERS
    if publisher is None:
        return
    is_it = table.c.publisher == publisher
    if connection.execute(update(table).where(is_it).values(articles=table.c.articles + more)).rowcount == 0:
        connection.execute(insert(table), {"publisher": publisher, "articles": more})
    connection.execute(delete(table).where(is_it, table.c.articles <= 0))


def derive_article(connection: Connection, number: int, *, is_new: bool = False) -> None:
    """Make the rows of an article anew, of its latest record and all decisions about it."""
    c = t.ARTICLES.c
    asked = select(c.key, c.day, c.publisher, c.sha256, t.PAGES.c.text, t.RECORDS.c.json).join(t.PAGES, t.PAGES.c.page == c.page)
    row = connection.execute(asked.join(t.RECORDS, t.RECORDS.c.page == c.page).where(c.article == number)).one()
    decided = _decided(connection, Record.from_json(zlib.decompress(row.json)), row.text, row.key)
    if not is_new:
        unsettle(connection, number)
        underive(connection, number)
    derive(connection, decided, article=number, key=row.key, day=row.day, publisher=row.publisher)
    pend(connection, [number])


def _decided(connection: Connection, record: Record, text: str, key: str) -> Decided:
    """A record with the decisions about it, whose states are written down."""
    s = t.SUBJECTS.c
    decisions = decisions_about(connection, key, record.article.sha256)
    standing = [decision for decision in decisions.values() if not decision.undone]
    decided = apply(record, text, standing, key)
    numbers = {decision.key: number for number, decision in decisions.items()}
    for (decision_key, position), state in decided.states.items():
        is_it = and_(s.decision == numbers[decision_key], s.position == position)
        connection.execute(update(t.SUBJECTS).where(is_it).values(state=state))
    return decided


def decisions_about(connection: Connection, key: str, sha256: str) -> dict[int, Decision]:
    """Decisions about words of an article, by its key, or of its text, where they were made about an article that is not here; in their order, by their numbers."""
    s = t.SUBJECTS.c
    elsewhere = select(t.ARTICLES.c.key)
    is_here = or_(s.article_key == key, and_(s.sha256 == sha256, s.article_key.not_in(elsewhere)))
    return decisions_of(connection, connection.execute(select(s.decision).where(is_here)).scalars().all())


def decisions_of(connection: Connection, numbers: Iterable[int] | None = None) -> dict[int, Decision]:
    """Decisions by their numbers in the log, in its order; all of them unless some are named."""
    asked, about = select(t.DECISIONS).order_by(t.DECISIONS.c.decision), select(t.SUBJECTS).order_by(t.SUBJECTS.c.position)
    if numbers is not None:
        numbers = set(numbers)
        if not numbers:
            return {}
        asked = asked.where(t.DECISIONS.c.decision.in_(numbers))
        about = about.where(t.SUBJECTS.c.decision.in_(numbers))
    subjects: dict[int, list[Subject]] = {}
    for row in connection.execute(about):
        subjects.setdefault(row.decision, []).append(_subject(row))
    gone = _undone(connection)
    return {
        row.decision: Decision(
            key=row.key,
            kind=row.kind,
            at=row.at,
            by=row.who,
            why=row.why,
            about=tuple(subjects.get(row.decision, ())),
            to=json.loads(row.changed),
            undone=row.key in gone,
        )
        for row in connection.execute(asked)
    }


def _undone(connection: Connection) -> set[str]:
    c = t.DECISIONS.c
    rows = connection.execute(select(t.DECISIONS).where(c.kind == "undo").order_by(c.decision))
    return undone(Decision(key=row.key, kind=row.kind, at=row.at, by=row.who, why=row.why, to=json.loads(row.changed)) for row in rows)


def _subject(row: Any) -> Subject:
    anchor = Anchor(sha256=row.sha256, start=row.words_start, end=row.words_end, quotation=row.words, before=row.before, after=row.after)
    return Subject(what=row.what, type=row.type, article=row.article_key, article_id=row.article_id, anchor=anchor, state=row.state)


def put_decision(connection: Connection, decision: Decision) -> bool:
    """Add a decision to the log and make what it is about anew; whether it was not there already."""
    c = t.DECISIONS.c
    if connection.execute(select(c.decision).where(c.key == decision.key)).first() is not None:
        return False
    number = next_number(connection, c.decision)
    facts = {"key": decision.key, "kind": decision.kind, "at": decision.at, "who": decision.by, "why": decision.why}
    connection.execute(insert(t.DECISIONS), {"decision": number, **facts, "changed": json.dumps(dict(decision.to), ensure_ascii=False)})
    rows = [_row_of_subject(number, position, subject) for position, subject in enumerate(decision.about)]
    if rows:
        connection.execute(insert(t.SUBJECTS), rows)
    about = set(decision.about)
    for undoing in _chain(connection, decision):
        about |= set(undoing.about)
    keys, texts = {subject.article for subject in about}, {subject.anchor.sha256 for subject in about}
    is_here = or_(t.ARTICLES.c.key.in_(keys), t.ARTICLES.c.sha256.in_(texts))
    for article in connection.execute(select(t.ARTICLES.c.article).where(is_here)).scalars().all():
        derive_article(connection, article)
    return True


def _chain(connection: Connection, decision: Decision) -> list[Decision]:
    """The decisions that one undoes, and those that they undo."""
    c = t.DECISIONS.c
    chain: list[Decision] = []
    while decision.kind == "undo":
        number = connection.execute(select(c.decision).where(c.key == decision.to["decision"])).scalar()
        if number is None:
            break
        decision = decisions_of(connection, [number])[number]
        chain.append(decision)
    return chain


def _row_of_subject(decision: int, position: int, subject: Subject) -> dict[str, Any]:
    anchor = subject.anchor
    words = {
        "words_start": anchor.start,
        "words_end": anchor.end,
        "words": anchor.quotation,
        "before": anchor.before,
        "after": anchor.after,
    }
    facts = {"what": subject.what, "type": subject.type, "article_key": subject.article, "article_id": subject.article_id}
    return {"decision": decision, "position": position, **facts, "sha256": anchor.sha256, **words, "state": "absent"}


def put_failure(connection: Connection, failure: Failure, *, now: str) -> None:
    """Store a failure, in the place of an earlier one of the same input."""
    key = hashed(f"{failure.file} {failure.line} {failure.id}")
    told = {name: as_text(value) if isinstance(value, str) else value for name, value in asdict(failure).items()}
    row = {**told, "made_by": json.dumps(asdict(failure.made_by)) if failure.made_by else None, "key": key, "at": now}
    connection.execute(delete(t.FAILURES).where(t.FAILURES.c.key == key))
    connection.execute(insert(t.FAILURES), {"failure": next_number(connection, t.FAILURES.c.failure), **row})


def _forget_failures(connection: Connection, reading: Reading) -> None:
    """What was read after all has not failed."""
    c, page = t.FAILURES.c, reading.page
    connection.execute(delete(t.FAILURES).where(c.id == page.id, c.file == page.file if page.file is not None else c.file.is_(None)))


def bury(connection: Connection, article: Any, *, now: str, why: str) -> None:
    """Delete an article with all that was made of it; a tombstone without its text is left."""
    s = t.SUBJECTS.c
    about = connection.execute(select(s.decision).where(s.article_key == article.key).distinct()).scalars().all()
    versions = connection.execute(select(func.count()).select_from(t.PAGES).where(t.PAGES.c.article == article.article)).scalar_one()
    forget_words(connection, article.article)
    unsettle(connection, article.article)
    underive(connection, article.article)
    connection.execute(delete(t.SUBJECTS).where(s.article_key == article.key))
    left = select(s.decision)
    emptied = t.DECISIONS.c.decision.in_(about) & t.DECISIONS.c.decision.not_in(left)
    connection.execute(delete(t.DECISIONS).where(emptied))
    connection.execute(delete(t.FAILURES).where(t.FAILURES.c.id == article.id))
    keys = _keys_to_bury(connection, article)
    connection.execute(delete(t.ARTICLES).where(t.ARTICLES.c.article == article.article))
    _count_publisher(connection, article.publisher, -1)
    row = {"id": article.id, "versions": versions, "decisions": len(about), "at": now, "why": why}
    connection.execute(insert(t.TOMBSTONES), [{"key": key, **row} for key in sorted(keys)])


def _keys_to_bury(connection: Connection, article: Any) -> set[str]:
    """The key of a deleted article, the one that its address or file would give it now, if a later version brought that, and of a file those of its texts."""
    today = Identity.of(Page(id=article.id, text="", file=article.file, url=article.url))
    keys = {article.key, today.key}
    if today.by_file and today.address is None:
        texts = connection.execute(select(t.PAGES.c.sha256).where(t.PAGES.c.article == article.article)).scalars()
        keys |= {_key_of_text(article.id, sha256) for sha256 in texts}
    others = select(t.ARTICLES.c.key).where(t.ARTICLES.c.key.in_(keys), t.ARTICLES.c.key != article.key)
    taken = connection.execute(others.union(select(t.TOMBSTONES.c.key).where(t.TOMBSTONES.c.key.in_(keys)))).scalars()
    return keys - set(taken)
