"""Descriptions beside a name for the same actor: in apposition, before it, around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

from onrecord.actors.appositions import apposition_pairs
from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.actors.nouns import words
from onrecord.grammar import NAME_PARTS, entity_type


class Beside:
    """Whose name stands beside a description. ``names``: the names of a text with their chains."""

    def __init__(self, doc: Doc, names: Iterable[tuple[FoundMention, Chain]]) -> None:
        self.doc = doc
        self._appositions = {b: a for pair in apposition_pairs(doc) for a, b in (pair, pair[::-1])}
        self._by_edge = {
            edge: (mention, chain)
            for mention, chain in names
            if chain.type in ("person", "organization")
            for edge in (mention.start, mention.end)
        }

    def named(self, mention: FoundMention, by_head: Mapping[int, Chain]) -> Chain | None:
        """The chain named beside a description."""
        named = by_head.get(self._appositions.get(mention.head, -1)) or self._at_its_end(mention) or self._inside(mention, by_head)
        return named if named is not None and (mention.plural == (named.type == "group") or named.type == "organization") else None

    def _at_its_end(self, mention: FoundMention) -> Chain | None:
        """John Kerry, for "Secretary of State John Kerry" where the parse makes the title the head, or a phrase of its own; no one for "a brother of John Kerry".

        So is Islamic State, for "the extremist group Islamic State".
        """
        name, chain = self._by_edge.get(mention.end, (None, None))
        if mention.type == "organization" and mention.nouns[0] in words("body") and name is None:
            name, chain = self._by_edge.get(mention.head + 1, (None, None))
        if name is None or chain is None or name.type != mention.type or mention.type not in ("person", "organization"):
            return None
        is_title = mention.head < name.start and self.doc[name.start - 1].pos_ in ("NOUN", "PROPN")
        return chain if is_title and (mention.type == "person" or (mention.nouns[0] in words("body") and not name.is_place)) else None

    def _inside(self, mention: FoundMention, by_head: Mapping[int, Chain]) -> Chain | None:
        """AFP, for "the AFP news agency"; nobody for "the Russian news agency" and "the Moscow office"."""
        noun = self.doc[mention.head]
        if mention.type != "organization" or mention.nouns[0] not in words("body") | words("media"):
            return None
        names = (child for child in noun.children if child.dep_ in NAME_PARTS and entity_type(child.ent_type_) == "ORG")
        return next((by_head[child.i] for child in names if child.i in by_head), None)
