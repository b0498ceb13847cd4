"""Several who speak or act as one: "Washington and Ankara", and "they" for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from onrecord.actors.chain import Chain
from onrecord.actors.mention import FoundMention
from onrecord.actors.nouns import is_plural
from onrecord.actors.phrases import without_loose_end
from onrecord.columns import columns_of
from onrecord.grammar import conjuncts, head_of, is_noun
from onrecord.marks import Voices

# Parts of speech behind which words tell more of one who speaks, and do not name another.
CLAUSAL = {"VERB", "AUX", "SCONJ"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joint:
    """The chain of the words that name several as one, and the chains of those whom they name. ``speaks``: whether they are a source."""

    chain: Chain
    members: tuple[Chain, ...]
    speaks: bool

    @property
    def is_told_of(self) -> bool:
        """Whether a record needs them beside their members: they speak, or a pronoun means them together."""
        return self.speaks or any(mention.form == "pronoun" for mention in self.chain.mentions)


def named_together(doc: Doc, chains: Iterable[Chain], voices: Voices) -> list[Joint]:
    """Those who are named together, the same ones once: as a source, and elsewhere."""
    at = {head: (mention, chain) for chain in chains for mention in chain.mentions for head in mention.heads}
    found: dict[frozenset[int], Joint] = {}
    sources = [Span(doc, *run) for run in voices.sources]
    told = {i for run in voices.sources for i in range(*run)}
    listed = (doc[i] for i in _first_of_lists(doc) if i in at and i not in told)
    others = [doc[at[first.i][0].start : max(at[one.i][0].end for one in conjuncts(first) if one.i in at)] for first in listed]
    for words, speaks in (*((source, True) for source in sources), *((words, False) for words in others)):
        nouns = list(_nouns_of(words, at) if speaks else conjuncts(head_of(words)))
        nouns = [noun for noun in nouns if words.start <= noun.i < words.end]
        named = [at[noun.i] for noun in nouns if noun.i in at]
        members = {id(chain): chain for _, chain in named}
        # "Airlines and health experts" are two, though only one of them is somebody by a list or a name.
        unknown = {noun.i for noun in nouns if noun.i not in at and is_plural(noun)}
        if not named:
            continue
        are_several = len({*members, *unknown}) > 1 and not _is_one_described(doc, named)
        if are_several and any(token.pos_ == "CCONJ" for token in words):
            joint = Joint(chain=Chain(type="group"), members=tuple(members.values()), speaks=speaks)
            heads = tuple(dict.fromkeys([head_of(words).i, *(noun.i for noun in nouns)]))
            found.setdefault(frozenset(members) | frozenset(unknown), joint).chain.add(
                _together(words, named[0][0], heads), "named together"
            )
    return list(found.values())


def _nouns_of(source: Span, at: Mapping[int, tuple[FoundMention, Chain]]) -> list[Token]:
    """The nouns of the words for those who speak, also where a parse makes subjects of their own of what "and" joins, or joins it to a title's name."""
    first = head_of(source)
    nouns = {noun.i: noun for noun in conjuncts(first)}
    joined = [token.i + 1 for token in source if token.pos_ == "CCONJ" and not token.ent_type_]
    for start, end in pairwise([*joined, source.end]):
        if any(token.pos_ in CLAUSAL for token in source.doc[source.start : start]):
            break
        noun = head_of(source.doc[start:end]) if start < end else first
        top = next(token for token in (noun, *noun.ancestors) if token.dep_ != "conj")
        own = {head for i in nouns if i in at for head in at[i][1].heads}
        if is_noun(noun) and (top.i in own or not source.start <= top.head.i < source.end):
            nouns[noun.i] = noun
    return [nouns[i] for i in sorted(nouns)]


def _first_of_lists(doc: Doc) -> list[int]:
    """Words that others are joined to, and that are joined to none themselves."""
    columns = columns_of(doc)
    first = {head for head, relation in zip(columns.heads, columns.relations, strict=True) if relation == "conj"}
    return sorted(head for head in first if columns.relations[head] != "conj")


def _is_one_described(doc: Doc, named: Sequence[tuple[FoundMention, Chain]]) -> bool:
    """Whether but one is named, and what a parse takes for others says who that is: "Anna Kovac, a law professor and director of the institute".

    So it does without an article: "the former senator and chairman of the committee".
    """
    (first, chain), *others = named
    if chain.type == first.type == "person" and not first.name:
        return all(other.type == "person" and _goes_on(doc, other) for other, _ in others)
    if chain.type != "person" or doc[first.end : first.end + 1].text != ",":
        return False
    return bool(first.name) and all(other.type == "person" and not other.names for _, other in others)


def _goes_on(doc: Doc, words: FoundMention) -> bool:
    """Whether words for one person stand right behind "and", without an article or a name."""
    return not words.name and doc[words.start].pos_ in ("NOUN", "ADJ") and doc[words.start - 1].pos_ == "CCONJ"


def _together(source: Span, first: FoundMention, heads: tuple[int, ...]) -> FoundMention:
    """The words for all, where the first of them stands."""
    return replace(
        first,
        start=source.start,
        end=without_loose_end(source, max(heads) + 1).end,
        heads=heads,
        form="description",
        type="group",
        name=(),
        plural=True,
        gender=None,
    )
