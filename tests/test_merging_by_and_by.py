"""Articles that come in one after another are merged as all at once: looked up by keys, and merged with the clusters of what they share keys with."""

from collections import defaultdict

import pytest

from corpora.newsroom import read_newsroom
from onrecord.merging import find_actors, find_events, find_origins, find_statements, fingerprint, merge, reports, sightings, tellings


@pytest.fixture(scope="module")
def readings(pipeline):
    return list(pipeline.pipe(read_newsroom()))


def by_and_by(articles, find, *, name, keys, members):
    """Groups of names after all articles came in: ``articles`` are lists of things; ``find`` merges some of them; ``members``: the names in a cluster."""
    stored, holding, cluster_of, clusters = {}, defaultdict(set), {}, {}
    for things in articles:
        near = {other for thing in things for key in keys(thing) for other in holding[key]}
        old = {cluster_of[other] for other in near}
        again = [stored[one] for key in old for one in clusters[key]]
        for thing in things:
            stored[name(thing)] = thing
            for key in keys(thing):
                holding[key].add(name(thing))
        known = {one: key for key in old for one in clusters.pop(key)}
        for cluster in find([*again, *things], known=known):
            clusters[cluster.key] = members(cluster)
            cluster_of |= dict.fromkeys(members(cluster), cluster.key)
    return {frozenset(names) for names in clusters.values()}


def by_date(readings):
    return sorted(readings, key=lambda reading: reading.record.article.published)


def test_origins(readings):
    found = by_and_by(
        ([fingerprint(reading.article)] for reading in by_date(readings)),
        find_origins,
        name=lambda one: one.article,
        keys=lambda one: one.keys,
        members=lambda one: one.articles,
    )
    assert found == {frozenset(one.articles) for one in merge(readings).origins}


def test_actors(readings):
    found = by_and_by(
        (list(sightings(reading.record)) for reading in by_date(readings)),
        find_actors,
        name=lambda one: one.ref,
        keys=lambda one: one.keys,
        members=lambda one: one.members,
    )
    assert found == {frozenset(one.members) for one in merge(readings).actors}


def test_statements(readings):
    keys = merge(readings).keys.actors
    found = by_and_by(
        (list(tellings(reading.record, keys)) for reading in by_date(readings)),
        find_statements,
        name=lambda one: one.ref,
        keys=lambda one: one.word_keys | one.speaker_keys,
        members=lambda one: [told.telling.ref for told in one.told_by],
    )
    assert found == {frozenset(told.telling.ref for told in one.told_by) for one in merge(readings).statements}


def test_events(readings):
    keys = merge(readings).keys.actors
    found = by_and_by(
        (list(reports(reading, keys)) for reading in by_date(readings)),
        find_events,
        name=lambda one: one.ref,
        keys=lambda one: one.keys | one.word_keys,
        members=lambda one: [report.ref for report in one.reports],
    )
    assert found == {frozenset(report.ref for report in one.reports) for one in merge(readings).events}
