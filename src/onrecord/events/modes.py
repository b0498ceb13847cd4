"""How an event was done, by the words that tell it: an air strike is aerial, a resignation a retreat from office. Words: ``data/modes.json``."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span

from onrecord.grammar import clause_of
from onrecord.ontology import EventType, is_mode_of


def mode_told(type: EventType, trigger: Span, answer: str) -> str | None:
    """The mode that the trigger tells, or else what the reader answers, or the words of its clause; ``None`` where none does."""
    words = _words().get(type, {})
    beside = words.get("beside", {})
    return (
        _first(words.get("trigger", {}), {token.lemma_.casefold() for token in trigger})
        or (answer if is_mode_of(type, answer) else None)
        or (_first(beside, {token.lemma_.casefold() for token in clause_of(trigger.root).subtree}) if beside else None)
    )


def _first(modes: Mapping[str, frozenset[str]], lemmas: Container[str]) -> str | None:
    return next((mode for mode, known in modes.items() if any(word in lemmas for word in known)), None)


@cache
def _words() -> dict[str, dict[str, dict[str, frozenset[str]]]]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/modes.json").read_text("utf-8"))
    return {
        type: {where: {mode: frozenset(words.split()) for mode, words in modes.items()} for where, modes in places.items()}
        for type, places in table.items()
        if type != "about"
    }
