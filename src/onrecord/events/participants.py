"""Who takes part in an event, and on which side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Token

from onrecord.events.deeds import around_noun
from onrecord.events.lexicon import is_public, other_side
from onrecord.events.places import says_where
from onrecord.events.triggers import Trigger
from onrecord.grammar import (
    APPOSITIONS,
    INDIRECT_OBJECTS,
    NAME_PARTS,
    OBJECTS,
    RELATIVE_CLAUSES,
    SUBJECTS,
    agent_of,
    conjuncts,
    coordinated,
    entity_type,
    is_passive,
    likely_subject_of,
    objects_of,
    obliques,
    possessor_of,
    preposition_of,
    subject_of,
)
from onrecord.ontology import EventType

# "held talks", "had a meeting": the verb's subject takes part in the noun.
LIGHT_VERBS = {"hold", "have", "attend", "open", "begin", "start", "conclude", "resume", "join", "plan", "schedule", "make", "pay", "send", "write", "launch", "carry", "conduct", "stage", "host", "seek", "order", "authorize", "authorise"}  # fmt: skip
# "During a meeting", "on a trip": who acts in the clause takes part.
OCCASIONAL = {"during", "in", "at", "on", "after", "before", "following", "ahead of", "since", "for", "of", "out of", "from", "into"}
STAYING_AWAY = {"pull", "withdraw", "exclude", "drop", "bar", "stay"}
TELLING = {"tell", "ask", "urge", "press", "assure", "inform", "warn", "thank", "promise", "brief", "congratulate"}
# "US-led", "UN-sponsored": who does it; who is "US-backed" is somebody else.
LEADING = {"led", "sponsored", "brokered", "hosted", "mediated", "run", "imposed", "organised", "organized"}
# "The second day of a visit", "a round of talks".
PARTS_OF_EVENTS = {"day", "part", "end", "start", "round", "series", "eve", "beginning", "week", "hour", "leg"}
# Who faces charges is charged.
SUFFERING = {"face", "await", "plead"}
# "His arrest", "Kovac's murder": done to him; but "Kovac's arrest of them".
DONE_TO_OWNER = {
    "release", "arrest", "detention", "imprisonment", "conviction", "indictment", "trial", "extradition", "deportation", "expulsion", "murder", "killing", "assassination",
    "execution", "torture", "kidnapping", "abduction", "beheading",
}  # fmt: skip
LEAVING = {"withdrawal", "retreat", "surrender", "resignation", "pullout", "departure"}
# "Dozens of officers", "a number of states": who is counted.
QUANTITIES = {"dozen", "score", "hundred", "thousand", "number", "majority", "handful", "couple", "some", "many", "most", "several", "dozens", "scores", "hundreds", "thousands"}  # fmt: skip
SPEAKING_OF = {"say", "speak", "talk", "think", "tell", "write", "warn", "complain"}
CLAUSES_UP = 3
# Prepositions of recipients beside a verb and its object: "signed a deal with", "sent arms to", "imposed tariffs on".
RECEIVING: dict[EventType, set[str]] = {
    "AGREE": {"with"},
    "COOPERATE": {"with"},
    "SUPPORT": {"with"},
    "AID": {"to", "for"},
    "RETREAT": {"to"},
    "CONCEDE": {"on", "against"},
    "SANCTION": {"on", "against", "with"},
    "COERCE": {"against"},
    "PROTEST": {"against"},
}
EVENT_OF_NOUN = {
    "between": "both",
    "with": "other",
    "by": "doer",
    "against": "done-to",
    "on": "done-to",
    "of": "done-to",
    "among": "both",
    "to": "other",
    "for": "other",
    "into": "done-to",
    "from": "other",
}


def sides(trigger: Trigger, actor_of: Mapping[int, str]) -> tuple[list[Token], list[Token]]:
    """Tokens of the doers and of those it was done to; a contact's doers go first in the text or call on the others."""
    found = _of_verb(trigger, actor_of) if trigger.is_verb else _of_noun(trigger)
    if trigger.type == "CONSULT" and not trigger.is_verb:
        found = _with_its_clause(trigger.token, found, actor_of)
    doers, others = (_known(tokens, actor_of, owners=trigger.is_verb and trigger.type != "CONSULT") for tokens in found)
    names = {actor_of[token.i] for token in doers}
    return doers, [token for token in others if actor_of[token.i] not in names]


