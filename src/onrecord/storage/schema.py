"""What ``onrecord show --json`` prints, as a schema."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from onrecord.storage.rows import StoredActor, StoredArticle, StoredChange, StoredFailure, StoredStatement
from onrecord.storage.told import MergedEvent, StoredDispute

# What is shown, and what of it is one object a line; contacts are events.
SHOWN: dict[str, type] = {
    "articles": StoredArticle,
    "statements": StoredStatement,
    "events": MergedEvent,
    "disputes": StoredDispute,
    "actors": StoredActor,
    "failures": StoredFailure,
    "changes": StoredChange,
}


def shown_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a line: one of what is shown."""
    adapters: list[tuple[str, Any, TypeAdapter[Any]]] = [(what, "serialization", TypeAdapter(of)) for what, of in SHOWN.items()]
    found, definitions = TypeAdapter.json_schemas(adapters, ref_template="#/$defs/{model}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What onrecord show --json prints, one object a line",
        "anyOf": [found[what, "serialization"] for what in SHOWN],
        "$defs": definitions["$defs"],
    }
