import pytest

from onrecord.article import Span
from onrecord.merging import Judgement, Ref, find_actors, sightings
from onrecord.records import Actor, Mention
from tests.recording import record

SPAN = Span(start=0, end=1, text="x")


def person(name, **facts):
    return Actor(id="a1", name=name, type=facts.pop("type", "person"), mentions=(Mention(start=0, end=1, text=name, form="name"),), **facts)


def told(id, *actors, published=None):
    """A record of actors, called a1, a2 and on."""
    return record(
        id, actors=[Actor(**_fields(actor) | {"id": f"a{number}"}) for number, actor in enumerate(actors, start=1)], published=published
    )


def _fields(actor):
    return {name: getattr(actor, name) for name in Actor.__dataclass_fields__}


def actors_of(*records, **options):
    """The groups of first actors, by article."""
    found = find_actors([one for record in records for one in sightings(record)], **options)
    return sorted([ref.article for ref in one.members if ref.key == "a1"] for one in found if any(ref.key == "a1" for ref in one.members))


MINISTER = person("Ana Kovac", role="finance minister", country="SVK")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person("Ana Kovac", wikidata="Q1"), person("Anna Kovač", wikidata="Q1"), True),
        (person("Ana Kovac", wikidata="Q1"), person("Ana Kovac", wikidata="Q2"), False),
        (MINISTER, person("Ana Kovac"), True),
        (MINISTER, person("Ana Kováč", role="Minister of Finance"), True),
        (MINISTER, person("Ana Kovac", role="finance minister", country="AUS"), True),
        (MINISTER, person("Ana Kovac", country="AUS"), False),
        (MINISTER, person("Ana Kovac", role="a plumber"), False),
        (MINISTER, person("Ana Kovac", role="a lawmaker", country="SVK"), True),
        (MINISTER, person("Bela Kovac", role="finance minister", country="SVK"), False),
        (person("George W. Bush"), person("George H. W. Bush"), False),
        (person("Joe Roe"), person("Joseph Roe"), True),
        (person("Kovac"), person("Kovac"), False),
        (person("Harbour Union", type="organization"), person("The Harbour Union", type="organization"), True),
        (person("Supreme Court", type="organization"), person("Supreme Court", type="organization"), False),
        (person("Supreme Court", type="organization", country="SVK"), person("Supreme Court", type="organization", country="SVK"), True),
        (person("Jordan", type="country"), person("Jordan", type="person"), False),
    ],
)
def test_who_is_the_same(one, other, same):
    assert actors_of(told("a", one), told("b", other)) == ([["a", "b"]] if same else [["a"], ["b"]])


def test_company_speaks_for_one_of_two_roles():
    chief, lawyer = person("Ana Kovac", role="police chief"), person("Ana Kovac", role="a lawyer")
    others = person("Ida Roe"), person("Max Orn")
    assert actors_of(told("a", chief, *others), told("b", lawyer, *others)) == [["a", "b"]]


def test_last_name_is_joined_by_role_and_company_and_where_one_fits_alone():
    full, short, friend = person("Ana Kovac", role="finance minister"), person("Kovac", role="the finance minister"), person("Ida Roe")
    assert actors_of(told("a", full, friend), told("b", short, friend)) == [["a", "b"]]
    assert actors_of(told("a", full, friend), told("b", short)) == [["a"], ["b"]]
    namesake = person("Bela Kovac", role="deputy finance minister")
    assert actors_of(told("a", full, friend), told("b", short, friend), told("c", namesake, friend)) == [["a"], ["b"], ["c"]]


def test_descriptions_are_nobody_across_articles():
    police = Actor(id="a1", name="Police", type="organization", mentions=(Mention(start=0, end=1, text="Police", form="description"),))
    assert actors_of(told("a", police), told("b", police)) == []


def test_people_have_the_last_word_on_who_is_who():
    a, b, c = Ref(article="a", key="a1"), Ref(article="b", key="a1"), Ref(article="c", key="a1")
    records = told("a", person("Ana Kovac")), told("b", person("Ana Kovac")), told("c", person("A. K."))
    judged = [Judgement(one=a, other=b, same=False), Judgement(one=a, other=c, same=True)]
    assert actors_of(*records, judgements=judged) == [["a", "c"], ["b"]]


def test_a_sighting_between_two_identifiers_joins_only_one_of_them():
    records = told("a", person("Ana Kovac", wikidata="Q1")), told("b", person("Ana Kovac")), told("c", person("Ana Kovac", wikidata="Q2"))
    assert actors_of(*records) == [["a", "b"], ["c"]]


def test_key_of_an_actor_does_not_depend_on_what_else_is_there():
    one = find_actors(sightings(told("a", person("Ana Kovac"))))[0]
    many = find_actors([*sightings(told("b", person("Ana Kovac"), person("Ida Roe"))), *sightings(told("a", person("Ana Kovac")))])
    assert one.key == many[0].key
    assert len({cluster.key for cluster in many}) == 2


def test_namesakes_have_keys_of_their_own_that_stay():
    records = told("a", MINISTER, published="2024-01-02"), told("b", person("Ana Kovac", country="AUS"), published="2024-01-01")
    before = find_actors([one for record in records for one in sightings(record)])
    known = {ref: cluster.key for cluster in before for ref in cluster.members}
    assert len(set(known.values())) == 2
    after = find_actors(
        [*sightings(told("c", MINISTER, published="2023-01-01")), *(s for record in records for s in sightings(record))], known=known
    )
    assert {ref: cluster.key for cluster in after for ref in cluster.members if ref in known} == known


def test_cluster_has_names_roles_and_members_by_date():
    later, earlier = told("a", MINISTER, published="2024-02-01"), told("b", person("Ana Kovač", role="Minister"), published="2024-01-01")
    (cluster,) = find_actors([*sightings(later), *sightings(earlier)])
    assert [ref.article for ref in cluster.members] == ["b", "a"]
    assert {cluster.name, *cluster.aliases} == {"Ana Kovac", "Ana Kovač"}
    assert (set(cluster.roles), cluster.country) == ({"finance minister", "Minister"}, "SVK")
