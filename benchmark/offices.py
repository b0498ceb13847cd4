"""How often an office named without its holder is resolved right: heads of state and government by country and day.

    python -m benchmark.offices DATA [--show]

The cases are drawn from the factbook's lists of leaders (DATA/kb/factbook_leaders.csv.gz, snapshots 2015 to 2022), from which the knowledge base takes no head before July 2022.
Each asks for "the president", "the prime minister" or "the chancellor" of a country on a day for which they name one.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from corpora.files import read_table
from onrecord.knowledge import Knowledge
from onrecord.knowledge.names import folded_name, spelled_alike

TITLES = {"President": "president", "Prime Minister": "prime minister", "Chancellor": "chancellor"}
FIRST_DAY, LAST_DAY = "2014-08-01", "2022-06-30"
# Last words of a name this alike are spellings of one ("Sargsian", "Sargsyan").
ALIKE = 0.7
# "Michel Awn" is Michel Aoun.
ALIKE_BESIDE_ANOTHER = 0.6
CASES = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An office of a country on a day, and the name of who held it."""

    country: str
    office: str
    day: str
    holder: str


def main() -> None:
    """Print how many are right, wrong and open."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    offices = Knowledge().offices
    right = unknown = 0
    cases = drawn(arguments.data)
    for case in cases:
        person = offices.holder(f"the {case.office}", case.country, case.day)
        names = (person.name, *person.aliases) if person is not None else ()
        is_right = any(_agree(name, case.holder) for name in names)
        right += is_right
        unknown += person is None
        if arguments.show and not is_right:
            print(case, person.name if person is not None else None)
    countries = len({case.country for case in cases})
    print(f"{len(cases)} cases over {countries} countries: {right} right, {len(cases) - right - unknown} wrong, {unknown} open")


def drawn(data: Path) -> list[Case]:
    """The cases, drawn with a fixed seed."""
    cases = sorted(set(_cases(data)), key=lambda case: (case.country, case.day, case.office, case.holder))
    countries_of: dict[str, set[str]] = {}
    for case in cases:
        countries_of.setdefault(case.holder, set()).add(case.country)
    # Dependencies list their sovereign's president: nobody calls him theirs.
    return random.Random(1).sample([case for case in cases if len(countries_of[case.holder]) == 1], CASES)


def _cases(data: Path) -> Iterator[Case]:
    for row in read_table(data / "kb/factbook_leaders.csv.gz"):
        first, last = max(row["since"][:10], FIRST_DAY), min(row["last_seen"], LAST_DAY)
        if row["title"] in TITLES and row["country"] and len(row["since"]) == len(FIRST_DAY) and first < last:
            day = _between(first, last)
            yield Case(country=row["country"], office=TITLES[row["title"]], day=day, holder=row["person"])


def _between(first: str, last: str) -> str:
    """The day in the middle: at its ends a list lags behind the news."""
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    return (a + (b - a) / 2).isoformat()


def _agree(one: str, other: str) -> bool:
    """Whether two spellings of a name have two words in common, or much the same last word; less will do with a word in common."""
    a, b = ([spelled_alike(word) for word in folded_name(name).split()] for name in (one, other))
    shared = set(a) & set(b)
    enough = ALIKE_BESIDE_ANOTHER if shared else ALIKE
    return bool(a and b) and (len(shared) > 1 or SequenceMatcher(None, a[-1], b[-1]).ratio() >= enough)


if __name__ == "__main__":
    main()
