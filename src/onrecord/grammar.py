"""Queries on a parsed sentence that several stages share.

They give the same answers for Universal Dependencies (our pipeline) and for ClearNLP labels (``en_core_web_*``); this is the one place
that knows both.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from onrecord.columns import Columns, columns_of

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "nsubjpass", "csubjpass"}
PASSIVE_SUBJECTS = {"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"}
PASSIVE_AUXILIARIES = {"aux:pass", "auxpass"}
AUXILIARIES = {"aux", "aux:pass", "auxpass", "cop"}
OBJECTS = {"obj", "dobj"}
ARGUMENTS = SUBJECTS | OBJECTS
INDIRECT_OBJECTS = {"iobj", "dative"}
POSSESSIVES = {"nmod:poss", "poss"}
APPOSITIONS = {"appos"}
CASE_MARKERS = {"case", "prep", "agent"}
# Dependents with a preposition: to ClearNLP's labels it is the dependent itself.
OBLIQUES = {"prep", "agent", "obl", "obl:agent", "obl:npmod", "obl:tmod", "obl:unmarked", "nmod", "nmod:desc", "nmod:npmod", "nmod:tmod", "nmod:unmarked", "iobj"}  # fmt: skip
RELATIVE_CLAUSES = {"acl:relcl", "relcl"}
NOUN_CLAUSES = {"acl", "acl:relcl", "relcl"}
# Dependents of a noun that are no part of its phrase.
NOT_IN_PHRASE = (
    RELATIVE_CLAUSES | APPOSITIONS | {"conj", "cc", "case", "punct", "parataxis", "cop", "nsubj", "mark", "dep", "advcl", "list"}
)
# From the noun before a name to it, and from a name's first word to the others.
IN_ONE_NAME = ("appos", "flat", "flat:name")
NAME_PARTS = {"flat", "compound", "flat:name", "nmod:desc"}
# Dependents of a noun that say more of it: whoever they name does not take part by it ("Russia's speaker").
MODIFIERS = {"nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "compound", "amod", "nummod", "det", "flat", "poss", "obl"}
# Steps in the tree, and words, beyond which it makes no difference how far one word is from another.
FAR_UP, FAR_DOWN, FAR_IN_WORDS = 6, 6, 96
# No sentence is as deep, no phrase goes on as long on one side of its noun, and no list has as many members: what is longer is cut, so that costs grow with the text.
DEEPEST, LONGEST_SIDE, LONGEST_LIST = 60, 60, 30
TITLES_OF_WOMEN = {"mrs", "ms", "miss", "lady"}
# "Mr" stands so many words before the name in "Mr and Mrs Hus".
TO_JOINED_TITLE = 3
COMMAS = {",", "—", "–", "--", "-", ";"}
RELATIVES = {"who", "whom", "whose", "which", "that", "where", "when", "what", "whether"}
NOUNS, NOUN_TAGS = {"NOUN", "PROPN"}, {"NN", "NNS", "NNP", "NNPS"}
VERBAL = {"AUX", "VERB", "PART", "ADV"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
# Where a clause begins, by the relation of its head to what governs it.
CLAUSES = {"ccomp", "advcl", "acl", "acl:relcl", "relcl", "parataxis", "csubj", "csubj:pass", "xcomp", "ROOT"}
# Parts of speech of what is owned, of words that no owner has in it, and of those that part one phrase from another.
OWNED, NOT_IN_OWNER = {"NOUN", "PROPN", "ADJ", "NUM"}, {"ADP", "VERB", "CCONJ"}
PARTING = {"CCONJ", "SCONJ", "ADP", "VERB", "AUX", "PRON"}
NEGATING = {"advmod", "neg", "det", "cc", "cc:preconj", "preconj", "mark"}
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
    while True:
        own = next((child for child in dependents(verb, SUBJECTS) if not child.is_space), None)
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


def dependents(word: Token, relations: Container[str]) -> Iterator[Token]:
    """The dependents of a word that stand to it in one of some relations, in the order of the text."""
    doc, known = word.doc, columns_of(word.doc)
    return (doc[i] for i in known.children[word.i] if known.relations[i] in relations)


def _has(word: Token, relations: Container[str]) -> bool:
    """Whether a word has a dependent in one of some relations."""
    return any(True for _ in dependents(word, relations))


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in dependents(verb, ("mark", "aux")))


def _object_controller(verb: Token) -> Token | None:
    """The controller of an infinitive's subject among the governor's objects and obliques ("urged **her** to go"); none for "promised her to go"."""
    if verb.lemma_.casefold() == "promise":
        return None
    asked = next((child for child in dependents(verb, OBJECTS | INDIRECT_OBJECTS) if child.i > verb.i), None)
    if asked is None and verb.lemma_.casefold() in ("call", "appeal", "prevail"):
        asked = next((noun for preposition, noun in obliques(verb) if preposition in ("on", "to", "upon")), None)
    return asked


def is_participle(verb: Token) -> bool:
    """Whether the verb is a participle without an auxiliary ("saying", "told")."""
    return verb.tag_ in ("VBG", "VBN") and not _has(verb, AUXILIARIES)


def phrase_before(verb: Token) -> Token | None:
    """The head of the noun phrase that ends right before a verb and its adverbs: its likely subject if the parse has none."""
    known, i = columns_of(verb.doc), verb.i - 1
    while i >= 0 and known.sentences[i] == known.sentences[verb.i] and known.pos[i] in ("ADV", "AUX", "PART"):
        i -= 1
    return _phrase_ending_at(i, verb)


def _phrase_ending_at(i: int, before: Token) -> Token | None:
    """The head of the noun phrase that ends at a token or at a comma there, before another of its sentence."""
    known = columns_of(before.doc)
    here = known.sentences[before.i]
    while i >= 0 and known.sentences[i] == here and known.texts[i] == ",":
        i -= 1
    if i < 0 or known.sentences[i] != here or known.pos[i] not in ("NOUN", "PROPN", "PRON"):
        return None
    while known.heads[i] != i and known.heads[i] < before.i and known.pos[known.heads[i]] in ("NOUN", "PROPN"):
        i = known.heads[i]
    return before.doc[i]


def likely_subject_of(verb: Token) -> Token | None:
    """``subject_of``, or if the parse has none, the noun phrase right before the verb or before the finite verb that it is coordinated with."""
    while True:
        subject = subject_of(verb)
        if subject is None and (
            verb.tag_ in ("VBD", "VBZ", "VBP") or any(child.tag_ in FINITE for child in dependents(verb, AUXILIARIES - {"cop"}))
        ):
            subject = phrase_before(verb)
        if subject is not None or verb.dep_ != "conj" or verb.head.i == verb.i:
            return subject
        verb = verb.head


def agent_of(verb: Token) -> Token | None:
    """The agent of a passive verb ("by militants")."""
    return next((noun for preposition, noun in obliques(verb) if preposition == "by"), None) if is_passive(verb) else None


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by its own auxiliary, by that of the verb it is coordinated with, or as a bare participle after a noun."""
    if _has(verb, PASSIVE_AUXILIARIES | PASSIVE_SUBJECTS):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return not _has(verb, AUXILIARIES | ARGUMENTS) and is_passive(verb.head)  # "Was arrested and charged."
    return verb.tag_ == "VBN" and verb.dep_ in NOUN_CLAUSES and not _has(verb, OBJECTS)


