"""Readings built by hand, and databases to store them in."""

from sqlalchemy import select

from onrecord.article import Article, Block, Page, Span
from onrecord.records import (
    Actor,
    Casualty,
    Date,
    Event,
    MadeBy,
    Mention,
    Participant,
    Place,
    Reading,
    Statement,
    Warning,
    record_of,
)
from onrecord.storage import tables

MADE_BY = MadeBy(onrecord="0.3.0", model="by-hand", knowledge="2026.11", fingerprint="0123456789abcdef")


def span(text, words, nth=0):
    """The span of words in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span.of(text, start, start + len(words))


def place_of(text, words, **facts):
    found = span(text, words)
    return Place(start=found.start, end=found.end, text=found.text, **facts)


class Told:
    """An article under construction: who is in it, what they say, what happens."""

    def __init__(self, text, id="monday/lead", **facts):
        self.page = Page(id=id, text=text, **facts)
        self.text = text
        self.actors, self.statements, self.events, self.warnings = {}, [], [], []

    def who(self, name, words=None, **facts):
        """An actor, by its first mention."""
        if name is not None and name not in self.actors:
            found = span(self.text, words or name)
            form = "name" if name[:1].isupper() else "description"
            mentions = (Mention(start=found.start, end=found.end, text=found.text, form=form),)
            self.actors[name] = Actor(**{"id": name, "name": name, "type": "person", "mentions": mentions} | facts)
        return name

    def takes_part(self, name):
        self.who(name)
        found = span(self.text, name)
        return Participant(actor=name, start=found.start, end=found.end, text=found.text)

    def said(self, speaker, words, *, to=(), by=(), cue=None, **facts):
        """A statement by what was said."""
        values = {"kind": "direct", "confidence": 0.9} | facts
        self.who(speaker)
        self.statements.append(
            Statement(
                id=f"statement {len(self.statements)}",
                speaker=speaker,
                source=span(self.text, speaker) if speaker else None,
                cue=span(self.text, cue) if cue else None,
                content=tuple(span(self.text, part) for part in ([words] if isinstance(words, str) else words)),
                addressees=tuple(map(self.takes_part, to)),
                relayed_by=tuple(map(self.takes_part, by)),
                **values,
            )
        )
        return self.statements[-1].id

    def did(self, type, trigger, *, actors=(), recipients=(), evidence=None, killed=None, place=None, date=None, **facts):
        """An event by its trigger; ``killed``: a number and its words."""
        words = span(self.text, trigger)
        casualties = ()
        if killed is not None:
            harmed = span(self.text, killed[1])
            casualties = (Casualty(kind="killed", value=killed[0], start=harmed.start, end=harmed.end, text=harmed.text),)
        dated = span(self.text, date[1]) if date else None
        self.events.append(
            Event(
                **{
                    "id": f"event {len(self.events)}",
                    "type": type,
                    "trigger": words,
                    "actors": tuple(map(self.takes_part, actors)),
                    "recipients": tuple(map(self.takes_part, recipients)),
                    "evidence": span(self.text, evidence or trigger),
                    "casualties": casualties,
                    "killed": killed[0] if killed else None,
                    "confidence": 0.8,
                    "place": place_of(self.text, place, name=place, country="NOR") if place else None,
                    "date": Date(start=dated.start, end=dated.end, text=dated.text, value=date[0]) if dated else None,
                }
                | facts
            )
        )
        return self.events[-1].id

    def warned(self, code):
        self.warnings.append(Warning(code=code, message="Something is unclear."))

    def reading(self, made_by=MADE_BY):
        """The article as it was read."""
        page = self.page
        article = Article(
            id=page.id, text=page.text, blocks=(Block(kind="body", start=0, end=len(page.text)),), file=page.file, url=page.url, captured=page.captured,
            publisher=page.publisher, title=page.title, authors=page.authors, published=page.published, updated=page.updated,
        )  # fmt: skip
        record = record_of(
            article, actors=self.actors.values(), statements=self.statements, events=self.events, warnings=self.warnings, made_by=made_by
        )
        return Reading(article=article, page=page, record=record)


TALKS = """Prime Minister Anna Kovac met Ivan Holm, the Danish envoy, in Oslo on Friday.
“We will vote on Monday,” Kovac told reporters, the agency said.
“It is over,” Holm said. A minister denied that six people were killed in an attack near Bergen."""


def talks(id="monday/lead", text=TALKS, **facts):
    """An article in which everything happens that a record has a place for."""
    known = {"publisher": "The Example", "title": "Talks in Oslo", "published": "2021-03-05", "authors": ("Eva Novak",)} | facts
    told = Told(text, id=id, **known)
    told.who("Anna Kovac", wikidata="Q1", country="NOR", role="Prime Minister", sectors=("GOV",))
    told.who("reporters", type="group")
    told.who("the agency", type="organization")
    told.said("Anna Kovac", "“We will vote on Monday,”", to=["reporters"], by=["the agency"], cue="told", act="promise")
    told.said("Ivan Holm", "“It is over,”", cue="said")
    denial = told.said("A minister", "that six people were killed in an attack near Bergen", kind="indirect", act="deny", confidence=0.4)
    told.did(
        "CONSULT",
        "met",
        mode="meet",
        actors=["Anna Kovac"],
        recipients=["Ivan Holm"],
        place="Oslo",
        date=("2021-03-05", "on Friday"),
        evidence="Prime Minister Anna Kovac met Ivan Holm",
    )
    told.did(
        "ASSAULT",
        "attack",
        killed=(6, "six people"),
        status="denied",
        denied_by=(denial,),
        attributed_to=(denial,),
        evidence="six people were killed in an attack",
    )
    told.warned("ambiguous-date")
    return told


def simple(number, words="The talks will go on", speaker=None, **facts):
    """A short article of its own, by its number."""
    speaker = speaker or f"Jan Novak{chr(97 + number % 26)}"
    text = f"“{words} for {number} days,” {speaker} said in Brno."
    told = Told(
        text, **{"id": f"article {number}", "publisher": f"Paper {number % 3}", "published": f"2021-03-{number % 28 + 1:02}"} | facts
    )
    told.said(speaker, f"“{words} for {number} days,”", cue="said")
    return told


def met(number, *, other="Ivan Holm", is_denied=False):
    """An article in which two people meet, otherwise in its own words."""
    text = f"Anna Kovac met {other} in Oslo on Friday. " + " ".join(f"word{number}of{place}" for place in range(40))
    article = Told(f"{text} “I never met her,” {other} said.", id=f"{number}", publisher=f"Paper {number}", published="2021-03-06")
    denial = [article.said(other, "“I never met her,”", cue="said", act="deny")] if is_denied else []
    people = {"actors": ["Anna Kovac"], "recipients": [other]}
    article.did("CONSULT", "met", mode="meet", place="Oslo", date=("2021-03-05", "Friday"), denied_by=tuple(denial), **people)
    return article.reading()


def rows(store, table):
    """All rows of a table."""
    with store._engine.connect() as connection:
        return connection.execute(select(table)).mappings().all()


def everything(store):
    """All rows made of records, without the numbers that tell nothing."""
    made = {}
    for table in tables.ALL:
        numbers = {column.name for column in table.columns if column.primary_key or column.foreign_keys} | {"page", "added", "made", "at"}
        kept = [{name: value for name, value in row.items() if name not in numbers} for row in rows(store, table)]
        made[table.name] = sorted(kept, key=repr)
    return made
