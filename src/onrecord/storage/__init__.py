"""Where a collection is kept: SQLite in one file, or PostgreSQL; people's decisions; search."""

from onrecord.storage.accounts import KeptVoice, OneAccount, OneDispute, OneSide, OneVoice
from onrecord.storage.blocks import KINDS, Compared, Kind
from onrecord.storage.clusters import Copies, OneEvent, OneStatement, OneTelling
from onrecord.storage.comparison import Comparison
from onrecord.storage.copying import backup, restore
from onrecord.storage.counting import GROUPS, Count, Groups, Speaker
from onrecord.storage.decisions import Decision, DecisionKind, State, Subject, Value, What
from onrecord.storage.differences import Change, ChangeKind, between_readings, between_versions
from onrecord.storage.filters import DisputeKind, Filters
from onrecord.storage.judged import Judged
from onrecord.storage.members import Member
from onrecord.storage.people import Somebody
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
    "KINDS",
    "SHOWN",
    "ArticleReference",
    "Change",
    "ChangeKind",
    "Compared",
    "Comparison",
    "Copies",
    "Count",
    "Decision",
    "DecisionKind",
    "Difference",
    "DisputeKind",
    "DisputeSide",
    "EventReport",
    "EventTurn",
    "Figure",
    "Filters",
    "Ground",
    "Groups",
    "Hit",
    "Judged",
    "KeptVoice",
    "Kind",
    "Member",
    "MergedEvent",
    "OneAccount",
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
