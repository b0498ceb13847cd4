"""Evidence for and against an antecedent of a description or pronoun, as features by name.

Weights: ``data/antecedents.json``, fitted by training/coreference. A feature's name begins with the kind of mention that it is about, since "the
ministry" and "she" find their antecedents in different ways.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.actors.nouns import is_body, words
from onrecord.actors.setting import Place, Setting
from onrecord.knowledge import is_medium

Feature = tuple[str, float]
# Distances beyond these say no more.
SENTENCES_TOLD_APART = 3
FAR = 8
PERSONAL = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
PLURAL = {"they", "them", "their", "theirs", "themselves"}
DETERMINERS = {
    word: kind
    for kind, group in {
        "the": "the", "this": "this that these those", "a": "a an", "other": "another other", "one": "one", "some": "some many several most few",
        "his": "his her their its my our",
    }.items()
    for word in group.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A chain that a mention may go with.

    ``nearest``: its mention next to it; ``is_later`` where all of them follow; ``is_ahead``: it
    is the main subject behind a fronted phrase; ``rank``: how many chains were mentioned since; ``last_subject``:
    where it was last a subject; ``turns``: how often it spoke so
    far; ``same_noun_rank``: how many were described by the same noun since; ``owns``: how it is named as whose document it is; ``made_last``: it made the last
    such document; ``goes_on``: its own words begin right behind those without a speaker.
    """

    chain: Chain
    nearest: FoundMention
    is_later: bool
    is_ahead: bool
    rank: int
    last_subject: FoundMention | None
    is_last_speaker: bool
    turns: int
    same_noun_rank: int | None
    holds_office: bool
    owns: str | None
    made_last: bool
    goes_on: bool


def of_option(mention: FoundMention, option: Option, setting: Setting) -> Iterator[Feature]:
    """What speaks for a mention to be of a chain."""
    kind = kind_of(mention, setting)
    where = _of_later(mention, option, setting) if option.is_later else _of_earlier(mention, option, setting)
    own: Iterable[Feature] = ()
    if mention.sort == "document":
        own = _of_document(mention, option, setting)
    elif mention.sort == "quotation":
        own = _of_quotation(mention, option, setting)
    elif mention.form == "description":
        own = (*_of_nouns(mention, option, setting), *_of_modifiers(mention, option), *_of_type(mention, option))
    for features in (where, own):
        for name, value in features:
            if value:
                yield f"{kind}: {name}", value


def of_none(mention: FoundMention, setting: Setting, options: Sequence[Option]) -> Iterator[Feature]:
    """What speaks for a mention to be the first of its actor, or of nobody's chain."""
    kind = kind_of(mention, setting)
    features = (*_of_first(mention, setting, options), *(_of_new(mention, setting, options) if mention.form == "description" else ()))
    for name, value in features:
        if value:
            yield f"{kind}: none, {name}", value


def kind_of(mention: FoundMention, setting: Setting) -> str:
    """By which weights a mention is judged."""
    if mention.sort != "plain":
        return mention.sort
    if mention.form == "name":
        return "last name"
    if mention.form == "pronoun":
        word = setting.doc[mention.head].lower_
        return "he" if word in PERSONAL else "they" if word in PLURAL else "it"
    return "group" if mention.plural else mention.type if mention.is_known else "noun"


def _of_first(mention: FoundMention, setting: Setting, options: Sequence[Option]) -> Iterator[Feature]:
    place = setting.place(mention)
    yield "always", 1.0
    yield place.relation, 1.0
    yield "speaks", place.speaks
    yield "in marks", mention.quoted
    yield "no other", not options
    yield "sentences", math.log1p(mention.sentence)
    yield "no owner", not any(option.owns for option in options)
    yield "no maker", not any(option.owns or option.made_last for option in options)


def _of_new(mention: FoundMention, setting: Setting, options: Sequence[Option]) -> Iterator[Feature]:
    determiner = determiner_of(mention, setting)
    is_known = any(option.same_noun_rank is not None for option in options)
    yield determiner, 1.0
    yield f"{determiner}, {'known' if is_known else 'new'} noun", 1.0
    yield f"{determiner}, {'with modifiers' if mention.modifiers else 'alone'}", 1.0
    for noun in mention.nouns:
        yield f"noun {noun}", 1.0
        yield f"{determiner} noun {noun}", 1.0
    yield "words", math.log(mention.end - mention.start)
    yield "country", mention.country is not None
    yield "opens the text", mention.sentence == 0
    yield "holder named", any(option.holds_office for option in options)


