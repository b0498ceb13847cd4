"""Whether a record holds what it promises: that every span's words stand in the text where it points."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.article import Span, sha256_of, spans_of
from onrecord.records.format import Record


def faults(record: Record) -> Iterator[str]:
    """What of a record its text does not bear out, each named by its place in the JSON; nothing where all holds.

    The text is the record's own ``article.text``; a record without one has that fault.
    """
    text = record.article.text
    if text is None:
        yield "article.text: there is none, so no span can be verified; read the article with --text."
        return
    if record.article.sha256 != sha256_of(text):
        yield "article.sha256: not that of article.text."
    if record.article.length != len(text):
        yield f"article.length: {record.article.length}, but article.text has {len(text)} characters."
    for number, block in enumerate(record.article.blocks):
        if not 0 <= block.start <= block.end <= len(text):
            yield f"article.blocks[{number}]: {block.start} to {block.end} is not within the text."
    for place, span in pointing(record):
        if span.start < 0 or text[span.start : span.end] != span.text:
            yield f"{place}: characters {span.start} to {span.end} are {text[max(span.start, 0) : span.end]!r}, not {span.text!r}."


def pointing(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span of a record and its place in the JSON."""
    yield from spans_of(record)
    for number, warning in enumerate(record.warnings):
        if warning.start is not None and warning.end is not None and warning.text is not None:
            yield f"warnings[{number}]", Span(start=warning.start, end=warning.end, text=warning.text)
