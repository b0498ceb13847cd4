"""Who said what to whom: attributions in a parsed text, and the statements that they make."""

from onrecord.statements.finding import FoundStatement, find_statements
from onrecord.statements.quotations import unmatched_marks

__all__ = ["FoundStatement", "find_statements", "unmatched_marks"]
