"""Across articles: copies of one report, the same people, statements and events, and what is disputed."""

from onrecord.merging.alignment import Change, Touched, Variant
from onrecord.merging.groups import Judgement, Ref
from onrecord.merging.origins import Fingerprint, Origin, find_origins, fingerprint, independent
from onrecord.merging.people import ActorCluster, Sighting, find_actors, sightings
from onrecord.merging.quotations import StatementCluster, Told, find_statements, like
from onrecord.merging.tellings import Telling, tellings

__all__ = [
    "ActorCluster",
    "Change",
    "Fingerprint",
    "Judgement",
    "Origin",
    "Ref",
    "Sighting",
    "StatementCluster",
    "Telling",
    "Told",
    "Touched",
    "Variant",
    "find_actors",
    "find_origins",
    "find_statements",
    "fingerprint",
    "independent",
    "like",
    "sightings",
    "tellings",
]
