"""What is known of an article while its events are written: its actors, what is said in it, the countries that it names."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from onrecord.article import BodyView
from onrecord.article import Span as ArticleSpan
from onrecord.columns import columns_of
from onrecord.events.dates import ISO_DAY, NAMED_DAY, NUMBERED_DAY, WEEKDAY_BEFORE_LAST, WEEKDAY_OF_WEEK
from onrecord.events.locating import countries_named
from onrecord.grammar import entity_type, names_a_place
from onrecord.knowledge import Places, country_of_adjective, country_of_name
from onrecord.records import Actor, ActorType, Statement

# Words around the first end of a range of days ("between Friday and"), and "overnight on".
GOING_ON = {*itertools.product(("between", "from"), ("and", "to", "until", "till", "through")), ("overnight", "on")}
Reported = tuple[Statement, frozenset[int]]


class Surroundings:
    """``actor_of``: {token: actor id}; ``statements``: each with the indices of its content's tokens; ``published``: ISO date, or date and time."""

    def __init__(
        self,
        doc: Doc,
        view: BodyView,
        *,
        actors: Sequence[Actor],
        actor_of: Mapping[int, str],
        statements: Sequence[Reported],
        published: str | None,
        places: Places,
    ) -> None:
        self.doc, self.view, self.published, self.places = doc, view, published, places
        self.actor_of = _of_adjectives(doc, actors) | dict(actor_of)
        self.actors = {actor.id: actor for actor in actors}
        self._members = {actor.id: actor.members for actor in actors if actor.members}
        self.speakers = {statement.speaker for statement, _ in statements}
        self._mentions = {actor.id: sorted(actor.mentions, key=lambda mention: mention.start) for actor in actors}
        self.told_at: dict[int, list[tuple[int, Statement]]] = {}
        for statement, tokens in statements:
            for i in tokens:
                self.told_at.setdefault(i, []).append((len(tokens), statement))
        self.countries = countries_named(doc, places)
        dates = _dates(doc, view.text)
        self.date_at = {i: date for date in dates for i in range(date.start, date.end)}
        self.headline = {i for span in doc.spans.get("onrecord:headline", ()) for i in range(span.start, span.end)}
        self.sentence = columns_of(doc).sentences
        self.last_sentence = max(self.sentence, default=0)
        self.dates_in = self._by_sentence(dates)
        self.places_in = self._by_sentence(entity for entity in doc.ents if names_a_place(entity.root))

    def each_of(self, actor: str) -> tuple[str, ...]:
        """Who takes part where an actor does: those who are it together ("they", for two who came), else the actor alone."""
        return self._members.get(actor, (actor,))

    def type_of(self, actor: str) -> ActorType | None:
        """The type of an actor; ``None`` where there is none of that id."""
        known = self.actors.get(actor)
        return known.type if known is not None else None

    def mention_at(self, actor: str, token: Token) -> ArticleSpan | None:
        """The words for an actor that a token stands in; ``None`` for an adjective of a country and the like."""
        offset = self.view.span(token.idx, token.idx + len(token)).start
        mentions = self._mentions.get(actor, [])
        place = bisect.bisect_right(mentions, offset, key=lambda mention: mention.start)
        if not place:
            return None
        last = mentions[place - 1]
        return ArticleSpan(start=last.start, end=last.end, text=last.text) if offset < last.end else None

    def around(self, token: Token) -> list[Statement]:
        """Statements in whose content a token stands, innermost first."""
        return [statement for _, statement in sorted(self.told_at.get(token.i, ()), key=lambda pair: pair[0])]

    def _by_sentence(self, spans: Iterable[Span]) -> Mapping[int, Sequence[Span]]:
        """Spans by the number of the sentence that they begin in: asked of the text itself, each sentence would cost as much as all."""
        found: dict[int, list[Span]] = {}
        for span in spans:
            found.setdefault(self.sentence[span.start], []).append(span)
        return found


def _dates(doc: Doc, text: str) -> list[Span]:
    """The dates of a parsed text, both ends of "between Friday and Sunday" together, "overnight" with its days; days by their name ("New Year's Eve"), in numbers ("2022-04-13") or of a week ("Tuesday last week") whole."""
    dates = [entity for entity in doc.ents if entity_type(entity.label_) == "DATE"]
    patterns = (NAMED_DAY, ISO_DAY, NUMBERED_DAY, WEEKDAY_OF_WEEK, WEEKDAY_BEFORE_LAST)
    days = (match for pattern in patterns for match in pattern.finditer(text))
    whole = [doc.char_span(*match.span(), alignment_mode="expand") for match in days]
    found: list[Span] = []
    for date in filter_spans([*dates, *(day for day in whole if day is not None)]):
        if found and _goes_on(found[-1], date):
            found[-1] = doc[found[-1].start : date.end]
        else:
            found.append(date)
    return found


def _goes_on(date: Span, following: Span) -> bool:
    """Whether two dates that stand one after the other, a word between them, are one."""
    if following.start - date.end != 1:
        return False
    before, last, between = (date.doc[max(i, 0)].lower_ for i in (date.start - 1, date.end - 1, date.end))
    return not GOING_ON.isdisjoint({(before, between), (last, between)})


def _of_adjectives(doc: Doc, actors: Sequence[Actor]) -> dict[int, str]:
    """{token: actor} of adjectives of countries that are actors, where they stand before a noun: "the Turkish capture of the town"."""
    countries = {actor.country: actor.id for actor in actors if actor.type == "country" and actor.country}
    words = columns_of(doc)
    named = (i for i, relation in enumerate(words.relations) if relation in ("amod", "compound"))
    adjectives = ((i, words.texts[i]) for i in named if entity_type(words.names[i]) in ("NORP", "LOC"))
    codes = ((i, country_of_adjective(text) or country_of_name(text)) for i, text in adjectives)
    return {i: countries[code] for i, code in codes if code in countries}
