"""Queries on a parsed sentence that several stages share.

They give the same answers for Universal Dependencies (our pipeline) and for ClearNLP labels (``en_core_web_*``); this is the one place
that knows both.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping

from spacy.tokens import Doc, Span, Token

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "nsubjpass", "csubjpass"}
PASSIVE_SUBJECTS = {"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"}
PASSIVE_AUXILIARIES = {"aux:pass", "auxpass"}
AUXILIARIES = {"aux", "aux:pass", "auxpass", "cop"}
OBJECTS = {"obj", "dobj"}
INDIRECT_OBJECTS = {"iobj", "dative"}
POSSESSIVES = {"nmod:poss", "poss"}
APPOSITIONS = {"appos"}
CASE_MARKERS = {"case", "prep", "agent"}
RELATIVE_CLAUSES = {"acl:relcl", "relcl"}
NOUN_CLAUSES = {"acl", "acl:relcl", "relcl"}
# Dependents of a noun that are no part of its phrase.
NOT_IN_PHRASE = {"conj", "cc", "case", "punct", "parataxis", "cop", "nsubj", "mark", "dep", "advcl", "list"}
NAME_PARTS = {"flat", "compound", "flat:name", "nmod:desc"}
# Dependents of a noun that say more of it: whoever they name does not take part by it ("Russia's speaker").
MODIFIERS = {"nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "compound", "amod", "nummod", "det", "flat", "poss", "obl"}
# Steps in the tree, and words, beyond which it makes no difference how far one word is from another.
FAR_UP, FAR_DOWN, FAR_IN_WORDS = 4, 3, 40
# No sentence is as deep, no phrase goes on as long on one side of its noun, and no list has as many members: what is longer is cut, so that costs grow with the text.
DEEPEST, LONGEST_SIDE, LONGEST_LIST = 60, 60, 30
TITLES_OF_WOMEN = {"mrs", "ms", "miss", "lady"}
COMMAS = {",", "—", "–", "--", "-", ";"}
RELATIVES = {"who", "whom", "whose", "which", "that", "where", "when", "what", "whether"}
VERBAL = {"AUX", "VERB", "PART", "ADV"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
NEGATIONS = {"not", "n't", "n’t", "never", "no", "neither", "nor", "without"}

# OntoNotes' entity types (and WikiNER's), mapped to those of our pipeline.
ENTITY_TYPES = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "NORP": "NORP", "LOC": "LOC", "GPE": "LOC", "FAC": "FAC",
    "DATE": "DATE", "TIME": "DATE", "MONEY": "MONEY", "MISC": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "LAW": "MISC", "WORK_OF_ART": "MISC",
}  # fmt: skip


def entity_type(label: str) -> str | None:
    """The entity type of a label in our pipeline's scheme; ``None`` for types that no stage uses, such as numbers."""
    return ENTITY_TYPES.get(label)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb: its own, or the one that it shares with its governor. For the agent of a passive verb see ``agent_of``."""
    for _ in range(len(verb.sent)):
        own = next((child for child in verb.children if child.dep_ in SUBJECTS and not child.is_space), None)
        if own is not None:
            return _antecedent(own, verb)
        if verb.dep_ in NOUN_CLAUSES and verb.head.pos_ in ("NOUN", "PROPN", "PRON") and is_participle(verb):
            return verb.head
        if verb.dep_ == "acl" and _is_infinitive(verb):
            return possessor_of(verb.head) or next(
                (noun for preposition, noun in obliques(verb.head) if preposition in ("by", "for")), None
            )
        if verb.dep_ in ("conj", "xcomp", "advcl", "parataxis", "dep") and verb.head.i != verb.i and _shares_subject(verb):
            controller = _object_controller(verb.head) if verb.dep_ == "xcomp" and _is_infinitive(verb) else None
            if controller is not None:
                return controller
            verb = verb.head
            continue
        return None
    return None


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ in ("mark", "aux") for child in verb.children)


def _object_controller(verb: Token) -> Token | None:
    """The controller of an infinitive's subject among the governor's objects and obliques ("urged **her** to go"); none for "promised her to go"."""
    if verb.lemma_.casefold() == "promise":
        return None
    asked = next((child for child in verb.children if child.dep_ in OBJECTS | INDIRECT_OBJECTS and child.i > verb.i), None)
    if asked is None and verb.lemma_.casefold() in ("call", "appeal", "prevail"):
        asked = next((noun for preposition, noun in obliques(verb) if preposition in ("on", "to", "upon")), None)
    return asked


def is_participle(verb: Token) -> bool:
    """Whether the verb is a participle without an auxiliary ("saying", "told")."""
    return verb.tag_ in ("VBG", "VBN") and not any(child.dep_ in AUXILIARIES for child in verb.children)


def phrase_before(verb: Token) -> Token | None:
    """The head of the noun phrase that ends right before a verb and its adverbs: its likely subject if the parse has none."""
    i = verb.i - 1
    while i >= verb.sent.start and verb.doc[i].pos_ in ("ADV", "AUX", "PART"):
        i -= 1
    return _phrase_ending_at(i, verb)


def _phrase_ending_at(i: int, before: Token) -> Token | None:
    """The head of the noun phrase that ends at a token or at a comma there, before another of its sentence."""
    doc, start = before.doc, before.sent.start
    while i >= start and doc[i].text == ",":
        i -= 1
    if i < start or doc[i].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    noun = doc[i]
    while noun.head.i != noun.i and noun.head.i < before.i and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def likely_subject_of(verb: Token) -> Token | None:
    """``subject_of``, or if the parse has none, the noun phrase right before the verb or before the finite verb that it is coordinated with."""
    for _ in range(len(verb.sent)):
        subject = subject_of(verb)
        auxiliaries = [child for child in verb.children if child.dep_ in AUXILIARIES - {"cop"}]
        is_finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(child.tag_ in FINITE for child in auxiliaries)
        if subject is None and is_finite:
            subject = phrase_before(verb)
        if subject is not None or verb.dep_ != "conj":
            return subject
        verb = verb.head
    return None


def agent_of(verb: Token) -> Token | None:
    """The agent of a passive verb ("by militants")."""
    return next((noun for preposition, noun in obliques(verb) if preposition == "by"), None) if is_passive(verb) else None


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by its own auxiliary, by that of the verb it is coordinated with, or as a bare participle after a noun."""
    if any(child.dep_ in PASSIVE_AUXILIARIES or child.dep_ in PASSIVE_SUBJECTS for child in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        is_whole = any(child.dep_ in {*AUXILIARIES, *SUBJECTS, *OBJECTS} for child in verb.children)
        return not is_whole and is_passive(verb.head)  # "Was arrested and charged."
    return verb.tag_ == "VBN" and verb.dep_ in NOUN_CLAUSES and not any(child.dep_ in OBJECTS for child in verb.children)


def obliques(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun) for the prepositional dependents of a verb or noun, one for each conjunct."""
    for child in head.children:
        if child.is_space:
            continue
        if child.dep_ in CASE_MARKERS and child.dep_ != "case":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield from ((child.lower_, one) for one in conjuncts(noun))
        elif child.dep_.split(":")[0] in ("obl", "nmod", "iobj") and child.dep_ not in POSSESSIVES:
            preposition = preposition_of(child)
            if preposition:
                yield from ((preposition, one) for one in conjuncts(child))


def preposition_of(noun: Token) -> str | None:
    """The preposition of a noun in lower case, with all its words ("according to"); ``None`` without one."""
    if noun.dep_ == "pobj":
        return noun.head.lower_
    for child in noun.lefts:
        if child.dep_ == "case" and child.lower_ not in ("'s", "’s", "'", "’"):
            fixed = [part.lower_ for part in child.children if part.dep_ == "fixed"]
            return " ".join([child.lower_, *fixed])
    # "To Fox News's Max Nemec", where a parser attaches the preposition to the first of the names.
    edge = noun.left_edge
    return edge.lower_ if edge.dep_ == "case" and edge.pos_ == "ADP" and edge.head.dep_ in NAME_PARTS | set(POSSESSIVES) else None


def is_noun(token: Token) -> bool:
    """Whether a word is a noun or a name by one of its two tags: a lone noun that begins a sentence is often half taken for another word ("Troops fired")."""
    return token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("NN", "NNS", "NNP", "NNPS")


def conjuncts(noun: Token) -> list[Token]:
    """The noun and its conjuncts ("Pence and Kaine")."""
    return [noun, *(child for child in noun.children if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"))]


def coordinated(noun: Token) -> list[Token]:
    """The noun and its conjuncts, including one before it if a parser made two subjects of "Pence and Kaine"."""
    marker = next((child for child in noun.lefts if child.dep_ == "cc" and child.i > 0), None)
    before = _phrase_ending_at(marker.i - 1, marker) if marker is not None and noun.dep_ != "conj" else None
    return [*([before] if before is not None else []), *conjuncts(noun)]


def possessor_of(noun: Token) -> Token | None:
    """The possessor of a noun ("Putin" in "Putin's spokesman")."""
    return next((child for child in noun.children if child.dep_ in POSSESSIVES), None)


def is_negated(token: Token) -> bool:
    """Whether a word is negated: by "not", "never", "no" among its dependents, or by a negative subject."""
    for child in token.children:
        if child.lower_ in NEGATIONS and child.dep_ in ("advmod", "neg", "det", "cc", "cc:preconj", "preconj", "mark"):
            return True
        if child.dep_ in SUBJECTS and any(word.lower_ == "no" and word.dep_ == "det" for word in child.children):
            return True
        if child.dep_ in SUBJECTS and child.lower_ in ("nobody", "none"):
            return True
    return False


def noun_phrase(noun: Token, *, appositions: bool = False) -> Span:
    """The noun with its modifiers, without relative clauses, conjuncts and its preposition.

    With ``appositions`` the phrase includes "Vyacheslav Volodin" in "Russia's parliamentary speaker, Vyacheslav Volodin".
    """
    first = last = noun.i
    for child in noun.children:
        if child.dep_ in RELATIVE_CLAUSES and child.i > noun.i:
            break
        if child.dep_ in APPOSITIONS and appositions and child.i > noun.i:
            last = max(last, noun_phrase(child).end - 1)
        elif _is_part_of_phrase(child, noun):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    span = _without_clauses(noun, first, last + 1)
    while len(span) > 1 and (span[-1].is_punct or span[-1].is_space) and span[-1].lower_ not in (")", '"', "”", "%"):
        span = span[:-1]
    while len(span) > 1 and (span[0].is_punct or span[0].is_space):
        span = span[1:]
    return span


def _without_clauses(noun: Token, first: int, end: int) -> Span:
    """The phrase up to the next clause with a finite verb that a parse has hung on it, and from behind the last one before the noun; "who ..." is its own."""
    doc, first, end = noun.doc, max(first, noun.i - LONGEST_SIDE), min(end, noun.i + LONGEST_SIDE)
    relative = False
    for token in doc[noun.i + 1 : end]:
        relative = relative or token.lower_ in RELATIVES
        if not relative and _is_finite(token):
            end = min([token.i, *(child.left_edge.i for child in token.children if noun.i < child.left_edge.i)])
            break
    before = doc[first : noun.i]
    verbs = [token.i for token in before if token.tag_ in FINITE and token.dep_ != "amod"]
    if verbs and not any(token.lower_ in RELATIVES for token in before):
        first = next(i for i in range(verbs[-1] + 1, noun.i + 1) if i == noun.i or doc[i].pos_ not in VERBAL)
    return doc[first:end]


def _is_finite(verb: Token) -> bool:
    """Whether a verb says what somebody did; one in the past without subject and object is rather a participle ("the people killed")."""
    return verb.tag_ in FINITE and (verb.tag_ != "VBD" or any(child.dep_ in SUBJECTS | OBJECTS for child in verb.children))


def _is_part_of_phrase(child: Token, noun: Token) -> bool:
    """Whether a dependent of a noun belongs to its phrase: no clause set off by a comma, no verb before it or between, no date after it."""
    if child.dep_ in RELATIVE_CLAUSES | APPOSITIONS | NOT_IN_PHRASE:
        return False
    if child.i > noun.i:
        is_aside = child.dep_ == "acl" and comma_before(child)
        return not is_aside and entity_type(child.ent_type_) != "DATE"
    if any(token.tag_ in FINITE for token in noun.doc[child.right_edge.i + 1 : noun.i]):
        return False
    return child.pos_ != "VERB" or child.dep_ in ("amod", "compound")


def without_modifiers(doc: Doc, words: Mapping[int, float]) -> dict[int, float]:
    """Words without those that only modify another of them ("Russia" of "Russia's speaker", both countries of "the leaders of Iran and Iraq")."""
    return {i: value for i, value in words.items() if not _is_modifier(doc[i], words) or is_joined_title(doc[i])}


def _is_modifier(token: Token, words: Container[int]) -> bool:
    first = next((one for one in (token, *itertools.islice(token.ancestors, LONGEST_LIST)) if one.dep_ != "conj"), token)
    return first.dep_ in MODIFIERS and first.head.i in words


def is_joined_title(title: Token) -> bool:
    """Whether a title stands for somebody beside whom the name names: "Mr", of "Mr and Mrs Brandt"."""
    behind = title.doc[title.i + 1 : title.i + 3]
    if len(behind) < 2 or behind[0].pos_ != "CCONJ":
        return False
    return title.dep_ == "nmod:desc" or behind[1].lower_.rstrip(".") in TITLES_OF_WOMEN


def relation_to(word: Token, anchor: tuple[int, int]) -> dict[str, float]:
    """How a word stands to the head of an anchor (tokens ``[start, end)``): steps up and down the tree, words between, by name, for models that weigh it."""
    head = word.doc[slice(*anchor)].root
    up, down = _way(word, head)
    return {
        f"relation {word.dep_.split(':')[0]}": 1.0,
        f"{up} up": 1.0,
        f"{down} down": 1.0,
        "same sentence": float(word.sent.start == head.sent.start),
        "words between": min(abs(word.i - anchor[0]), FAR_IN_WORDS) / FAR_IN_WORDS,
        "before": float(word.i < anchor[0]),
    }


def _way(word: Token, other: Token) -> tuple[int, int]:
    """Steps in the tree up from a word to what it has in common with another, and down from there; the most in another sentence."""
    above = {token.i: steps for steps, token in enumerate([word, *itertools.islice(word.ancestors, DEEPEST)])}
    below = enumerate([other, *itertools.islice(other.ancestors, DEEPEST)])
    up, down = next(((above[token.i], steps) for steps, token in below if token.i in above), (FAR_UP, FAR_DOWN))
    return min(up, FAR_UP), min(down, FAR_DOWN)


def head_of(words: Span) -> Token:
    """The head of the words for one actor, also where a parser makes two phrases of one, or hangs what is owned on its owner ("President Kovac's lawyers")."""
    genitive = next((token for token in reversed(words) if token.tag_ == "POS"), None)
    owned = words.doc[genitive.i + 1 : words.end] if genitive is not None else words[:0]
    is_owner_first = all(token.pos_ not in ("ADP", "VERB", "CCONJ") for token in words.doc[words.start : owned.start])
    if is_owner_first and len(owned) and owned[-1].pos_ == "NOUN" and all(token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") for token in owned):
        return owned[-1]
    heads = [token for token in words if not words.start <= token.head.i < words.end or token.head == token]
    last = heads[-1]
    between = words.doc[heads[0].i + 1 : last.i + 1]
    is_one = last.pos_ in ("NOUN", "PROPN") and not any(
        is_comma(token) or token.text == ":" or token.pos_ in ("CCONJ", "SCONJ", "ADP", "VERB", "AUX", "PRON") for token in between
    )
    return last if is_one else words.root


def clause_of(token: Token) -> Token:
    """The head of the smallest clause that contains the word."""
    while token.head.i != token.i and token.dep_ not in (
        "ccomp", "advcl", "acl", "acl:relcl", "relcl", "parataxis", "csubj", "csubj:pass", "xcomp", "ROOT",
    ) and not (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")):  # fmt: skip
        token = token.head
    return token


def names_a_place(token: Token) -> bool:
    """Whether a word is part of the name of a place or building."""
    return entity_type(token.ent_type_) in ("LOC", "FAC")


def _shares_subject(verb: Token) -> bool:
    if verb.dep_ in ("conj", "xcomp"):
        return verb.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")
    is_aim = verb.dep_ == "advcl" and _is_infinitive(verb)
    return (is_aim or (is_participle(verb) and verb.tag_ == "VBG")) and verb.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")


def antecedent_of(pronoun: Token) -> Token:
    """The antecedent of a relative pronoun ("prosecutors" in "prosecutors who said", "prosecutors, some of whom"), also in a coordinated clause; any other
    word itself."""
    if any(preposition == "of" and noun.lower_ in ("whom", "which") for preposition, noun in obliques(pronoun)) and comma_before(pronoun):
        return _phrase_ending_at(pronoun.left_edge.i - 1, pronoun) or pronoun
    if pronoun.tag_ not in ("WP", "WDT") and pronoun.lower_ not in ("who", "which"):
        return pronoun
    verb = pronoun.head
    while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ in NOUN_CLAUSES:
        return verb.head
    return (_phrase_ending_at(pronoun.i - 1, pronoun) if comma_before(pronoun) else None) or pronoun


def _antecedent(subject: Token, verb: Token) -> Token:
    """The antecedent of a relative pronoun that is the subject of its clause; any other subject itself."""
    if subject.tag_ in ("WP", "WDT") and verb.dep_ in RELATIVE_CLAUSES:
        return verb.head
    return subject


def is_comma(token: Token) -> bool:
    """Whether a token is a comma or a dash, and no hyphen within a word."""
    return token.text in COMMAS and (token.text != "-" or (token.i > 0 and bool(token.doc[token.i - 1].whitespace_)))


def comma_before(token: Token) -> bool:
    """Whether a comma or dash precedes a phrase, or is its first token in the tree."""
    edge = token.left_edge
    return edge.lower_ in COMMAS or (edge.i > 0 and token.doc[edge.i - 1].lower_ in COMMAS)
