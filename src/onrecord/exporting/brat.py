"""BRAT standoff as in PolNeAR: Source, Cue and Content as text-bound annotations, an event ``Attribution`` for each statement.

Lost: actors, acts, kinds, addressees, relays, nesting, events. A statement without a cue has the first span of its content for its trigger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.article import Span
from onrecord.exporting.format import Format, article_by_article, nothing_lost
from onrecord.records import Record, Statement

# All that readers of lines take for the end of one.
LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def to_brat(record: Record) -> str:
    """The content of an ``.ann`` file; the ``.txt`` beside it is the frozen text."""
    lines: list[str] = []
    numbers: dict[tuple[str, tuple[Span, ...]], int] = {}

    def bound(label: str, spans: Sequence[Span]) -> str:
        key = (label, tuple(spans))
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            offsets = ";".join(f"{start} {end}" for span in spans for start, end, _ in _fragments(span))
            words = " ".join(words for span in spans for _, _, words in _fragments(span))
            lines.append(f"T{numbers[key]}\t{label} {offsets}\t{words}")
        return f"T{numbers[key]}"

    for number, statement in enumerate(record.statements, start=1):
        parts = [f"{role}:{bound(role, spans)}" for role, spans in _roles(statement)]
        label = "Attribution" if statement.source is not None else "Attribution-no-source"
        anchor = bound(label, (statement.cue or statement.content[0],))
        lines.append(f"E{number}\t{label}:{anchor} {' '.join(parts)}")
    return "".join(f"{line}\n" for line in lines)


def _roles(statement: Statement) -> Iterator[tuple[str, tuple[Span, ...]]]:
    if statement.source is not None:
        yield "Source", (statement.source,)
    if statement.cue is not None:
        yield "Cue", (statement.cue,)
    yield "Content", statement.content


def _fragments(span: Span) -> Iterator[tuple[int, int, str]]:
    """A span split at line breaks, which an annotation must not cross."""
    for line in LINE.finditer(span.text):
        if line[0].strip():
            yield span.start + line.start(), span.start + line.end(), line[0]


FORMAT = Format(
    name="brat",
    holds="statements, BRAT standoff as PolNeAR has it",
    files=("ID.txt", "ID.ann"),
    into=article_by_article(lambda record, text: {".txt": text, ".ann": to_brat(record)}),
    lost=nothing_lost,
    needs_text=True,
)
