"""A record for people to read: who said what to whom, what happened, who they are, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from onrecord.records import Actor, Event, Participant, Record, Statement

SAID = {
    "say": "said", "accuse": "accused", "deny": "denied", "reject": "rejected", "request": "requested", "threaten": "threatened",
    "promise": "promised", "support": "supported", "ask": "asked",
}  # fmt: skip
# What joins the two sides of a deed; violence, coercion and sanctions are against somebody.
JOINED = {"CONSULT": "with", "AGREE": "with", "COOPERATE": "with", "AID": "to", "SUPPORT": "to", "CONCEDE": "to", "RETREAT": "to"}
THOUGHT = "thought or felt"
NOBODY = "(speaker not named)"


def print_record(record: Record, console: Console) -> None:
    """Print a record; colours only where the console has them."""
    article = record.article
    console.print(Text(article.title or article.id, style="bold"))
    facts = [fact for fact in (article.publisher, article.published, article.file) if fact]
    if facts:
        console.print(Text(" · ".join(facts), style="dim"))
    sections = (
        ("Statements", (_statement(record, s) for s in record.statements if s.nature == "utterance")),
        ("Contacts", (_event(record, e) for e in record.events if e.type == "CONSULT")),
        ("Violence", (_event(record, e) for e in record.events if e.type == "ASSAULT")),
        ("Other deeds", (_event(record, e) for e in record.events if e.type not in ("CONSULT", "ASSAULT"))),
        ("Thoughts and wishes", (_statement(record, s) for s in record.statements if s.nature == "attitude")),
        ("Actors", map(_actor, record.actors)),
        ("Warnings", (Text(f"{w.code}: {w.message}" + (f" [{w.start}-{w.end}] {w.text}" if w.text else "")) for w in record.warnings)),
    )
    for title, entries in sections:
        _print_section(console, title, entries)
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


def _statement(record: Record, statement: Statement) -> Text:
    speaker = record.actor(statement.speaker).name if statement.speaker else NOBODY
    verb = THOUGHT if statement.nature == "attitude" else SAID[statement.act]
    line = Text.assemble((f"{statement.id:>4}  ", "dim"), (speaker, "bold"), f" {'did not say' if statement.negated else verb}")
    if statement.addressees:
        line.append(f", to {_names(record, statement.addressees)}")
    if statement.relayed_by:
        line.append(f", passed on by {_names(record, statement.relayed_by)}")
    line.append(f" ({statement.kind}" + (f", within {statement.within}" if statement.within else "") + ")")
    for part in statement.content:
        line.append("\n      ")
        line.append(_one_line(part.text), style="italic")
        line.append(f" [{part.start}-{part.end}]", style="dim")
    return line


def _actor(actor: Actor) -> Text:
    line = Text.assemble((f"{actor.id:>4}  ", "dim"), (_one_line(actor.name), "bold"))
    facts = [_one_line(fact) for fact in (actor.role, actor.country, "/".join(actor.sectors), actor.wikidata) if fact]
    return line.append(f" ({', '.join([actor.type, *facts])})")


def _event(record: Record, event: Event) -> Text:
    what = event.mode or event.type.lower()
    line = Text.assemble((f"{event.id:>4}  ", "dim"), (what, "bold"), f" ({event.status})")
    details = list(_details(record, event))
    if details:
        line.append(": " + "; ".join(details))
    line.append("\n      ")
    line.append(_one_line(event.evidence.text), style="italic")
    line.append(f" [{event.evidence.start}-{event.evidence.end}]", style="dim")
    return line


def _details(record: Record, event: Event) -> Iterator[str]:
    sides = [_names(record, side) for side in (event.actors, event.recipients) if side]
    if sides:
        joined = JOINED.get(event.type, "against")
        yield f" {joined} ".join(sides) if event.actors else f"{joined} {sides[0]}"
    if event.place:
        at = (event.place.latitude, event.place.longitude)
        yield f"place: {_one_line(event.place.text)}" + (f" ({at[0]:.2f}, {at[1]:.2f})" if at[0] is not None and at[1] is not None else "")
    if event.date:
        yield f"date: {event.date.value or event.date.text}"
    for what, number in (("killed", event.killed), ("injured", event.injured)):
        if number is not None:
            groups = ", ".join(_one_line(c.text) for c in event.casualties if c.kind == what)
            yield f"{number} {what} ({groups})"
    for topic in event.topics:
        word = f", on the word of {', '.join(topic.attributed_to)}" if topic.attributed_to else ""
        yield f"{'about' if topic.discussed else 'not about'} {_one_line(topic.text)}{word}"
    if event.denied_by:
        yield f"denied by {', '.join(event.denied_by)}"
    if event.attributed_to:
        yield f"on the word of {', '.join(event.attributed_to)}"


def _names(record: Record, participants: Iterable[Participant]) -> str:
    actors: list[Actor] = [record.actor(participant.actor) for participant in participants]
    return " and ".join(actor.name for actor in actors)


def _one_line(text: str) -> str:
    """The words on one line, without control characters that a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
