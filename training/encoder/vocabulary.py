"""What the encoder knows of a form before it reads: its row if it is common, and what kinds of names it may be part of.

    python -m training.encoder.vocabulary DATA TEXT OUT [--clean]

TEXT has tokens with spaces between. OUT gets forms.txt, the commonest forms, a row each, and kinds.json, {form: kinds}: the sum of what a form may be part of
(``KINDS``) by the tables under DATA/kb, with ``--clean`` only those with an open licence. Forms that TEXT has in lower case more than now and then get no kind: "May" and "Park" say nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpora.files import read_cells, read_json, read_table
from onrecord.language.encoder.words import PARAGRAPH_BREAK, form_of

LISTED_FORMS = 30_000
# A form that is seen once teaches its row nothing.
RAREST = 2
KINDS = {"given name": 1, "family name": 2, "place": 4, "people": 8, "organisation": 16}
# A family name that one person of 190,000 carries is as likely a mistake in the tables.
PEOPLE_OF_A_NAME = 2
LOWER_SHARE = 0.1
SHORTEST = 3


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clean", action="store_true")
    arguments = parser.parse_args()
    counts = count_words(arguments.text)
    forms = list_forms(counts)
    (arguments.out / "forms.txt").write_text("\n".join(form.replace("\n", "\\n") for form in forms), encoding="utf-8")
    table = gazetteer(arguments.data / "kb", common_forms(counts), clean=arguments.clean)
    (arguments.out / "kinds.json").write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")
    print(len(forms), "forms;", {kind: sum(bool(kinds & bit) for kinds in table.values()) for kind, bit in KINDS.items()})


def count_words(text: Path) -> Counter[str]:
    """Occurrences of each word as it is written."""
    counts: Counter[str] = Counter()
    with text.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(line.split())
    return counts


def list_forms(counts: Counter[str]) -> list[str]:
    """White space and the commonest forms, in order of their number; numbers count for their pattern, too."""
    by_form: Counter[str] = Counter()
    for word, count in counts.items():
        form = form_of(word)
        by_form[form] += count
        if form[0].isdigit():
            by_form["".join("0" if letter.isdigit() else letter for letter in form)] += count
    forms = [form for form, count in sorted(by_form.items(), key=lambda item: (-item[1], item[0])) if count >= RAREST]
    return [PARAGRAPH_BREAK, " ", *forms[: LISTED_FORMS - 3]]


def read_forms(path: Path) -> list[str]:
    """What ``main`` wrote to forms.txt."""
    return [form.replace("\\n", "\n") for form in path.read_text("utf-8").split("\n")]


def common_forms(counts: Counter[str]) -> set[str]:
    """Forms that a text has in lower case too often to be names."""
    total: Counter[str] = Counter()
    for word, count in counts.items():
        total[form_of(word)] += count
    return {word for word, count in counts.items() if word.islower() and count > LOWER_SHARE * total[word]}


def gazetteer(kb: Path, common: set[str], *, clean: bool = False) -> dict[str, int]:
    """{form: sum of kinds}; the table of organisations states no licence."""
    found: dict[str, int] = defaultdict(int)
    given, family = people(kb)
    for kind, names in (("given name", given), ("family name", family), ("place", places(kb)), ("people", peoples(kb))):
        for name in names:
            found[form_of(name)] |= KINDS[kind]
    for name in () if clean else organisations(kb):
        found[form_of(name)] |= KINDS["organisation"]
    return {form: kinds for form, kinds in found.items() if len(form) >= SHORTEST and form not in common and form[0].isalpha()}


def people(kb: Path) -> tuple[set[str], set[str]]:
    """Given and family names of office holders and legislators."""
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    names = {(row["person_id"], row["person"]) for file in ("office_holders", "legislators") for row in read_table(kb / f"{file}.csv.gz")}
    for _, name in names:
        words = name.split()
        if len(words) > 1:
            given[words[0]] += 1
            family[words[-1]] += 1
    return tuple({name for name, count in counts.items() if count >= PEOPLE_OF_A_NAME} for counts in (given, family))  # type: ignore[return-value]


def places(kb: Path) -> Iterator[str]:
    """Words of countries, capitals, cities and first-level regions."""
    for row in read_json(kb / "cities.json.gz"):
        yield from row["city"].split()
        yield from row["city_ascii"].split()
    for _, name, plain, _ in read_cells(kb / "geonames_admin1.txt.gz"):
        yield from name.split()
        yield from plain.split()
    for row in read_table(kb / "countries_factbook.csv.gz"):
        yield from row["name"].split()
        yield from row["capital"].split()


def peoples(kb: Path) -> Iterator[str]:
    """Adjectives and names of peoples."""
    for row in read_table(kb / "countries_factbook.csv.gz"):
        yield from f"{row['adjectives']}|{row['demonym_nouns']}".split("|")


def organisations(kb: Path) -> Iterator[str]:
    """Names and abbreviations of one word."""
    for row in read_table(kb / "organisations.csv.gz"):
        if row["likely_person"] != "yes":
            yield from (name for name in f"{row['name']}|{row['aliases']}".split("|") if " " not in name)


if __name__ == "__main__":
    main()
