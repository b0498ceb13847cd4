"""Words side by side for the same actor: "the parliamentary speaker, Vyacheslav Volodin"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.actors.nouns import is_plural, type_of_noun
from onrecord.columns import columns_of
from onrecord.grammar import APPOSITIONS, COMMAS, NAME_PARTS, SUBJECTS, entity_type
from onrecord.marks import Run, Voices

# Relations of words that may stand beside another word for the same actor.
TELLING = APPOSITIONS | SUBJECTS
SPEAKING = {"say", "tell", "add", "announce", "write", "tweet", "report", "warn", "claim", "deny", "argue"}


def apposition_pairs(doc: Doc, voices: Voices) -> Iterator[tuple[int, int]]:
    """Token pairs that an apposition says to be the same ("speaker" and "Volodin"), by the parse or, for "the speaker, Volodin, said", by its commas.

    The source of an attribution is not an apposition ("..., a source told AFP"), but where it is who "who" is: "Kovac, the leader, who said".
    """
    sources = [doc[slice(*run)] for run in voices.sources]
    speaking = {source.root.i for source in sources if not _is_told_more_of(source)}
    for source in sources:
        yield from _named_in_source(source)
    columns = columns_of(doc)
    telling = (i for i, text in enumerate(columns.texts) if text == "," or columns.relations[i] in TELLING)
    for token in (doc[i] for i in telling):
        if token.dep_ in APPOSITIONS and token.head.i != token.i and token.i not in speaking:
            yield token.head.i, token.i
        elif (
            token.text == ","
            and 0 < token.i < len(doc) - 1
            and type_of_noun(doc[token.i - 1]) == "person"
            and _is_named_between_commas(token)
        ):
            yield token.i - 1, _top_of_name(doc[token.i + 1]).i
        elif token.dep_ in SUBJECTS and entity_type(token.ent_type_) == "PERSON" and (described := _subject_before(token)) is not None:
            yield described.i, token.i


def _is_told_more_of(source: Span) -> bool:
    """Whether a relative clause goes on with the words for one who speaks."""
    behind = [token for token in source.doc[source.end : source.end + 2] if token.text != ","]
    return bool(behind) and behind[0].lower_ == "who"


def _named_in_source(source: Span) -> Iterator[tuple[int, int]]:
    """The two phrases that a comma parts in the words for one who speaks, of which one is a person's name: "the head of the agency, Ivan Kovac"."""
    commas = [token.i for token in source if token.text in COMMAS]
    if not commas or any(token.pos_ in ("CCONJ", "VERB", "AUX") for token in source):
        return
    doc, first = source.doc, commas[0]
    before, behind = doc[source.start : first], doc[first + 1 : commas[1] if len(commas) > 1 else source.end]
    if len(before) and len(behind):
        heads = [_name_in(behind) or behind.root, _name_in(before) or before.root]
        is_named = [entity_type(head.ent_type_) == "PERSON" for head in heads]
        noun = heads[is_named.index(False)] if sum(is_named) == 1 else None
        if noun is not None and type_of_noun(noun) == "person":
            yield heads[1].i, heads[0].i


def _name_in(words: Span) -> Token | None:
    """The top of a person's name that ends a phrase, unless another noun governs it ("wife of Ivan Kovac")."""
    last = words[-1]
    top = _top_of_name(last)
    is_governed = any(token.pos_ == "ADP" for token in words)
    return top if entity_type(last.ent_type_) == "PERSON" and not is_governed else None


def _subject_before(name: Token) -> Token | None:
    """The noun for a person that is, to the parse, another subject of the same verb, a comma between: "The chairman, Rep. Ivan Kovac of Ohio, said"."""
    if name.head.i < name.i:
        return None  # "The minister, Ivan Kovac, met President Ana Roth", whom a parse takes for a subject.
    subjects = (child for child in name.head.lefts if child.dep_ == name.dep_ and child.i < name.i)
    return next((noun for noun in subjects if type_of_noun(noun) == "person" and noun.doc[noun.i + 1].text == ","), None)


def _is_named_between_commas(comma: Token) -> bool:
    """Whether a person's name fills the place between two commas, or a comma and the end of the sentence."""
    doc, end = comma.doc, comma.i + 1
    while (
        end < len(doc)
        and doc[end].ent_type_
        and entity_type(doc[end].ent_type_) == "PERSON"
        and (end == comma.i + 1 or doc[end].ent_iob_ == "I")
    ):
        end += 1
    return end > comma.i + 1 and (end == len(doc) or doc[end].text in (",", ".", ":", "–", "—") or doc[end].lemma_ in SPEAKING)


def _top_of_name(token: Token) -> Token:
    """The head of a name."""
    while token.head.i != token.i and token.dep_ in NAME_PARTS and token.head.ent_type_ == token.ent_type_:
        token = token.head
    return token


def names_one_described(name: Token) -> bool:
    """Whether a capitalised word names whom a noun before a comma describes: "the finance minister, Kari Dahl"."""
    is_beside = name.dep_ in APPOSITIONS and any(token.text == "," for token in name.doc[name.head.i : name.i])
    return is_beside and type_of_noun(name.head) == "person" and not is_plural(name.head)


def words_beside(doc: Doc, name: Run) -> str:
    """The nouns that stand beside a name in apposition, whatever they are for: "plumber", of "John Kerry, a plumber from Leeds"."""
    columns = columns_of(doc)
    apposed = (child for i in range(*name) for child in columns.children[i] if columns.relations[child] in APPOSITIONS)
    return " ".join(columns.texts[i] for i in apposed if columns.pos[i] == "NOUN")
