"""Interviews: who speaks to which journalist, so that what they go on to say is said to them.

What somebody tells a paper or a channel is not carried on so: of what people annotated after "told Fox News", one in four was said to Fox News.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onrecord.grammar import clause_of, entity_type, noun_phrase, obliques, subject_of
from onrecord.knowledge import is_medium
from onrecord.statements.addressees import SPEAKING_VERBS

TALKS = {"interview", "conversation", "appearance", "podcast"}
TALKING = SPEAKING_VERBS - {"meet", "write", "respond", "reply"} | {"appear", "sit"}
JOURNALISTS = {"host", "anchor", "presenter", "journalist", "reporter", "correspondent", "interviewer", "moderator"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Who speaks to whom; ``start`` and ``end``: tokens of the sentence that says so; ``addressees``: {actor id: words}."""

    start: int
    end: int
    speaker: str
    addressees: Mapping[str, Span]


class Interviews:
    """The interviews of an article, by speaker."""

    def __init__(self, doc: Doc, actor_of: Mapping[int, str]) -> None:
        self._of: dict[str, list[Interview]] = {}
        for interview in _find(doc, actor_of):
            self._of.setdefault(interview.speaker, []).append(interview)

    def last_before(self, speaker: str, start: int) -> Interview | None:
        """The interview that a speaker was last said to give before a token."""
        interviews = self._of.get(speaker, [])
        place = bisect.bisect_right(interviews, start, key=lambda interview: interview.start)
        return interviews[place - 1] if place else None


def _find(doc: Doc, actor_of: Mapping[int, str]) -> Iterator[Interview]:
    for token in doc:
        nouns = list(_interviewers(token))
        speaker = subject_of(token if token.pos_ == "VERB" else clause_of(token)) if nouns else None
        if speaker is not None and speaker.i in actor_of:
            who = actor_of[speaker.i]
            addressees = {actor_of[noun.i]: noun_phrase(noun) for noun in nouns if noun.i in actor_of and actor_of[noun.i] != who}
            if addressees:
                yield Interview(start=token.sent.start, end=token.sent.end, speaker=who, addressees=addressees)


def _interviewers(token: Token) -> Iterator[Token]:
    """Names of people by whom somebody is interviewed in the clause of a verb or of the word "interview"."""
    if token.pos_ == "NOUN" and token.lemma_.casefold() in TALKS:
        prepositions = {"with"}
    elif token.pos_ == "VERB" and token.lemma_.casefold() in TALKING:
        prepositions = {"to", "with"}
    else:
        return
    for preposition, noun in obliques(token):
        names = [name for name in (noun, *noun.children) if entity_type(name.ent_type_) == "PERSON"]
        if preposition in prepositions and names and (token.pos_ == "NOUN" or _is_journalist(noun)):
            yield noun


def _is_journalist(noun: Token) -> bool:
    """Whether a phrase for a person says for whom they ask: "Fox News's Laura Ingraham", "radio host Max Nemec"."""
    words = [token.lower_.removesuffix("'s").removesuffix("’s") for token in noun_phrase(noun, appositions=True)]
    return any(is_medium([word]) or word in JOURNALISTS for word in words)
