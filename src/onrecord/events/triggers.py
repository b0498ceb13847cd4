"""Words that name an event. Lists: ``data/triggers.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Span, Token

from onrecord.events.numbers import harm_words
from onrecord.grammar import (
    AUXILIARIES,
    INDIRECT_OBJECTS,
    NAME_PARTS,
    OBJECTS,
    PASSIVE_SUBJECTS,
    RELATIVE_CLAUSES,
    SUBJECTS,
    agent_of,
    comma_before,
    conjuncts,
    entity_type,
    is_passive,
    likely_subject_of,
    objects_of,
    obliques,
    possessor_of,
    preposition_of,
)
from onrecord.knowledge import is_medium
from onrecord.ontology import EventType

# A type, which prepositions must lead something behind the noun, and what.
Words = frozenset[str]
NounRule = tuple[EventType, Words, Words]
VerbRule = tuple[EventType, Words, Words, Words]
# Violence is told of in a few sentences; a word for it within this many tokens makes "attack" more than words.
CONTEXT_TOKENS = 40
# "With", "between": who takes part stands behind them.
JOINING = {"with", "between", "among", "against", "by"}
DYING = {"died", "killed", "dead"}
DATING = {"on", "last", "this", "earlier", "week", "month", "year", "weekend", "day"}
WORDS_OF_A_DATE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A token that names an event."""

    token: Token
    type: EventType
    mode: str | None

    @property
    def is_verb(self) -> bool:
        """Whether a verb tells of the event."""
        return self.token.pos_ == "VERB"


def find_triggers(doc: Doc) -> Iterator[Trigger]:
    """Yield the words for contacts, violence and other deeds in order."""
    for token in doc:
        deed = _deed(token)
        found = deed if deed is not None and _is_done(token) else _consult(token) or _assault(token) or deed
        if found is not None and not _is_ended(found):
            yield found


def _is_ended(trigger: Trigger) -> bool:
    """Whether a noun for a deed is but what another deed ends or eases: the aid, in "suspended the aid", the sanctions, in "lifted the sanctions"."""
    verb = trigger.token.head
    if trigger.is_verb or trigger.type in ("CONSULT", "ASSAULT") or trigger.token.dep_ not in {*OBJECTS, *PASSIVE_SUBJECTS}:
        return False
    deed = _deed(verb) if verb.pos_ == "VERB" else None
    return deed is not None and deed.type != trigger.type


def _is_done(verb: Token) -> bool:
    """Whether a verb of talking, in the past, tells what came of it: who negotiated a ceasefire agreed on one, who negotiates one talks."""
    return verb.lemma_.casefold() in lists()["consult_verbs"] and verb.tag_ in ("VBD", "VBN")


def other_side(verb: Token) -> frozenset[str]:
    """How the other side of a contact stands beside its verb: "object" or prepositions."""
    row = lists()["consult_verbs"].get(verb.lemma_.casefold())
    return frozenset(row["with"].split()) if row else frozenset()


def is_mutual(verb: Token) -> bool:
    """Whether the subject alone can be both sides ("the leaders met")."""
    return verb.lemma_.casefold() in lists()["mutual"]


def is_public(noun: Token) -> bool:
    """Whether talking to these is speaking in public, not a contact ("told journalists", "spoke to the crowd")."""
    words = lists()["no_contact_with"]
    if entity_type(noun.ent_type_) == "ORG" and is_medium([noun.text]):
        return True  # "Spoke to the Guardian."
    return noun.lemma_.casefold() in words or any(child.lemma_.casefold() in words for child in noun.children)


def is_of_office(words: str) -> bool:
    """Whether words for somebody without a name say that they hold an office or stand for a cause: "his interior minister", "the villagers"."""
    named = {form for word in re.findall(r"[a-z]+", words.casefold()) for form in (word, word.removesuffix("s"))}
    return not named.isdisjoint(lists()["of_office"])


def _consult(token: Token) -> Trigger | None:
    lemma = token.lemma_.casefold()
    if token.pos_ == "VERB" and lemma in lists()["consult_verbs"] and _is_contact(token):
        return Trigger(token=token, type="CONSULT", mode=_mode(token, lists()["consult_verbs"][lemma]["mode"]))
    if token.pos_ == "NOUN" and lemma in lists()["consult_nouns"] and _has_what_it_needs(token, "consult_noun_needs"):
        return Trigger(token=token, type="CONSULT", mode=_mode(token, lists()["consult_nouns"][lemma]))
    return None


