"""Who is the same across articles: by identifier, else by name with role, country and company; never by a bare last name alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.knowledge.names import called_for_short, may_be_one, name_keys
from onrecord.merging.groups import Blocks, Judgement, Link, Ref, age, grouped, hashed, keyed, told_most
from onrecord.merging.words import folded, forms, is_general, stem, stems_of
from onrecord.records import Actor, ActorType, Record

# Of those of one name, so many are compared with a new one.
MOST_SHARING = 30
# Of two groups that are to be joined, so many are held against each other.
MOST_HELD_AGAINST = 12
# What speaks for two of one full name being one: the same name, a role, a country, company; and what speaks against it. They are one at 1 or more.
SAME_NAME, SAME_ROLE, SAME_COUNTRY, IN_COMPANY = 1, 2, 1, 1
OTHER_COUNTRY, OTHER_ROLE = -2, -1
MOST_COMPANY = 2
ENOUGH = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A named actor of one article as it is compared with those of others.

    ``called``: the words that name it there; ``role``: stems of the words for its ``title``; ``company``: who else is named in the article, folded.
    """

    ref: Ref
    name: str
    called: frozenset[str]
    type: ActorType
    wikidata: str | None
    country: str | None
    title: str | None
    role: frozenset[str]
    company: frozenset[str]
    published: str | None

    @property
    def is_full(self) -> bool:
        """Whether it can be known by its name: a person's has a given name in it, another's says more than "ministry"."""
        words = folded(self.name).split()
        return len(words) > 1 if self.type == "person" else not all(is_general(word) for word in words)

    @property
    def last_name(self) -> str:
        """The last word of the name."""
        return folded(self.name).split()[-1]

    @property
    def keys(self) -> frozenset[Hashable]:
        """What the same are looked up by."""
        named = {("name", key) for key in _keys_of_name(self)}
        return frozenset(named | ({("item", self.wikidata)} if self.wikidata else set()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCluster:
    """An actor across articles: under which names, in which roles, and its sightings in the order of their dates."""

    key: str
    name: str
    aliases: tuple[str, ...]
    type: ActorType
    wikidata: str | None
    country: str | None
    roles: tuple[str, ...]
    members: tuple[Ref, ...]


def sightings(record: Record) -> Iterator[Sighting]:
    """The named actors of a record; "police" and "a spokesman" are nobody's name."""
    named = [actor for actor in record.actors if _is_named(actor)]
    everybody = frozenset(folded(actor.name) for actor in named)
    for actor in named:
        name = folded(actor.name)
        yield Sighting(
            ref=Ref.of(record, actor),
            name=actor.name,
            called=frozenset(" ".join(mention.text.split()) for mention in actor.mentions if mention.form == "name"),
            type=actor.type,
            wikidata=actor.wikidata,
            country=actor.country,
            title=actor.role,
            role=stems_of(forms(actor.role)) - {stem(word) for word in name.split()} if actor.role else frozenset(),
            company=everybody - {name},
            published=record.article.published,
        )


def find_actors(
    found: Iterable[Sighting], *, judgements: Iterable[Judgement[Ref]] = (), known: Mapping[Ref, str] | None = None
) -> tuple[ActorCluster, ...]:
    """The actors across articles. ``judgements``: people's, of sightings; ``known``: {sighting: key}, from an earlier run."""
    by_ref = {one.ref: one for one in sorted(found, key=age)}
    refs, judgements = list(by_ref), list(judgements)
    blocks: Blocks[Ref] = Blocks(MOST_SHARING)
    links = [
        link for ref, one in by_ref.items() for other in blocks.add(ref, one.keys) if (link := same_link(by_ref[other], one)) is not None
    ]

    def may_join(one: Sequence[Ref], other: Sequence[Ref]) -> bool:
        return may_be_same([by_ref[ref] for ref in one], [by_ref[ref] for ref in other])

    groups = grouped(refs, links, judgements, may_join=may_join)
    short = list(_links_of_last_names([[by_ref[ref] for ref in group] for group in groups]))
    groups = grouped(refs, [*links, *short], judgements, may_join=may_join) if short else groups
    keys = keyed(groups, lambda group: _new_key([by_ref[ref] for ref in group]), known or {})
    return tuple(_cluster(key, [by_ref[ref] for ref in group]) for key, group in zip(keys, groups, strict=True))


def same_link(one: Sighting, other: Sighting) -> Link[Ref] | None:
    """The link of two sightings by identifier, or by full name with what else is told of them."""
    if one.wikidata is not None and other.wikidata is not None:
        return _link(one, other, 1.0) if one.wikidata == other.wikidata else None
    if one.type != other.type or not ((one.is_full and other.is_full) or _is_court_of_one_country(one, other)):
        return None
    if one.type == "person" and not may_be_one(one.name, other.name) and not _called_for_short(one.name, other.name):
        return None
    points = SAME_NAME + _company(one, other)
    if one.role and other.role:
        points += SAME_ROLE if one.role & other.role else OTHER_ROLE
    if one.country is not None and other.country is not None:
        points += SAME_COUNTRY if one.country == other.country else OTHER_COUNTRY
    return _link(one, other, points / (points + 1)) if points >= ENOUGH else None


def may_be_same(one: Sequence[Sighting], other: Sequence[Sighting]) -> bool:
    """Whether two groups are not two: of other identifiers, or of other middle names."""
    items = {sighting.wikidata for group in (one, other) for sighting in group if sighting.wikidata is not None}
    if len(items) > 1:
        return False
    names, others = ({s.name for s in group[:MOST_HELD_AGAINST] if s.type == "person" and s.is_full} for group in (one, other))
    return all(may_be_one(a, b) or _called_for_short(a, b) for a in names for b in others)


def may_be_called(one: Sighting, other: Sighting) -> bool:
    """Whether one of two goes by the last name of the other, of the same role and in the same company."""
    if one.type != "person" or other.type != "person" or one.last_name != other.last_name or one.is_full == other.is_full:
        return False
    short, full = (other, one) if one.is_full else (one, other)
    return short.wikidata is None and _is_of_last_name(short, full)


def _links_of_last_names(groups: Sequence[Sequence[Sighting]]) -> Iterator[Link[Ref]]:
    """Somebody called by a last name is the one of a full name with the same role and in the same company, where there is just one such person."""
    by_last: dict[str, list[Sequence[Sighting]]] = {}
    for group in groups:
        if group[0].type == "person" and any(one.is_full for one in group):
            for name in {one.last_name for one in group if one.is_full}:
                by_last.setdefault(name, []).append(group)
    for group in groups:
        if group[0].type != "person" or any(one.is_full or one.wikidata is not None for one in group):
            continue
        fitting = [
            other for other in by_last.get(group[0].last_name, ()) if any(_is_of_last_name(group[0], one) for one in other[-MOST_SHARING:])
        ]
        if len(fitting) == 1:
            yield _link(group[0], fitting[0][0], 0.5)


def _is_of_last_name(short: Sighting, full: Sighting) -> bool:
    other_country = short.country is not None and full.country is not None and short.country != full.country
    return full.is_full and not other_country and bool(short.role & full.role) and bool(_company(short, full))


def _is_court_of_one_country(one: Sighting, other: Sighting) -> bool:
    """Whether two of a general name ("Supreme Court") are of the same country, so that it is a name after all."""
    return one.type != "person" and one.country is not None and one.country == other.country


def _company(one: Sighting, other: Sighting) -> int:
    shared = one.company & other.company
    return min(MOST_COMPANY, len(shared)) * IN_COMPANY


def _is_named(actor: Actor) -> bool:
    """Whether a name is known of an actor, not only descriptions."""
    is_name = any(letter.isupper() for letter in actor.name) and bool(folded(actor.name))
    return is_name and any(mention.form == "name" for mention in actor.mentions)


def _keys_of_name(one: Sighting) -> set[str]:
    if one.type != "person":
        return {f"{one.type} {folded(one.name)}"}
    keys = set(name_keys(one.name))
    return keys.union(*(name_keys(name) for name in called_for_short(one.name))) if keys else {f"last {one.last_name}"}


def _called_for_short(one: str, other: str) -> bool:
    return any(may_be_one(name, other) for name in called_for_short(one) if name.split()[0] == folded(other).split()[0])


def _link(one: Sighting, other: Sighting, likeness: float) -> Link[Ref]:
    return Link(one=one.ref, other=other.ref, likeness=likeness)


def _new_key(group: Sequence[Sighting]) -> str:
    """By the identifier where there is one, else by the fullest name: whoever comes in first."""
    item = next((one.wikidata for one in group if one.wikidata is not None), None)
    return hashed("actor", item) if item is not None else hashed("actor", group[0].type, folded(_fullest(group)))


def _fullest(group: Sequence[Sighting]) -> str:
    """The name that is used most, of those with most words."""
    counts = Counter(one.name for one in group)
    return max(counts, key=lambda name: (min(len(name.split()), 2), counts[name], name))


def _cluster(key: str, group: Sequence[Sighting]) -> ActorCluster:
    name = _fullest(group)
    return ActorCluster(
        key=key,
        name=name,
        aliases=tuple(sorted({alias for one in group for alias in (one.name, *one.called)} - {name})),
        type=group[0].type,
        wikidata=next((one.wikidata for one in group if one.wikidata is not None), None),
        country=told_most(one.country for one in group),
        roles=tuple(role for role, _ in Counter(one.title for one in group if one.title is not None).most_common()),
        members=tuple(one.ref for one in group),
    )
