"""Event types: PLOVER's sixteen types and their modes, read from ``data/plover.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Mode = str

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDefinition:
    """An event type: its definition, its quad class, and its modes with their definitions."""

    type: EventType
    quad: str
    definition: str
    modes: dict[str, str]


@cache
def types() -> dict[EventType, TypeDefinition]:
    """The definitions, in PLOVER's order."""
    rows = json.loads(files("onrecord").joinpath("data/plover.json").read_text("utf-8"))["types"]
    return {row["type"]: TypeDefinition(**row) for row in rows}


def is_mode_of(type: EventType, mode: str) -> bool:
    """Whether ``mode`` belongs to ``type``."""
    return mode in types()[type].modes
