"""Words for actors: names with their titles, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.actors.described import descriptions
from onrecord.actors.ground import Ground
from onrecord.actors.mention import FoundMention
from onrecord.actors.named import Names
from onrecord.knowledge import Knowledge
from onrecord.marks import Voices

PERSONAL_PRONOUNS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
PLURAL_PRONOUNS = {"they", "them", "their", "theirs", "themselves"}
THING_PRONOUNS = {"it", "its", "itself"}
FIRST_PERSON = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
PRONOUNS = {*PERSONAL_PRONOUNS, *PLURAL_PRONOUNS, *THING_PRONOUNS, *FIRST_PERSON}
PRONOUN_TAGS = {"PRP", "PRP$", "PRON"}


def find_mentions(doc: Doc, knowledge: Knowledge, voices: Voices) -> list[FoundMention]:
    """All mentions in order of the text; pronouns of the first person are among them and mean whoever speaks."""
    ground = Ground(doc, voices)
    names = Names(ground, knowledge)
    mentions = [*names.labelled(), *names.unlabelled(), *descriptions(ground), *pronouns(ground)]
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))


def pronouns(ground: Ground) -> Iterator[FoundMention]:
    """Personal and possessive pronouns."""
    for i, word in enumerate(ground.columns.lower):
        if word in PRONOUNS and ground.columns.tags[i] in PRONOUN_TAGS:
            token = ground.doc[i]
            yield FoundMention(
                start=token.i, end=token.i + 1, heads=(token.i,), form="pronoun",
                type="group" if word in PLURAL_PRONOUNS else "organization" if word in THING_PRONOUNS else "person",
                plural=word in PLURAL_PRONOUNS, gender=PERSONAL_PRONOUNS.get(word), **ground.where(token),  # type: ignore[arg-type]
            )  # fmt: skip
