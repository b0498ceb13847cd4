"""Decisions: what people say of a record. They are added to a log and never changed; each holds on to words of an article, never to a record's ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from onrecord.article import Anchor
from onrecord.ontology import EVENT_TYPES, is_mode_of, types
from onrecord.records import Act, Nature, StatementKind, Status
from onrecord.storage.days import is_day, is_moment
from onrecord.storage.identity import GREATEST, IDENTIFIER, hashed

DecisionKind = Literal["accept", "merge", "split", "rename", "link", "correct", "reject", "add", "undo"]
What = Literal["actor", "statement", "event"]
# Its words are there, and what it is about is read there; nothing is read there now; the words are gone; the article is not here; a later decision undid it.
State = Literal["holds", "unread", "lost", "absent", "undone"]
Value = str | int | bool | None | list[str]

# What a decision can say of what it is about.
FIELDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("correct", "statement"): ("speaker", "addressees", "relayed_by", "act", "kind", "nature", "negated", "words"),
    ("add", "statement"): ("speaker", "addressees", "relayed_by", "act", "kind", "nature", "negated"),
    ("correct", "event"): ("type", "mode", "status", "date", "until", "place", "killed", "injured", "actors", "recipients"),
    ("add", "event"): ("type", "mode", "status", "date", "until", "place", "killed", "injured", "actors", "recipients"),
    ("rename", "actor"): ("name",),
    ("link", "actor"): ("wikidata",),
    ("split", "actor"): ("name", "wikidata"),
    ("merge", "actor"): ("name", "wikidata"),
}
# Of these there may be several, by their names; none where the list is empty.
PEOPLE = ("addressees", "relayed_by", "actors", "recipients")
_NEEDED: dict[tuple[str, str], tuple[str, ...]] = {
    ("add", "event"): ("type",),
    ("rename", "actor"): ("name",),
    ("link", "actor"): ("wikidata",),
    ("split", "actor"): ("name",),
}


def _one_of(*choices: str) -> tuple[Callable[[Value], bool], str]:
    return lambda value: value in choices, f"one of {', '.join(choices)}"


def _is_name(value: object) -> bool:
    return isinstance(value, str) and any(letter.isalnum() for letter in value)


def _is_count(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= GREATEST


_NAME = (_is_name, "a name")
_NAME_OR_NONE = (lambda value: value is None or _is_name(value), "a name, or nothing")
_NAMES = (lambda value: isinstance(value, list) and all(map(_is_name, value)), "names")
_IDENTIFIER = (
    lambda value: value is None or (isinstance(value, str) and IDENTIFIER.fullmatch(value)),
    "a Wikidata identifier (Q and a number), or nothing",
)
_COUNT = (lambda value: value is None or _is_count(value), f"a whole number up to {GREATEST:,}, or nothing")
_DAY = (
    lambda value: value is None or is_day(value) or is_moment(value),
    "a day (YYYY-MM-DD), a month (YYYY-MM), a year (YYYY), or nothing",
)
_MODE = (
    lambda value: value is None or any(is_mode_of(type, str(value)) for type in EVENT_TYPES),
    "a mode of PLOVER's (meet, aerial, ...), or nothing",
)
# The values of fields that have few.
VALUES_OF: dict[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "kind": get_args(StatementKind),
    "nature": get_args(Nature),
    "type": EVENT_TYPES,
    "status": get_args(Status),
}
# Whether a value may be given for each field, and what may.
VALUES: dict[str, tuple[Callable[[Any], Any], str]] = {
    **{name: _one_of(*choices) for name, choices in VALUES_OF.items()},
    "negated": (lambda value: isinstance(value, bool), "true or false"),
    "mode": _MODE,
    "date": _DAY,
    "until": _DAY,
    "killed": _COUNT,
    "injured": _COUNT,
    "place": _NAME_OR_NONE,
    "speaker": _NAME_OR_NONE,
    "words": (_is_name, "words of the article"),
    "name": _NAME,
    "wikidata": _IDENTIFIER,
    **dict.fromkeys(PEOPLE, _NAMES),
}
_WHATS: dict[str, tuple[str, ...]] = {
    "accept": ("statement", "event"),
    "rename": ("actor",),
    "link": ("actor",),
    "correct": ("statement", "event"),
    "add": ("statement", "event"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a decision is about: an actor, a statement or an event, by words of its article; ``article``: the article's key in the collection."""

    what: What
    type: str | None = None
    article: str
    article_id: str
    anchor: Anchor
    state: State = field(default="holds", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided, when and why; ``to``: what it changes, as name and value (``{"act": "deny"}``)."""

    key: str
    kind: DecisionKind
    at: str
    by: str
    why: str
    about: tuple[Subject, ...] = ()
    to: Mapping[str, Value] = field(default_factory=dict)
    undone: bool = field(default=False, compare=False)

    @staticmethod
    def of(kind: DecisionKind, about: Iterable[Subject], *, by: str, why: str, at: str, to: Mapping[str, Value]) -> Decision:
        """A decision. ValueError says what is wrong with it."""
        made = Decision(key="", kind=kind, at=at, by=by, why=why, about=tuple(about), to=dict(to))
        check(made)
        return replace(made, key=hashed(made.to_json()))

    @property
    def state(self) -> State:
        """Whether it holds, of the words that it is about the worst off."""
        if self.undone:
            return "undone"
        return max((subject.state for subject in self.about), key=get_args(State).index, default="holds")

    def to_json(self) -> str:
        """The decision as one line of JSON, without what became of it."""
        row = asdict(self)
        del row["undone"]
        for subject in row["about"]:
            del subject["state"]
        return json.dumps(row, ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(line: str | bytes) -> Decision:
        """Read a decision back. ValueError says what is wrong with it."""
        try:
            row: dict[str, Any] = json.loads(line)
            about = tuple(Subject(**{**subject, "anchor": Anchor(**subject["anchor"])}) for subject in row.pop("about", ()))
            decision = Decision(**row, about=about)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"no decision: {error}") from error
        check(decision)
        if decision.key != hashed(replace(decision, key="").to_json()):
            raise ValueError(f"decision {decision.key} was changed after it was made: its key does not fit")
        return decision


def undone(decisions: Iterable[Decision]) -> set[str]:
    """The keys of decisions that a later one undid, and that nobody reinstated by undoing that."""
    found: set[str] = set()
    for decision in reversed(list(decisions)):
        if decision.kind == "undo" and decision.key not in found:
            found.add(str(decision.to["decision"]))
    return found


def check(decision: Decision) -> None:
    """Raise ValueError where a decision makes no sense."""
    kind = decision.kind
    if kind not in get_args(DecisionKind):
        raise ValueError(f"{kind!r} is no kind of decision: there are {', '.join(get_args(DecisionKind))}")
    if not decision.by.strip():
        raise ValueError("a decision needs a name: who decides? (by)")
    if kind == "undo":
        if set(decision.to) != {"decision"} or decision.about:
            raise ValueError("to undo names one decision by its key")
        return
    whats = {subject.what for subject in decision.about}
    if len(whats) != 1:
        raise ValueError(f"{kind} is about actors, statements or events, of one kind, at least one")
    (what,) = whats
    if what not in _WHATS.get(kind, get_args(What)):
        raise ValueError(f"{kind} is about {' or '.join(_WHATS[kind])}s, not {what}s")
    if kind == "merge" and len(decision.about) < 2:
        raise ValueError("merge is about two or more")
    _check_values(decision.to, FIELDS.get((kind, what), ()), _NEEDED.get((kind, what), ()), kind, what)
    _check_mode(decision)


def _check_values(to: Mapping[str, Value], known: tuple[str, ...], needed: tuple[str, ...], kind: str, what: str) -> None:
    for name in needed:
        if name not in to:
            raise ValueError(f"{kind} of {what} needs {name}")
    if kind == "correct" and not to:
        raise ValueError(f"correct of {what} needs one of {', '.join(known)}")
    for name, value in to.items():
        if name not in known:
            raise ValueError(f"{kind} of {what} cannot change {name!r}" + (f": it can change {', '.join(known)}" if known else ""))
        fits, may_be = VALUES[name]
        if not fits(value):
            raise ValueError(f"{name} is {may_be}, not {value!r}")


def _check_mode(decision: Decision) -> None:
    """Raise ValueError where the mode is none of the event's type."""
    mode, types_known = decision.to.get("mode"), {decision.to.get("type") or subject.type for subject in decision.about}
    for type in EVENT_TYPES:
        if mode is not None and types_known == {type} and not is_mode_of(type, str(mode)):
            modes = ", ".join(types()[type].modes) or "none at all"
            raise ValueError(f"mode of {type} is {modes}, not {mode!r}")
