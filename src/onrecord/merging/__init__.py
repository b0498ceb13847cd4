"""Across articles: copies of one report, the same people, statements and events, and what is disputed."""

from onrecord.merging.groups import Judgement, Ref
from onrecord.merging.origins import Fingerprint, Origin, find_origins, fingerprint, independent
from onrecord.merging.people import ActorCluster, Sighting, find_actors, sightings

__all__ = [
    "ActorCluster",
    "Fingerprint",
    "Judgement",
    "Origin",
    "Ref",
    "Sighting",
    "find_actors",
    "find_origins",
    "fingerprint",
    "independent",
    "sightings",
]
