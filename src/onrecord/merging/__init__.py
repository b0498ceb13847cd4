"""Across articles: copies of one report, the same people, statements and events, and what is disputed."""

from onrecord.merging.groups import Judgement, Ref
from onrecord.merging.origins import Fingerprint, Origin, find_origins, fingerprint, independent

__all__ = ["Fingerprint", "Judgement", "Origin", "Ref", "find_origins", "fingerprint", "independent"]
