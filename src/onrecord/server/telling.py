"""How an event is told: in a line, by its sides, by the accounts of those who take part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.storage import MergedEvent, StoredActor, StoredEvent, Toll, Voice, Who
from onrecord.storage.viewing.stories import telling_words
from onrecord.times import moment_of

# More who take part are counted, not named.
NAMED = 4
MOST_FIGURES = 200
DEEDS = {
    "AGREE": "agreement", "CONSULT": "contact", "CONCEDE": "concession", "COOPERATE": "cooperation", "MOBILIZE": "mobilisation", "COERCE": "coercion",
    "meet": "meeting", "demo": "demonstration",
}  # fmt: skip
# What a nature of statements is called where one is chosen.
NATURES = {"utterance": "said or written", "attitude": "thought, wanted, feared"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who takes part, each once, and how many more there are on either side."""

    actors: tuple[Who, ...]
    more_actors: int
    recipients: tuple[Who, ...]
    more_recipients: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What somebody who takes part in an event says in articles that report it."""

    who: Who
    voices: tuple[Voice, ...]


def sides_of(event: MergedEvent | StoredEvent) -> Sides:
    """Both sides, nobody on more than one: articles tell of a contact from either side."""
    actors = _each_once(event.actors)
    names = {one.name.lower() for one in actors}
    recipients = [one for one in _each_once(event.recipients) if one.name.lower() not in names]
    if not recipients and len(actors) == 2 and event.recipients:
        actors, recipients = actors[:1], actors[1:]
    return Sides(
        actors=tuple(actors[:NAMED]),
        more_actors=max(0, len(actors) - NAMED),
        recipients=tuple(recipients[:NAMED]),
        more_recipients=max(0, len(recipients) - NAMED),
    )


def deed_of(event: MergedEvent | StoredEvent) -> str:
    """What kind of event it is, for people."""
    return DEEDS.get(event.mode or event.type, (event.mode or event.type).lower().replace("_", " "))


def value_in_words(value: str) -> str:
    """What one of few values is called where one is chosen."""
    return NATURES.get(value) or DEEDS.get(value) or value.lower().replace("_", " ")


def headline_of(event: MergedEvent) -> str:
    """The words of a report that tell the event in a sentence, of the latest if they do."""
    latest = next(one for one in event.reports if one.key == event.report)
    return opening(telling_words([one.evidence.text for one in (latest, *event.reports)]))


def opening(words: str) -> str:
    """Words from the middle of a sentence, which say that they are."""
    return f"… {words}" if words[:1].islower() else words


def also(actor: StoredActor) -> list[str]:
    """Somebody's other names, without those that only put a title before the name."""
    return [alias for alias in actor.aliases if actor.name not in alias]


def accounts_of(event: MergedEvent) -> list[Account]:
    """The accounts of those who take part, in the order in which they first speak."""
    found: dict[str, list[Voice]] = {}
    known: dict[str, Who] = {}
    for voice in event.accounts:
        if voice.who is not None:
            known.setdefault(voice.who.key, voice.who)
            found.setdefault(voice.who.key, []).append(voice)
    return [Account(who=known[key], voices=tuple(voices)) for key, voices in found.items()]


def figures_of(event: MergedEvent) -> list[Toll]:
    """How many were harmed, by the day on which that was told, as many as a table has room for."""
    return sorted(event.figures, key=lambda one: moment_of(one.by.article.published))[:MOST_FIGURES]


def _each_once(people: Iterable[Who]) -> list[Who]:
    return list({one.name.lower(): one for one in reversed(list(people))}.values())[::-1]
