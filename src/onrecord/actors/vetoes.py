"""What rules out that two mentions are one actor, whatever else speaks for it."""

from __future__ import annotations

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.actors.nouns import is_body, words
from onrecord.actors.setting import Setting
from onrecord.grammar import SUBJECTS, subject_of
from onrecord.knowledge import is_medium

SEXES = {"male", "female"}
BODIES = {"organization", "country", "group"}


def may_be(mention: FoundMention, chain: Chain, nearest: FoundMention, setting: Setting) -> bool:
    """Whether nothing rules out that a mention means a chain. ``nearest``: the chain's mention next to it."""
    if mention.sort == "document":
        return True
    if mention.sort == "quotation":
        return not mention.start <= nearest.start < mention.end
    return (
        not {chain.gender, mention.gender} >= SEXES
        and _may_be_of_type(mention, chain)
        and not _is_counted_otherwise(mention, chain)
        and not _is_elsewhere(mention, chain)
        and not _is_of_another_office(mention, chain)
        and not _is_no_medium(mention, chain)
        and not _overlap(mention, nearest)
        and not _is_beside_itself(mention, nearest, setting)
    )


def _may_be_of_type(mention: FoundMention, chain: Chain) -> bool:
    """Whether number and kind allow it: many are not one, a person is no company. A noun that no list has may be for anyone."""
    if mention.plural:
        return chain.type in BODIES
    if mention.form == "pronoun":
        return chain.type == "person" if mention.gender is not None else chain.type in ("organization", "country")
    if mention.type == "person":
        return chain.type == "person"
    return chain.type != "person" or not mention.is_known


def _is_counted_otherwise(mention: FoundMention, chain: Chain) -> bool:
    """Whether both are counted, and not the same: "six hundred people" are not "40 people"."""
    return mention.count is not None and any(count != mention.count for count in chain.counts)


def _is_elsewhere(mention: FoundMention, chain: Chain) -> bool:
    """Whether both name a country, and not the same: "the Turkish president", "President Assad of Syria"."""
    return (
        mention.form == "description" and mention.country is not None and bool(chain.countries) and mention.country not in chain.countries
    )


def _is_of_another_office(mention: FoundMention, chain: Chain) -> bool:
    """Whether both hold an office of the same name, and of another kind: "the foreign minister", "Prime Minister Kovac"."""
    if mention.form != "description" or mention.type != "person" or not mention.kinds:
        return False
    known = [chain.kinds[noun] for noun in mention.nouns if noun in chain.kinds]
    return any(kinds and kinds.isdisjoint(mention.kinds) for kinds in known)


def _is_no_medium(mention: FoundMention, chain: Chain) -> bool:
    """Whether one is a medium, and the other a body of another kind by its name: "the broadcaster", "the Pilots' Union"."""
    if words("media").isdisjoint(mention.nouns) or any(is_medium(name) for name in chain.names):
        return False
    named = {word for name in chain.names for word in name if is_body(word)}
    return bool(named) and named.isdisjoint(words("media"))


def _overlap(mention: FoundMention, other: FoundMention) -> bool:
    """Whether one stands in the other: "its" is not "the company that sold its shares"."""
    return mention.start < other.end and other.start < mention.end


def _is_beside_itself(mention: FoundMention, other: FoundMention, setting: Setting) -> bool:
    """Whether both are arguments of one verb, or joined: "Kovac met him", "Kovac and the minister"."""
    word = setting.doc[mention.head]
    if mention.sentence != other.sentence or word.lower_.endswith(("self", "selves")) or word.tag_ == "PRP$":
        return False
    heads = [setting.doc[head] for head in other.heads]
    if any(head.dep_ == "conj" and head.head.i == word.i for head in heads) or (word.dep_ == "conj" and word.head.i in other.heads):
        return True
    if word.dep_ in SUBJECTS:
        return False
    subject = subject_of(word.head)
    return any(head.head.i == word.head.i or (subject is not None and head.i == subject.i) for head in heads)
