"""Bytes to pages: files of many kinds, folders, standard input, and what the network has."""

from onrecord.reading.columns import KNOWN, Columns
from onrecord.reading.files import read_bytes, read_file, read_path
from onrecord.reading.found import Address, resolved
from onrecord.reading.identity import each_id_once
from onrecord.reading.metadata import Metadata
from onrecord.reading.parts import Part, cut, read_part
from onrecord.reading.single import html_page, only_page
from onrecord.reading.text import check_text

__all__ = [
    "Address",
    "Columns",
    "KNOWN",
    "Metadata",
    "Part",
    "check_text",
    "cut",
    "each_id_once",
    "html_page",
    "only_page",
    "read_bytes",
    "read_file",
    "read_part",
    "read_path",
    "resolved",
]
