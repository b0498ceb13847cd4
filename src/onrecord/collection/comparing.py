"""New articles of a collection compared with those that share something with them: their clusters are found again, with the new members, and all others stay as they are."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.collection.blocking import ACTOR, EVENT, ORIGIN, STATEMENT
from onrecord.collection.disputing import put_accounts, put_unsaid
from onrecord.collection.finding import Articles, find
from onrecord.collection.found import copies_found, event_found, person_found, statement_found
from onrecord.merging import fingerprint, reports, sightings, tellings
from onrecord.storage import Comparison


def compare(comparison: Comparison) -> None:
    """Compare articles that wait with all others, and put in what was found."""
    articles = Articles(comparison=comparison, readings=comparison.readings(comparison.articles))
    for number, reading in articles.readings.items():
        articles.new["origin", number] = (fingerprint(reading.article),)
        articles.new["actor", number] = tuple(sightings(reading.record))
    entirely = [number for number in articles.readings if comparison.articles[number]]
    events = comparison.stale["event"] | _put_origins(articles, entirely)
    people = find(ACTOR, articles, entirely)
    comparison.put_people([person_found(one) for one in people.clusters], people.large)
    keys = articles.actor_keys(articles.readings)
    for number, reading in articles.readings.items():
        articles.new["statement", number] = tuple(tellings(reading.record, keys))
        articles.new["event", number] = tuple(reports(reading, keys))
    said, done = find(STATEMENT, articles, articles.readings), find(EVENT, articles, articles.readings)
    comparison.put_compared({number: articles.compared(number) for number in articles.readings})
    statements = comparison.put_clusters("statement", [statement_found(one) for one in said.clusters], said.taken, said.large)
    events |= set(comparison.put_clusters("event", [event_found(one) for one in done.clusters], done.taken, done.large))
    put_unsaid(articles, said.same | dict(zip(statements, said.clusters, strict=True)))
    put_accounts(articles, events)
    comparison.settle()


def _put_origins(articles: Articles, numbers: Collection[int]) -> set[int]:
    """Put in what copies what; the events that are reported by other articles whose origin is another now."""
    comparison, copied = articles.comparison, find(ORIGIN, articles, numbers)
    others = comparison.articles_of({article for one in copied.clusters for article in one.articles}) - set(numbers)
    before = comparison.origins(others)
    comparison.put_clusters("origin", [copies_found(one) for one in copied.clusters], copied.taken, copied.large)
    after = comparison.origins(others)
    changed = comparison.articles_of({article for article, origin in after.items() if before.get(article) != origin})
    return {one.cluster for one in comparison.things("event", changed).values() if one.cluster is not None}
