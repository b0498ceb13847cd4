"""How fast a collection takes articles, compares them and answers, and how much room they take.

    python -m benchmark.storage [--articles 10000] [--db PATH|URL] [--times 3 10]

The reports of benchmark/articles are read once and copied with other names, words, days and outlets, so that reading time is not counted and names and words are as many as in as
many articles. Five copies are one story: told in the same words by three outlets, and with two in five words changed by two others. Articles are compared across articles as they come, as
``onrecord add`` does. Times of answers are medians of five, the process warm; questions are those of ``onrecord show`` and ``search``.
``--times N M``: what was added is put into the database again until it is there N times, for more articles than there is time to add, and another thousand is added; then until it is there M times.
Whoever is put in again is somebody else, without an identifier under another name, with one under another, and says it in other words; so it is in what articles are compared and looked up by. benchmark.survival kills writers.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Insert, Select, Table, case, insert, select

from corpora.annotated import REPORTS, read_annotated
from onrecord import Collection, Page, Pipeline, Reading
from onrecord.article import sha256_of
from onrecord.collection.blocking import EVENT, HASH_BYTES, STEPS, Step
from onrecord.collection.merging import merge_stored
from onrecord.merging.words import is_plain
from onrecord.records import Record
from onrecord.storage import Compared, Store, tables
from onrecord.storage.across import ACROSS, BLOCKS, COMPARED, PENDING, STALE
from onrecord.storage.blocks import put_blocks
from onrecord.storage.filters import IDENTIFIER, KEY
from onrecord.storage.opening import open_engine, writing

ROUNDS = 5
BATCH = 1000
# Numbers of rows that are put in again are so far from the first.
APART = 100_000_000
OUTLETS = [
    f"The {city} {paper}"
    for city in ("Aarhus", "Brno", "Cork", "Derby", "Essen", "Ghent")
    for paper in ("Times", "Post", "Herald", "Courier")
]
# So many outlets tell a story, so many of them in the same words; words up to this length stay.
TELLINGS, VERBATIM, SHORT = 5, 2, 3
# So many articles are stored before they are compared.
MERGED = 50
# Tables of those who have names or identifiers, and what of an article's things does not depend on them.
NAMED = (tables.ACTORS, tables.PEOPLE, tables.NAMES)
AS_THEY_ARE = {"key", "article"}
# Hashes, and how far those by which copies are looked up are from the first.
HASHES, HASHES_APART = 2 ** (8 * HASH_BYTES), 7_919_000_003
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--db", help="a new SQLite file, or the URL of an empty PostgreSQL database; else a temporary file")
    parser.add_argument("--times", type=int, nargs="*", default=())
    arguments = parser.parse_args()
    originals = read_reports() if arguments.articles else []
    with tempfile.TemporaryDirectory() as folder:
        where = arguments.db or str(Path(folder) / "onrecord.db")
        if arguments.articles:
            print_rates(where, originals, arguments.articles)
            print_answers(where)
        for already, times in pairwise((1, *arguments.times)):
            multiply(where, already, times)
            print_more(where, originals or read_reports())
            print_answers(where)


def read_reports() -> list[Reading]:
    """The reports that come with the project, read."""
    pages = [
        Page(id=article.id, text=article.text, title=article.title, published=article.published) for article in read_annotated(REPORTS)
    ]
    return [one for one in Pipeline().pipe(pages) if isinstance(one, Reading)]


def copies(originals: list[Reading], count: int, *, first: int = 0) -> Iterator[Reading]:
    """So many articles: the originals as other stories, with names whose letters are others, and other words, each told by several outlets."""
    words: dict[int, list[str]] = {}
    for original in originals:
        for word in re.findall(r"\w+", original.article.text):
            if _is_changed(word):
                words.setdefault(len(word), []).append(word)
    for number in range(first, first + count):
        yield copied(originals[number // TELLINGS % len(originals)], number, words)


def copied(original: Reading, number: int, words: Mapping[int, list[str]]) -> Reading:
    """A copy; names and words keep their lengths, so that every span stays where it is. Names with an identifier keep their letters, too."""
    story, telling = divmod(number, TELLINGS)
    chance = random.Random(story)
    record = original.record
    names = {word for actor in record.actors if not actor.wikidata for word in actor.name.split() if word.istitle()}
    turned = str.maketrans(LETTERS, "".join(chance.sample(LETTERS, len(LETTERS))))

    def other(word: str) -> str:
        if word in names:
            return word[0] + word[1:].translate(turned)
        return other_word(word, words[len(word)], story, max(0, telling - VERBATIM)) if len(word) in words and _is_changed(word) else word

    def renamed(text: str) -> str:
        return re.sub(r"\w+", lambda match: other(match[0]), text)

    text = f"{renamed(original.article.text)}\n{number}"
    day = date(2010, 1, 1) + timedelta(days=chance.randint(0, 16 * 365))
    facts = {
        "id": f"{original.article.id}-{number}",
        "published": (day + timedelta(days=telling // 2)).isoformat(),
        "publisher": OUTLETS[(story + 5 * telling) % len(OUTLETS)],
        "title": renamed(original.article.title or ""),
    }
    row = json.loads(record.to_json())
    row["article"] |= facts | {"sha256": sha256_of(text), "length": len(text)}
    _replace(row, text, renamed, number)
    for event in row["events"]:
        if event.get("date"):
            event["date"] |= {name: later(event["date"][name], day - day_told_from(original)) for name in ("value", "until")}
    new = Record.from_json(json.dumps(row))
    page = Page(text=text, url=f"https://example.org/{number}", **facts)
    article = original.article.__class__(text=text, blocks=original.article.blocks, url=page.url, **facts)
    return Reading(article=article, page=page, record=new)


def day_told_from(original: Reading) -> date:
    """The day from which a report tells."""
    return date.fromisoformat((original.article.published or "2020-01-01")[:10])


def later(told: str | None, by: timedelta) -> str | None:
    """A day, month or year as much later; what else is told stays."""
    if told is None:
        return None
    first = date.fromisoformat(f"{told[:10]}{'YYYY-01-01'[len(told) :]}")
    return (first + by).isoformat()[: len(told)] + told[10:]


def other_word(word: str, words: list[str], story: int, telling: int) -> str:
    """The word that a story has in the place of one; two in five are others again where it is told in other words."""
    is_retold = telling > 0 and zlib.crc32(f"{story} {telling} {word}".encode()) % 5 < 2
    return words[zlib.crc32(f"{story} {telling if is_retold else 0} other {word}".encode()) % len(words)]


def _is_changed(word: str) -> bool:
    return word.islower() and len(word) > SHORT and not is_plain(word)


def _replace(value: Any, text: str, renamed: Callable[[str], str], number: int) -> None:
    """Give spans the words that stand there now, actors their names, and everything a key of its own."""
    if isinstance(value, list):
        for one in value:
            _replace(one, text, renamed, number)
    if not isinstance(value, dict):
        return
    if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
        value["text"] = text[value["start"] : value["end"]]
    if isinstance(value.get("key"), str):
        value["key"] = sha256_of(f"{value['key']} {number}")[:20]
    if "mentions" in value and not value.get("wikidata"):
        value["name"] = renamed(value["name"])
    for one in value.values():
        _replace(one, text, renamed, number)


def print_rates(where: str, originals: list[Reading], count: int) -> None:
    """Add the articles, and print how fast the first and the last thousand went, and what an article takes."""
    with Store(where) as store:
        rates = list(_rates(store, copies(originals, count)))
        totals = store.totals()
    characters = statistics.mean(len(one.article.text) for one in originals)
    print(f"{'articles of characters on average':42} {count:,} / {characters:,.0f}")
    print(f"{'put a second, without comparing, at last':42} {rates[-1][1]:8.1f}")
    print(f"{'statements / events / actors':42} {totals['statements']:,} / {totals['events']:,} / {totals['actors']:,}")
    print(f"{'added a second, the first thousand':42} {rates[0][0]:8.1f}")
    print(f"{'added a second, the last thousand':42} {rates[-1][0]:8.1f}")
    print(f"{'added a second, the slowest thousand':42} {min(rates)[0]:8.1f}")
    if os.path.exists(where):
        size = sum(os.path.getsize(where + ending) for ending in ("", "-wal") if os.path.exists(where + ending))
        print(f"{'bytes an article':42} {size / count:8,.0f}")


def _rates(store: Store, readings: Iterable[Reading]) -> Iterator[tuple[float, float]]:
    """Add articles and compare them; of each thousand how many a second were added, and how many would be without comparing. Time is the processor's: others may use it, too."""
    putting = merging = 0.0
    started = time.perf_counter()
    for number, one in enumerate(readings, start=1):
        begun = time.process_time()
        store.put(one)
        put = time.process_time()
        if number % MERGED == 0:
            merge_stored(store)
        putting, merging = putting + put - begun, merging + time.process_time() - put
        if number % BATCH == 0:
            passed = time.perf_counter() - started
            print(
                f"{f'  {number:,}: put, compared, by the clock with copying':52} {putting:6.1f} {merging:6.1f} {passed:6.1f} ms", flush=True
            )
            yield BATCH / (putting + merging), BATCH / putting
            putting = merging = 0.0
            started = time.perf_counter()


