"""All of it at once: what many readings say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.merging.disputes import Account, Dispute, Newspapers, account_of, disputes_of, unsaid
from onrecord.merging.events import EventCluster, find_events
from onrecord.merging.groups import Judgement, Ref
from onrecord.merging.origins import Origin, find_origins, fingerprint
from onrecord.merging.people import ActorCluster, find_actors, sightings
from onrecord.merging.quotations import StatementCluster, find_statements
from onrecord.merging.rarity import Rarity
from onrecord.merging.reports import reports
from onrecord.merging.tellings import tellings
from onrecord.records import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """People's judgements of what is the same and what is not; they go before anything else."""

    origins: tuple[Judgement[str], ...] = ()
    actors: tuple[Judgement[Ref], ...] = ()
    statements: tuple[Judgement[Ref], ...] = ()
    events: tuple[Judgement[Ref], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys from an earlier run, which stay: of origins by article, of clusters by their members."""

    origins: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[Ref, str] = field(default_factory=dict)
    statements: Mapping[Ref, str] = field(default_factory=dict)
    events: Mapping[Ref, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What readings say together. ``accounts``: {key of an event: who says what of it}."""

    origins: tuple[Origin, ...]
    actors: tuple[ActorCluster, ...]
    statements: tuple[StatementCluster, ...]
    events: tuple[EventCluster, ...]
    accounts: Mapping[str, Account]
    disputes: tuple[Dispute, ...]

    @property
    def keys(self) -> Keys:
        """The keys to give to the next run."""
        return Keys(
            origins={article: one.key for one in self.origins for article in one.articles},
            actors={ref: one.key for one in self.actors for ref in one.members},
            statements={told.telling.ref: one.key for one in self.statements for told in one.told_by},
            events={report.ref: one.key for one in self.events for report in one.reports},
        )


NO_JUDGEMENTS, NO_KEYS = Judgements(), Keys()


def merge(
    readings: Iterable[Reading], *, judgements: Judgements = NO_JUDGEMENTS, known: Keys = NO_KEYS, rarity: Rarity | None = None
) -> Merged:
    """Merge readings, no two of one article id: origins, actors, statements, events, and what is disputed. ``known``: ``Merged.keys`` of an earlier run over some of them.

    ``rarity``: how rare words are in the collection that they are of; by default counted in the readings, where they are many, and in news at large.
    """
    readings = list(readings)
    records = [reading.record for reading in readings]
    origins = find_origins((fingerprint(reading.article) for reading in readings), judgements=judgements.origins, known=known.origins)
    actors = find_actors((one for record in records for one in sightings(record)), judgements=judgements.actors, known=known.actors)
    actor_keys = {ref: actor.key for actor in actors for ref in actor.members}
    told = [one for record in records for one in tellings(record, actor_keys)]
    reported = [one for reading in readings for one in reports(reading, actor_keys)]
    rarity = rarity or Rarity.counted(
        (*((one.ref.article, one.stems) for one in told), *((one.ref.article, one.words) for one in reported))
    )
    statements = find_statements(told, judgements=judgements.statements, known=known.statements, rarity=rarity)
    events = find_events(reported, judgements=judgements.events, known=known.events, rarity=rarity)
    papers = Newspapers.of(readings, actor_keys=actor_keys, origins=origins)
    accounts = {event.key: account_of(event, papers) for event in events}
    disputes = [dispute for account in accounts.values() for dispute in disputes_of(account, papers)]
    return Merged(
        origins=origins,
        actors=actors,
        statements=statements,
        events=events,
        accounts=accounts,
        disputes=(*disputes, *unsaid(statements, papers)),
    )
