"""Everything done to a collection: adding, asking, deciding, verifying."""

from onrecord.collection.collection import Collection
from onrecord.collection.results import Added, Citation, Verification
from onrecord.storage import Filters, backup, restore

__all__ = ["Added", "Citation", "Collection", "Filters", "Verification", "backup", "restore"]
