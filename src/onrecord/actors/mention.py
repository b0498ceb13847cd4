"""One mention of an actor, by the tokens of a parsed article."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge import Gender
from onrecord.records import ActorType, MentionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMention:
    """A mention by tokens of the parsed view.

    ``start``, ``end``: the noun phrase; ``heads``: the tokens that stand for it; ``name``: the name's own tokens as words;
    ``role``: words before the name that say what the person is; ``nouns``: lemmas of nouns that describe the actor; ``kinds``: words that say what kind
    of such it is ("foreign", of "foreign minister"); ``number``: words for how many
    they are, or that they are others; ``owners``: names in the words
    for it ("Assad", of "the government of Assad"); ``is_place``: the name is also a place's; ``is_former``: "the former mayor"; ``with_article``: "the" is before the name.
    """

    start: int
    end: int
    heads: tuple[int, ...]
    form: MentionForm
    type: ActorType
    name: tuple[str, ...] = ()
    role: str = ""
    nouns: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False
    gender: Gender | None = None
    country: str | None = None
    is_place: bool = False
    is_former: bool = False
    with_article: bool = False
    quoted: bool = False
    sentence: int = 0
    subject: bool = False

    @property
    def head(self) -> int:
        """The first of the tokens that stand for it."""
        return self.heads[0]
