"""Copies over a whole run are those that a collection finds."""

import random

import pytest

from onrecord.article import sha256_of
from onrecord.bulk.copies import find_copies
from onrecord.merging import Fingerprint, find_origins
from onrecord.merging.origins import LOOKED_UP_BY_OF, MOST_SHARING


def fingerprint(number, hashes, **facts):
    known = {
        "sha256": sha256_of(str(number)),
        "publisher": f"Paper {number % 7}",
        "published": f"2021-03-{1 + number % 5:02}",
        "agency": None,
    }
    return Fingerprint(article=f"a{number}", hashes=frozenset(hashes), **known | facts)


def drawn(seed, count=300, formulas=0):
    """Articles of which many are copies of others, cut and with words of their own, and all share some formulas."""
    chance = random.Random(seed)
    formula = [LOOKED_UP_BY_OF * chance.getrandbits(40) for _ in range(formulas)]
    prints = []
    for number in range(count):
        own = {chance.getrandbits(48) for _ in range(60)}
        if prints and chance.random() < 0.5:
            other = sorted(chance.choice(prints).hashes)
            own = {*chance.sample(other, len(other) * 3 // 4), *list(own)[:10]}
        prints.append(fingerprint(number, own | set(formula)))
    return prints


@pytest.mark.parametrize("formulas", [0, 3])
@pytest.mark.parametrize("seed", range(5))
def test_copies_are_those_that_a_collection_finds(seed, formulas):
    prints = drawn(seed, formulas=formulas)
    expected = [origin.articles for origin in find_origins(prints)]
    found = [tuple(one.article for one in group) for group in find_copies(prints)]
    assert found == expected
    assert any(len(group) > MOST_SHARING // 10 for group in found)


def test_same_short_text_is_a_copy():
    prints = [fingerprint(number, [], sha256="f" * 64) for number in range(3)]
    assert [len(group) for group in find_copies(prints)] == [3]


def test_no_articles_no_copies():
    assert find_copies([]) == []
