"""What words often tell of, as a feature of a word: rows of the table of kinds, behind those of names.

``hints.json`` lists lemmas by class. A form has the row of all its classes together; a form that may be part of a name keeps that row.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import onrecord

from .vocabulary import KINDS

INFLECTIONS = Path(onrecord.__file__).parent / "data/inflections.json"
LISTS = Path(__file__).with_name("hints.json")
FIRST_ROW = 2 ** len(KINDS)
# Rows kept for combinations of classes.
ROWS = 128


def with_hints(kinds: Mapping[str, int]) -> dict[str, int]:
    """The rows of names, {form: row}, and those of hints."""
    names = {form: row for form, row in kinds.items() if row < FIRST_ROW}
    return hints() | names


def hints() -> dict[str, int]:
    """{form: row}; combinations of classes are numbered in alphabetical order."""
    classes: dict[str, set[str]] = defaultdict(set)
    for name, lemmas in json.loads(LISTS.read_text("utf-8")).items():
        for lemma in lemmas.split() if name != "about" else ():
            for form in forms_of(lemma):
                classes[form].add(name)
    combinations = sorted({tuple(sorted(own)) for own in classes.values()})
    if len(combinations) > ROWS:
        raise ValueError(f"{len(combinations)} combinations of classes, {ROWS} rows")
    rows = {combination: number for number, combination in enumerate(combinations, start=FIRST_ROW)}
    return {form: rows[tuple(sorted(own))] for form, own in sorted(classes.items())}


def forms_of(lemma: str) -> set[str]:
    """The forms of a verb or noun, and some that it has not ("deny", "denies", "denied", "denying", "stab", "stabbed"; "troop", "trooped")."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    forms = {lemma, f"{lemma}s", f"{stem}ed", f"{stem}ing", *irregular().get(lemma, ())}
    if lemma.endswith("y"):
        forms |= {f"{lemma[:-1]}ied", f"{lemma[:-1]}ies"}
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        forms.add(f"{lemma}es")
    if lemma[-1] not in "aeiouwxy" and lemma[-2:-1] in "aeiou" and lemma[-3:-2] not in "aeiou":
        forms |= {f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"}
    return forms


@cache
def irregular() -> dict[str, list[str]]:
    """Irregular forms by lemma."""
    table = json.loads(INFLECTIONS.read_text("utf-8"))
    return {words[0]: words[1:] for kind in ("verbs", "nouns") for words in (entry.split() for entry in table[kind])}
