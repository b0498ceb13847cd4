"""Words that name an event: contacts, violence, and other deeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onrecord.events.deeds import around_noun, is_violent_nearby, type_of_deed
from onrecord.events.lexicon import is_person, lists, singular
from onrecord.grammar import (
    AUXILIARIES,
    INDIRECT_OBJECTS,
    NAME_PARTS,
    OBJECTS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    agent_of,
    comma_before,
    entity_type,
    is_passive,
    objects_of,
    obliques,
    preposition_of,
)
from onrecord.ontology import EventType

DYING = {"died", "killed", "dead"}


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
        type = type_of_deed(token)
        deed = Trigger(token=token, type=type, mode=None) if type is not None else None
        found = deed or _consult(token) or _assault(token)
        if found is not None and not _is_ended(found):
            yield found


def _is_ended(trigger: Trigger) -> bool:
    """Whether a noun is the object of a verb that ends or eases it: the aid in "suspended the aid", the sanctions in "lifted the sanctions"."""
    verb = trigger.token.head
    if trigger.is_verb or trigger.type in ("CONSULT", "ASSAULT") or trigger.token.dep_ not in {*OBJECTS, *PASSIVE_SUBJECTS}:
        return False
    ending = type_of_deed(verb) if verb.pos_ == "VERB" else None
    return ending is not None and ending != trigger.type


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
        return any(is_person(noun) for noun in objects_of(verb)) or (is_passive(verb) and agent_of(verb) is not None)
    if needs is not None:
        return any(child.lower_ == needs for child in verb.children)
    return not (lemma == "call" and _has_name_for_it(verb))


def _has_name_for_it(verb: Token) -> bool:
    """Whether "called X" goes on to say what X was called, or what for: then nobody was on the telephone."""
    objects = [child for child in verb.children if child.dep_ in OBJECTS or child.dep_ in INDIRECT_OBJECTS]
    more = any(child.dep_ in ("xcomp", "ccomp", "oprd", "compound:prt", "prt") for child in verb.children)
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
    """Whether more than the verb indicates a telephone call: when, what about; "called our coach 'Bill'" has neither."""
    is_timed = any(entity_type(child.ent_type_) == "DATE" for child in verb.children) or "back" in {child.lower_ for child in verb.children}
    about = any(preposition in ("about", "over", "regarding", "from", "by", "on", "in", "after") for preposition, _ in obliques(verb))
    return is_timed or about


def _assault(token: Token) -> Trigger | None:
    lemma = token.lemma_.casefold()
    kind = {"VERB": "assault_verbs", "NOUN": "assault_nouns"}.get(token.pos_)
    if kind is None or lemma not in lists()[kind] or token.dep_ in ("compound", "amod"):
        return None
    if kind == "assault_nouns" and not _has_what_it_needs(token, "assault_noun_needs") and not _is_deadly(token.sent):
        return None
    is_plain = lemma not in lists()["ambiguous"] or (token.pos_ == "NOUN" and _is_plainly_violent(token))
    if _is_figure_of_speech(token) or not (is_plain or is_violent_nearby(token)):
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
    if token.lemma_.casefold() == "attack" and any(singular(noun) in lists()["attacked_with_words"] for noun in harmed):
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
    return is_person(noun) or noun.tag_ == "NNS" or (not strict and noun.tag_ == "NNP")


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