def _known(tokens: Iterable[Token], actor_of: Mapping[int, str], *, owners: bool) -> list[Token]:
    """The tokens that stand for actors, each once; with ``owners``, for what is no actor whose it is ("his passport was seized" is done to him)."""
    seen: set[str] = set()
    known = []
    for token in tokens:
        if token.i not in actor_of and token.lemma_.casefold() in QUANTITIES:
            token = next((other for preposition, other in obliques(token) if preposition == "of"), token)
        if owners and token.i not in actor_of:
            token = possessor_of(token) or _country_before(token, actor_of) or token
        if token.i not in actor_of and token.pos_ == "PROPN":  # "White House Chief of Staff General John Kelly", who is known by his name.
            names = [part for part in token.children if part.dep_ in NAME_PARTS | APPOSITIONS and part.i in actor_of and part.i > token.i]
            token = names[0] if names else token
        actor = actor_of.get(token.i)
        if actor is not None and actor not in seen:
            seen.add(actor)
            known.append(token)
    return known


def _country_before(noun: Token, actor_of: Mapping[int, str]) -> Token | None:
    """Whose what acts or is harmed is, by the country before it: Israel, for "Israeli warplanes struck"."""
    before = (child for child in noun.lefts if child.dep_ in {*NAME_PARTS, "amod"} and entity_type(child.ent_type_) in ("NORP", "LOC"))
    return next((child for child in before if child.i in actor_of), None)


def _of_verb(trigger: Trigger, actor_of: Mapping[int, str]) -> tuple[list[Token], list[Token]]:
    verb = trigger.token
    subject = likely_subject_of(verb)
    is_participle = verb.tag_ == "VBG" or any(child.lower_ == "being" for child in verb.children)
    if is_participle and verb.dep_ == "advcl" and (subject is None or subject.i not in actor_of):
        subject = _subject_above(verb, actor_of) or subject
    subjects = coordinated(subject) if subject is not None else []
    if trigger.type == "CONSULT":
        ways = other_side(verb)
        others = objects_of(verb) if "object" in ways else []
        others += [noun for preposition, noun in (*obliques(verb), *_over_the_telephone(verb)) if preposition in ways]
        is_speech = verb.lemma_.casefold() in ("speak", "talk")
        to_many = {noun.i for preposition, noun in obliques(verb) if preposition == "to" and noun.tag_ == "NNS"} if is_speech else set()
        met = [noun for noun in others if noun.i not in to_many and not is_public(noun) and not _is_anybody(noun)]
        return [noun for noun in subjects if not is_public(noun)], met
    if trigger.type == "COERCE" and verb.lemma_.casefold() in SUFFERING:
        return [], subjects
    if is_passive(verb):
        agent = agent_of(verb)
        return conjuncts(agent) if agent is not None else [], subjects
    receiving = {"with", "against", "at"} if verb.lemma_ in ("clash", "fight", "shoot") else RECEIVING.get(trigger.type, set())
    beside = [*obliques(verb), *(found for thing in objects_of(verb) if thing.i not in actor_of for found in obliques(thing))]
    return subjects, objects_of(verb) + [noun for preposition, noun in beside if preposition in receiving]


def _is_anybody(noun: Token) -> bool:
    """Whether nobody in particular is meant: "any senator", "whoever"."""
    return any(child.lower_ in ("any", "no", "whatever", "whichever") for child in noun.lefts)


