"""What is attributed without quotation marks: the clause or phrase beside a cue, by the parse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.grammar import (
    CLAUSE_COMPLEMENTS,
    INDIRECT_OBJECTS,
    NOUN_CLAUSES,
    OBJECTS,
    SUBJECTS,
    comma_before,
    is_passive,
    obliques,
    preposition_of,
    subject_of,
)
from onrecord.statements.lexicon import Cue, verb_cue

TRIMMED = {",", ".", ";", ":", "—", "–", "-", "--", "(", "!", "?", "…", "..."}
# "told the French presidential candidate in Moscow on Friday that": as far as this, "that" belongs to the cue.
TOKENS_TO_THAT = 15
# Prepositions that lead the content of a nominal cue ("accusations of", "the call for").
NOUN_PREPOSITIONS = {
    "of": {"accusation", "allegation", "criticism", "denunciation", "complaint", "claim", "condemnation", "denial", "warning"},
    "for": {"call", "demand", "request", "appeal", "plea"},
    "about": {"allegation", "remark", "comment", "complaint", "claim", "statement"},
    "to": {"objection"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Tokens that a cue attributes, as contiguous runs, and by which kind of complement they were found."""

    runs: tuple[tuple[int, int], ...]
    kind: str


def find_content(verb: Token, cue: Cue) -> Content | None:
    """The content of a verb cue, the surest kind of complement first; ``None`` if it has none that the cue takes."""
    for kind, find in (
        ("clause", _that_clause),
        ("clause", _clause),
        ("infinitive", _infinitive),
        ("preposition", _prepositional),
        ("predicate", _predicate),
        ("object", _object),
    ):
        if kind == "preposition" or cue.takes(kind):
            found = find(verb, cue)
            if found is not None and found.runs:
                return found
    return None


def content_of_noun(noun: Token) -> Content | None:
    """The clause of a nominal cue ("the claim that ...", "its demand to ...")."""
    for child in noun.children:
        if child.i < noun.i or child.dep_ not in NOUN_CLAUSES | CLAUSE_COMPLEMENTS:
            continue
        marks = {word.lower_ for word in child.children if word.dep_ in ("mark", "aux")}
        if child.dep_ != "acl:relcl" and marks & {"that", "to"}:
            return Content(runs=runs(noun.doc, _subtree(child)), kind="clause")
    for child in noun.children:
        preposition = preposition_of(child)
        if child.i > noun.i and preposition and noun.lemma_.casefold() in NOUN_PREPOSITIONS.get(preposition, ()):
            return Content(runs=runs(noun.doc, _subtree(child)), kind=preposition)
    return None


def rest_of_sentence(anchor: Token, aside: Iterable[Token]) -> Content | None:
    """The clause that an aside ("according to X", "X said" at the end) is about: the anchor's words without the aside's."""
    left_out = {token.i for token in aside}
    words = [token for token in _subtree(anchor) if token.i not in left_out]
    found = runs(anchor.doc, words)
    return Content(runs=found, kind="clause") if found and sum(end - start for start, end in found) > 1 else None


