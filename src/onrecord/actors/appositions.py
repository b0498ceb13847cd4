"""Words side by side for the same actor: "the parliamentary speaker, Vyacheslav Volodin"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from onrecord.actors.nouns import type_of_noun
from onrecord.columns import columns_of
from onrecord.grammar import APPOSITIONS, COMMAS, SUBJECTS, entity_type
from onrecord.marks import Run, Voices

# What may stand behind a name that ends between commas: the verb of whom it names, or the end of the sentence.
BEHIND_A_NAME = {
    *{",", ".", ":", "–", "—"},
    *{"say", "tell", "add", "announce", "write", "tweet", "report", "warn", "claim", "deny", "argue"},
}


def apposition_pairs(doc: Doc, voices: Voices) -> Iterator[tuple[int, int]]:
    """Token pairs that an apposition says to be the same ("speaker" and "Volodin"), by the parse or, for "the speaker, Volodin, said", by its commas.

    The source of an attribution is not an apposition ("..., a source told AFP"), but where it is who "who" is: "Kovac, the leader, who said".
    """
    sources = [Span(doc, *run) for run in voices.sources]
    speaking = {source.root.i for source in sources if not _is_told_more_of(source)}
    for source in sources:
        yield from _named_in_source(source)
    columns = columns_of(doc)
    apposed = (i for i, relation in enumerate(columns.relations) if relation in APPOSITIONS)
    yield from ((columns.heads[i], i) for i in apposed if i not in speaking)
    for name in doc.ents:
        if entity_type(name.label_) == "PERSON":
            yield from _described_before(name)


def _is_told_more_of(source: Span) -> bool:
    """Whether a relative clause goes on with the words for one who speaks."""
    behind = [token.lower_ for token in source.doc[source.end : source.end + 2] if token.text != ","]
    return behind[:1] == ["who"]


def _named_in_source(source: Span) -> Iterator[tuple[int, int]]:
    """The two phrases that a comma parts in the words for one who speaks, of which one is a person's name: "the head of the agency, Ivan Kovac"."""
    if any(token.pos_ in ("CCONJ", "VERB", "AUX") for token in source):
        return
    commas = [token.i for token in source if token.text in COMMAS]
    bounds = pairwise([source.start - 1, *commas, source.end])
    heads = [source.doc[before + 1 : end].root for before, end in bounds if before + 1 < end][:2]
    if len(heads) == 1:
        return
    described = [type_of_noun(head) for head in heads if entity_type(head.ent_type_) != "PERSON"]
    if described == ["person"]:
        yield heads[0].i, heads[1].i


def _described_before(name: Span) -> Iterator[tuple[int, int]]:
    """The noun for a person before a comma and a name: "the speaker, Volodin, said"."""
    before, behind = name.doc[max(0, name.start - 2) : name.start], name.doc[name.end : name.end + 1]
    is_parted = [token.text for token in before[1:]] == [","]
    is_whole = any(not BEHIND_A_NAME.isdisjoint((token.text, token.lemma_)) for token in behind)
    described = before[0] if is_parted and is_whole else _subject_before(name.root)
    if described is not None and type_of_noun(described) == "person":
        yield described.i, name.root.i


def _subject_before(name: Token) -> Token | None:
    """The noun before a comma that is, to the parse, another subject of the same verb: "The chairman, Rep. Ivan Kovac of Ohio, said"."""
    if name.dep_ not in SUBJECTS or name.head.i < name.i:
        return None  # "The minister, Ivan Kovac, met President Ana Roth", whom a parse takes for a subject.
    subjects = (child for child in name.head.lefts if child.dep_ == name.dep_)
    return next((noun for noun in subjects if noun.nbor().text == ","), None)


def names_one_described(name: Token) -> bool:
    """Whether a capitalised word names whom a noun before a comma describes: "the finance minister, Kari Dahl"."""
    is_beside = name.dep_ in APPOSITIONS and any(token.text == "," for token in name.doc[name.head.i : name.i])
    return is_beside and type_of_noun(name.head) == "person"


def words_beside(doc: Doc, name: Run) -> str:
    """The nouns that stand beside a name in apposition, whatever they are for: "plumber", of "John Kerry, a plumber from Leeds"."""
    columns = columns_of(doc)
    apposed = (child for i in range(*name) for child in columns.children[i] if columns.relations[child] in APPOSITIONS)
    return " ".join(columns.texts[i] for i in apposed if columns.pos[i] == "NOUN" or _is_of_some(doc[i]))


def _is_of_some(word: Token) -> bool:
    """Whether an article says that a word is a noun, whatever a tagger makes of it: "a baker"."""
    return any(child.lower_ in ("a", "an") for child in word.lefts)
