"""Who is quoted how much, by gender where it is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.knowledge import Knowledge, gender_of_given_name
from onrecord.storage import Count, Speaker


def by_gender(speakers: Iterable[Speaker], knowledge: Knowledge) -> list[Count]:
    """Statements of people by their gender: as known of who has an identifier, else by a given name that nearly all who have it share; ``None``: unknown."""
    statements: Counter[str | None] = Counter()
    people: Counter[str | None] = Counter()
    for speaker in speakers:
        gender = _gender(speaker, knowledge)
        statements[gender] += speaker.statements
        people[gender] += 1
    return [Count(value=value, statements=said, articles=None, people=people[value]) for value, said in statements.most_common()]


def _gender(speaker: Speaker, knowledge: Knowledge) -> str | None:
    if speaker.wikidata and speaker.wikidata[1:].isdigit():
        person = knowledge.people.person(int(speaker.wikidata[1:]))
        if person is not None and person.gender is not None:
            return person.gender
    words = speaker.name.split()
    return gender_of_given_name(words[0]) if len(words) > 1 else None
