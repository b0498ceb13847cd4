"""Who says what of events across articles, what is disputed of them, and which statements were never made, as their speakers say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from onrecord.collection.blocking import EVENT, STATEMENT, disowned_by
from onrecord.collection.finding import Articles, things_by_pair
from onrecord.collection.found import account_found, disputes_found
from onrecord.merging import Account, Figure, Newspapers, Origin, Ref, Voice, account_of, disputes_of, event_of, unsaid
from onrecord.storage import KeptVoice, Member, OneAccount

# Of an event that more articles report, who says what is told anew from the first and the last few of them and from those that are compared; what others say is kept.
MOST_REPORTS = 24


def put_accounts(articles: Articles, events: Collection[int]) -> None:
    """Put in who says what of events, by the numbers of their clusters, and what of it is disputed."""
    by_event, large = _reports(articles, events)
    kept = articles.comparison.kept_voices(large)
    numbers = {one.article for members in by_event.values() for one in members}
    things = things_by_pair(EVENT, articles, numbers)
    papers = _papers(articles, numbers, {one.number for voices in kept.values() for one in voices})
    accounts = dict[int, OneAccount]()
    for number, members in by_event.items():
        account = account_of(event_of(str(members[0].key), [things[one.ref] for one in members if one.ref in things]), papers)
        accounts[number] = account_found(account, disputes_of(_with_kept(account, kept.get(number, ())), papers))
    articles.comparison.put_accounts(accounts, large)


def _reports(articles: Articles, events: Collection[int]) -> tuple[dict[int, list[Member]], dict[int, set[int]]]:
    """The reports of events that are looked at; and the articles of those of events of which there are more."""
    members, large = articles.comparison.members("event", events, MOST_REPORTS)
    new = [one for one in articles.comparison.things("event", articles.readings).values() if one.cluster in large] if large else []
    by_event: dict[int, list[Member]] = defaultdict(list)
    for one in dict.fromkeys((*members, *new)):
        if one.cluster is not None:
            by_event[one.cluster].append(one)
    return by_event, {number: {one.article for one in by_event[number]} for number in large}


def _with_kept(account: Account, kept: Iterable[KeptVoice]) -> Account:
    """An account with what was said of the event before in articles that are not looked at."""
    voices: dict[str, list[Voice]] = defaultdict(list)
    figures = list[Figure]()
    for one in kept:
        said = _kept(one)
        voices[one.voice.what].append(said)
        if one.voice.figure is not None:
            kind, value, bound = one.voice.figure
            figures.append(Figure(kind=kind, value=value, bound=bound, by=said))  # type: ignore[arg-type]
    return replace(
        account,
        asserted_by=(*voices["asserted"], *account.asserted_by),
        attributed_to=(*voices["attributed"], *account.attributed_to),
        denied_by=(*voices["denied"], *account.denied_by),
        figures=(*figures, *account.figures),
    )


def _kept(one: KeptVoice) -> Voice:
    told = one.voice
    return Voice(
        who=one.who,
        name=None,
        article=told.article,
        published=one.published,
        words=told.words,
        statement=Ref(article=told.statement[0], key=told.statement[1]) if told.statement is not None else None,
    )


def put_unsaid(articles: Articles, clusters: Mapping[int, Any]) -> None:
    """Put in which statements, by the numbers of their clusters, were never made, as their speakers say."""
    found = {one.telling.ref: one.telling for cluster in clusters.values() for one in cluster.told_by}
    speakers = {cluster.speaker for cluster in clusters.values()}
    earlier = [one for one in _denials(articles, speakers) if one.ref not in found]
    denying = {one.speaker for one in (*found.values(), *earlier) if one.disowned}
    about = {number: cluster for number, cluster in clusters.items() if cluster.speaker in denying}
    disputes = list[Any]()
    if about:
        keys = {ref.article for ref in found} | {one.ref.article for one in earlier}
        together = [*about.values(), *STATEMENT.found(earlier, (), {})]
        disputes += unsaid(together, _papers(articles, articles.comparison.articles_of(keys)))
    numbers = {cluster.key: number for number, cluster in about.items()}
    by_number: dict[int, list[Any]] = defaultdict(list)
    for one in disputes:
        if one.about in numbers:
            by_number[numbers[one.about]].append(one)
    articles.comparison.put_disputes({number: disputes_found(by_number.get(number, ())) for number in clusters})


def _denials(articles: Articles, speakers: Iterable[str | None]) -> list[Any]:
    """What speakers said was never said by them."""
    hashes = [disowned_by(speaker) for speaker in speakers if speaker is not None]
    places = {place for found in articles.comparison.sharing(hashes, STATEMENT.most).values() for place in found}
    things = articles.things(STATEMENT, {article for article, _ in places})
    return [things[article][place] for article, place in sorted(places) if place < len(things[article])]


def _papers(articles: Articles, numbers: Collection[int], others: Collection[int] = ()) -> Newspapers:
    """The articles that something was told in; of ``others`` only the origins."""
    missing = set(numbers) - articles.readings.keys()
    readings = {number: articles.readings[number] for number in numbers if number in articles.readings} | articles.comparison.readings(
        missing
    )
    origins = articles.comparison.origins({*numbers, *others})
    return Newspapers(
        readings={one.article.id: one for one in readings.values()},
        actor_keys=articles.actor_keys(numbers),
        origins={
            article: Origin(key=key, agency=agency, publisher=publisher, articles=())
            for article, (key, agency, publisher) in origins.items()
        },
    )
