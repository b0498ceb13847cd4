"""Newspapers, agencies and channels by the words of their names. List: ``data/media.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


def is_medium(name: Iterable[str]) -> bool:
    """Whether a name is that of a newspaper, an agency or a channel ("The New York Times", "KXRO-TV")."""
    words = [word.casefold().rstrip(".") for word in name]
    return bool(words) and not _lists()["name"].isdisjoint((words[-1], words[-1].rpartition("-")[2]))


def is_programme(name: Iterable[str]) -> bool:
    """Whether a name is that of a programme or a medium ("Good Morning Britain")."""
    words = [word.casefold() for word in name]
    return is_medium(words) or (bool(words) and not _lists()["programme"].isdisjoint(words))


def is_social_medium(name: Iterable[str]) -> bool:
    """Whether a name is that of a social medium ("Twitter")."""
    return not _lists()["social"].isdisjoint(word.casefold() for word in name)


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = json.loads(files("onrecord").joinpath("data/media.json").read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in table.items() if kind != "about"}
