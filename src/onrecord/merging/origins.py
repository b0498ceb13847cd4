"""Wire copies: articles that share their text have one origin, and an origin counts once, however many print it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.article import Article
from onrecord.merging.agencies import agency_of
from onrecord.merging.days import days_between
from onrecord.merging.groups import Blocks, Judgement, Link, grouped, hashed, keyed
from onrecord.merging.words import forms, shingles
from onrecord.times import moment_of

# What a speaker said is the same in every report of it and makes no copy.
QUOTED = re.compile(r"“[^”\n]{1,1000}”|\"[^\"\n]{1,1000}\"")
TEXT_BLOCKS = frozenset({"body", "caption", "other"})
SHINGLE = 5
# Of a text's shingles, one in so many is kept, by its hash: the same ones of the same words in every article, so that what two texts share can be told from samples alone.
KEPT_OF = 2
# By one in so many articles are looked up; those that share two are compared, and so many sampled shingles must be the same.
LOOKED_UP_BY_OF = 8
LEAST_LOOKED_UP = 2
LEAST_SHARED = 4
# Of the articles that share a shingle, so many are compared; what more of them share is a phrase or a formula.
MOST_SHARING = 25
# The share of the shorter text that stands in the longer one. Of 12,000 articles of raw news, two pairs of different publishers lie above it and one between it and 0.4, four between 0.4 and 0.3; the
# newsroom's copies lie above 0.54 and all else below 0.11.
LEAST_CONTAINED = 0.5
# One publisher's next report repeats the background of the last, and its footer for years: it is a copy, a version, only where nearly all is the same and within days.
LEAST_CONTAINED_IN_ONE_PUBLISHER = 0.8
DAYS_BETWEEN_VERSIONS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of an article to know its copies: sampled hashes of its unquoted words, and where it comes from; small enough to store.

    ``article``: its id; ``published``: ISO, or unknown.
    """

    article: str
    sha256: str
    publisher: str | None
    published: str | None
    agency: str | None
    hashes: frozenset[int]

    @property
    def keys(self) -> frozenset[Hashable]:
        """What copies are looked up by: the text itself, and some of its hashes."""
        return frozenset({self.sha256, *self.looked_up_by})

    @property
    def looked_up_by(self) -> frozenset[int]:
        """The hashes by which other articles are looked up."""
        return frozenset(number for number in self.hashes if number % LOOKED_UP_BY_OF == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Articles that are one report: the earliest, from which the others are told to be copied, first. ``agency``: whose report it is, where a tag or byline says so."""

    key: str
    agency: str | None
    publisher: str | None
    articles: tuple[str, ...]


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of an article."""
    text = "\n".join(article.text[block.start : block.end] for block in article.blocks if block.kind in TEXT_BLOCKS) or article.text
    words = forms(QUOTED.sub(" ", text))
    sampled = (_hash(" ".join(shingle)) for shingle in shingles(words, SHINGLE))
    return Fingerprint(
        article=article.id,
        sha256=article.sha256,
        publisher=article.publisher,
        published=article.published,
        agency=agency_of(article),
        hashes=frozenset(number for number in sampled if number % KEPT_OF == 0),
    )


def contained(one: Fingerprint, other: Fingerprint) -> float:
    """The share of the shorter text that stands in the other."""
    shorter = min(len(one.hashes), len(other.hashes))
    return len(one.hashes & other.hashes) / shorter if shorter else float(one.sha256 == other.sha256)


def copy_link(one: Fingerprint, other: Fingerprint) -> Link[Fingerprint] | None:
    """The link of two articles of which one copies the other, or both a third."""
    if one.sha256 == other.sha256:
        return Link(one=one, other=other, likeness=1.0)
    if len(one.hashes & other.hashes) < LEAST_SHARED:
        return None
    share, least = contained(one, other), LEAST_CONTAINED
    if one.publisher is not None and one.publisher == other.publisher:
        apart = days_between(one.published, other.published)
        least = LEAST_CONTAINED_IN_ONE_PUBLISHER if apart is None or apart <= DAYS_BETWEEN_VERSIONS else 1.0
    return Link(one=one, other=other, likeness=share) if share >= least else None


def find_origins(
    fingerprints: Iterable[Fingerprint], *, judgements: Iterable[Judgement[str]] = (), known: Mapping[str, str] | None = None
) -> tuple[Origin, ...]:
    """The origins of articles, every article in one of them. ``judgements`` are of article ids; ``known``: {article id: key of its origin}, from an earlier run."""
    prints = sorted(fingerprints, key=age)
    by_id = {one.article: one for one in prints}
    blocks: Blocks[str] = Blocks(MOST_SHARING)
    same_text: Blocks[str] = Blocks(1)
    links = []
    for one in prints:
        for other in (*blocks.add(one.article, one.looked_up_by, least=LEAST_LOOKED_UP), *same_text.add(one.article, (one.sha256,))):
            if link := copy_link(by_id[other], one):
                links.append(Link(one=other, other=one.article, likeness=link.likeness))
    groups = grouped([one.article for one in prints], links, judgements)
    keys = keyed(groups, lambda group: hashed("origin", by_id[group[0]].article, by_id[group[0]].sha256), known or {})
    return tuple(_origin(key, [by_id[article] for article in group]) for key, group in zip(keys, groups, strict=True))


def independent(origins: Iterable[Origin]) -> int:
    """How many reported for themselves: reports of one agency, or of one publisher, count once."""
    return len({origin.agency or origin.publisher or origin.key for origin in origins})


def _origin(key: str, group: Sequence[Fingerprint]) -> Origin:
    return Origin(
        key=key,
        agency=next((one.agency for one in group if one.agency is not None), None),
        publisher=group[0].publisher,
        articles=tuple(one.article for one in group),
    )


def age(one: Fingerprint) -> tuple[bool, str, bool, int, str]:
    """The earliest first, undated ones last; of a day, an agency's own, then the longest, since a copy is cut."""
    own = one.agency is not None and one.agency == one.publisher
    return one.published is None, moment_of(one.published), not own, -len(one.hashes), one.article


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode("utf-8"), digest_size=6).digest(), "big")