def _of_later(mention: FoundMention, option: Option, setting: Setting) -> Iterator[Feature]:
    nearest, where, place = option.nearest, setting.place(option.nearest), setting.place(mention)
    yield "later", 1.0
    yield f"later, {min(nearest.sentence - mention.sentence, SENTENCES_TOLD_APART)} on", 1.0
    yield f"later, {min(where.paragraph - place.paragraph, SENTENCES_TOLD_APART)} paragraphs on", 1.0
    yield "later, speaks", where.speaks
    yield "later, both speak", where.speaks and place.speaks
    yield "later, words", math.log1p(nearest.head - mention.head) if nearest.head > mention.head else 0.0
    yield "later, mentions", math.log1p(len(option.chain.mentions))
    yield "later, first sentence", mention.sentence == 0
    yield "later, rank", float(option.rank)
    yield "later, subject ahead", option.is_ahead


def _of_earlier(mention: FoundMention, option: Option, setting: Setting) -> Iterator[Feature]:
    place, where = setting.place(mention), setting.place(option.nearest)
    yield from _of_distance(mention, option, place, where)
    yield from _of_relations(mention, option, place, where)
    yield from _of_prominence(mention, option)
    yield from _of_speaking(mention, option, place, where, setting)


def _of_distance(mention: FoundMention, option: Option, place: Place, where: Place) -> Iterator[Feature]:
    distance = mention.sentence - option.nearest.sentence
    paragraphs = place.paragraph - where.paragraph
    yield f"{min(distance, SENTENCES_TOLD_APART)} back", 1.0
    yield "sentences", float(min(distance, FAR))
    yield "words", math.log1p(abs(mention.head - option.nearest.head))
    yield "same clause", where.clause == place.clause
    yield "same paragraph", paragraphs == 0
    yield "paragraph before", paragraphs == 1
    yield "rank", float(min(option.rank, FAR))
    yield "last mentioned", option.rank == 0


def _of_relations(mention: FoundMention, option: Option, place: Place, where: Place) -> Iterator[Feature]:
    form = option.nearest.form
    back = min(mention.sentence - option.nearest.sentence, SENTENCES_TOLD_APART)
    yield f"is {where.relation}", 1.0
    yield f"is {where.relation}, for {place.relation}", 1.0
    yield f"is {where.relation}, {back} back", 1.0
    yield f"is {form}", 1.0
    yield f"is {form}, {back} back", 1.0
    yield "depth", float(where.depth)
    yield "subject above", not place.above.isdisjoint(option.nearest.heads)
    yield "subject ahead", option.is_ahead
    if option.last_subject is not None:
        since = min(mention.sentence - option.last_subject.sentence, SENTENCES_TOLD_APART)
        yield f"last subject {since} back", 1.0
        yield f"last subject {since} back, for {place.relation}", 1.0
        yield "last subject above", not place.above.isdisjoint(option.last_subject.heads)
    if where.is_main_subject:
        yield "subject of the main clause", 1.0
        yield f"subject of the main clause, {back} back", 1.0
        yield "subject of both main clauses", place.is_main_subject
    if where.opens_sentence:
        yield "opens sentence", 1.0
        yield "opens sentence, as it does", place.opens_sentence
    yield "opens paragraph", where.opens_paragraph


def _of_prominence(mention: FoundMention, option: Option) -> Iterator[Feature]:
    chain = option.chain
    mentions = chain.count_before(mention.start)
    yield "mentions", math.log1p(mentions)
    yield "mentions per sentence", mentions / (1.0 + mention.sentence)
    yield "in the first sentence", chain.mentions[0].sentence == 0
    yield f"{'named' if chain.names else 'described'}", 1.0
    yield chain.type, 1.0
    yield f"{chain.type}, {'named' if chain.names else 'described'}", 1.0
    yield "together", bool(chain.members)
    yield "gender agrees", chain.gender is not None and chain.gender == mention.gender
    yield "gender unknown", chain.gender is None and mention.gender is not None


def _of_speaking(mention: FoundMention, option: Option, place: Place, where: Place, setting: Setting) -> Iterator[Feature]:
    nearest = option.nearest
    turns = math.log1p(option.turns)
    yield "turns", turns
    yield "turns, speaks", turns * place.speaks
    if option.is_last_speaker:
        yield "spoke last", 1.0
        yield "spoke last, speaks", place.speaks
        yield "spoke last, speaks, same paragraph", place.speaks and place.paragraph == where.paragraph
        yield "spoke last, opens paragraph", place.opens_paragraph
    yield "speaks", where.speaks
    yield "speaks, as it does", where.speaks and place.speaks
    yield "is told", where.is_told
    yield "is told, and it speaks", where.is_told and place.speaks
    yield "in what it says", setting.says(mention, nearest.head)
    yield "says it", setting.says(nearest, mention.head)
    yield "other side of marks", nearest.quoted != mention.quoted
    yield "both in marks", nearest.quoted and mention.quoted


