import pytest

from onrecord.events.lexicon import lists
from onrecord.ontology import EVENT_TYPES, is_mode_of, types

# The type list of PLOVER's manual, and modes that its published data use (names in lower case).
PUBLISHED_MODES = {
    "RETREAT": {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
}


def test_there_are_sixteen_types_each_defined():
    assert len(EVENT_TYPES) == 16
    assert set(types()) == set(EVENT_TYPES)
    assert all(definition.definition.endswith(".") for definition in types().values())


@pytest.mark.parametrize("type", PUBLISHED_MODES)
def test_modes_are_the_published_ones(type):
    assert set(types()[type].modes) == PUBLISHED_MODES[type]


def test_contacts_have_our_five_modes():
    assert set(types()["CONSULT"].modes) == {"meet", "visit", "call", "talks", "correspond"}


def test_a_mode_belongs_to_its_type_only():
    assert is_mode_of("PROTEST", "strike")
    assert not is_mode_of("ASSAULT", "strike")


def test_types_fall_into_four_quad_classes():
    quads = [definition.quad for definition in types().values()]
    assert {quad: quads.count(quad) for quad in quads} == {
        "verbal cooperation": 4,
        "material cooperation": 3,
        "verbal conflict": 4,
        "material conflict": 5,
    }


def test_modes_of_our_triggers_belong_to_their_types():
    words = lists()
    consult = {row["mode"] for row in words["consult_verbs"].values()} | set(words["consult_nouns"].values())
    assault = {*words["assault_verbs"].values(), *words["assault_nouns"].values()} - {None}
    assert all(is_mode_of("CONSULT", mode) for mode in consult)
    assert all(is_mode_of("ASSAULT", mode) for mode in assault)
    assert all(is_mode_of("ASSAULT", mode) or is_mode_of("CONSULT", mode) for mode in words["mode_words"].values())
