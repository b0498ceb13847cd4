"""An article's text as HTML, with what is on record in it marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from onrecord.article import BlockKind, Span, cut_at
from onrecord.records.format import Event, Record, Statement
from onrecord.records.wording import company_of, deed_of, sides_of, speaker_of, status_of, verb_of

# Colours of speakers, s1 to s8 in html.css; the last is for all who come after, and for nobody.
COLOURS = 8
PLAIN: frozenset[BlockKind] = frozenset({"body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a run of characters is: its classes, what to say of it, and how long the whole of it is, for the shorter lies on the longer."""

    classes: str
    note: str = ""
    is_said: bool = False
    length: int = 0


def colours_of(record: Record) -> dict[str | None, str]:
    """The class of each speaker's colour: one for each of the first in the text, one for all who come after and for nobody."""
    speakers = dict.fromkeys(one.speaker for one in record.statements if one.speaker is not None)
    classes: dict[str | None, str] = {speaker: f"s{min(number, COLOURS)}" for number, speaker in enumerate(speakers, start=1)}
    return classes | {None: f"s{COLOURS}"}


def marked(record: Record, text: str, name: str) -> str:
    """The text as HTML: statements in their speaker's colour, the innermost where one is within another; events underlined; what is not the report's body greyed.

    Behind its words, each statement and event has its id, which leads to ``NAME-ID``; it is found as ``NAME-at-ID`` itself. Spans may overlap in any way.
    """
    labels = _labels(record, name)
    parts: list[str] = []
    end = 0
    for piece, here in cut_at(text, _marks(record)):
        end += len(piece)
        parts.append(_piece(piece, here))
        parts += labels.get(end, ())
    return "".join(parts)


def _marks(record: Record) -> Iterator[tuple[Span, Mark]]:
    colours = colours_of(record)
    for block in record.article.blocks:
        if block.kind not in PLAIN:
            yield Span(start=block.start, end=block.end, text=""), Mark(classes=block.kind, note=block.kind)
    for statement in record.statements:
        yield from _statement_marks(record, statement, colours)
    for event in record.events:
        note = f"{event.id}: {' '.join(part for part in (deed_of(event), sides_of(record, event)) if part)} ({status_of(event)})"
        yield event.evidence, Mark(classes="evidence", note=note)
        yield event.trigger, Mark(classes="trigger")


def _statement_marks(record: Record, statement: Statement, colours: Mapping[str | None, str]) -> Iterator[tuple[Span, Mark]]:
    colour = colours[statement.speaker]
    note = f"{statement.id}: {speaker_of(record, statement)} {verb_of(statement)}{company_of(record, statement)} ({statement.kind})"
    for part in statement.content:
        yield part, Mark(classes=f"said {colour}", note=note, is_said=True, length=part.end - part.start)
    if statement.source is not None:
        yield statement.source, Mark(classes=f"source {colour}")
    if statement.cue is not None:
        yield statement.cue, Mark(classes="cue")


def _piece(piece: str, here: tuple[Mark, ...]) -> str:
    """A run of characters with all that it is."""
    said = min((mark for mark in here if mark.is_said), key=lambda mark: mark.length, default=None)
    shown = [mark for mark in here if not mark.is_said or mark is said]
    if not shown:
        return escape(piece)
    classes = " ".join(dict.fromkeys(name for mark in shown for name in mark.classes.split()))
    notes = "; ".join(dict.fromkeys(mark.note for mark in here if mark.note))
    title = f' title="{escape(notes)}"' if notes else ""
    return f'<span class="{escape(classes)}"{title}>{escape(piece)}</span>'


def _labels(record: Record, name: str) -> dict[int, list[str]]:
    """By where they stand in the text, the ids behind the words of statements and events."""
    labels: dict[int, list[str]] = defaultdict(list)
    found: list[Statement | Event] = [*record.statements, *record.events]
    for one in found:
        last = one.content[-1] if isinstance(one, Statement) else one.evidence
        id = escape(one.id)
        labels[last.end].append(f'<a class="label" id="{name}-at-{id}" href="#{name}-{id}">{id}</a>')
    return labels