def _is_contact(verb: Token) -> bool:
    """Whether a verb that has other senses is one of contact here: "reached out to", "received the delegation", "called him about it"."""
    lemma = verb.lemma_.casefold()
    needs = lists()["consult_verb_needs"].get(lemma)
    if any(preposition == "for" and noun.lemma_.casefold() == "comment" for preposition, noun in obliques(verb)):
        return False  # A reporter's call.
    if needs == "name":
        named = (part for noun in objects_of(verb) for part in (noun, *noun.children))
        return any(entity_type(part.ent_type_) == "PERSON" for part in named) or (is_passive(verb) and agent_of(verb) is not None)
    if needs == "person":
        return any(_is_person(noun) for noun in objects_of(verb)) or (is_passive(verb) and agent_of(verb) is not None)
    if needs is not None:
        return any(child.lower_ == needs for child in verb.children)
    return not (lemma == "call" and _has_name_for_it(verb))


def _has_name_for_it(verb: Token) -> bool:
    """Whether "called X" goes on to say what X was called, or what for: then nobody was on the telephone."""
    objects = [child for child in verb.children if child.dep_ in OBJECTS or child.dep_ in INDIRECT_OBJECTS]
    more = any(child.dep_ in ("xcomp", "ccomp", "oprd", "compound:prt", "prt") and not _is_purpose(child) for child in verb.children)
    is_bare = (
        verb.dep_ in ("acl", "amod")
        or (comma_before(verb) and not any(child.dep_ in SUBJECTS for child in verb.children))
        or (verb.tag_ == "VBN" and not any(child.dep_ in AUXILIARIES for child in verb.children))
    )
    is_no_call = any(noun.lemma_.casefold() in lists()["no_call"] for noun in objects) or not _says_of_a_call(verb)
    return (
        len(objects) != 1
        or is_no_call
        or more
        or is_bare
        or is_passive(verb)
        or any(preposition in ("for", "off") for preposition, _ in obliques(verb))
    )


def _says_of_a_call(verb: Token) -> bool:
    """Whether more than the verb speaks of a telephone call: when, what about, what for; "called our coach 'Bill'" has none of it."""
    is_timed = any(entity_type(child.ent_type_) == "DATE" for child in verb.children) or "back" in {child.lower_ for child in verb.children}
    about = any(preposition in ("about", "over", "regarding", "from", "by", "on", "in", "after") for preposition, _ in obliques(verb))
    return is_timed or about or any(_is_purpose(child) for child in verb.children)


def _is_purpose(verb: Token) -> bool:
    """Whether a clause is "to do ...", with its "to"."""
    return verb.pos_ == "VERB" and any(child.lower_ == "to" and child.dep_ in ("mark", "aux") for child in verb.children)


def _assault(token: Token) -> Trigger | None:
    lemma = token.lemma_.casefold()
    kind = {"VERB": "assault_verbs", "NOUN": "assault_nouns"}.get(token.pos_)
    if kind is None or lemma not in lists()[kind] or token.dep_ in ("compound", "amod"):
        return None
    if kind == "assault_nouns" and not _has_what_it_needs(token, "assault_noun_needs") and not _is_deadly(token.sent):
        return None
    is_plain = lemma not in lists()["ambiguous"] or (token.pos_ == "NOUN" and _is_plainly_violent(token))
    if _is_figure_of_speech(token) or not (is_plain or _is_violent(token)):
        return None
    return Trigger(token=token, type="ASSAULT", mode=_mode(token, lists()[kind][lemma]))


def _is_deadly(sentence: Span) -> bool:
    """Whether somebody is said to have died: what took lives is violence, whatever else its word may mean ("14 people died in the raid")."""
    return any(token.lower_ in DYING and token.pos_ in ("VERB", "ADJ") for token in sentence)


def _is_plainly_violent(noun: Token) -> bool:
    """Whether the phrase itself says that people are harmed, or who attacked where: "air strikes", "the murder of Kovac", "a Turkish attack"."""
    if noun.lemma_.casefold() in lists()["assault_noun_needs"]:
        return True
    of_somebody = any(
        preposition == "of" and (entity_type(one.ent_type_) == "PERSON" or _is_alive(one, strict=True))
        for preposition, one in obliques(noun)
    )
    return of_somebody or any(
        entity_type(child.ent_type_) in ("NORP", "LOC") for child in noun.lefts if child.dep_ in {*NAME_PARTS, "amod"}
    )


