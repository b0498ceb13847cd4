"""Extract, transform, load: adding people and organisations from CSV files and Wikidata dumps to a knowledge file. Look-ups do not need it."""

from onrecord.knowledge.adding.file import Entry, KnowledgeFile, Office, knowledge_file
from onrecord.knowledge.adding.tables import COLUMNS, read_entries
from onrecord.knowledge.adding.wikidata import read_dump

__all__ = ["COLUMNS", "Entry", "KnowledgeFile", "Office", "knowledge_file", "read_dump", "read_entries"]
