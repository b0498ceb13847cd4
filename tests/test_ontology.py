import pytest

from onrecord.language.encoder.anchors import SCHEMES
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


def test_modes_that_the_reader_knows_are_those_of_contacts():
    assert set(SCHEMES["events"].classes["mode"]) - {"none"} == set(types()["CONSULT"].modes)


def test_deeds_that_the_reader_knows_are_types():
    assert set(SCHEMES["events"].kinds) == set(EVENT_TYPES) - {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}
