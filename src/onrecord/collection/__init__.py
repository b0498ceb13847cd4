"""Everything done to a collection: adding, asking, deciding, verifying."""

from onrecord.collection.agreement import Agreement
from onrecord.collection.collection import Collection
from onrecord.collection.results import Added, Citation, Verification
from onrecord.storage import Filters, backup, restore
from onrecord.storage.viewing import Company, DecidedIn, Doubtful, Listed, OnRecord, Part, Story

__all__ = [
    "Added",
    "Agreement",
    "Citation",
    "Collection",
    "Company",
    "DecidedIn",
    "Doubtful",
    "Filters",
    "Listed",
    "OnRecord",
    "Part",
    "Story",
    "Verification",
    "backup",
    "restore",
]
