"""Where a collection is kept: SQLite in one file, or PostgreSQL; people's decisions; search."""

from onrecord.storage.copying import backup, restore
from onrecord.storage.counting import GROUPS, Count, Groups, Speaker
from onrecord.storage.decisions import Decision, DecisionKind, State, Subject, Value, What
from onrecord.storage.differences import Change, ChangeKind, between_readings, between_versions
from onrecord.storage.filters import Filters
from onrecord.storage.mergeable import Judged, Mergeable
from onrecord.storage.merged import Copies, OneDispute, OneEvent, OneSide, OneStatement, OneTelling, OneVoice, Somebody, Together
from onrecord.storage.rows import (
    ArticleReference,
    Difference,
    Figure,
    Ground,
    Hit,
    StoredActor,
    StoredArticle,
    StoredChange,
    StoredEvent,
    StoredFailure,
    StoredStatement,
    Telling,
    Version,
    Who,
)
from onrecord.storage.schema import SHOWN, shown_schema
from onrecord.storage.store import Store
from onrecord.storage.told import DisputeSide, EventReport, EventTurn, MergedEvent, StoredDispute, Toll, Voice
from onrecord.storage.writing import Outcome, OutcomeKind

__all__ = [
    "GROUPS",
    "SHOWN",
    "ArticleReference",
    "Change",
    "ChangeKind",
    "Copies",
    "Count",
    "Decision",
    "DecisionKind",
    "Difference",
    "DisputeSide",
    "EventReport",
    "EventTurn",
    "Figure",
    "Filters",
    "Ground",
    "Groups",
    "Hit",
    "Judged",
    "Mergeable",
    "MergedEvent",
    "OneDispute",
    "OneEvent",
    "OneSide",
    "OneStatement",
    "OneTelling",
    "OneVoice",
    "Outcome",
    "OutcomeKind",
    "Somebody",
    "Speaker",
    "State",
    "Store",
    "StoredActor",
    "StoredArticle",
    "StoredChange",
    "StoredDispute",
    "StoredEvent",
    "StoredFailure",
    "StoredStatement",
    "Subject",
    "Telling",
    "Together",
    "Toll",
    "Value",
    "Version",
    "Voice",
    "What",
    "Who",
    "backup",
    "between_readings",
    "between_versions",
    "restore",
    "shown_schema",
]
