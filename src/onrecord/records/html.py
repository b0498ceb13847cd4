"""A record as HTML: a page of its own, or a part of a notebook. There are no scripts in it, and every word of the article is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from onrecord.records.format import Actor, Event, Record, Statement, Warning
from onrecord.records.marking import colours_of, marked
from onrecord.records.wording import company_of, deed_of, doubt_of, sides_of, speaker_of, status_of, verb_of

WITHOUT_TEXT = "The article's text is not in this record; read it with its text (with_text=True) to see it marked."
NOTHING = "Nothing is on record in it."
DIGITS_OF_A_NAME = 8
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def as_page(record: Record) -> str:
    """A self-contained page: the article with what is on record in it marked, and the record beside it."""
    title = escape(record.article.title or record.article.id)
    language = f' lang="{escape(record.article.language)}"' if record.article.language else ""
    return f"""<!doctype html>
<html{language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
<style>:root {{ color-scheme: light dark; }} body {{ margin: 1.5rem; }}</style>
</head>
<body>
{as_part(record)}
</body>
</html>
"""


def as_part(record: Record) -> str:
    """The same as a part of another page: its style holds for it alone, and its ids begin with the text's hash."""
    name = f"r{record.article.sha256[:DIGITS_OF_A_NAME]}"
    return f"""<style>{_style()}</style>
<article class="onrecord">
<header>{_header(record)}</header>
<div class="columns">
<div class="text">{_text(record, name)}</div>
<div class="record">
{_record(record, name)}
</div>
</div>
<footer>{_made_by(record)}</footer>
</article>"""


def _style() -> str:
    return files(__package__).joinpath("html.css").read_text("utf-8")


def _header(record: Record) -> str:
    article = record.article
    facts = [escape(fact) for fact in (article.publisher, ", ".join(article.authors), article.published, article.file) if fact]
    if article.url and ADDRESS.match(article.url):
        facts.append(f'<a href="{escape(article.url)}" rel="noreferrer">{escape(article.url)}</a>')
    return f"<h1>{escape(article.title or article.id)}</h1><p>{' · '.join(facts)}</p>"


def _text(record: Record, name: str) -> str:
    if record.article.text is None:
        return f'<p class="faint">{WITHOUT_TEXT}</p>'
    return marked(record, record.article.text, name)


def _record(record: Record, name: str) -> str:
    colours = colours_of(record)
    statements = sorted(record.statements, key=lambda one: one.content[0].start)
    events = sorted(record.events, key=lambda one: one.trigger.start)
    sections = (
        ("Statements", [_statement(record, one, colours[one.speaker], name) for one in statements]),
        ("Events", [_event(record, one, name) for one in events]),
        ("Actors", [_actor(one, name) for one in record.actors]),
        ("Warnings", [_warning(one) for one in record.warnings]),
    )
    parts = [f"<section><h2>{title}</h2><ul>{''.join(entries)}</ul></section>" for title, entries in sections if entries]
    nothing = "" if record.statements or record.events else f"<p>{NOTHING}</p>"
    return "\n".join(parts) + nothing


def _statement(record: Record, statement: Statement, colour: str, name: str) -> str:
    within = f"within {statement.within}" if statement.within else ""
    facts = _facts((statement.kind, within, doubt_of(statement)))
    words = " … ".join(part.text for part in statement.content)
    who = f'<b class="{colour}">{escape(speaker_of(record, statement))}</b> {escape(verb_of(statement))}{escape(company_of(record, statement))}'
    return _entry(name, statement.id, f"{who} {facts}", words)


def _event(record: Record, event: Event, name: str) -> str:
    what = " ".join(part for part in (deed_of(event), sides_of(record, event)) if part)
    heading = f"<b>{escape(what)}</b> {_facts((status_of(event), doubt_of(event)))}"
    details = "; ".join(_details(record, event))
    return _entry(name, event.id, f"{heading}{f'<br>{escape(details)}' if details else ''}", event.evidence.text)


def _details(record: Record, event: Event) -> Iterator[str]:
    if event.place is not None:
        yield f"place: {event.place.name or event.place.text}"
    if event.date is not None:
        until = f" to {event.date.until}" if event.date.until else ""
        yield f"date: {event.date.value or event.date.text}{until}"
    for what, number in (("killed", event.killed), ("injured", event.injured)):
        if number is not None:
            yield f"{number:,} {what}"
    for topic in event.topics:
        yield f"{'about' if topic.discussed else 'not about'} {topic.text}"
    for relation, ids in (("on the word of", event.attributed_to), ("denied by", event.denied_by)):
        if ids:
            yield f"{relation} {', '.join(_voices(record, ids))}"


def _voices(record: Record, ids: Iterable[str]) -> Iterator[str]:
    """Who says the statements with these ids."""
    by_id = {statement.id: statement for statement in record.statements}
    return (f"{speaker_of(record, by_id[id])} ({id})" for id in ids)


def _actor(actor: Actor, name: str) -> str:
    described = [actor.role, actor.country, "/".join(actor.sectors), actor.wikidata]
    facts = _facts((actor.type, *(fact for fact in described if fact)))
    return f'<li id="{name}-{escape(actor.id)}"><span class="id">{escape(actor.id)}</span> <b>{escape(actor.name)}</b> {facts}</li>'


def _warning(warning: Warning) -> str:
    words = f"<q>{escape(warning.text)}</q>" if warning.text else ""
    return f"<li>{escape(warning.code)}: {escape(warning.message)} {words}</li>"


def _entry(name: str, id: str, heading: str, words: str) -> str:
    """A line of the record, with the way back to its words."""
    id = escape(id)
    return f'<li id="{name}-{id}"><a class="id" href="#{name}-at-{id}">{id}</a> {heading}<blockquote>{escape(words)}</blockquote></li>'


def _facts(facts: Iterable[str]) -> str:
    return f'<span class="faint">({escape(", ".join(fact for fact in facts if fact))})</span>'


def _made_by(record: Record) -> str:
    made = record.made_by
    knowledge = f", knowledge {made.knowledge}" if made.knowledge else ""
    return escape(f"Read by onrecord {made.onrecord}, model {made.model}{knowledge}. Text: SHA-256 {record.article.sha256}.")