def obliques(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun) for the prepositional dependents of a verb or noun, one for each conjunct."""
    for child in dependents(head, OBLIQUES):
        if child.is_space:
            continue
        if child.dep_ in CASE_MARKERS:
            for noun in dependents(child, ("pobj",)):
                yield from ((child.lower_, one) for one in conjuncts(noun))
        else:
            preposition = preposition_of(child)
            if preposition:
                yield from ((preposition, one) for one in conjuncts(child))


def preposition_of(noun: Token) -> str | None:
    """The preposition of a noun in lower case, with all its words ("according to"); ``None`` without one."""
    if noun.dep_ == "pobj":
        return noun.head.lower_
    for child in dependents(noun, ("case",)):
        if child.i < noun.i and child.lower_ not in ("'s", "’s", "'", "’"):
            return " ".join([child.lower_, *(part.lower_ for part in dependents(child, ("fixed",)))])
    # "To Fox News's Max Nemec", where a parser attaches the preposition to the first of the names.
    edge = noun.left_edge
    return edge.lower_ if edge.dep_ == "case" and edge.pos_ == "ADP" and edge.head.dep_ in NAME_PARTS | set(POSSESSIVES) else None


def is_noun(token: Token) -> bool:
    """Whether a word is a noun or a name by one of its two tags: a lone noun that begins a sentence is often half taken for another word ("Troops fired")."""
    return token.pos_ in NOUNS or token.tag_ in NOUN_TAGS


def conjuncts(noun: Token) -> list[Token]:
    """The noun and its conjuncts ("Pence and Kaine")."""
    return [noun, *(child for child in dependents(noun, ("conj",)) if child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"))]


def listed_with(noun: Token) -> list[Token]:
    """The words of the list that a noun or its name begins, however a parser chains them: "the editors Ana Roth, Jan Hus and Vit Lind"."""
    reached, listed = [noun], []
    for token in reached:
        others = [child for child in token.rights if child.dep_ == "conj"]
        listed += others
        reached += [*others, *dependents(token, IN_ONE_NAME)]
    return listed


def coordinated(noun: Token) -> list[Token]:
    """The noun and its conjuncts, including one before it if a parser made two subjects of "Pence and Kaine"."""
    marker = next((child for child in noun.lefts if child.dep_ == "cc" and child.i > 0), None)
    before = _phrase_ending_at(marker.i - 1, marker) if marker is not None and noun.dep_ != "conj" else None
    return [*([before] if before is not None else []), *conjuncts(noun)]


def possessor_of(noun: Token) -> Token | None:
    """The possessor of a noun ("Putin" in "Putin's spokesman")."""
    return next(dependents(noun, POSSESSIVES), None)


def is_negated(token: Token) -> bool:
    """Whether a word is negated: by "not", "never", "no" among its dependents, or by a negative subject."""
    if any(child.lower_ in NEGATIONS for child in dependents(token, NEGATING)):
        return True
    return any(
        subject.lower_ in ("nobody", "none") or any(word.lower_ == "no" for word in dependents(subject, ("det",)))
        for subject in dependents(token, SUBJECTS)
    )


def noun_phrase(noun: Token, *, appositions: bool = False) -> Span:
    """The noun with its modifiers, without relative clauses, conjuncts and its preposition.

    With ``appositions`` the phrase includes "Vyacheslav Volodin" in "Russia's parliamentary speaker, Vyacheslav Volodin".
    """
    doc, known = noun.doc, columns_of(noun.doc)
    first = last = noun.i
    for i in known.children[noun.i]:
        if known.relations[i] in RELATIVE_CLAUSES and i > noun.i:
            break
        child = doc[i]
        if known.relations[i] in APPOSITIONS and appositions and i > noun.i:
            last = max(last, noun_phrase(child).end - 1)
        elif _is_part_of_phrase(child, noun, known):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    first, end = _without_clauses(noun, first, last + 1, known)
    while end - first > 1 and not known.is_word[end - 1] and known.texts[end - 1] not in (")", '"', "”", "%"):
        end -= 1
    while end - first > 1 and not known.is_word[first]:
        first += 1
    return Span(doc, first, end)


def _without_clauses(noun: Token, first: int, end: int, known: Columns) -> tuple[int, int]:
    """The phrase up to the next clause with a finite verb that a parse has hung on it, and from behind the last one before the noun; "who ..." is its own."""
    first, end = max(first, noun.i - LONGEST_SIDE), min(end, noun.i + LONGEST_SIDE)
    for i in range(noun.i + 1, end):
        if known.lower[i] in RELATIVES:
            break
        if _is_finite(i, known):
            begins = (noun.doc[child].left_edge.i for child in known.children[i])
            end = min([i, *(begin for begin in begins if noun.i < begin)])
            break
    verbs = [i for i in range(first, noun.i) if known.tags[i] in FINITE and known.relations[i] != "amod"]
    if verbs and RELATIVES.isdisjoint(known.lower[first : noun.i]):
        first = next(i for i in range(verbs[-1] + 1, noun.i + 1) if i == noun.i or known.pos[i] not in VERBAL)
    return first, end


def _is_finite(i: int, known: Columns) -> bool:
    """Whether a verb says what somebody did; one in the past without subject and object is rather a participle ("the people killed")."""
    has_others = any(known.relations[child] in ARGUMENTS for child in known.children[i])
    return known.tags[i] in FINITE and (known.tags[i] != "VBD" or has_others)


def _is_part_of_phrase(child: Token, noun: Token, known: Columns) -> bool:
    """Whether a dependent of a noun belongs to its phrase: no clause set off by a comma, no verb before it or between, no date after it."""
    if child.dep_ in NOT_IN_PHRASE:
        return False
    if child.i > noun.i:
        is_aside = child.dep_ == "acl" and comma_before(child)
        return not is_aside and entity_type(child.ent_type_) != "DATE"
    if not FINITE.isdisjoint(known.tags[child.right_edge.i + 1 : noun.i]):
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
    known, joined = columns_of(title.doc), title.i + 1
    if joined + 1 >= len(known.pos) or known.pos[joined] != "CCONJ":
        return False
    return title.dep_ == "nmod:desc" or known.lower[joined + 1].rstrip(".") in TITLES_OF_WOMEN


def titles_joined_to(name: Token) -> list[Token]:
    """The titles before a name that stand for somebody beside whom it names."""
    return [token for token in name.doc[max(name.i - TO_JOINED_TITLE, 0) : name.i] if is_joined_title(token)]


def relation_to(word: Token, anchor: tuple[int, int]) -> dict[str, float]:
    """How a word stands to the head of an anchor (tokens ``[start, end)``): steps up and down the tree, words between, by name, for models that weigh it."""
    head, known = word.doc[slice(*anchor)].root, columns_of(word.doc)
    up, down = _way(_way_up(word.i, known), _way_up(head.i, known))
    return {
        f"relation {word.dep_.split(':')[0]}": 1.0,
        "steps up": float(up),
        "steps down": float(down),
        "sentences between": float(max(min(known.sentences[word.i] - known.sentences[head.i], FAR_UP), -FAR_UP)),
        "words between": float(min(abs(word.i - anchor[0]), FAR_IN_WORDS)),
        "before": float(word.i < anchor[0]),
    }


def _way_up(i: int, known: Columns) -> list[int]:
    """A word and what governs it, up to the root."""
    way = [i]
    while known.heads[i] != i and len(way) <= DEEPEST:
        i = known.heads[i]
        way.append(i)
    return way


def _way(one: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """Steps in the tree up from a word to what it has in common with another, and down from there, by the ways up; the most in another sentence."""
    up, down = next(((one.index(i), steps) for steps, i in enumerate(other) if i in one), (FAR_UP, FAR_DOWN))
    return min(up, FAR_UP), min(down, FAR_DOWN)


def head_of(words: Span) -> Token:
    """The head of the words for one actor, also where a parser makes two phrases of one, or hangs what is owned on its owner ("President Kovac's lawyers").

    So is "a person familiar with the talks", of which a parser makes a clause. Prepositions and conjunctions within a name part nothing: Robert Redfield, for "Centers for Disease Control and Prevention director Robert Redfield".
    """
    doc, known, start, end = words.doc, columns_of(words.doc), words.start, words.end
    owned = next((i + 1 for i in range(end - 1, start - 1, -1) if known.tags[i] == "POS"), start)
    is_owner_first = start < owned < end and NOT_IN_OWNER.isdisjoint(known.pos[start:owned])
    if is_owner_first and known.pos[end - 1] == "NOUN" and OWNED.issuperset(known.pos[owned:end]):
        return doc[end - 1]
    subject = next((i for i in range(start, end) if known.relations[i] in SUBJECTS and start <= known.heads[i] < end), None)
    if subject is not None and doc[subject].left_edge.i == start:
        return doc[subject]
    tops = [i for i in range(start, end) if not start <= known.heads[i] < end or known.heads[i] == i]
    last = next((i for i in reversed(tops) if known.lower[i] not in RELATIVES), tops[-1])
    is_one = known.pos[last] in ("NOUN", "PROPN") and not any(
        (known.pos[i] in PARTING and not doc[i].ent_type_) or known.texts[i] == ":" or (known.texts[i] in COMMAS and is_comma(doc[i]))
        for i in range(tops[0] + 1, last + 1)
    )
    return doc[last] if is_one else words.root


def clause_of(token: Token) -> Token:
    """The head of the smallest clause that contains the word."""
    return token.doc[clause_at(token.i, columns_of(token.doc))]


def clause_at(i: int, known: Columns) -> int:
    """Where the head of the smallest clause stands that contains a word."""
    while (
        known.heads[i] != i and known.relations[i] not in CLAUSES and not (known.relations[i] == "conj" and known.pos[i] in ("VERB", "AUX"))
    ):
        i = known.heads[i]
    return i


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
    if comma_before(pronoun) and any(preposition == "of" and noun.lower_ in ("whom", "which") for preposition, noun in obliques(pronoun)):
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
