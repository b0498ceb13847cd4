"""Across articles: copies of one report, the same people, statements and events, and what is disputed.

``merge`` does all of it to readings at once. Each step is there by itself, too, over small values that can be stored: of an article its ``fingerprint``, of a record its ``sightings`` and
``tellings``, of a reading its ``reports``; each has ``keys`` by which candidates are looked up, so that a new article is compared with few others.
"""

from onrecord.merging.alignment import Alignment, Change, Touched, Variant
from onrecord.merging.disputes import Account, Dispute, Figure, Newspapers, Side, Voice, account_of, disputes_of, is_disowned, unsaid
from onrecord.merging.events import LIKELY, EventCluster, Turn, event_of, find_events
from onrecord.merging.groups import Blocks, Judgement, Link, Ref
from onrecord.merging.merge import Judgements, Keys, Merged, merge
from onrecord.merging.origins import Fingerprint, Origin, copy_link, find_origins, fingerprint, independent
from onrecord.merging.pairs import probability
from onrecord.merging.people import ActorCluster, Sighting, find_actors, may_be_called, same_link, sightings
from onrecord.merging.quotations import StatementCluster, Told, find_statements, like, told
from onrecord.merging.rarity import Rarity
from onrecord.merging.reports import Report, reports
from onrecord.merging.tellings import Telling, telling_link, tellings

__all__ = [
    "LIKELY",
    "Account",
    "ActorCluster",
    "Alignment",
    "Blocks",
    "Change",
    "Dispute",
    "EventCluster",
    "Figure",
    "Fingerprint",
    "Judgement",
    "Judgements",
    "Keys",
    "Link",
    "Merged",
    "Newspapers",
    "Origin",
    "Rarity",
    "Ref",
    "Report",
    "Side",
    "Sighting",
    "StatementCluster",
    "Telling",
    "Told",
    "Touched",
    "Turn",
    "Variant",
    "Voice",
    "account_of",
    "copy_link",
    "disputes_of",
    "event_of",
    "find_actors",
    "find_events",
    "find_origins",
    "find_statements",
    "fingerprint",
    "independent",
    "is_disowned",
    "like",
    "may_be_called",
    "merge",
    "probability",
    "reports",
    "same_link",
    "sightings",
    "telling_link",
    "tellings",
    "told",
    "unsaid",
]