def _is_figure_of_speech(token: Token) -> bool:
    """Whether nobody is harmed: "a legal battle", "a battle over the budget", "kill the bill", "execute a plan"."""
    if token.pos_ == "NOUN":
        if any(one.lemma_.casefold() in lists()["no_enemies"] for what, one in around_noun(token) if what in ("with", "against")):
            return True  # "A battle with cancer."
        before = (child for child in token.lefts if child.lemma_.casefold() in lists()["figurative"])
        return next(before, None) is not None or (
            token.lemma_ == "battle" and any(preposition == "over" for preposition, _ in obliques(token))
        )
    harmed = [child for child in token.children if child.dep_ in OBJECTS]
    if token.lemma_.casefold() == "attack" and any(_singular(noun) in lists()["attacked_with_words"] for noun in harmed):
        return True  # "Attacked the gun lobby."
    if any(child.lower_.endswith(("self", "selves")) for child in harmed):
        return True  # Who shoots himself attacks nobody.
    if any(preposition == "with" and noun.lemma_.casefold() in lists()["only_words"] for preposition, noun in obliques(token)):
        return True  # "Bombarded him with messages."
    if not harmed or token.lemma_.casefold() not in lists()["kept_for_people"] | {"kill", "murder"}:
        return False
    return not any(_is_alive(noun, strict=token.lemma_.casefold() in lists()["kept_for_people"]) for noun in harmed)


def _is_alive(noun: Token, *, strict: bool) -> bool:
    """Whether a noun stands for people; where that is not asked strictly, any plural may."""
    if (
        noun.ent_type_
        or noun.like_num
        or noun.lower_ in ("him", "her", "them", "me", "us", "you", "himself", "herself", "people", "others")
    ):
        return True
    return _is_person(noun) or noun.tag_ == "NNS" or (not strict and noun.tag_ == "NNP")


def _is_person(noun: Token) -> bool:
    """Whether a noun stands for somebody, or is a title with a name behind it ("the blogger Razan Kovac")."""
    named = (noun, *(child for child in noun.children if child.dep_ in NAME_PARTS))
    return noun.lemma_.casefold() in harm_words()["people"] | _person_nouns() or any(
        entity_type(one.ent_type_) == "PERSON" for one in named
    )


def _deed(token: Token) -> Trigger | None:
    lemma = token.lemma_.casefold()
    if token.pos_ == "VERB":
        type = next((type for type, *needed in lists()["deeds"].get(lemma, ()) if _fits(token, *needed)), None)
        if type == "ASSAULT" and lemma in lists()["only_violent"] and not _is_violent(token):
            return None
    else:
        type = _type_of_noun(token) if token.pos_ == "NOUN" and token.dep_ not in ("compound", "amod") else None
    return Trigger(token=token, type=type, mode=None) if type is not None else None


def _type_of_noun(noun: Token) -> EventType | None:
    row: NounRule | None = lists()["deed_nouns"].get(noun.lemma_.casefold())
    if row is None:
        return None
    type, prepositions, objects = row
    if (
        type == "SANCTION"
        and noun.lemma_.casefold() == "expulsion"
        and not any(_singular(one) in lists()["diplomats"] for _, one in around_noun(noun))
    ):
        type = "COERCE"
    behind = [one for preposition, one in around_noun(noun) if preposition in prepositions]
    if type == "AGREE" and not behind:
        # "A US-Turkish deal", "the Iran nuclear deal" of those who are named before it.
        behind = [child for child in noun.lefts if country_named(child) and any(country_named(one) for one in child.lefts)]
    if type == "SANCTION" and not behind:
        behind = [child for child in noun.lefts if country_named(child)]  # "The China tariffs."
    if type == "RETREAT" and not behind and (owner := possessor_of(noun)) is not None and owner.lower_ in ("his", "her", "their"):
        return type  # "Demanded her release."
    led = [_singular(one) for one in behind] + ["person" for one in behind if entity_type(one.ent_type_) == "PERSON"]
    return type if (not prepositions or led) and (not objects or objects & set(led)) else None


