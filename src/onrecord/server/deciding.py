"""Decisions as forms send them: what a form says, as a decision of the collection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from fastapi import HTTPException, Request

from onrecord.collection.deciding import value_of
from onrecord.errors import NotInCollection
from onrecord.server.forms import FormToken
from onrecord.server.paths import own_path
from onrecord.server.security import HERE
from onrecord.server.site import Site, editor_of, site_of, visitor_of
from onrecord.storage import Decision, DecisionKind, StoredActor, StoredEvent, StoredStatement, Value, What, Who
from onrecord.storage.decisions import FIELDS
from onrecord.storage.filters import KEY

MOST_FIELDS = 60
LONGEST_FIELD = 20_000
# What one button decides: its value is the key of what it is about.
BUTTONS: tuple[DecisionKind, ...] = ("accept", "reject", "split", "undo")
# Of people with a name, so many are shown to choose from.
MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that decides something: its fields, and the page to go to afterwards."""

    fields: Mapping[str, str]
    about: tuple[str, ...]
    then: str

    def __getitem__(self, name: str) -> str:
        """The value of a field; empty where the form has none."""
        return self.fields.get(name, "").replace("\r\n", "\n").strip()

    @property
    def kind(self) -> DecisionKind:
        """What it decides. 422 where that is nothing."""
        kind = next((one for one in BUTTONS if self[one]), self["decide"])
        if kind not in get_args(DecisionKind):
            raise HTTPException(422, "The form does not say what is decided.")
        return cast("DecisionKind", kind)

    @property
    def keys(self) -> tuple[str, ...]:
        """What it is about."""
        pressed = next((self[one] for one in BUTTONS if self[one]), None)
        return self.about if pressed is None else (pressed,)

    @property
    def place(self) -> tuple[int, int] | None:
        """The characters of the article's text that were selected, if any."""
        start, end = self["start"], self["end"]
        if not (start and end):
            return None
        if not (start.isdecimal() and end.isdecimal() and len(start + end) < 20):
            raise HTTPException(422, "start and end are numbers of characters.")
        return int(start), int(end)

    def values(self, kind: DecisionKind, what: What) -> dict[str, Value]:
        """What its fields set, in a decision of this kind."""
        known = FIELDS.get((kind, what), ())
        return {name: value_of(name, self[name]) for name in known if name in self.fields}


async def sent(request: Request) -> Sent:
    """The form of a request of an editor's, sent from one of our pages; else 403."""
    editor_of(request)
    form = await request.form(max_files=0, max_fields=MOST_FIELDS)
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if any(len(value) > LONGEST_FIELD for value in fields.values()):
        raise HTTPException(413, f"A field has more than {LONGEST_FIELD:,} characters; send less.")
    FormToken(request).check(fields.get("form_token", ""))
    about = tuple(value for value in form.getlist("about") if isinstance(value, str) and value)
    return Sent(fields=fields, about=about, then=own_path(fields.get("then", "/review")))


def decide(request: Request, kind: DecisionKind, about: tuple[str, ...] = (), **facts: Any) -> Decision:
    """Put a decision of whoever asks into the log. 422 where it makes no sense."""
    try:
        return site_of(request).collection.decide(kind, about, by=who_decides(request), **facts)
    except ValueError as error:
        raise HTTPException(422, f"{error}.") from error


def who_decides(request: Request) -> str:
    """The name under which decisions are kept: of the token's owner, or, on this machine, the one that it was given."""
    visitor = visitor_of(request)
    return site_of(request).by if visitor == HERE else visitor.name


def changed(before: StoredStatement | StoredEvent, values: Mapping[str, Value]) -> dict[str, Value]:
    """What is set otherwise than it was. 422 where nothing is."""
    were = as_it_was(before)
    found = {name: value for name, value in values.items() if not _same(value, were[name])}
    if not found:
        raise HTTPException(422, "Nothing was changed: accept it as it is, or change something.")
    return found


def as_it_was(one: StoredStatement | StoredEvent) -> dict[str, Value]:
    """The values of a statement or an event that can be corrected."""
    if isinstance(one, StoredStatement):
        said = {name: getattr(one, name) for name in ("act", "kind", "nature", "negated", "words")}
        people = {"addressees": _names(one.addressees), "relayed_by": _names(one.relayed_by)}
        return {"speaker": one.speaker.name if one.speaker else None, **people, **said}
    done = {name: getattr(one, name) for name in ("type", "mode", "status", "date", "until", "killed", "injured")}
    return {**done, "place": one.place_name or one.place, "actors": _names(one.actors), "recipients": _names(one.recipients)}


def _names(people: Iterable[Who]) -> list[str]:
    """The names of people, each once."""
    return list(dict.fromkeys(one.name for one in people))


def _same(one: Value, other: Value) -> bool:
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.split() == other.split())


def called(site: Site, named: str) -> list[StoredActor]:
    """Who is meant by a name, an identifier, a key, or the address of their page; several where a name is that of several."""
    return list(site.collection.actors(speaker=_key_in(named) or named, limit=MOST_NAMED)) if named else []


def key_of_story(named: str) -> str:
    """The key of an event that is named by its key or by the address of its page. 422 where it is not."""
    key = _key_in(named)
    if key is None:
        raise HTTPException(422, "Give the address of the other event's page.")
    return key


def _key_in(named: str) -> str | None:
    try:
        last = unquote(urlsplit(named).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return None
    return last if KEY.fullmatch(last) else None


def page_of_somebody(then: str, to: Mapping[str, Value]) -> str:
    """Where somebody is found who was renamed or linked: their key may be another then."""
    if to.get("wikidata"):
        return f"/actors/{to['wikidata']}"
    return f"/actors?{urlencode({'speaker': to['name']})}" if to.get("name") else then


def is_there(site: Site, path: str) -> bool:
    """Whether there is still what a page of ours is about."""
    ask = {
        "statements": site.collection.statement,
        "review": site.collection.doubtful,
        "stories": site.collection.event,
        "actors": site.collection.actor,
    }
    of, _, key = urlsplit(path).path.strip("/").partition("/")
    if of not in ask or not key:
        return True
    try:
        ask[of](unquote(key))
    except NotInCollection:
        return False
    return True


def page_after(then: str, made: Decision) -> str:
    """The page to go to after a decision, which tells of it."""
    parts = urlsplit(then)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "done"]
    return parts._replace(query=urlencode([*query, ("done", made.key)])).geturl()
