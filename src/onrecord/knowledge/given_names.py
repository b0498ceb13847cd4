"""Given names of women and of men. Table: ``given_names.json`` (training/knowledge)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["female", "male"]


def gender_of_given_name(name: str) -> Gender | None:
    """Whether nearly all office holders of this given name are women or men; ``None`` if unknown or shared."""
    return _genders().get(name.casefold())


@cache
def _genders() -> dict[str, Gender]:
    table: dict[str, Gender] = json.loads(files("onrecord").joinpath("knowledge/given_names.json").read_text("utf-8"))
    return table