def print_more(where: str, originals: list[Reading]) -> None:
    """Add another thousand, and print how fast that goes."""
    with Store(where) as store:
        first = store.totals()["articles"]
        for rate, _ in _rates(store, copies(originals, BATCH, first=first)):
            print(f"{f'added a second, to {first:,} articles':42} {rate:8.1f}")


def multiply(where: str, already: int, times: int) -> None:
    """Put everything that was in a database at first into it again, until it is there so many times: under other numbers, keys, identifiers and names, so that nobody is found twice."""
    engine = open_engine(where)
    looked_up: dict[int, list[tuple[int, int]]] = {}
    for more in range(already, times):
        with writing(engine) as connection:
            for table in (*tables.ALL, *ACROSS):
                if table is COMPARED:
                    _compare_again(connection, more, looked_up)
                elif table in NAMED:
                    _named_again(connection, table, more)
                elif table is tables.RECORDS:
                    _read_again(connection, more)
                elif table not in (tables.PUBLISHERS, BLOCKS, PENDING, STALE):
                    connection.execute(_again(table, more))
    engine.dispose()


def _rows(connection: Connection, asked: Select[Any]) -> Iterator[list[dict[str, Any]]]:
    """Rows of a table that were there at first, some at a time."""
    number = next(iter(asked.selected_columns))
    last = -1
    while rows := connection.execute(asked.where(number > last, number < APART).order_by(number).limit(BATCH)).mappings().all():
        yield [dict(row) for row in rows]
        last = rows[-1][number.name]


