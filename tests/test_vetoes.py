"""What rules out that two mentions are one actor, over mentions built by hand."""

import pytest

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.actors.setting import Setting
from onrecord.actors.vetoes import may_be
from tests.building import parsed

# Six words, a sentence each pair, so that nothing stands beside anything.
WORDS = "\n".join(f"w{i} w{i} NOUN NN {i} ROOT" for i in range(6))


def mention(start, **what):
    fields = {"form": "description", "type": "person", "sentence": start, **what}
    return FoundMention(start=start, end=start + 1, heads=(start,), **fields)


def may(before, later):
    chain = Chain(type=before.type)
    chain.add(before)
    return may_be(later, chain, before, Setting(parsed(WORDS)))


ALLOWED = [
    ("the same number", {"type": "group", "plural": True, "count": "40"}, {"type": "group", "plural": True, "count": "40"}),
    ("a number left out", {"type": "group", "plural": True, "count": "40"}, {"type": "group", "plural": True}),
    ("a person, by a noun for people", {"form": "name", "name": ("Kovac",)}, {"nouns": ("minister",)}),
    ("a company, by a noun for organisations", {"type": "organization"}, {"type": "organization"}),
    (
        "a paper, by that noun",
        {"type": "organization", "form": "name", "name": ("Daily", "Herald")},
        {"type": "organization", "nouns": ("newspaper",)},
    ),
    ("a country, by it", {"type": "country"}, {"form": "pronoun", "type": "organization"}),
    ("a kind left out", {"nouns": ("minister",), "kinds": frozenset({"foreign"})}, {"nouns": ("minister",)}),
]
RULED_OUT = [
    ("another number", {"type": "group", "plural": True, "count": "six hundred"}, {"type": "group", "plural": True, "count": "40"}),
    ("one, and many", {"form": "name", "name": ("Kovac",)}, {"type": "group", "plural": True}),
    ("a company, and a person", {"type": "organization", "form": "name", "name": ("Fusion",)}, {"nouns": ("woman",)}),
    ("a person, and an organisation", {"form": "name", "name": ("Kovac",)}, {"type": "organization", "nouns": ("union",)}),
    ("a man, and she", {"gender": "male"}, {"form": "pronoun", "gender": "female"}),
    ("a company, and she", {"type": "organization"}, {"form": "pronoun", "gender": "female"}),
    ("another country", {"country": "TUR", "nouns": ("president",)}, {"country": "SYR", "nouns": ("president",)}),
    (
        "a union, and a newspaper",
        {"type": "organization", "form": "name", "name": ("Pilots", "Union")},
        {"type": "organization", "nouns": ("newspaper",)},
    ),
    (
        "another office",
        {"nouns": ("minister",), "kinds": frozenset({"prime"})},
        {"nouns": ("minister",), "kinds": frozenset({"foreign"})},
    ),
]


@pytest.mark.parametrize(("before", "later"), [case[1:] for case in ALLOWED], ids=[case[0] for case in ALLOWED])
def test_nothing_rules_it_out(before, later):
    assert may(mention(0, **before), mention(3, **later))


@pytest.mark.parametrize(("before", "later"), [case[1:] for case in RULED_OUT], ids=[case[0] for case in RULED_OUT])
def test_it_is_ruled_out(before, later):
    assert not may(mention(0, **before), mention(3, **later))


def test_the_object_of_a_verb_is_not_its_subject():
    doc = parsed("""
Kovac Kovac PROPN NNP 1 nsubj
met meet VERB VBD 1 ROOT
him he PRON PRP 1 obj
""")
    kovac, him = mention(0, form="name", name=("Kovac",), sentence=0), mention(2, form="pronoun", gender="male", sentence=0)
    chain = Chain(type="person")
    chain.add(kovac)
    assert not may_be(him, chain, kovac, Setting(doc))