def _is_relative(clause: Token) -> bool:
    """Whether a clause behind a noun says with a subject of its own what was done: "the talks that Kovac held"."""
    has_subject = any(child.dep_ in SUBJECTS and child.tag_ not in ("WDT", "WP") for child in clause.children)
    return clause.dep_ in RELATIVE_CLAUSES or (clause.dep_ == "acl" and has_subject)


def _beside(verb: Token) -> Iterator[tuple[str, Token]]:
    """What prepositions lead beside a verb, and behind what stands between: "held during the fair in Oslo with Kovac"."""
    for preposition, noun in obliques(verb):
        yield preposition, noun
        yield from obliques(noun)


def _over_the_telephone(verb: Token) -> Iterator[tuple[str, Token]]:
    """Obliques that the parser attached to the means instead of the verb: "spoke by phone with Kovac", "discussed the plan by phone with Kovac"."""
    for preposition, noun in (*obliques(verb), *(found for thing in objects_of(verb) for found in obliques(thing))):
        if preposition in ("by", "via", "over", "on"):
            yield from obliques(noun)


def _of_noun(trigger: Trigger) -> tuple[list[Token], list[Token]]:
    noun = trigger.token
    doers: list[Token] = []
    others: list[Token] = []
    owner = possessor_of(noun)
    governors = list(_governor(trigger)) if owner is None or owner.pos_ == "PRON" else []
    is_done_to = noun.lemma_.casefold() in DONE_TO_OWNER and not any(preposition == "of" for preposition, _ in obliques(noun))
    if owner is not None and owner.lower_ == "our" and trigger.type != "CONSULT":
        owner = None  # "Our fight against them": that of a country or a party, not of who says so.
    if owner is not None and not governors:
        (others if is_done_to else doers).extend(conjuncts(owner))
    before = [named for child in noun.lefts for named in _named_before(child) if not says_where(named)]
    aimed_at = [
        named
        for named in before
        if trigger.type == "SANCTION" and named.pos_ == "PROPN" and not named.text.isupper() and "." not in named.text
    ]
    others += aimed_at  # "The China tariffs"; but "US sanctions", "Chinese tariffs".
    doers += [named for named in before if named not in aimed_at]
    for preposition, other in around_noun(noun):
        side = EVENT_OF_NOUN.get(preposition)
        if preposition == "of" and trigger.type == "CONSULT" and other.tag_ in ("NNS", "NNPS"):
            side = "both"  # "A meeting of rival groups."
        if preposition == "of" and noun.lemma_.casefold() in LEAVING:
            side = "doer"  # "The withdrawal of their troops."
        if preposition == "on" and trigger.type == "AGREE":
            continue  # What is agreed on, not with whom.
        if side in ("both", "doer"):
            doers.append(other)
        elif (side == "done-to" and trigger.type != "CONSULT") or (side == "other" and trigger.type != "ASSAULT"):
            others.append(other)
    doers = governors + doers if trigger.type != "ASSAULT" or owner is None else doers
    return doers, [other for other in others if not is_public(other)]


def _named_before(modifier: Token) -> Iterator[Token]:
    """Those whom a word before an event's noun names: "the Israeli strike", "a US-Turkish deal", "a US-led attack", "UN-sponsored talks"."""
    if modifier.dep_ not in {*NAME_PARTS, "amod", "nmod"}:
        return
    if modifier.tag_ != "VBN" or modifier.lower_ in LEADING:
        yield from (child for child in modifier.lefts if child.ent_type_)
    if modifier.tag_ != "VBN":
        yield modifier


def _subject_above(verb: Token, actor_of: Mapping[int, str]) -> Token | None:
    """The nearest subject above a participle that is an actor: Kovac, for "speaking" in "Kovac said plans were ready after speaking with Holm"."""
    for _ in range(CLAUSES_UP):
        if verb.head.i == verb.i:
            return None
        verb = verb.head
        subject = subject_of(verb)
        if subject is not None and subject.i in actor_of:
            return subject
    return None