def runs(doc: Doc, tokens: Iterable[Token]) -> tuple[tuple[int, int], ...]:
    """Contiguous runs of tokens, punctuation off their ends; runs of nothing but punctuation are dropped."""
    indices = sorted({token.i for token in tokens})
    found: list[list[int]] = []
    for i in indices:
        if found and all(doc[j].is_space for j in range(found[-1][-1] + 1, i)):
            found[-1].append(i)
        else:
            found.append([i])
    trimmed = (trim(doc, run[0], run[-1] + 1) for run in found)
    return tuple(run for run in trimmed if run is not None)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Take punctuation and white space off the ends; quotation marks stay. ``None`` if nothing is left."""
    while start < end and (doc[start].is_space or doc[start].text in TRIMMED or doc[start].text == ")"):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in TRIMMED):
        end -= 1
    return (start, end) if start < end and any(token.is_alpha or token.is_digit for token in doc[start:end]) else None


def _that_clause(verb: Token, cue: Cue) -> Content | None:
    """What follows "that" where the parse does not take it for the clause of the nearest cue ("has told her in Moscow that ...")."""
    doc, sentence = verb.doc, verb.sent
    for token in doc[verb.i + 1 : min(sentence.end, verb.i + TOKENS_TO_THAT)]:
        if token.pos_ == "VERB" or token.is_quote or token.text in (";", ":"):
            return None
        is_mark = token.tag_ == "IN" or (cue.addressee and token.tag_ == "WDT" and token.dep_ not in SUBJECTS | OBJECTS)
        if token.lower_ == "that" and is_mark and token.i + 1 < sentence.end:
            if token.head.dep_ == "ccomp" and token.head.head.i == verb.i:
                return None
            run = trim(doc, token.i, sentence.end)
            return Content(runs=(run,), kind="clause") if run else None
    return None


def _clause(verb: Token, cue: Cue) -> Content | None:
    for child in verb.children:
        is_clause = child.dep_ == "ccomp" or (child.dep_ == "xcomp" and _has_own_subject(child))
        if is_clause and child.i > verb.i:
            return Content(runs=runs(verb.doc, _told_clause(child, verb)), kind="clause")
    for child in verb.children:
        if child.dep_ == "parataxis" and child.i > verb.i and _has_own_subject(child) and verb.doc[child.left_edge.i - 1].i <= verb.i + 1:
            return Content(runs=runs(verb.doc, _told_clause(child, verb)), kind="clause")
    if verb.dep_ in ("parataxis", "dep") and verb.head.i != verb.i and subject_of(verb) is not None:
        return rest_of_sentence(verb.head, _subtree(verb))
    return None


def _infinitive(verb: Token, cue: Cue) -> Content | None:
    for child in verb.children:
        is_infinitive = any(word.lower_ == "to" and word.dep_ in ("mark", "aux") for word in child.children)
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.i > verb.i and is_infinitive:
            return Content(runs=runs(verb.doc, _subtree(child)), kind="infinitive")
    return None


def _prepositional(verb: Token, cue: Cue) -> Content | None:
    for preposition, noun in obliques(verb):
        if preposition in cue.prepositions and noun.i > verb.i:
            head = noun.head if noun.dep_ == "pobj" else noun
            tokens = [token for token in _subtree(head) if token.i > verb.i]
            clause = next(
                (child for child in verb.children if child.dep_ in ("xcomp", "advcl") and child.i > noun.i and not comma_before(child)),
                None,
            )
            if clause is not None:
                tokens += _subtree(clause)
            return Content(runs=runs(verb.doc, tokens), kind=preposition)
    return None


def _predicate(verb: Token, cue: Cue) -> Content | None:
    if is_passive(verb):
        return None
    objects = [child for child in verb.children if child.dep_ in OBJECTS | INDIRECT_OBJECTS | {"ccomp", "xcomp"} and child.i > verb.i]
    if not objects or not has_second_part(verb, cue, objects):
        return None
    tokens = [token for child in verb.rights for token in _subtree(child) if not child.is_punct]
    return Content(runs=_one_run(verb.doc, tokens), kind="predicate")


def _object(verb: Token, cue: Cue) -> Content | None:
    if is_passive(verb):
        return None
    for child in verb.children:
        if child.dep_ in OBJECTS and child.i > verb.i and child.pos_ in ("NOUN", "PROPN"):
            return Content(runs=runs(verb.doc, _subtree(child)), kind="object")
    return None


def _told_clause(clause: Token, verb: Token) -> list[Token]:
    """The words of a clause without a following attribution that the parser attached to it."""
    left_out: set[int] = set()
    for token in clause.subtree:
        if token.i > clause.i and is_next_saying(token, verb):
            left_out |= {word.i for word in token.subtree}
            left_out |= {
                word.i
                for word in token.head.children
                if word.dep_ == "cc" and token.dep_ == "conj" and word.i < token.i and word.i > token.head.i
            }
    return [token for token in clause.subtree if token.i not in left_out]


def is_next_saying(token: Token, verb: Token) -> bool:
    """Whether the next saying begins here: "said he was pleased, adding that ...", "said he was pleased and blamed ...", "said it fell, the paper reported"."""
    cue = verb_cue(token)
    if cue is None or cue.nature == "attitude":
        return False
    has_subject = _has_own_subject(token)
    if token.dep_ == "advcl":
        return token.tag_ == "VBG" and comma_before(token) and not has_subject
    if token.dep_ == "conj":
        return not has_subject and token.tag_ == verb.tag_ and token.tag_ in ("VBD", "VBZ")
    return token.dep_ == "parataxis" and has_subject


def _one_run(doc: Doc, tokens: list[Token]) -> tuple[tuple[int, int], ...]:
    if not tokens:
        return ()
    run = trim(doc, min(token.i for token in tokens), max(token.i for token in tokens) + 1)
    return (run,) if run else ()


def has_second_part(verb: Token, cue: Cue, objects: list[Token]) -> bool:
    """Whether "called X" goes on to say what X was called, "dismissed X" as what, where the cue needs it."""
    if cue.predicate_needs == "second":
        return len(objects) > 1 or any(child.dep_ in ("xcomp", "ccomp", "oprd") for child in verb.children)
    if cue.predicate_needs is not None:
        return any(preposition_of(child) == cue.predicate_needs or child.lower_ == cue.predicate_needs for child in verb.subtree)
    return True


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)


def _subtree(token: Token) -> list[Token]:
    return list(token.subtree)