def country_named(word: Token) -> bool:
    """Whether a modifier names a country or a people: both words of "US-Turkish"."""
    return word.dep_ in {*NAME_PARTS, "amod"} and entity_type(word.ent_type_) in ("NORP", "LOC")


def around_noun(noun: Token) -> Iterator[tuple[str, Token]]:
    """What prepositions lead beside a noun, and behind a participle on it: "a deal brokered by Norway", "a subpoena sent to the bank"."""
    yield from obliques(noun)
    for child in noun.children:
        is_date_between = entity_type(child.ent_type_) == "DATE" and child.i > noun.i  # "Talks last week with Kovac"
        if is_date_between or (child.dep_ == "acl" and child.tag_ == "VBN"):
            yield from obliques(child)
    yield from _right_behind(noun)


def _right_behind(noun: Token) -> Iterator[tuple[str, Token]]:
    """Whom a preposition right behind a noun leads, or behind date words there, wherever a parser hangs them: "in a call with Kovac", "talks last week between Kovac and Holm"."""
    doc, i = noun.doc, noun.i + 1
    while i < noun.sent.end and i <= noun.i + WORDS_OF_A_DATE and (entity_type(doc[i].ent_type_) == "DATE" or doc[i].lower_ in DATING):
        i += 1
    if i < noun.sent.end and doc[i].lower_ in JOINING and doc[i].dep_ == "case" and doc[i].head.i > i:
        yield from ((doc[i].lower_, one) for one in conjuncts(doc[i].head))


def _fits(verb: Token, objects: Words, prepositions: Words, subjects: Words) -> bool:
    """Whether one of these objects (in the passive, this subject) stands beside a verb, one of these prepositions or particles, and one of these subjects."""
    if subjects and not subjects & _words_of_subject(verb):
        return False
    beside = list(obliques(verb))
    nouns = objects_of(verb) + [
        child for child in verb.children if child.dep_ in PASSIVE_SUBJECTS or (child.dep_ == "xcomp" and child.pos_ != "VERB")
    ]
    nouns_beside = bool(nouns) or is_passive(verb) or verb.dep_ in {"acl", *RELATIVE_CLAUSES}
    inside = {word.lower_ for noun in nouns for word in noun.subtree if word.dep_ == "case"}
    # Who launched into an attack on his rivals attacked nobody.
    nouns += [noun for preposition, noun in beside if preposition != "into" or "into" in prepositions]
    if verb.dep_ in RELATIVE_CLAUSES and any(child.tag_ in ("WDT", "WP") and child.dep_ in OBJECTS for child in verb.children):
        nouns.insert(0, verb.head)  # "Sanctions that it imposed"
    if verb.dep_ == "acl" and is_passive(verb):
        nouns.insert(0, verb.head)  # "Sailors imprisoned by rebels"
    nouns += [
        counted for noun in nouns if noun.lemma_.casefold() in lists()["containers"] for what, counted in obliques(noun) if what == "of"
    ]
    words = {_singular(part) for noun in nouns for one in conjuncts(noun) for part in (one, *one.lefts)}
    words |= {"person"} if any(_is_person(noun) for noun in nouns) else set()
    words |= {"sum"} if any(entity_type(noun.ent_type_) == "MONEY" for noun in nouns) else set()
    led = {preposition for preposition, _ in beside} | (inside if objects or prepositions == {"with"} else set())
    led |= {child.lower_ for child in verb.children if child.dep_ in ("compound:prt", "prt", "advmod")}
    led |= {
        child.lower_
        for clause in verb.children
        if clause.dep_ in ("xcomp", "ccomp", "advcl")
        for child in clause.children
        if child.dep_ == "mark"
    }
    is_bare = not objects and not prepositions
    if is_bare and verb.lemma_.casefold() in lists()["need_an_object"] and not nouns_beside:
        return False
    has_object = is_passive(verb) or any(child.dep_ in OBJECTS for child in verb.children)
    if verb.lemma_.casefold() in lists()["without_object"] and has_object:
        return False
    other_verb = not prepositions and any(child.dep_ in ("compound:prt", "prt") or _is_stranded(child) for child in verb.children)
    return not other_verb and (not objects or bool(words & objects)) and (not prepositions or bool(led & prepositions))


