"""Figures: precision, recall and F1 of statements, actors and events.

statements          content found: Jaccard of non-space characters at least 0.5, matched one to one, best first
statements.tight    the same at 0.8: the boundaries of the content are right, too
statements.direct   the first, of direct and mixed statements only (recall)
statements.indirect the first, of indirect ones only (recall)
attributed          content found and the speaker is the right actor (none where there is none)
act, kind           accuracy over matched statements
relayed_by          the relaying actors of matched statements
addressees          the actors to whom matched statements were made
actors              actors that speak, are spoken to, relay or take part, aligned one to one
contacts            CONSULT events: at least two participants right (one where the annotation has one), and Dice of participants at least 0.5
assaults            ASSAULT events: evidence overlaps, or an actor and the place are shared
other_events        other types: the same type, evidence overlaps, an actor is shared (or the annotation has none)
roles               participants of matched events other than CONSULT, on the right side (actor or recipient)
status, vouched     accuracy of the status, and of the actor on whose word the event is reported, over matched events; ``events.``: over all events
dates, places       of matched events; a date must be at least as precise as the annotated one
casualties          killed and injured of matched assaults
wikidata            identifiers of aligned actors

Statements of nature "attitude" are ignored, since the annotation covers utterances only. Actors are aligned one to one within an article.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.article import Span
from onrecord.evaluation.gold import GoldArticle, GoldEvent, GoldStatement
from onrecord.evaluation.matching import characters, jaccard, likeness_by_name, match, same_actors
from onrecord.records import Actor, Event, Record, Statement

FOUND, TIGHT = 0.5, 0.8
FIGURES = (
    "statements", "statements.tight", "statements.direct", "statements.indirect", "attributed", "act", "kind", "relayed_by", "addressees",
    "actors", "contacts", "assaults", "other_events", "roles", "events.status", "events.vouched", "status", "vouched", "dates", "places",
    "casualties", "wikidata",
)  # fmt: skip
RESAMPLES = 1000

What = Literal["missed", "extra", "speaker", "act", "event missed", "event extra"]


@dataclass(slots=True)
class Figure:
    """Counts, with precision, recall and F1."""

    hit: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, hit: int, gold: int, predicted: int | None = None) -> None:
        """Add counts; for an accuracy, leave ``predicted`` out."""
        self.hit += hit
        self.gold += gold
        self.predicted += gold if predicted is None else predicted

    @property
    def precision(self) -> float:
        """The share of predictions that are right."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotation that was found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.gold + self.predicted
        return 2 * self.hit / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """An error: something missed, spurious, or wrong in the way that ``what`` names."""

    article: str
    what: What
    spans: tuple[Span, ...]
    note: str = ""


