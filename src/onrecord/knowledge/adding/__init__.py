"""Extract, transform, load: how people and organisations get into a knowledge file, from CSV files and Wikidata dumps. Look-ups need none of it."""

from onrecord.knowledge.adding.file import Entry, KnowledgeFile, Office, knowledge_file
from onrecord.knowledge.adding.tables import COLUMNS, read_entries
from onrecord.knowledge.adding.wikidata import read_dump

__all__ = ["COLUMNS", "Entry", "KnowledgeFile", "Office", "knowledge_file", "read_dump", "read_entries"]
