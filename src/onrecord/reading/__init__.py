"""Bytes to pages: files, folders, web pages, JSON Lines and standard input."""

from onrecord.reading.files import read_bytes, read_path
from onrecord.reading.identity import each_id_once
from onrecord.reading.metadata import Metadata
from onrecord.reading.single import html_page, only_page
from onrecord.reading.text import check_text

__all__ = ["Metadata", "check_text", "each_id_once", "html_page", "only_page", "read_bytes", "read_path"]
