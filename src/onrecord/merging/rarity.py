"""How much a shared word tells: a word, or a name, that stands in many articles tells little, a rare one much. Table: ``data/common_words.json``, made by ``training.merging.common_words``."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.merging.words import forms, is_plain, stem

# A word that stands in so large a share of articles tells nothing; one that stands in fewer than the least tells all that a word can.
LARGEST_SHARE = 0.15
LEAST_SHARE = 0.002
# Fewer articles say nothing of how common a word is.
LEAST_COUNTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """How rare words are: 0 (in every sixth article) to 1 (in one of five hundred or fewer), in news at large and in a collection, whichever is less.

    ``common``: {stem: how rare it is in the collection}, of those that are not of the rarest.
    """

    common: Mapping[str, float] = field(default_factory=dict)

    @staticmethod
    def counted(articles: Iterable[tuple[Hashable, Iterable[str]]]) -> Rarity:
        """What is common in articles of one's own: pairs of an article and stems in it, as many as there are. Of few articles nothing is said."""
        stems_of_article: dict[Hashable, set[str]] = {}
        for article, stems in articles:
            stems_of_article.setdefault(article, set()).update(stems)
        total = len(stems_of_article)
        if total < LEAST_COUNTED:
            return COMMON
        counts = Counter(one for stems in stems_of_article.values() for one in stems)
        return Rarity(common={one: _of_share(count / total) for one, count in counts.items() if count > LEAST_SHARE * total})

    def of(self, stem: str) -> float:
        """How rare a stem is."""
        return min(_shipped().get(stem, 1.0), self.common.get(stem, 1.0))

    def of_name(self, name: str) -> float:
        """How rare a folded name is: as its rarest word that says something; "the U.S. Department of Justice" is not rare for "the" and "of"."""
        return max((self.of(stem(form)) for form in forms(name) if not is_plain(form)), default=0.0)

    def sum(self, stems: Iterable[str]) -> float:
        """How much stems tell together."""
        return sum(map(self.of, stems))


def _of_share(share: float) -> float:
    return min(1.0, max(0.0, math.log(LARGEST_SHARE / share) / math.log(LARGEST_SHARE / LEAST_SHARE)))


COMMON = Rarity()


@cache
def _shipped() -> Mapping[str, float]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/common_words.json").read_text("utf-8"))
    return {word: _of_share(int(share) / 1000) for share, words in table["in a thousand"].items() for word in words.split()}
