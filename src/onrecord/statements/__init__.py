"""Who said what to whom: attributions, then statements with speakers, acts and addressees."""

from onrecord.statements.attribution import Attribution, find_attributions
from onrecord.statements.finding import LEAST_CONFIDENCE, FoundStatement, find_statements
from onrecord.statements.quotations import find_quotations, unmatched_marks

__all__ = [
    "LEAST_CONFIDENCE",
    "Attribution",
    "FoundStatement",
    "find_attributions",
    "find_quotations",
    "find_statements",
    "unmatched_marks",
]
