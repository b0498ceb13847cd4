"""Across articles: copies of one report, the same people, statements and events, and what is disputed."""

from onrecord.merging.alignment import Change, Touched, Variant
from onrecord.merging.events import EventCluster, Turn, find_events
from onrecord.merging.groups import Judgement, Ref
from onrecord.merging.origins import Fingerprint, Origin, find_origins, fingerprint, independent
from onrecord.merging.people import ActorCluster, Sighting, find_actors, sightings
from onrecord.merging.quotations import StatementCluster, Told, find_statements, like
from onrecord.merging.reports import Report, reports
from onrecord.merging.tellings import Telling, tellings

__all__ = [
    "ActorCluster",
    "Change",
    "EventCluster",
    "Fingerprint",
    "Judgement",
    "Origin",
    "Ref",
    "Report",
    "Sighting",
    "StatementCluster",
    "Telling",
    "Told",
    "Touched",
    "Turn",
    "Variant",
    "find_actors",
    "find_events",
    "find_origins",
    "find_statements",
    "fingerprint",
    "independent",
    "like",
    "reports",
    "sightings",
    "tellings",
]
