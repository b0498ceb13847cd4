"""A record for people to read: who said what to whom, what happened, who they are, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from onrecord.cli.layout import on_one_line
from onrecord.records import Actor, Event, Record, Statement, Warning
from onrecord.records.wording import company_of, deed_of, doubt_of, sides_of, speaker_of, verb_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of a record is shown: what has at least so much confidence, or none stated; thoughts and wishes (attitudes) only where asked for."""

    confidence: float = 0.0
    attitudes: bool = False

    def statements(self, record: Record) -> list[Statement]:
        """The statements that are shown."""
        return [one for one in record.statements if self._is_sure(one) and (self.attitudes or one.nature == "utterance")]

    def events(self, record: Record) -> list[Event]:
        """The events that are shown."""
        return [one for one in record.events if self._is_sure(one)]

    def left_out(self, record: Record) -> str:
        """How much is not shown, and by which option it would be; empty where all is."""
        attitudes = sum(self._is_sure(one) and one.nature == "attitude" and not self.attitudes for one in record.statements)
        found: list[Statement | Event] = [*record.statements, *record.events]
        unsure = sum(not self._is_sure(one) for one in found)
        parts = (
            f"{attitudes} of thoughts and wishes (--attitudes)" if attitudes else "",
            f"{unsure} of less than {self.confidence:.2f} confidence" if unsure else "",
        )
        return ", ".join(part for part in parts if part)

    def _is_sure(self, found: Statement | Event) -> bool:
        return found.confidence is None or found.confidence >= self.confidence


EVERYTHING_SAID = Shown()


def print_record(record: Record, console: Console, shown: Shown = EVERYTHING_SAID) -> None:
    """Print a record; colours only where the console has them."""
    statements, events = shown.statements(record), shown.events(record)
    article = record.article
    console.print(Text(on_one_line(article.title or article.id), style="bold"))
    facts = [fact for fact in (article.publisher, article.published, article.file) if fact]
    if facts:
        console.print(Text(on_one_line(" · ".join(facts)), style="dim"))
    sections = (
        ("Statements", (_statement(record, s) for s in statements if s.nature == "utterance")),
        ("Contacts", (_event(record, e) for e in events if e.type == "CONSULT")),
        ("Violence", (_event(record, e) for e in events if e.type == "ASSAULT")),
        ("Other deeds", (_event(record, e) for e in events if e.type not in ("CONSULT", "ASSAULT"))),
        ("Thoughts and wishes", (_statement(record, s) for s in statements if s.nature == "attitude")),
        ("Actors", map(_actor, record.actors)),
        ("Warnings", map(_warning, record.warnings)),
    )
    for title, entries in sections:
        _print_section(console, title, entries)
    if left_out := shown.left_out(record):
        console.print(Text(f"\nNot shown: {left_out}.", style="dim"))
    if not (record.statements or record.events):
        console.print(Text("Nothing is on record in it."))
    console.print()


def _print_section(console: Console, title: str, entries: Iterable[Text]) -> None:
    entries = list(entries)
    if entries:
        console.print()
        console.print(Text(title, style="bold underline"))
    for entry in entries:
        console.print(entry)


def _warning(warning: Warning) -> Text:
    words = f" [{warning.start}-{warning.end}] {warning.text}" if warning.text else ""
    return Text(on_one_line(f"{warning.code}: {warning.message}{words}"))


def _statement(record: Record, statement: Statement) -> Text:
    line = Text.assemble((f"{statement.id:>4}  ", "dim"), (speaker_of(record, statement), "bold"), f" {verb_of(statement)}")
    line.append(company_of(record, statement))
    within = f"within {statement.within}" if statement.within else ""
    line.append(f" ({', '.join(fact for fact in (statement.kind, within, doubt_of(statement)) if fact)})")
    for part in statement.content:
        line.append("\n      ")
        line.append(on_one_line(part.text), style="italic")
        line.append(f" [{part.start}-{part.end}]", style="dim")
    return line


def _actor(actor: Actor) -> Text:
    line = Text.assemble((f"{actor.id:>4}  ", "dim"), (on_one_line(actor.name), "bold"))
    facts = [on_one_line(fact) for fact in (actor.role, actor.country, "/".join(actor.sectors), actor.wikidata) if fact]
    return line.append(f" ({', '.join([actor.type, *facts])})")


def _event(record: Record, event: Event) -> Text:
    line = Text.assemble(
        (f"{event.id:>4}  ", "dim"), (deed_of(event), "bold"), f" ({', '.join(fact for fact in (event.status, doubt_of(event)) if fact)})"
    )
    details = list(_details(record, event))
    if details:
        line.append(": " + "; ".join(details))
    line.append("\n      ")
    line.append(on_one_line(event.evidence.text), style="italic")
    line.append(f" [{event.evidence.start}-{event.evidence.end}]", style="dim")
    return line


def _details(record: Record, event: Event) -> Iterator[str]:
    if sides := sides_of(record, event):
        yield sides
    if event.place:
        at = (event.place.latitude, event.place.longitude)
        yield f"place: {on_one_line(event.place.text)}" + (
            f" ({at[0]:.2f}, {at[1]:.2f})" if at[0] is not None and at[1] is not None else ""
        )
    if event.date:
        yield f"date: {event.date.value or event.date.text}"
    for what, number in (("killed", event.killed), ("injured", event.injured)):
        if number is not None:
            groups = ", ".join(on_one_line(c.text) for c in event.casualties if c.kind == what)
            yield f"{number} {what} ({groups})"
    for topic in event.topics:
        word = f", on the word of {', '.join(topic.attributed_to)}" if topic.attributed_to else ""
        yield f"{'about' if topic.discussed else 'not about'} {on_one_line(topic.text)}{word}"
    if event.denied_by:
        yield f"denied by {', '.join(event.denied_by)}"
    if event.attributed_to:
        yield f"on the word of {', '.join(event.attributed_to)}"
