"""How long pages and the API take to answer, from a collection of many articles.

    taskset -c 0 python -m benchmark.pages [--articles 10000] [--db PATH|URL] [--times 30]

The collection is that of benchmark.storage: reports copied with other names and words; with ``--db`` it is one that is there. Each address of a page or of the API is asked
``--times`` times over HTTP, one request after the other, for things chosen by chance and for the most crowded ones: the actor with the most statements, the story with the most reports, lists filtered by
common words. Milliseconds are those of the clock until all of the answer is there, and those of the processor, server and client together, for others may use it, too. Whole lists as files
are asked for with a filter: they have all rows, and take as long as these take to send.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from benchmark.storage import print_rates, read_reports
from onrecord import Collection
from onrecord.server import api, application
from onrecord.server.logs import RequestLog
from onrecord.server.pages import ROUTERS
from onrecord.server.picturing import figures_as_told, where_reports_have_it
from onrecord.server.serving import server_of

# Seconds: whoever is renamed may be in hundreds of articles, each of which is derived anew.
LONGEST = 600
# In milliseconds: 95 of 100 pages are to be there within so many.
TARGET = 100
SAMPLE = 200
WORDS = ("government", "talks", "police", "%22prime%20minister%22")
PICTURES = ("network", "map", "weeks", "acts", "quoted", "stories")
T = TypeVar("T")
# Addresses by what they are called, each made when it is asked for.
Asked = dict[str, Callable[[], str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long the answers of an address took, in milliseconds."""

    by_clock: tuple[float, ...]
    by_processor: tuple[float, ...]

    def row(self) -> str:
        """Median and 95th percentile, by the clock and by the processor."""
        figures = (at(self.by_clock, 50), at(self.by_clock, 95), at(self.by_processor, 50), at(self.by_processor, 95))
        return " ".join(f"{figure:8.1f}" for figure in figures)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--db", help="a collection that is there, instead of one that is made")
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--only", default="", help="only addresses that have this in them")
    parser.add_argument("--decide", action="store_true", help="decide about what is in the collection, too: this changes it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = arguments.db or str(Path(folder) / "onrecord.db")
        if arguments.db is None:
            print_rates(where, read_reports(), arguments.articles)
        with Collection(where) as collection, served(collection) as port:
            print(f"articles: {collection.totals()['articles']:,}; each address asked {arguments.times} times")
            known, chance = sample(collection), random.Random(1)
            asked = {name: address for name, address in addresses(known, chance).items() if arguments.only in name}
            print_times(port, asked, arguments.times)
            if arguments.decide or arguments.db is None:
                print_decisions(port, judgements(collection, known, chance), arguments.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Keys of what there is, the most crowded first, and names of those who speak; ``drawn``: stories by what can be drawn of them."""

    articles: Sequence[str]
    statements: Sequence[str]
    stories: Sequence[str]
    actors: Sequence[str]
    names: Sequence[str]
    decisions: Sequence[str]
    drawn: Mapping[str, Sequence[str]]

    def keys(self, pattern: str) -> Sequence[str]:
        """The keys that an address may end with."""
        if "/articles/" in pattern or "/records/" in pattern:
            return self.articles
        if "/statements/" in pattern or "/review/" in pattern:
            return self.statements
        if "/decisions/" in pattern:
            return self.decisions
        return self.actors if "/actors/" in pattern else self.stories


def sample(collection: Collection) -> Sample:
    """What is asked for."""
    actors, stories = list(collection.actors(limit=SAMPLE)), collection.biggest(limit=SAMPLE)
    return Sample(
        articles=[one.key for one in collection.articles(limit=SAMPLE)],
        statements=[one.key for one in collection.statements(limit=SAMPLE)],
        stories=[one.key for one in stories],
        actors=[one.key for one in actors],
        names=[quote(one.name) for one in actors],
        decisions=[one.key for one in collection.decisions()[-SAMPLE:]],
        drawn={
            "figures": [one.key for one in stories if figures_as_told(one) is not None],
            "map": [one.key for one in stories if where_reports_have_it(collection.places_of(one.key)) is not None],
        },
    )


def addresses(known: Sample, chance: random.Random) -> Asked:
    """Every address of pages and API, by its pattern, and what may be asked there; none of what the collection has nothing of."""
    found: Asked = {}
    for pattern in patterns():
        found |= _of_pattern(pattern, known, chance)
    return found | _filtered(known, chance)


def _of_pattern(pattern: str, known: Sample, chance: random.Random) -> Asked:
    if pattern == "/pictures/story-{what}.svg":
        return {
            f"/pictures/story-{what}.svg": _one_of(keys, f"/pictures/story-{what}.svg?key=*", chance) for what, keys in known.drawn.items()
        }
    if pattern == "/pictures/{name}.svg":
        return {f"/pictures/{name}.svg": partial(str, f"/pictures/{name}.svg") for name in PICTURES}
    if "{" in pattern:
        keys, asked = known.keys(pattern), pattern.replace("{name:path}", "*").replace("{key}", "*")
        crowded = {f"{pattern} (most crowded)": partial(str, asked.replace("*", key)) for key in keys[:1]}
        return {pattern: _one_of(keys, asked, chance), **crowded} if keys else {}
    if pattern.endswith((".csv", ".json")) and not pattern.startswith("/stories"):
        return {f"{pattern}?speaker=": _one_of(known.names[-50:], f"{pattern}?speaker=*", chance)}
    if pattern == "/search":
        return {"/search?q=": _one_of([*known.names, *WORDS], "/search?q=*", chance)}
    return {pattern: partial(str, pattern)}


def _filtered(known: Sample, chance: random.Random) -> Asked:
    found: Asked = {}
    for what in ("statements", "events", "actors", "articles", "disputes"):
        for before, far in (("", "page=40"), ("/api/v1", "offset=2000")):
            asked = "speaker=" if what == "actors" else "about="
            words = known.names if what == "actors" else [*known.names[:20], *WORDS]
            found[f"{before}/{what}?{asked}"] = _one_of(words, f"{before}/{what}?{asked}*", chance)
            found[f"{before}/{what} (far on)"] = partial(str, f"{before}/{what}?{far}")
    found["/review (far on)"] = partial(str, "/review?page=400")
    found["/review?about="] = _one_of(WORDS, "/review?about=*", chance)
    for path in ("/statements", "/events", "/pictures", "/review", "/api/v1/statements", "/api/v1/events"):
        found[f"{path}?speaker="] = _one_of(known.names, f"{path}?speaker=*", chance)
    return found


def judgements(collection: Collection, known: Sample, chance: random.Random) -> Mapping[str, Callable[[], Mapping[str, Any]]]:
    """Decisions of each kind by what they are called, each made when it is sent, about things chosen by chance; of somebody, about the most crowded, too."""
    reports = [collection.event(key).report for key in known.stories]

    def about(keys: Sequence[str], kind: str, **facts: Any) -> Callable[[], Mapping[str, Any]]:
        return lambda: {"kind": kind, "about": [chance.choice(keys)], **facts}

    return {
        "accept a statement": about(known.statements, "accept"),
        "correct a statement": about(known.statements, "correct", to={"speaker": "Olga Dahl", "addressees": ["Ivan Holm"]}),
        "correct an event": about(reports, "correct", to={"killed": 3}),
        "reject a statement": about(known.statements, "reject"),
        "rename somebody": about(known.actors[-50:], "rename", to={"name": "Olga Dahl"}),
        "rename somebody in many articles": about(known.actors[20:21], "rename", to={"name": "Olga Dahl"}),
        "split off a report": about(reports, "split"),
    }


def print_decisions(port: int, asked: Mapping[str, Callable[[], Mapping[str, Any]]], times: int) -> None:
    """Decide and undo it, and print how long it took, with the review as it is asked for after each."""
    print(f"\n{'decisions':44} {'clock':>8} {'':8} {'processor':>8}\n{'ms':44} {'median':>8} {'95 %':>8} {'median':>8} {'95 %':>8}")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    reviews: list[tuple[float, float]] = []
    for name, judgement in asked.items():
        made, undone = [], []
        for _ in range(times):
            decision, taken = measured(partial(_decided, connection, judgement()))
            made.append(taken)
            reviews.append(measured(partial(_answer, connection, "/review"))[1])
            undone.append(measured(partial(_decided, connection, {"kind": "undo", "about": [decision]}))[1])
        print(f"{name:44} {times_of(made).row()}\n{f'undo: {name}':44} {times_of(undone).row()}", flush=True)
    print(f"{'/review after a decision':44} {times_of(reviews).row()}")


def _decided(connection: http.client.HTTPConnection, judgement: Mapping[str, Any]) -> str:
    """The key of a decision that the API makes."""
    connection.request("POST", "/api/v1/decisions", json.dumps(judgement), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 201:
        raise RuntimeError(f"{judgement} is answered by {answer.status}: {body.decode()}")
    return str(json.loads(body)["key"])


def _one_of(values: Sequence[str], address: str, chance: random.Random) -> Callable[[], str]:
    return lambda: address.replace("*", chance.choice(values))


def patterns() -> list[str]:
    """The addresses that answer GET, as they are written in the server."""
    routers = (*ROUTERS, api.router)
    return [
        str(getattr(route, "path", "")) for router in routers for route in router.routes if "GET" in (getattr(route, "methods", None) or ())
    ]


def print_times(port: int, asked: Asked, times: int) -> None:
    """Ask all, and print how long it took, the slowest first; then of how many answers the target holds."""
    found: dict[str, Times] = {}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for name, address in asked.items():
        found[name] = timed(connection, address, times)
        print(".", end="", file=sys.stderr, flush=True)
    print(f"\n{'':44} {'clock':>8} {'':8} {'processor':>8}\n{'ms':44} {'median':>8} {'95 %':>8} {'median':>8} {'95 %':>8}")
    for name, one in sorted(found.items(), key=lambda item: -at(item[1].by_clock, 95)):
        print(f"{name:44} {one.row()}")
    for title, is_api in (("pages", False), ("API", True)):
        chosen = [one for name, one in found.items() if name.startswith("/api/") is is_api]
        if not chosen:
            continue
        whole = Times(by_clock=sum((one.by_clock for one in chosen), ()), by_processor=sum((one.by_processor for one in chosen), ()))
        print(f"{f'all {title}':44} {whole.row()}")
        shares = [statistics.mean(time <= TARGET for time in times) for times in (whole.by_clock, whole.by_processor)]
        print(f"{f'within {TARGET} ms':44} {shares[0]:17.1%} {shares[1]:17.1%}")


def timed(connection: http.client.HTTPConnection, address: Callable[[], str], times: int) -> Times:
    """How long so many answers took, after one that is not counted. RuntimeError where something else is answered than a page."""
    return times_of(list(_answers(connection, address, times + 1))[1:])


def times_of(taken: Sequence[tuple[float, float]]) -> Times:
    """Pairs of milliseconds, by the clock and by the processor, as one."""
    by_clock, by_processor = zip(*taken, strict=True)
    return Times(by_clock=by_clock, by_processor=by_processor)


def measured(do: Callable[[], T]) -> tuple[T, tuple[float, float]]:
    """What something gives, and how many milliseconds it took."""
    started = time.perf_counter(), time.process_time()
    given = do()
    return given, (1000 * (time.perf_counter() - started[0]), 1000 * (time.process_time() - started[1]))


def _answers(connection: http.client.HTTPConnection, address: Callable[[], str], times: int) -> Iterator[tuple[float, float]]:
    for _ in range(times):
        asked = address()
        answer, taken = measured(partial(_answer, connection, asked))
        yield taken
        if answer.status != 200:
            raise RuntimeError(f"{asked} answers {answer.status}")


def _answer(connection: http.client.HTTPConnection, address: str) -> http.client.HTTPResponse:
    """What an address answers, all of it, or where it sends us."""
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    moved = answer.getheader("Location")
    return _answer(connection, moved) if moved else answer


def at(values: Sequence[float], percent: int) -> float:
    """A percentile."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


@contextmanager
def served(collection: Collection, **facts: Any) -> Iterator[int]:
    """Serve a collection on a free port of this machine, as ``onrecord serve`` does; ``facts``: those of its application."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = server_of(RequestLog(application(collection, **facts)), host="127.0.0.1", port=port)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
