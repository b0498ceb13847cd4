"""How many date phrases of our own (dates.csv) have the right value.

    python -m benchmark.phrases.dates [--show]

Each is said of a meeting, past or to come; an empty value: the words say no date.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from corpora.files import read_table
from onrecord.events.dates import resolve

PHRASES = Path(__file__).with_name("dates.csv")


def main() -> None:
    """Print the share that is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    print(f"date phrases right: {100 * share_right(show=arguments.show):.1f} %")


def share_right(*, show: bool = False) -> float:
    """The share of phrases with the right value."""
    right = total = 0
    for row in read_table(PHRASES):
        is_ahead = bool(row["to_come"])
        value = resolve(row["words"], row["published"], future=is_ahead) or ""
        total, right = total + 1, right + (value == row["value"])
        if show and value != row["value"]:
            print(
                f"{row['words']!r} of {row['published']}{' to come' if is_ahead else ''}: {value or 'none'}, not {row['value'] or 'none'}"
            )
    return right / total


if __name__ == "__main__":
    main()
