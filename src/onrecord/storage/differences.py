"""What is different between two versions of an article, or two readings of one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from onrecord.article import Span
from onrecord.records import Event, Record, Statement

ChangeKind = Literal[
    "quotation_gone", "quotation_new", "figure_changed", "denial_added", "words_changed",
    "statement_gone", "statement_new", "statement_changed", "event_gone", "event_new", "event_changed",
]  # fmt: skip
WORD = re.compile(r"\w+(?:[.,:’'-]\w+)*|[^\w\s]")
LINE = re.compile(r"[^\n]*\S[^\n]*")
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens scores hundreds thousands millions"
)
FIGURE = re.compile(rf"\d|\b(?:{'|'.join(NUMBERS.split())})\b", re.I)
# Comparing word by word takes time with the square of how many there are; longer passages are compared as wholes.
MOST_WORDS = 3000
Found = TypeVar("Found", Statement, Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference: words of the earlier text, of the later one, or of both."""

    kind: ChangeKind
    before: Span | None = None
    after: Span | None = None


def between_versions(before: tuple[str, Record], after: tuple[str, Record]) -> tuple[Change, ...]:
    """The differences between two versions of an article, each a text with its record: quotations, denials, figures and other words."""
    (old_text, old), (new_text, new) = before, after
    return (
        *(Change(kind="quotation_gone", before=span) for span in _not_in(_quotations(old), new_text)),
        *(Change(kind="quotation_new", after=span) for span in _not_in(_quotations(new), old_text)),
        *(Change(kind="denial_added", after=span) for span in _not_in(_denials(new), old_text)),
        *_words_changed(old_text, new_text),
    )


def between_readings(before: Record, after: Record) -> tuple[Change, ...]:
    """What of one text is read differently now."""
    return (
        *_reread(before, after, before.statements, after.statements, _judged_statement, "statement"),
        *_reread(before, after, before.events, after.events, _judged_event, "event"),
    )


def _reread(
    before: Record,
    after: Record,
    old: Sequence[Found],
    new: Sequence[Found],
    judged: Callable[[Record, Found], object],
    what: Literal["statement", "event"],
) -> Iterator[Change]:
    earlier, later = ({one.key: one for one in found} for found in (old, new))
    for key, one in earlier.items():
        if key not in later:
            yield Change(kind="statement_gone" if what == "statement" else "event_gone", before=_words(one))
        elif judged(before, one) != judged(after, later[key]):
            yield Change(kind="statement_changed" if what == "statement" else "event_changed", before=_words(one), after=_words(later[key]))
    for key, one in later.items():
        if key not in earlier:
            yield Change(kind="statement_new" if what == "statement" else "event_new", after=_words(one))


def _words(found: Statement | Event) -> Span:
    return found.content[0] if isinstance(found, Statement) else found.trigger


def _judged_statement(record: Record, one: Statement) -> object:
    speaker = record.actor(one.speaker)
    return (
        speaker and (speaker.name, speaker.wikidata),
        one.act,
        one.kind,
        one.negated,
        [record.actor(a.actor).name for a in one.addressees],
    )


def _judged_event(record: Record, one: Event) -> object:
    sides = [[record.actor(who.actor).name for who in side] for side in (one.actors, one.recipients)]
    return one.mode, one.status, sides, one.killed, one.injured, one.date, one.place and one.place.name


def _quotations(record: Record) -> list[Span]:
    return [part for one in record.statements if one.kind in ("direct", "mixed") for part in one.content]


def _denials(record: Record) -> list[Span]:
    """What denies: statements that do, and evidence of events that are denied."""
    said = [part for one in record.statements if one.act == "deny" or one.negated for part in one.content]
    return said + [one.evidence for one in record.events if one.status == "denied" or one.denied_by]


def _not_in(spans: Sequence[Span], text: str) -> list[Span]:
    """Those whose words a text does not have, in whatever spacing and with whatever marks."""
    all_words = f" {_plain(text)} "
    kept = {span.text: span for span in spans if _plain(span.text) and f" {_plain(span.text)} " not in all_words}
    return list(kept.values())


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _words_changed(old: str, new: str) -> Iterator[Change]:
    """Passages that were replaced, dropped or put in; those with a figure in them that is another now are told apart."""
    for old_passage, new_passage in _passages(old, new, LINE, (0, len(old)), (0, len(new))):
        counted = sum(1 for text, (start, end) in ((old, old_passage), (new, new_passage)) for _ in WORD.finditer(text, start, end))
        parts = _passages(old, new, WORD, old_passage, new_passage) if counted <= MOST_WORDS else [(old_passage, new_passage)]
        for (old_start, old_end), (new_start, new_end) in parts:
            before = Span.of(old, old_start, old_end) if old_start < old_end else None
            after = Span.of(new, new_start, new_end) if new_start < new_end else None
            if before is None and after is None:
                continue
            is_figure = before is not None and after is not None and _figures(before.text) != _figures(after.text)
            yield Change(kind="figure_changed" if is_figure else "words_changed", before=before, after=after)


def _figures(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text) if FIGURE.search(word)]


Range = tuple[int, int]


def _passages(old: str, new: str, unit: re.Pattern[str], within_old: Range, within_new: Range) -> Iterator[tuple[Range, Range]]:
    """Where two texts differ, cut into units: characters of one and of the other."""
    olds = [match.span() for match in unit.finditer(old, *within_old)]
    news = [match.span() for match in unit.finditer(new, *within_new)]
    matcher = SequenceMatcher(None, [old[a:b] for a, b in olds], [new[a:b] for a, b in news], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield _range(olds, i, j, within_old[1]), _range(news, k, m, within_new[1])


def _range(units: list[Range], first: int, last: int, end: int) -> Range:
    if first < last:
        return units[first][0], units[last - 1][1]
    here = units[first][0] if first < len(units) else end
    return here, here
