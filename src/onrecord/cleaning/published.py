"""When an article was published and updated: what is known of its page, else what its lines say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.article import Block, Page, Span
from onrecord.cleaning.dates import FoundDate, dates_in, parse_published
from onrecord.cleaning.lines import markup_length
from onrecord.records import Warning

# Below so many paragraphs a date without a label is that of something told.
PARAGRAPHS_BEFORE_A_DATE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """ISO dates, or dates and times, of publication and of the last update; ``None`` where they are unknown."""

    published: str | None = None
    updated: str | None = None
    warnings: tuple[Warning, ...] = ()


def find_published(page: Page, blocks: tuple[Block, ...]) -> Published:
    """The dates of an article: those of the page, else those of its datelines and bylines."""
    updated = parse_published(page.updated) if page.updated else None
    if page.published:
        value = parse_published(page.published)
        message = f"The publication date {page.published!r} is no full and unambiguous date; it is left open."
        return Published(published=value, updated=updated, warnings=() if value else (Warning(code="unreadable-date", message=message),))
    told = list(_told(page.text, blocks))
    changed = next((found.value for _, found in told if found.is_change), None)
    first = next((found.value for _, found in told if found.value and not found.is_change), changed)
    if first is None and told:
        return Published(updated=updated, warnings=(_ambiguous(told[0][0]),))
    return Published(published=first, updated=updated or changed)


def _told(text: str, blocks: tuple[Block, ...]) -> Iterator[tuple[Span, FoundDate]]:
    """Dates that datelines and bylines tell, each with its line; further down, only those that say what they are."""
    paragraphs = 0
    for block in blocks:
        paragraphs += block.kind == "body"
        if block.kind in ("dateline", "byline"):
            line = Span.of(text, block.start + markup_length(text[block.start : block.end]), block.end)
            yield from ((line, found) for found in dates_in(line.text) if found.is_labelled or paragraphs < PARAGRAPHS_BEFORE_A_DATE)


def _ambiguous(line: Span) -> Warning:
    message = "Day and month cannot be told apart here; give the publication date to settle it."
    return Warning(code="ambiguous-date", message=message, start=line.start, end=line.end, text=line.text)