def _compare_again(connection: Connection, more: int, looked_up: dict[int, list[tuple[int, int]]]) -> None:
    """What copies of articles are compared by, and looked up by; ``looked_up``: what the articles are looked up by, but for their events, found once for all copies."""
    asked = select(COMPARED, tables.ARTICLES.c.key).join(tables.ARTICLES, tables.ARTICLES.c.article == COMPARED.c.article)
    for rows in _rows(connection, asked):
        for row in rows:
            if row["article"] not in looked_up:
                looked_up[row["article"]] = [one for step in STEPS if step is not EVENT for one in _looked_up_by(step, _things(step, row))]
        put_blocks(connection, {row["article"] + more * APART: _compared_again(row, more, looked_up[row["article"]]) for row in rows})


def _things(step: Step, row: Mapping[str, Any]) -> Sequence[Any]:
    things: Sequence[Any] = step.json.validate_json(zlib.decompress(row[step.kind]))
    return things


def _looked_up_by(step: Step, things: Iterable[Any]) -> list[tuple[int, int]]:
    return [(kept, place) for place, thing in enumerate(things) for keys in step.keys(thing) for kept in keys.kept]


def _read_again(connection: Connection, more: int) -> None:
    """Put records in again, with other identifiers: an article that is compared again is read from them."""
    for rows in _rows(connection, select(tables.RECORDS)):
        for row in rows:
            told = zlib.decompress(row["json"]).replace(b'"wikidata":"Q', f'"wikidata":"Q{more}0'.encode())
            row |= {"page": row["page"] + more * APART, "json": zlib.compress(told, 1)}
        connection.execute(insert(tables.RECORDS), rows)


def _compared_again(row: Mapping[str, Any], more: int, looked_up: Iterable[tuple[int, int]]) -> Compared:
    """What an article is compared by, its events with other keys, identifiers and names; what they are told with stays: what all articles share, many do. All else is looked up by other hashes, so that nobody finds it."""
    this, copied = f'"article":"{row["key"]}"', f'"article":"{row["key"]}-{more}"'
    things = {step.kind: zlib.decompress(row[step.kind]).replace(this.encode(), copied.encode()) for step in STEPS}
    with_identifier, without = (
        {
            word
            for one in json.loads(things["actor"])
            if (one["wikidata"] is not None) is known
            for word in re.findall(r"\w+", one["name"].casefold())
        }
        for known in (True, False)
    )

    def other(value: Any, field: str = "") -> Any:
        if isinstance(value, list):
            return [other(part) for part in value]
        if isinstance(value, dict):
            parts = {name: part if name in AS_THEY_ARE else other(part, name) for name, part in value.items()}
            return {other(name): part for name, part in parts.items()} if field == "people" else parts
        if not isinstance(value, str):
            return value
        if KEY.fullmatch(value):
            return f"{value}-{more}"
        if IDENTIFIER.fullmatch(value):
            return f"Q{more}0{value[1:]}"
        return re.sub(r"\w+", lambda word: turned(word[0], more) if word[0].casefold() in without - with_identifier else word[0], value)

    events = EVENT.json.validate_json(json.dumps(other(json.loads(things["event"]))))
    hashes = [((one + more * HASHES_APART) % HASHES, place) for one, place in looked_up]
    return Compared(things=things | {"event": EVENT.json.dump_json(events)}, hashes=[*hashes, *_looked_up_by(EVENT, events)])


def turned(words: str, more: int) -> str:
    """Words whose letters, but the first of each, are others further on in the alphabet."""
    letters = str.maketrans(LETTERS + LETTERS.upper(), "".join(case[more:] + case[:more] for case in (LETTERS, LETTERS.upper())))
    return re.sub(r"\w+", lambda word: word[0][0] + word[0][1:].translate(letters), words)