def _with_its_clause(noun: Token, found: tuple[list[Token], list[Token]], actor_of: Mapping[int, str]) -> tuple[list[Token], list[Token]]:
    """A contact of whom only one side, or none, is named beside its noun, with who acts in its clause, and on whom: "told Xi during a meeting", "Kovac's efforts in a call with Holm"."""
    doers, others = found
    while preposition_of(noun) == "of" and noun.head.lemma_.casefold() in PARTS_OF_EVENTS:
        noun = noun.head
    known = {actor_of[token.i] for token in (*doers, *others) if token.i in actor_of}
    if preposition_of(noun) == "of" and noun.head.lemma_.casefold() in SPEAKING_OF:
        return found  # "Kovac said of the meeting": perhaps of another's.
    goes_ahead = preposition_of(noun) == "with" and noun.head.lemma_ in ("go", "proceed", "press") and noun.head.pos_ == "VERB"
    if len(known) > 1 or not (goes_ahead or preposition_of(noun) in OCCASIONAL) or noun.head.lemma_.casefold() in STAYING_AWAY:
        return found
    head = noun.head
    while head.pos_ in ("NOUN", "PROPN") and head.head.i != head.i and possessor_of(head) is None and subject_of(head) is None:
        head = head.head
    if head.pos_ in ("NOUN", "PROPN") and subject_of(head) is None:  # Else it is a predicate: "who was in Paris for talks".
        owner = possessor_of(head)
        return ([*conjuncts(owner), *doers], others) if owner is not None else found
    subject = likely_subject_of(head) if not is_passive(head) else None
    if subject is None or subject.i not in actor_of:
        return found
    kinds = INDIRECT_OBJECTS | (OBJECTS if head.lemma_.casefold() in TELLING else set())
    told = [one for child in head.children if child.dep_ in kinds for one in conjuncts(child) if not is_public(one)] if not others else []
    return [*conjuncts(subject), *doers], [*others, *told]


def _governor(trigger: Trigger) -> Iterator[Token]:
    """The subject of "held" in "held (its first) talks with", and of "said" in "said in a letter to": those who take part."""
    noun, verb = trigger.token, trigger.token.head
    clause = next((child for child in noun.children if _is_relative(child) and child.lemma_ in LIGHT_VERBS), None)
    if clause is not None:  # "A meeting that Kovac held in May with Holm."
        own = (child for child in clause.children if child.dep_ in SUBJECTS and child.tag_ not in ("WDT", "WP"))
        yield from (one for subject in own for one in conjuncts(subject))
        yield from (other for preposition, other in _beside(clause) if preposition == "with")
        return
    if preposition_of(noun) == "in" and (subject := subject_of(noun)) is not None:
        yield from conjuncts(subject)  # "They have been in touch with him."
        return
    if verb.lemma_ == "invite" and preposition_of(noun) in ("to", "for"):
        subject = subject_of(verb)
        yield from [*(conjuncts(subject) if subject is not None and not is_passive(verb) else []), *objects_of(verb)]
        return
    if verb.pos_ != "VERB" or noun.dep_ not in ("obj", "dobj", "obl", "nsubj:pass", "nsubjpass"):
        return
    if noun.dep_ == "obl" and trigger.type != "CONSULT":
        return  # "Authorized it after the attacks."
    if verb.lemma_ in LIGHT_VERBS or trigger.mode == "correspond":
        subject = subject_of(verb) if not is_passive(verb) else agent_of(verb)
        if subject is not None and subject.i != noun.i:
            yield from conjuncts(subject)
        ways = {"hold": "with", "send": "to", "write": "to", "deliver": "to", "have": "with"}
        yield from (other for preposition, other in obliques(verb) if preposition == ways.get(verb.lemma_))
