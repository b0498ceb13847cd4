"""What somebody who watches sources wants to be told of: an actor, two who have to do with each other, words, a new dispute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from onrecord.records import Actor, Reading, Record
from onrecord.storage import StoredDispute

Kind = Literal["actor", "pair", "word", "dispute"]
# What a pair's names stand between: pair=Anna Kovac & Q567.
AND = "&"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is looked for; of a dispute, its words."""

    kind: Kind
    wanted: tuple[str, ...] = ()

    @staticmethod
    def parse(asked: str) -> Alert:
        """The alert of ``actor=NAME``, ``pair=NAME & NAME``, ``word=WORDS`` or ``dispute``; a name may be a Wikidata identifier. Raises ValueError."""
        kind, _, words = (part.strip() for part in asked.partition("="))
        if kind not in get_args(Kind):
            raise ValueError(f"{kind!r} is none of {', '.join(get_args(Kind))}")
        wanted = tuple(filter(None, (part.strip() for part in (words.split(AND) if kind == "pair" else [words]))))
        if len(wanted) != {"pair": 2, "dispute": len(wanted)}.get(kind, 1):
            raise ValueError(f"{asked!r} does not say what to look for: actor=NAME, pair=NAME {AND} NAME, word=WORDS, dispute")
        return Alert(kind=cast("Kind", kind), wanted=wanted)

    def __str__(self) -> str:
        wanted = f" {AND} ".join(self.wanted)
        return f"{self.kind}={wanted}" if wanted else self.kind

    def found_in(self, reading: Reading) -> list[str]:
        """The words of an article that it is about; none where it is about nothing there."""
        record, text = reading.record, reading.article.text
        if self.kind == "word":
            words = r"\s+".join(map(re.escape, self.wanted[0].split()))
            return [_around(text, match.start(), match.end()) for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.I)]
        if self.kind == "actor":
            meant = _meant(record, self.wanted[0])
            return [words for actors, words in _told(record) if meant & actors] or [
                actor.mentions[0].text for actor in record.actors if actor.id in meant and actor.mentions
            ]
        if self.kind == "pair":
            one, other = (_meant(record, name) for name in self.wanted)
            return [words for actors, words in _told(record) if any(first != second for first in one & actors for second in other & actors)]
        return []

    def is_about(self, dispute: StoredDispute) -> bool:
        """Whether a dispute is looked for: any, or one with these words."""
        return self.kind == "dispute" and all(words.casefold() in dispute.words.casefold() for words in self.wanted)


def message(alert: Alert, found: Iterable[str], **facts: Any) -> dict[str, Any]:
    """What is told, as JSON: what was looked for, the words that were found, and of which article or dispute."""
    return {"alert": str(alert), **facts, "found": list(found)}


def facts_of(reading: Reading) -> dict[str, Any]:
    """What an alert says of an article."""
    article = reading.article
    return {name: getattr(article, name) for name in ("id", "url", "title", "publisher", "published", "captured")}


def _told(record: Record) -> Iterator[tuple[set[str], str]]:
    """Who has a part in each statement and event, with its words."""
    for statement in record.statements:
        others = {one.actor for one in (*statement.addressees, *statement.relayed_by) if one.actor}
        yield others | {statement.speaker or ""}, " ".join(part.text for part in statement.content)
    for event in record.events:
        yield {one.actor for one in (*event.actors, *event.recipients) if one.actor}, event.evidence.text


def _meant(record: Record, name: str) -> set[str]:
    """The ids of a record's actors that are called so, or have members that are."""
    called = {actor.id for actor in record.actors if _is_called(actor, name)}
    return called | {actor.id for actor in record.actors if called & set(actor.members)}


def _is_called(actor: Actor, name: str) -> bool:
    words = set(re.findall(r"\w+", name.casefold()))
    return actor.wikidata == name or (bool(words) and words <= set(re.findall(r"\w+", (actor.name or "").casefold())))


def _around(text: str, start: int, end: int) -> str:
    """The line that words stand in."""
    return text[text.rfind("\n", 0, start) + 1 : (text + "\n").find("\n", end)].strip()
