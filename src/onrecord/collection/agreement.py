"""How far two people's decisions agree.

What both judged are the things about which both decided something: statements, events or actors, by their words. For each value that a kind of decision sets, a
person's answer is what they set, or that they left it; for rejecting, whether they did. Of merging and splitting, pairs of words are judged, one or several, where
both say so. Observed agreement is the share of equal answers; Cohen's kappa is what of it is beyond chance, that of two who give these answers as often, each alone.

What somebody accepts, they judged and left as it was. What they only looked at is not in the log: agreement is on what both decided about.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.storage import Decision, Subject, Value, What

LEFT = "left"
ONE, SEVERAL = "one", "several"
MERGED = "merge or split"
# Of the characters of two people's words, so many must be the same for them to mean the same thing.
LEAST_SHARED = 0.5

Pair = frozenset[int]
Question = tuple[str, str | None]
Answers = Sequence[tuple[Hashable, Hashable]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two people agree about actors, statements or events, in one kind of decision and the value that it sets (``field``; none to reject, merge and split).

    ``both``: how many things, or pairs, both judged; ``same``: of how many they say the same; ``observed``: the share; ``kappa``: none where both give one and the same answer only.
    """

    one: str
    other: str
    what: What
    kind: str
    field: str | None
    both: int
    same: int
    observed: float
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What one person says: of things (by number), and of pairs of them; ``alone``: those that are none of the others."""

    things: frozenset[int]
    values: Mapping[Question, Mapping[int, str]]
    pairs: Mapping[Pair, str]
    alone: frozenset[int]

    def of_pair(self, pair: Pair) -> str | None:
        """Whether these are one or several; none where nothing is said of it."""
        return self.pairs.get(pair) or (SEVERAL if pair & self.alone else None)


def agreement(decisions: Iterable[Decision]) -> list[Agreement]:
    """The agreement of each two people who judged some of the same things; what was undone does not count, and somebody's later word stands for their earlier ones."""
    standing = [one for one in decisions if not one.undone and one.kind != "undo"]
    people = sorted({one.by for one in standing})
    whats: tuple[What, ...] = ("statement", "event", "actor")
    return [
        found
        for one, other in combinations(people, 2)
        for what in whats
        for found in _of_two(one, other, what, [made for made in standing if made.by in (one, other) and made.about[0].what == what])
    ]


def cohens_kappa(answers: Answers) -> float | None:
    """How far two people's answers agree beyond chance: 1 for always, 0 for as often as by chance; none where chance alone has them agree always."""
    count = len(answers)
    observed = sum(one == other for one, other in answers) / count
    first, second = (Counter(pair[side] for pair in answers) for side in (0, 1))
    by_chance = sum(first[answer] * second[answer] for answer in first) / count**2
    return (observed - by_chance) / (1 - by_chance) if by_chance < 1 else None


def _of_two(one: str, other: str, what: What, decisions: Sequence[Decision]) -> Iterator[Agreement]:
    things = _things(group for made in decisions for group in _groups(made))
    first, second = (_judged([made for made in decisions if made.by == person], things) for person in (one, other))
    for (kind, field), answers in _asked(first, second).items():
        same = sum(mine == theirs for mine, theirs in answers)
        yield Agreement(
            one=one, other=other, what=what, kind=kind, field=field, both=len(answers), same=same, observed=same / len(answers), kappa=cohens_kappa(answers)
        )  # fmt: skip


def _asked(first: _Judged, second: _Judged) -> dict[Question, Answers]:
    """What both answer, by question."""
    both = sorted(first.things & second.things)
    questions = sorted(first.values.keys() | second.values.keys(), key=str) if both else []
    asked: dict[Question, Answers] = {
        question: [tuple(one.values.get(question, {}).get(thing, LEFT) for one in (first, second)) for thing in both]  # type: ignore[misc]
        for question in questions
    }
    told = [(first.of_pair(pair), second.of_pair(pair)) for pair in sorted(first.pairs.keys() | second.pairs.keys(), key=sorted)]
    pairs = [answer for answer in told if None not in answer]
    return asked | ({(MERGED, None): pairs} if pairs else {})


def _judged(decisions: Iterable[Decision], things: Mapping[Subject, int]) -> _Judged:
    judged: set[int] = set()
    alone: set[int] = set()
    values: dict[Question, dict[int, str]] = {}
    pairs: dict[Pair, str] = {}
    for made in decisions:
        about = [things[subject] for subject in made.about]
        if _is_of_pairs(made):
            pairs |= {frozenset(pair): ONE if made.kind == "merge" else SEVERAL for pair in combinations(sorted(set(about)), 2)}
            alone |= set(about) if len(about) == 1 else set()
            continue
        judged.update(about)
        for question, answer in _answers(made):
            values.setdefault(question, {}).update(dict.fromkeys(about, answer))
    return _Judged(things=frozenset(judged), values=values, pairs=pairs, alone=frozenset(alone))


def _answers(made: Decision) -> Iterator[tuple[Question, str]]:
    if made.kind == "reject":
        yield ("reject", None), "rejected"
    for field, value in made.to.items():
        yield (made.kind, field), _plain(value)


def _plain(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_of_pairs(made: Decision) -> bool:
    """Whether a decision is about which things are the same; an actor is split by words that name another one."""
    return made.kind == "merge" or (made.kind == "split" and made.about[0].what != "actor")


def _groups(made: Decision) -> list[tuple[Subject, ...]]:
    """The subjects of a decision that are of one thing: somebody's words in several articles."""
    return [(subject,) for subject in made.about] if _is_of_pairs(made) else [made.about]


def _things(groups: Iterable[tuple[Subject, ...]]) -> dict[Subject, int]:
    """The number of the thing that each subject is of: those of a group are of one, and those whose words are the same."""
    things: dict[Subject, int] = {}
    for number, group in enumerate(groups):
        known = {thing for other, thing in things.items() if any(_is_same(one, other) for one in group)}
        things |= dict.fromkeys(group, number) | {other: number for other, thing in things.items() if thing in known}
    return things


def _is_same(one: Subject, other: Subject) -> bool:
    """Whether two subjects mean the same words of an article; in different versions of its text, words that read the same."""
    if one.article != other.article:
        return False
    mine, theirs = one.anchor, other.anchor
    if mine.sha256 != theirs.sha256:
        return mine.quotation == theirs.quotation
    shared = min(mine.end, theirs.end) - max(mine.start, theirs.start)
    return shared >= LEAST_SHARED * (max(mine.end, theirs.end) - min(mine.start, theirs.start))