def _of_nouns(mention: FoundMention, option: Option, setting: Setting) -> Iterator[Feature]:
    chain, determiner = option.chain, determiner_of(mention, setting)
    named = "named" if chain.names else "described"
    noun = mention.nouns[0] if mention.nouns else ""
    is_same = not chain.nouns.isdisjoint(mention.nouns)
    in_name = not is_same and any(noun in name for name in chain.names)
    yield f"{determiner}, {named}", 1.0
    yield f"noun {noun}, {chain.type} {named}", 1.0
    yield f"{determiner} noun {noun}, {named}", 1.0
    yield "same words", mention.text in chain.texts
    yield "holds the office", option.holds_office
    if is_same:
        yield "same noun", 1.0
        yield f"same noun, {determiner}", 1.0
        yield f"same noun, {named}", 1.0
        yield "same noun, last", option.same_noun_rank == 0
        yield "later, same noun", option.is_later
    elif in_name:
        yield "noun in its name", 1.0
        yield f"noun in its name, {determiner}", 1.0
    else:
        nouns = "other nouns" if chain.nouns else "no nouns"
        yield f"another noun, {named}, {determiner}", 1.0
        yield f"{nouns}, {named}", 1.0
        yield f"later, {nouns}, {determiner}", option.is_later
        yield from ((f"{noun} for {other}", 1.0) for other in sorted(chain.nouns))
    yield f"later, noun {noun}", option.is_later


def _of_modifiers(mention: FoundMention, option: Option) -> Iterator[Feature]:
    chain = option.chain
    new, left_out = mention.modifiers - chain.modifiers, chain.modifiers - mention.modifiers
    yield "same modifiers", bool(mention.modifiers) and not new
    yield "new modifiers", float(len(new))
    yield "later, shared modifiers", option.is_later and not mention.modifiers.isdisjoint(chain.modifiers)
    noun = next((noun for noun in mention.nouns if noun in chain.nouns), None)
    if noun is not None:
        known = chain.kinds.get(noun, set())
        yield "same noun, new modifiers", bool(new)
        yield "same noun, left out modifiers", bool(left_out) and not mention.modifiers
        yield "same kind", bool(known) and mention.kinds <= known
        yield "no kind", not known and not mention.kinds
        yield "kind left out", bool(known) and not mention.kinds
        yield "new kind", not known and bool(mention.kinds)
        yield "other kind", bool(known) and bool(mention.kinds) and known.isdisjoint(mention.kinds)
    yield "same country", mention.country is not None and mention.country in chain.countries
    yield "its country only", mention.country is None and bool(chain.countries)
    yield "country only", mention.country is not None and not chain.countries
    yield "same owner", not mention.owners.isdisjoint(chain.owners)
    yield "is its owner", any(not mention.owners.isdisjoint(name) for name in chain.names)


def _of_type(mention: FoundMention, option: Option) -> Iterator[Feature]:
    chain = option.chain
    noun = mention.nouns[0] if mention.nouns else ""
    yield f"{mention.type}, for {chain.type}", 1.0
    if chain.names and chain.type != "person":
        is_media = any(is_medium(name) for name in chain.names)
        yield "medium", noun in words("media") and is_media
        yield "no medium", noun in words("media") and not is_media
        yield "body", noun in words("body") and any(is_body(word) for name in chain.names for word in name)
        telling = {word for name in chain.names for word in name if word == name[-1] or is_body(word)}
        yield from ((f"{noun} for name {word}", 1.0) for word in sorted(telling))


def _of_document(mention: FoundMention, option: Option, setting: Setting) -> Iterator[Feature]:
    determiner, type = determiner_of(mention, setting), option.chain.type
    if option.owns is not None:
        yield f"owner: {option.owns}", 1.0
        yield f"owner: {option.owns}, {type}", 1.0
        yield f"owner: {option.owns}, noun {mention.nouns[0]}", 1.0
    if option.made_last:
        yield "made the last", 1.0
        yield f"made the last, {determiner}", 1.0
    yield f"{determiner}, {type}", 1.0
    yield f"noun {mention.nouns[0]}, {type}", 1.0


def _of_quotation(mention: FoundMention, option: Option, setting: Setting) -> Iterator[Feature]:
    yield "goes on", option.goes_on
    if option.is_later:
        return
    where, place = setting.place(option.nearest), setting.place(mention)
    is_here = place.paragraph == where.paragraph
    if option.is_last_speaker:
        yield "spoke last, open marks", setting.is_open_before(mention.start)
        yield f"spoke last, {min(place.paragraph - where.paragraph, SENTENCES_TOLD_APART)} paragraphs back", 1.0
        yield "spoke last, same paragraph", is_here
        yield "spoke last, ended with its words", setting.ends_with_words(option.nearest, mention)
    yield "last mentioned, subject", option.rank == 0 and where.relation == "subject"
    yield f"{option.nearest.form}, {where.relation}, same paragraph", is_here


def determiner_of(mention: FoundMention, setting: Setting) -> str:
    """By which word a phrase begins: "the", "his", a number, a name; "bare" for a noun or adjective."""
    first = setting.doc[mention.start]
    if first.i == mention.head:
        return "bare"
    kinds = {"NUM": "number", "PROPN": "name"}
    return DETERMINERS.get(first.lower_) or kinds.get(first.pos_, "bare")