@dataclass(slots=True, kw_only=True)
class Evaluation:
    """Figures per article, and misses. ``unchecked``: the number of identifiers of actors for whom the annotation has none.

    ``right``: whether both content and speaker of a statement are right, or an event is one of the annotated ones, by article and id.
    """

    articles: dict[str, dict[str, Figure]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    right: dict[tuple[str, str], bool] = field(default_factory=dict)
    unchecked: int = 0

    def figures(self, drawn: Iterable[str] | None = None) -> dict[str, Figure]:
        """Sums over all articles, or over those drawn, with repetition."""
        sums: dict[str, Figure] = {}
        for id in self.articles if drawn is None else drawn:
            for name, figure in self.articles[id].items():
                sums.setdefault(name, Figure()).add(figure.hit, figure.gold, figure.predicted)
        return sums

    def intervals(self) -> dict[str, tuple[float, float]]:
        """95 % percentile bootstrap intervals of F1, over articles."""
        chance, ids = random.Random(1), list(self.articles)
        drawn = [self.figures(chance.choices(ids, k=len(ids))) for _ in range(RESAMPLES)]
        values = {name: sorted(figures[name].f1 for figures in drawn) for name in self.figures()}
        return {name: (some[RESAMPLES // 40], some[-1 - RESAMPLES // 40]) for name, some in values.items()}


def evaluate(gold: Iterable[GoldArticle], records: Mapping[str, Record]) -> Evaluation:
    """Score records by article id; an article without a record counts as empty."""
    evaluation = Evaluation()
    for article in gold:
        _Scorer(evaluation, article, records.get(article.id)).score()
    return evaluation


class _Scorer:
    """Scores one article; figures and misses go into the evaluation."""

    def __init__(self, evaluation: Evaluation, gold: GoldArticle, record: Record | None) -> None:
        self.gold, self.text = gold, gold.text
        self.actors: tuple[Actor, ...] = record.actors if record else ()
        self.statements = [s for s in record.statements if s.nature == "utterance"] if record else []
        self.all_statements: tuple[Statement, ...] = record.statements if record else ()
        self.events: tuple[Event, ...] = record.events if record else ()
        self.stands = same_actors(gold.actors, self.actors)
        self.evaluation = evaluation
        self.figures = evaluation.articles.setdefault(gold.id, {name: Figure() for name in FIGURES})

    def score(self) -> None:
        """Score actors, statements, events and identifiers."""
        self._score_actors()
        self._score_statements()
        self._score_events()
        self._score_identifiers()

    def _add(self, name: str, hit: int, gold: int, predicted: int | None = None) -> None:
        self.figures[name].add(hit, gold, predicted)

    def _miss(self, what: What, spans: Sequence[Span], note: str = "") -> None:
        self.evaluation.misses.append(Miss(article=self.gold.id, what=what, spans=tuple(spans), note=note))

    def _shared(self, gold: Collection[str], found: Iterable[str]) -> int:
        """The number of annotated actors among those found."""
        return len(set(gold) & {self.stands.get(actor) for actor in found})

    def _score_actors(self) -> None:
        there = {s.speaker for s in self.gold.statements} | {a for s in self.gold.statements for a in (*s.addressee, *s.relayed_by)}
        there |= {a for e in self.gold.events for a in (*e.actors, *e.recipients)}
        found = {s.speaker for s in self.statements} | {p.actor for s in self.statements for p in (*s.addressees, *s.relayed_by)}
        found |= {p.actor for e in self.events for p in (*e.actors, *e.recipients)}
        there, found = there - {None}, found - {None}
        self._add("actors", len(there & {self.stands.get(actor) for actor in found if actor}), len(there), len(found))

    def _score_statements(self) -> None:
        gold, found = self.gold.statements, self.statements
        words = {id(s): characters(s.content, self.text) for s in gold} | {id(s): characters(s.content, self.text) for s in found}

        def overlap(a: GoldStatement, b: Statement) -> float:
            shared = jaccard(words[id(a)], words[id(b)])
            return shared if shared >= FOUND else 0.0

        pairs = [(gold[i], found[j]) for i, j in match(gold, found, overlap)]
        self._add("statements", len(pairs), len(gold), len(found))
        self._add("statements.tight", sum(overlap(a, b) >= TIGHT for a, b in pairs), len(gold), len(found))
        for figure, kinds in (("statements.direct", ("direct", "mixed")), ("statements.indirect", ("indirect",))):
            self._add(figure, sum(a.kind in kinds for a, _ in pairs), sum(a.kind in kinds for a in gold))
        self._add("attributed", sum(self._same_speaker(a, b) for a, b in pairs), len(gold), len(found))
        self._add("act", sum(a.act == b.act for a, b in pairs), len(pairs))
        self._add("kind", sum(a.kind == b.kind for a, b in pairs), len(pairs))
        for a, b in pairs:
            for figure, theirs, ours in (("relayed_by", a.relayed_by, b.relayed_by), ("addressees", a.addressee, b.addressees)):
                told = {participant.actor for participant in ours}
                self._add(figure, self._shared(theirs, told), len(set(theirs)), len(told))
        right = {b.id for a, b in pairs if self._same_speaker(a, b)}
        self.evaluation.right |= {(self.gold.id, statement.id): statement.id in right for statement in found}
        self._report_statements(pairs)

    def _same_speaker(self, gold: GoldStatement, found: Statement) -> bool:
        return found.speaker is None if gold.speaker is None else self.stands.get(found.speaker or "") == gold.speaker

    def _report_statements(self, pairs: list[tuple[GoldStatement, Statement]]) -> None:
        seen = {id(statement) for pair in pairs for statement in pair}
        names = {actor.id: actor.name for actor in self.gold.actors} | {f"found {actor.id}": actor.name for actor in self.actors}
        for gold in self.gold.statements:
            if id(gold) not in seen:
                self._miss("missed", gold.content, f"{gold.kind}, by {names.get(gold.speaker or '', 'nobody')}")
        for found in self.statements:
            if id(found) not in seen:
                self._miss("extra", found.content, f"{found.kind}, by {names.get(f'found {found.speaker}', 'nobody')}")
        for a, b in pairs:
            if not self._same_speaker(a, b):
                told = names.get(f"found {b.speaker}", "nobody")
                self._miss("speaker", b.content, f"by {names.get(a.speaker or '', 'nobody')}, not {told}")
            if a.act != b.act:
                self._miss("act", b.content, f"{a.act}, not {b.act}")

    def _score_events(self) -> None:
        affinities: tuple[tuple[str, Callable[[str], bool], Callable[[GoldEvent, Event], float]], ...] = (
            ("contacts", lambda type: type == "CONSULT", self._contact),
            ("assaults", lambda type: type == "ASSAULT", self._assault),
            ("other_events", lambda type: type not in ("CONSULT", "ASSAULT"), self._other),
        )
        for figure, wanted, affinity in affinities:
            gold, found = [e for e in self.gold.events if wanted(e.type)], [e for e in self.events if wanted(e.type)]
            pairs = [(gold[i], found[j]) for i, j in match(gold, found, affinity)]
            self._add(figure, len(pairs), len(gold), len(found))
            matched = {event.id for _, event in pairs}
            self.evaluation.right |= {(self.gold.id, event.id): event.id in matched for event in found}
            right = {"status": 0, "vouched": 0}
            for a, b in pairs:
                for name, is_right in (("status", a.status == b.status), ("vouched", self._same_word(a, b))):
                    self._add(name, is_right, 1)
                    right[name] += is_right
                self._score_pair(figure, a, b)
            for name, hits in right.items():
                self._add(f"events.{name}", hits, len(gold), len(found))
            seen = {id(event) for pair in pairs for event in pair}
            for event in gold:
                if id(event) not in seen:
                    self._miss("event missed", (event.evidence,), event.type)
            for other in found:
                if id(other) not in seen:
                    self._miss("event extra", (other.evidence,), other.type)

    def _score_pair(self, figure: str, gold: GoldEvent, found: Event) -> None:
        date = found.date.value if found.date and found.date.value else ""
        self._add("dates", bool(gold.date) and date.startswith(gold.date or ""), bool(gold.date), bool(date))
        there, told = _place(gold), _place(found)
        self._add("places", bool(there and told) and (there in told or told in there), bool(there), bool(told))
        if figure != "contacts":
            self._add("roles", *self._sides(gold, found))
        if figure == "assaults":
            for a, b in ((gold.killed, found.killed), (gold.injured, found.injured)):
                self._add("casualties", a is not None and a == b, a is not None, b is not None)

    def _same_word(self, gold: GoldEvent, found: Event) -> bool:
        """Whether an event is attributed to the right actor, or rightly to none."""
        speakers = {s.id: s.speaker for s in self.all_statements}
        by = [speakers.get(id) or "" for id in found.attributed_to]
        return bool(self._shared(gold.attributed_to, by)) if gold.attributed_to else not by

    def _contact(self, gold: GoldEvent, found: Event) -> float:
        there, told = set(gold.actors) | set(gold.recipients), _people(found)
        both = self._shared(there, told)
        dice = 2 * both / (len(there) + len(told)) if there or told else 0.0
        near = self._near(gold, found)
        if both < min(2, len(there)) or (there and dice < 0.5) or (len(there) < 2 and not near):
            return 0.0
        return dice + near

    def _assault(self, gold: GoldEvent, found: Event) -> float:
        shared = self._shared(set(gold.actors) | set(gold.recipients), _people(found))
        where = bool(_place(gold)) and _place(gold) == _place(found)
        near = self._near(gold, found)
        return 2 * near + shared + where if near or (shared and where) else 0.0

    def _other(self, gold: GoldEvent, found: Event) -> float:
        there = set(gold.actors) | set(gold.recipients)
        shared = self._shared(there, _people(found))
        return 1.0 + shared if gold.type == found.type and self._near(gold, found) and (shared or not there) else 0.0

    def _near(self, gold: GoldEvent, found: Event) -> bool:
        """Whether the evidence overlaps by a quarter of the longer span, so that a whole article matches nothing."""
        a, b = characters((gold.evidence,), self.text), characters((found.evidence,), self.text)
        return bool(a & b) and 4 * len(a & b) >= max(len(a), len(b))

    def _sides(self, gold: GoldEvent, found: Event) -> tuple[int, int]:
        """The number of matched participants on the right side, and in all."""
        right = total = 0
        sides = ((gold.actors, gold.recipients, found.actors), (gold.recipients, gold.actors, found.recipients))
        for mine, other, told in sides:
            for actor in {participant.actor for participant in told}:
                stands = self.stands.get(actor)
                if stands in {*mine, *other}:
                    total += 1
                    right += stands in mine
        return right, total

    def _score_identifiers(self) -> None:
        aligned = [(self.gold.actors[i], self.actors[j]) for i, j in match(self.gold.actors, self.actors, likeness_by_name)]
        right = sum(bool(a.wikidata) and a.wikidata == b.wikidata for a, b in aligned)
        known = sum(bool(a.wikidata and b.wikidata) for a, b in aligned)
        self._add("wikidata", right, sum(bool(actor.wikidata) for actor in self.gold.actors), known)
        self.evaluation.unchecked += sum(bool(b.wikidata and not a.wikidata) for a, b in aligned)


def _people(event: Event) -> set[str]:
    return {participant.actor for participant in (*event.actors, *event.recipients)}


def _place(event: GoldEvent | Event) -> str:
    return event.place.text.casefold() if event.place else ""
