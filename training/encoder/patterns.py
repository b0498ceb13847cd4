"""Patterns of short plain texts: their marks, and how a line is read. ``plain.py`` says what stands in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.language.encoder.anchors import ACTS, DEEDS, SCHEMES

from .fillers import Slot, is_slot
from .samples import Anchor

ROLES = {
    **dict.fromkeys("ARPD", "events"),
    **dict.fromkeys("SCTLN", "statements"),
}
NAMED = {
    "A": "actor", "R": "recipient", "P": "place", "D": "date",
    "S": "source", "C": "content", "T": "addressee", "L": "relay", "N": "name",
}  # fmt: skip
PIECE = re.compile(
    r"\[(?P<parts>(?:[A-Z]\d*)+) (?=[^\]])|<(?P<number>\d?)(?P<anchor>[A-Za-z][\w.:@]*)\|(?=[^>])|(?P<close>[\]>])"
    r"|\{(?P<slot>[a-z_]+)(?:#(?P<tag>\d))?\}|(?P<text>[^\[\]<>{}]+)"
)
EVENT = re.compile(r"(?P<type>[A-Z]+)(?:\.(?P<mode>[a-z]+))?:(?P<status>[a-z_]+)(?P<word>@?)")


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the words of a mark begin or end."""

    mark: int
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What marked words are: an anchor, or parts, each with the numbers of the anchors that it belongs to."""

    anchor: Anchor | None = None
    number: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of a file of patterns."""

    pieces: tuple[str | Slot | Edge, ...]
    marks: tuple[Mark, ...]


def read_patterns(folder: Path, name: str = "*.txt") -> list[Pattern]:
    """All patterns of a folder, or of one file in it."""
    patterns = []
    for path in sorted(folder.glob(name)):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    patterns.append(parse(line.strip()))
                except ValueError as error:
                    raise ValueError(f"{path.name}, line {number}: {error}") from None
    return patterns


def parse(line: str) -> Pattern:
    """A line as a pattern."""
    pieces: list[str | Slot | Edge] = []
    marks: list[Mark] = []
    opened: list[tuple[int, str]] = []
    at = 0
    while at < len(line):
        found = PIECE.match(line, at)
        if found is None:
            raise ValueError(f"cannot read {line[at : at + 20]!r}")
        if found["text"]:
            pieces.append(found["text"])
        elif found["slot"]:
            pieces.append(_slot(found["slot"], found["tag"] or ""))
        elif found["close"]:
            if not opened or opened[-1][1] != found["close"]:
                raise ValueError(f"{found['close']!r} closes nothing before {line[at + 1 : at + 20]!r}")
            pieces.append(Edge(opened.pop()[0], opens=False))
        else:
            pieces.append(Edge(len(marks), opens=True))
            opened.append((len(marks), "]" if found["parts"] else ">"))
            marks.append(_parts(found["parts"]) if found["parts"] else Mark(anchor=_anchor(found["anchor"]), number=found["number"]))
        at = found.end()
    if opened:
        raise ValueError("a bracket is not closed")
    _check_numbers(marks)
    return Pattern(tuple(pieces), tuple(marks))


def _slot(kind: str, tag: str) -> Slot:
    if not is_slot(kind):
        raise ValueError(f"there is no slot {kind!r}")
    return Slot(kind, tag)


def _parts(named: str) -> Mark:
    parts = tuple(re.findall(r"([A-Z])(\d*)", named))
    if unknown := [letter for letter, _ in parts if letter not in ROLES]:
        raise ValueError(f"there is no part {unknown[0]!r}")
    return Mark(parts=parts)


def _anchor(named: str) -> Anchor:
    """What the words before the bar say that an anchor is."""
    if named in ACTS:
        return Anchor(scheme="statements", label="cue", run=(0, 0), roles=(), classes=(("act", named),))
    found = EVENT.fullmatch(named)
    if found is None or found["type"] not in DEEDS:
        raise ValueError(f"{named!r} is neither an act nor a type of events with its status")
    mode = found["mode"] or "none"
    known = SCHEMES["events"].classes
    if mode not in known["mode"] or found["status"] not in known["status"] or (mode == "none") is (found["type"] == "CONSULT"):
        raise ValueError(f"{named!r} has a mode or status that there is not")
    word = "attributed" if found["word"] else "own"
    classes = (("deed", found["type"]), ("mode", mode), ("status", found["status"]), ("word", word))
    return Anchor(scheme="events", label=found["type"], run=(0, 0), roles=(), classes=classes)


def _check_numbers(marks: Sequence[Mark]) -> None:
    """Parts without an anchor, and two anchors that share a number, are slips."""
    anchors = [(mark.anchor.scheme, mark.number) for mark in marks if mark.anchor is not None]
    if doubled := [number for scheme, number in anchors if number and anchors.count((scheme, number)) > 1]:
        raise ValueError(f"two anchors have the number {doubled[0]}")
    for letter, numbers in (part for mark in marks for part in mark.parts):
        of_kind = {number for scheme, number in anchors if scheme == ROLES[letter]}
        if not of_kind or not set(numbers) <= of_kind:
            raise ValueError(f"part {letter}{numbers} has no anchor")
