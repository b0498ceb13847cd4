"""Who takes part in a statement or an event, on whose word it is told, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.records import Actor, Participant, Record, Statement


def actors_of(record: Record, participants: Sequence[Participant]) -> list[Actor]:
    """The participants, each once, in order."""
    known = {actor.id: actor for actor in record.actors}
    return [known[id] for id in dict.fromkeys(one.actor for one in participants)]


def names(record: Record, participants: Sequence[Participant]) -> list[str | None]:
    """The names of the participants, each once."""
    return [actor.name for actor in actors_of(record, participants)]


def speakers_of(record: Record, statements: Collection[str]) -> list[str]:
    """The names of those who made these statements (ids), each once, as far as they are known."""
    speakers = (record.actor(one.speaker) for one in record.statements if one.id in statements)
    return list(dict.fromkeys(actor.name for actor in speakers if actor is not None))


def whole(statement: Statement) -> str:
    """All words of a statement, with dots where others stand between them."""
    return " ... ".join(part.text for part in statement.content)
