"""How fast a collection takes articles and answers, and how much room they take.

    python -m benchmark.storage [--articles 10000] [--db PATH|URL] [--times 10] [--kills 0]

The reports of benchmark/articles are read once and copied with other names, days, outlets and identifiers, so that reading time is not counted and names are as
many as in as many articles. Times of answers are medians of five in milliseconds, the process warm; questions are those of ``onrecord show`` and ``search``.
``--times N``: what was added is multiplied by N within the database, for answers from more articles than there is time to add (``--articles 0``: what is
there already). ``--kills N``: instead, a writer of 300 articles is killed N times at random moments, and what is left is verified.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Insert, Table, insert, select

from corpora.annotated import REPORTS, read_annotated
from onrecord import Collection, Page, Pipeline, Reading
from onrecord.article import sha256_of
from onrecord.records import Record
from onrecord.storage import Store, tables
from onrecord.storage.opening import open_engine, writing

ROUNDS = 5
BATCH = 1000
KILLED = 300
# About as many articles as a writer stores in a second.
A_SECOND = 60
# Numbers of rows that are put in again are so far from the first.
APART = 100_000_000
OUTLETS = [
    f"The {city} {paper}"
    for city in ("Aarhus", "Brno", "Cork", "Derby", "Essen", "Ghent")
    for paper in ("Times", "Post", "Herald", "Courier")
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--db", help="a new SQLite file, or the URL of an empty PostgreSQL database; else a temporary file")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--kills", type=int, default=0)
    arguments = parser.parse_args()
    originals = read_reports() if arguments.articles or arguments.kills else []
    with tempfile.TemporaryDirectory() as folder:
        where = arguments.db or str(Path(folder) / "onrecord.db")
        if arguments.kills:
            print_kills(where, originals, arguments.kills)
            return
        if arguments.articles:
            print_rates(where, originals, arguments.articles)
        multiply(where, arguments.times)
        print_answers(where)


def read_reports() -> list[Reading]:
    """The reports that come with the project, read."""
    pages = [
        Page(id=article.id, text=article.text, title=article.title, published=article.published) for article in read_annotated(REPORTS)
    ]
    return [one for one in Pipeline().pipe(pages) if isinstance(one, Reading)]


def copies(originals: list[Reading], count: int) -> Iterator[Reading]:
    """So many articles: the originals with names whose letters are others, on other days, in other outlets."""
    chance = random.Random(1)
    for number in range(count):
        yield copied(originals[number % len(originals)], number, chance)


def copied(original: Reading, number: int, chance: random.Random) -> Reading:
    """A copy; names keep their lengths, so that every span stays where it is. Those with an identifier keep their letters, too."""
    record = original.record
    names = {word for actor in record.actors if not actor.wikidata for word in actor.name.split() if word.istitle()}
    turned = str.maketrans(LETTERS, "".join(chance.sample(LETTERS, len(LETTERS))))

    def renamed(text: str) -> str:
        return re.sub(r"\w+", lambda match: match[0][0] + match[0][1:].translate(turned) if match[0] in names else match[0], text)

    text = f"{renamed(original.article.text)}\n{number}"
    day = f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    facts = {
        "id": f"{original.article.id}-{number}",
        "published": day,
        "publisher": chance.choice(OUTLETS),
        "title": renamed(original.article.title or ""),
    }
    row = json.loads(record.to_json())
    row["article"] |= facts | {"sha256": sha256_of(text), "length": len(text)}
    _replace(row, text, renamed, number)
    new = Record.from_json(json.dumps(row))
    page = Page(text=text, url=f"https://example.org/{number}", **facts)
    article = original.article.__class__(text=text, blocks=original.article.blocks, url=page.url, **facts)
    return Reading(article=article, page=page, record=new)


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
    rates: list[float] = []
    with Store(where) as store:
        batch: list[Reading] = []
        for number, reading in enumerate(copies(originals, count), start=1):
            batch.append(reading)
            if len(batch) == BATCH or number == count:
                started = time.perf_counter()
                for one in batch:
                    store.put(one)
                rates.append(len(batch) / (time.perf_counter() - started))
                batch.clear()
        totals = store.totals()
    characters = statistics.mean(len(one.article.text) for one in originals)
    print(f"{'articles of characters on average':42} {count:,} / {characters:,.0f}")
    print(f"{'statements / events / actors':42} {totals['statements']:,} / {totals['events']:,} / {totals['actors']:,}")
    print(f"{'added a second, the first thousand':42} {rates[0]:8.1f}")
    print(f"{'added a second, the last thousand':42} {rates[-1]:8.1f}")
    print(f"{'added a second, the slowest thousand':42} {min(rates):8.1f}")
    if os.path.exists(where):
        size = sum(os.path.getsize(where + ending) for ending in ("", "-wal") if os.path.exists(where + ending))
        print(f"{'bytes an article':42} {size / count:8,.0f}")


def multiply(where: str, times: int) -> None:
    """Put everything in a database into it again, under other numbers and keys."""
    engine = open_engine(where)
    for more in range(1, times):
        with writing(engine) as connection:
            for table in tables.ALL:
                if table is not tables.PUBLISHERS:
                    connection.execute(_again(table, more))
    engine.dispose()


def _again(table: Table, more: int) -> Insert:
    """What puts the rows that were there at first into a table again."""
    numbers = [
        column
        for column in table.columns
        if column.foreign_keys or (column.primary_key and len(table.primary_key) == 1) or column.name == "page"
    ]
    values: list[ColumnElement[Any]] = [
        column + more * APART if column in numbers else column + f"-{more}" if column.unique else column for column in table.columns
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
            "show actors": lambda: list(collection.actors(limit=50)),
            "show articles --about talks": lambda: list(collection.articles(about="talks", limit=50)),
            "search talks": lambda: collection.search("talks", limit=10),
            "search a name": lambda: collection.search(rare, limit=10),
            "cite": lambda: collection.cite(statement.key),
        }
        for name, ask in questions.items():
            print(f"{name[:52]:52} {median_milliseconds(ask):8.1f} ms")


def median_milliseconds(ask: Callable[[], object]) -> float:
    """The median time of a few answers."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times)


def print_kills(where: str, originals: list[Reading], kills: int) -> None:
    """Kill writers at random moments, and print what is left of what they wrote."""
    chance = random.Random(1)
    readings = list(copies(originals, KILLED))
    Store(where).close()
    amid = faults = stored = 0
    for _ in range(kills):
        writer = multiprocessing.get_context("fork").Process(target=_write, args=(where, chance.sample(readings, len(readings))))
        writer.start()
        time.sleep(chance.uniform(0.0, 2 * KILLED / (kills + 1) / A_SECOND))
        amid += writer.is_alive()
        writer.kill()
        writer.join()
        with Collection(where) as collection:
            count = collection.totals()["articles"]
            assert count >= stored
            stored = count
    _write(where, readings)
    with Collection(where) as collection:
        ids = [article.id for article in collection.articles()]
        faults = len(collection.verify().faults)
    print(f"killed {kills} times, {amid} of them at work with {stored} articles stored in the end, before the rest was added")
    print(f"articles {len(ids)} of {KILLED}, twice {len(ids) - len(set(ids))}, faults {faults}")


def _write(where: str, readings: list[Reading]) -> None:
    with Store(where) as store:
        for reading in readings:
            store.put(reading)


if __name__ == "__main__":
    main()
