"""Mentions that are no words for one actor: documents that speak, words without a speaker, several actors together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.actors.mentions import FoundMention
from onrecord.actors.nouns import is_document
from onrecord.actors.phrases import description_of, modifiers_of, text_of
from onrecord.actors.sources import joining_word, source_heads
from onrecord.actors.where import Whereabouts
from onrecord.grammar import SUBJECTS, conjuncts, noun_phrase


def documents(doc: Doc) -> Iterator[FoundMention]:
    """Writings and recordings that are said to say something: whoever made them speaks."""
    where = Whereabouts(doc)
    sources = {span.root.i: span for span in doc.spans.get("onrecord:source", ())}
    for noun in source_heads(doc):
        if is_document(noun):
            phrase = description_of(noun, sources.get(noun.i), "person")
            yield FoundMention(
                start=phrase.start, end=phrase.end, heads=(noun.i,), form="description", type="organization", sort="document",
                nouns=(noun.lemma_.casefold(),), modifiers=modifiers_of(word for word in phrase if word.i != noun.i), text=text_of(phrase),
                is_known=False, **where.of(noun),
            )  # fmt: skip


def quotations(doc: Doc) -> Iterator[FoundMention]:
    """Words that nothing says who says them: their speaker is sought as a pronoun's antecedent is."""
    where = Whereabouts(doc)
    told = {span.id_ for role in ("source", "cue") for span in doc.spans.get(f"onrecord:{role}", ())}
    for span in doc.spans.get("onrecord:content", ()):
        if span.id_ not in told:
            told.add(span.id_)
            sentence = where.of(doc[span.start])["sentence"]
            yield FoundMention(
                start=span.start, end=span.end, heads=(span.start,), form="pronoun", type="person", sort="quotation", sentence=sentence
            )


def joint(doc: Doc, mentions: Sequence[FoundMention]) -> Iterator[FoundMention]:
    """Several actors together, at the word that joins them: "Kovac and Horvat said", "Kovac and Horvat met"."""
    where = Whereabouts(doc)
    sources = {span.root.i: span for span in doc.spans.get("onrecord:source", ())}
    known = {head: mention for mention in mentions if mention.form != "pronoun" for head in mention.heads}
    for noun in (doc[i] for i in sorted(known.keys() | sources.keys())):
        nouns, joining = conjuncts(noun), joining_word(noun)
        is_one = joining is not None and (noun.i in sources or (noun.dep_ in SUBJECTS and known.keys() >= {one.i for one in nouns}))
        if joining is not None and is_one:
            phrases = [sources[noun.i]] if noun.i in sources else [known.get(one.i, noun_phrase(one)) for one in nouns]
            phrase = doc[min(part.start for part in phrases) : max(part.end for part in phrases)]
            yield FoundMention(
                start=phrase.start, end=phrase.end, heads=(joining.i,), form="description", type="group", sort="joint", plural=True,
                text=text_of(phrase), **where.of(noun),
            )  # fmt: skip


def joined(doc: Doc, mention: FoundMention) -> list[Token]:
    """The heads of those who are together."""
    first = doc[mention.head].head
    while first.dep_ == "conj":
        first = first.head
    return conjuncts(first)
