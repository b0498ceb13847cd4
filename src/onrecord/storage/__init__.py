"""Where a collection is kept: SQLite in one file, or PostgreSQL; people's decisions; search."""

from onrecord.storage.copying import backup, restore
from onrecord.storage.counting import GROUPS, Count, Groups, Speaker
from onrecord.storage.decisions import Decision, DecisionKind, State, Subject, Value, What
from onrecord.storage.differences import Change, ChangeKind, between_readings, between_versions
from onrecord.storage.filters import Filters
from onrecord.storage.rows import (
    ArticleReference,
    Figure,
    Ground,
    Hit,
    StoredActor,
    StoredArticle,
    StoredChange,
    StoredEvent,
    StoredFailure,
    StoredStatement,
    Version,
    Who,
)
from onrecord.storage.store import Store
from onrecord.storage.writing import Outcome, OutcomeKind

__all__ = [
    "GROUPS",
    "ArticleReference",
    "Change",
    "ChangeKind",
    "Count",
    "Decision",
    "DecisionKind",
    "Figure",
    "Filters",
    "Ground",
    "Groups",
    "Hit",
    "Outcome",
    "OutcomeKind",
    "Speaker",
    "State",
    "Store",
    "StoredActor",
    "StoredArticle",
    "StoredChange",
    "StoredEvent",
    "StoredFailure",
    "StoredStatement",
    "Subject",
    "Value",
    "Version",
    "What",
    "Who",
    "backup",
    "between_readings",
    "between_versions",
    "restore",
]