def _words_of_subject(verb: Token) -> set[str]:
    subject = likely_subject_of(verb)
    return {_singular(one) for one in conjuncts(subject)} if subject is not None else set()


def _singular(word: Token) -> str:
    """The lemma in lower case, "troop" for "troops", which have no other."""
    lemma = word.lemma_.casefold()
    return lemma.removesuffix("s") if word.tag_ == "NNS" and lemma == word.lower_ else lemma


def _is_stranded(word: Token) -> bool:
    """Whether a preposition stands by itself beside a verb: "a remark that he seized on"."""
    return (
        word.pos_ == "ADP"
        and word.dep_ not in ("mark", "cc")
        and not any(child.pos_ in ("NOUN", "PROPN", "PRON", "NUM") for child in word.children)
    )


def _has_what_it_needs(noun: Token, table: str) -> bool:
    needs = lists()[table].get(noun.lemma_.casefold())
    if needs is None:
        return True
    if needs == {"plural"}:
        return noun.tag_ == "NNS"
    if needs == {"sent"}:
        sent = any(word.lemma_ in ("send", "write", "receive") for word in (noun.head, *noun.children))
        is_told = preposition_of(noun) in ("in", "by") and any(child.dep_ in INDIRECT_OBJECTS | OBJECTS for child in noun.head.children)
        return sent or is_told or (preposition_of(noun) == "in" and any(preposition == "to" for preposition, _ in obliques(noun)))
    if needs == {"in"}:
        return preposition_of(noun) == "in" and any(preposition == "with" for preposition, _ in obliques(noun))
    if needs <= {"to", "with", "between"}:
        beside = obliques(noun.head) if noun.head.pos_ == "VERB" and noun.dep_ in OBJECTS else ()  # "Had lunch in Oslo with Kovac."
        return any(preposition in needs for preposition, _ in (*obliques(noun), *beside))
    return any(child.lemma_.casefold() in needs for child in noun.children)


def _mode(token: Token, mode: str | None) -> str | None:
    """The mode that a word beside the trigger gives ("drone strike", "spoke by phone"), else the trigger's own."""
    beside = {child.lemma_.casefold() for child in token.children} | {t.lemma_.casefold() for t in token.subtree if t.dep_ == "obl"}
    for word, named in lists()["mode_words"].items():
        if word in beside and ((named == "call") == (token.lemma_.casefold() in {**lists()["consult_verbs"], **lists()["consult_nouns"]})):
            return str(named)
    return mode


def _is_violent(token: Token) -> bool:
    words = lists()["violent_context"] - {token.lemma_.casefold()}
    near = token.doc[max(0, token.i - CONTEXT_TOKENS) : token.i + CONTEXT_TOKENS]
    return any(_singular(other) in words for other in near)


@cache
def _person_nouns() -> frozenset[str]:
    nouns = json.loads(files("onrecord").joinpath("data/nouns.json").read_text("utf-8"))
    return frozenset(f"{nouns['person']} {nouns['group']}".split())


@cache
def lists() -> dict[str, Any]:
    """The lists, words split into sets."""
    table = json.loads(files("onrecord").joinpath("data/triggers.json").read_text("utf-8"))
    for name in (
        "mutual",
        "no_contact_with",
        "violent_context",
        "ambiguous",
        "need_an_object",
        "figurative",
        "kept_for_people",
        "no_call",
        "only_words",
        "no_enemies",
        "diplomats",
        "attacked_with_words",
        "without_object",
        "of_office",
        "containers",
        "only_violent",
    ):
        table[name] = frozenset(table[name].split())
    rules: dict[str, list[VerbRule]] = {}
    for type, verbs, *needed in table["deeds"]:
        objects, prepositions, subjects = (frozenset(words.split()) for words in (*needed, "", "")[:3])
        for verb in verbs.split():
            rules.setdefault(verb, []).append((type, objects, prepositions, subjects))
    table["deeds"] = rules
    table["deed_nouns"] = {
        noun: (type, frozenset(prepositions.split()), frozenset(" ".join(objects).split()))
        for noun, (type, prepositions, *objects) in table["deed_nouns"].items()
    }
    for name in ("consult_noun_needs", "assault_noun_needs"):
        table[name] = {noun: frozenset(words.split()) for noun, words in table[name].items()}
    return dict(table)
