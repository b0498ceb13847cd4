"""Annotations written by hand in lines, bound to the characters of their articles; ``training/annotations/README.md`` describes the lines.

No text of an article is in them but short anchors: ``START ~~ END`` runs from START to the next END, ``words @2`` is the second occurrence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpora.files import read_lines
from onrecord.errors import FileUnfit
from onrecord.evaluation import GoldArticle, read_gold

NOTHING = "-"
CELLS = {"A": 7, "S": 8, "E": 10}
NTH = re.compile(r"\s@(\d+)$")

Row = dict[str, Any]


def read_annotations(path: Path, articles: Mapping[str, Row]) -> list[GoldArticle]:
    """The articles of a file of lines. ``articles``: {id: id, text, publisher, published, title}. Raises FileUnfit with the article and the line that does not fit."""
    rows = []
    for id, lines in blocks(path):
        if id not in articles:
            raise FileUnfit(f"{path}: there is no article {id}.")
        rows.append(row_of(lines, articles[id], where=f"{path}: {id}"))
    return read_gold(json.dumps(rows).encode(), where=str(path))


def blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each article's id with its lines."""
    id, lines = "", list[str]()
    for line in map(str.strip, read_lines(path)):
        if line.startswith("# "):
            if id:
                yield id, lines
            id, lines = line[2:].strip(), []
        elif line:
            lines.append(line)
    if id:
        yield id, lines


def row_of(lines: Iterable[str], article: Mapping[str, Any], *, where: str) -> dict[str, Any]:
    """An article with what its lines say, as a row of the annotated format. Raises FileUnfit."""
    text = Anchors(article["text"])
    row: dict[str, Any] = {**article, "actors": [], "statements": [], "events": []}
    for line in lines:
        try:
            mark, _, rest = line.partition(" ")
            cells = [cell.strip() for cell in rest.split(" | ")]
            if len(cells) != CELLS.get(mark):
                raise ValueError(f"{mark} has not {len(cells)} cells")
            match mark:
                case "A":
                    row["actors"].append(_actor(cells, text))
                case "S":
                    before = row["statements"]
                    after = before[-1]["content"][0]["start"] if before else 0
                    before.append({"id": f"s{len(before) + 1}", **_statement(cells, text, after=after)})
                case _:
                    row["events"].append({"id": f"e{len(row['events']) + 1}", **_event(cells, text)})
        except ValueError as error:
            raise FileUnfit(f"{where}: {error}: {line[:100]}") from error
    if strangers := _named(row) - {actor["id"] for actor in row["actors"]}:
        raise FileUnfit(f"{where}: no actor {', '.join(sorted(strangers))}.")
    return row


class Anchors:
    """Where words stand in a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, *, after: int = 0, near: Sequence[Row] = (), outside: Sequence[Row] = ()) -> Row:
        """The words' span: the one asked for by ``@``, else the nearest to other spans, else the first from ``after`` on. Raises ValueError."""
        nth = NTH.search(words)
        start, _, end = (part.strip() for part in (words[: nth.start()] if nth else words).partition("~~"))
        places = [found.start() for found in re.finditer(re.escape(start), self.text)] if start else []
        if not places or (nth and int(nth[1]) > len(places)):
            raise ValueError(f"not in the text: {words[:60]!r}")
        if nth:
            at = places[int(nth[1]) - 1]
        else:
            whole = [place for place in places if self._stands_alone(place, start)] or places
            at = _nearest(whole, len(start), near, outside) if near else next((place for place in whole if place >= after), whole[0])
        stop = at + len(start)
        if end:
            found = self.text.find(end, stop)
            if found < 0:
                raise ValueError(f"no such end: {words[:60]!r}")
            stop = found + len(end)
        return {"start": at, "end": stop, "text": self.text[at:stop]}

    def near(self, words: str, spans: Sequence[Row], *, outside: Sequence[Row] = ()) -> Row | None:
        """The words' span nearest to others; none for a cell that says nothing."""
        return None if words == NOTHING else self.span(words, near=spans, outside=outside)

    def _stands_alone(self, at: int, words: str) -> bool:
        """Whether no letter or digit of a longer word stands beside the words."""
        stop = at + len(words)
        cut_before = at > 0 and self.text[at - 1].isalnum() and words[0].isalnum()
        return not cut_before and not (self.text[stop : stop + 1].isalnum() and words[-1].isalnum())


def _nearest(places: Sequence[int], length: int, near: Sequence[Row], outside: Sequence[Row]) -> int:
    """The place nearest to some spans, in none of others if there is one."""
    free = [place for place in places if not any(span["start"] <= place < span["end"] for span in outside)] or places
    return min(free, key=lambda place: min(max(span["start"] - place - length, place - span["end"], 0) for span in near))


def _actor(cells: list[str], text: Anchors) -> dict[str, Any]:
    id, name, kind, country, role, item, mentions = cells
    spans = [text.span(words.strip()) for words in mentions.split(" ; ") if _told(words)]
    return {
        "id": id, "name": name, "type": kind, "country": _told(country), "role": _told(role), "wikidata": _told(item),
        "mentions": sorted({span["text"] for span in spans}),
    }  # fmt: skip


def _statement(cells: list[str], text: Anchors, *, after: int) -> dict[str, Any]:
    kind, speaker, source, cue, act, addressees, relays, content = cells
    spans: list[Row] = []
    for words in content.split(" || "):
        spans.append(text.span(words.strip(), after=spans[-1]["end"] if spans else after))
    cued = text.near(cue, spans, outside=spans)
    return {
        "kind": kind, "act": act, "speaker": _told(speaker), "cue": cued, "content": spans,
        "source": text.near(source, [cued] if cued else spans, outside=spans),
        "addressee": _ids(addressees.removeprefix("to:")), "relayed_by": _ids(relays.removeprefix("via:")),
    }  # fmt: skip


def _event(cells: list[str], text: Anchors) -> dict[str, Any]:
    type_and_mode, trigger, sides, place, words, date, status, voices, harmed, told = cells
    kind, _, mode = type_and_mode.partition(" ")
    doers, _, done_to = sides.partition(">")
    killed, _, injured = harmed.partition("/")
    evidence = text.span(told)
    return {
        "type": kind, "mode": _told(mode), "trigger": text.near(trigger, [evidence]), "actors": _ids(doers), "recipients": _ids(done_to),
        "place": text.near(place, [evidence]), "date_text": text.near(words, [evidence]), "date": _told(date), "status": status,
        "attributed_to": _ids(voices.removeprefix("by:")), "killed": _number(killed), "injured": _number(injured), "evidence": evidence,
    }  # fmt: skip


def _named(row: Row) -> set[str]:
    """The actors that statements and events name."""
    sides = [one[side] for one in row["statements"] for side in ("addressee", "relayed_by")]
    sides += [one[side] for one in row["events"] for side in ("actors", "recipients", "attributed_to")]
    return {id for ids in sides for id in ids} | {one["speaker"] for one in row["statements"] if one["speaker"]}


def _told(cell: str) -> str | None:
    return cell.strip() if cell.strip() not in {NOTHING, ""} else None


def _ids(cell: str) -> list[str]:
    return [part for part in re.split(r"[,\s]+", cell.strip()) if part not in {NOTHING, ""}]


def _number(cell: str) -> int | None:
    return int(told) if (told := _told(cell)) is not None else None