def _named_again(connection: Connection, table: Table, more: int) -> None:
    """Put actors, people or names in again; those of an identifier have another, those without one another name. What "reporters" are called stays."""
    asked = select(table) if "wikidata" in table.c else select(table, tables.PEOPLE.c.wikidata).join(tables.PEOPLE)
    for rows in _rows(connection, asked):
        for row in rows:
            row |= {column.name: row[column.name] + more * APART for column in _numbers(table) if row[column.name] < APART}
            row |= {column.name: f"{row[column.name]}-{more}" for column in table.columns if column.unique}
            if row["wikidata"] is None and row["name"][:1].isupper():
                row |= {name: turned(row[name], more) for name in ("name", "folded") if name in row}
            elif row["wikidata"] is not None:
                row["wikidata"] = f"Q{more}0{row['wikidata'][1:]}"
        connection.execute(insert(table), [{column.name: row[column.name] for column in table.columns} for row in rows])


def _numbers(table: Table) -> list[Column[Any]]:
    """The columns that are numbers of rows; where what was there at first has become part of what was added since, it is that, too, when it is put in again."""
    is_number = [
        column.foreign_keys or (column.primary_key and len(table.primary_key) == 1) or column.name == "page" for column in table.columns
    ]
    return [column for column, is_one in zip(table.columns, is_number, strict=True) if is_one]


def _again(table: Table, more: int) -> Insert:
    """What puts the rows that were there at first into a table again."""
    numbers = _numbers(table)
    values: list[ColumnElement[Any]] = [
        case((column < APART, column + more * APART), else_=column)
        if column in numbers
        else column + f"-{more}"
        if column.unique
        else column
        for column in table.columns
    ]
    return insert(table).from_select([column.name for column in table.columns], select(*values).where(numbers[0] < APART))


def print_answers(where: str) -> None:
    """Print how long answers take."""
    with Collection(where) as collection:
        print(f"{'answers from so many articles':42} {collection.totals()['articles']:,}")
        names = [actor.name for actor in collection.actors(limit=200)]
        frequent, rare = names[0], names[-1]
        statement = next(collection.statements(limit=1))
        questions: dict[str, Callable[[], object]] = {
            "show statements": lambda: list(collection.statements(limit=50)),
            f"show statements --speaker {frequent}": lambda: list(collection.statements(speaker=frequent, limit=50)),
            f"show statements --speaker {rare}": lambda: list(collection.statements(speaker=rare, limit=50)),
            "show statements --to reporters": lambda: list(collection.statements(to="reporters", limit=50)),
            "show statements --about government": lambda: list(collection.statements(about="government", limit=50)),
            "show statements --act deny --since --until": lambda: list(
                collection.statements(act="deny", since="2015", until="2015-06", limit=50)
            ),
            "show statements --publisher Cork": lambda: list(collection.statements(publisher="Cork", limit=50)),
            "show statements --min-confidence 0.9": lambda: list(collection.statements(min_confidence=0.9, limit=50)),
            "show contacts": lambda: list(collection.events(type="CONSULT", limit=50)),
            f"show contacts --speaker {frequent}": lambda: list(collection.events(type="CONSULT", speaker=frequent, limit=50)),
            "show events --type ASSAULT --status denied": lambda: list(collection.events(type="ASSAULT", status="denied", limit=50)),
            "show events --place nowhere": lambda: list(collection.events(place="nowhere", limit=50)),
            "show events": lambda: list(collection.events(limit=50)),
            "show disputes": lambda: list(collection.disputes(limit=50)),
            "show disputes --type figures --since --until": lambda: list(
                collection.disputes(type="figures", since="2015", until="2015-06", limit=50)
            ),
            f"show disputes --speaker {frequent}": lambda: list(collection.disputes(speaker=frequent, limit=50)),
            "show actors": lambda: list(collection.actors(limit=50)),
            "show articles --about talks": lambda: list(collection.articles(about="talks", limit=50)),
            "search talks": lambda: collection.search("talks", limit=10),
            "search a name": lambda: collection.search(rare, limit=10),
            "cite": lambda: collection.cite(statement.key),
        }
        for name, ask in questions.items():
            by_clock, by_processor = medians(ask)
            print(f"{name[:52]:52} {by_clock:8.1f} ms, {by_processor:.1f} of the processor")


def medians(ask: Callable[[], object]) -> tuple[float, float]:
    """The median time of a few answers, in milliseconds: by the clock, and the processor's, for others may use it, too."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    by_clock, by_processor = (1000 * statistics.median(column) for column in zip(*times, strict=True))
    return by_clock, by_processor


if __name__ == "__main__":
    main()
