"""What stands beside an article's text: statements and events in the order in which one reads them, and the text with their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.article import Span
from onrecord.collection import OnRecord
from onrecord.collection.citing import citation
from onrecord.collection.results import Citation
from onrecord.server.marking import Mark, Paragraph, paragraphs
from onrecord.storage import StoredEvent, StoredStatement, Who
from onrecord.storage.viewing import StoryOf

# Speakers of one article beyond so many share colours.
COLOURS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement or an event of an article, with its number there, the colour of its speaker and what else is to be shown."""

    number: int
    statement: StoredStatement | None = None
    event: StoredEvent | None = None
    colour: int | None = None
    citation: Citation | None = None
    within: int | None = None
    story: StoryOf | None = None

    @property
    def label(self) -> str:
        """What marks in the text call it."""
        return (self.statement or self.event).id  # type: ignore[union-attr]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """An article's text and record side by side."""

    of: OnRecord

    @cached_property
    def colours(self) -> dict[str, int]:
        """Speakers by their keys, numbered as they first speak."""
        speakers = dict.fromkeys(one.speaker.key for one in self.of.statements if one.speaker)
        return {key: number % COLOURS for number, key in enumerate(speakers)}

    @cached_property
    def entries(self) -> list[Entry]:
        """What is on record, in reading order."""
        found: list[StoredStatement | StoredEvent] = sorted([*self.of.statements, *self.of.events], key=_place)
        numbers = {one.id: number for number, one in enumerate(found, start=1)}
        return [self._entry(one, numbers) for one in found]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The text with its marks."""
        return paragraphs(self.of.text, self.of.blocks, self._marks())

    @cached_property
    def kinds(self) -> list[tuple[str, int]]:
        """What the text is made of: kinds of blocks with their share of its letters in per cent, the most first."""
        letters: Counter[str] = Counter()
        for block in self.of.blocks:
            letters[block.kind] += block.end - block.start
        return [(kind, round(100 * count / (letters.total() or 1))) for kind, count in letters.most_common()]

    @cached_property
    def speakers(self) -> list[tuple[Who, int]]:
        """Who speaks, with their colours."""
        known = {one.speaker.key: one.speaker for one in reversed(self.of.statements) if one.speaker}
        return [(known[key], colour) for key, colour in self.colours.items()]

    @cached_property
    def names(self) -> list[str]:
        """Who speaks or takes part in what happens, by name."""
        taking_part = (who for event in self.of.events for who in (*event.actors, *event.recipients))
        return sorted({who.name for who in (*(one.speaker for one in self.of.statements), *taking_part) if who is not None})

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of entries by their labels."""
        return {entry.label: entry.number for entry in self.entries}

    def _entry(self, one: StoredStatement | StoredEvent, numbers: dict[str, int]) -> Entry:
        if isinstance(one, StoredEvent):
            return Entry(number=numbers[one.id], event=one, story=self.of.stories.get(one.key))
        colour = self.colours[one.speaker.key] if one.speaker else None
        within = numbers.get(one.within) if one.within else None
        return Entry(number=numbers[one.id], statement=one, colour=colour, citation=citation(one), within=within)

    def _marks(self) -> Iterator[tuple[Span, Mark]]:
        for one in self.of.statements:
            colour = self.colours[one.speaker.key] if one.speaker else None
            yield from ((span, Mark(of=one.id, says="statement", colour=colour)) for span in one.content)
        for event in self.of.events:
            yield event.evidence, Mark(of=event.id, says="evidence")
            yield event.trigger, Mark(of=event.id, says="trigger")
        for warning in self.of.warnings:
            if warning.start is not None and warning.end is not None:
                words = Span.of(self.of.text, warning.start, warning.end)
                yield words, Mark(of=warning.code, says="warning")


def _place(one: StoredStatement | StoredEvent) -> tuple[int, int]:
    span = one.content[0] if isinstance(one, StoredStatement) else one.evidence
    return span.start, -span.end
