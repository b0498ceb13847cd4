"""How many sentences of our own about the dead, injured, missing, displaced and detained (casualties.csv) are read right.

    python -m benchmark.phrases.casualties [--show]

Right is every group of a sentence with kind, number and bound, and nothing else; "-" is a number that no word gives.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from spacy.language import Language

from corpora.files import read_table
from onrecord import Pipeline
from onrecord.events.casualties import find_harm

PHRASES = Path(__file__).with_name("casualties.csv")


def main() -> None:
    """Print the share that is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    print(f"casualty phrases right: {100 * share_right(Pipeline().nlp, show=arguments.show):.1f} %")


def share_right(nlp: Language, *, show: bool = False) -> float:
    """The share of sentences of which every group is right."""
    right = total = 0
    for row in read_table(PHRASES):
        harm = [one for sentence in nlp(row["sentence"]).sents for one in find_harm(sentence)]
        groups = sorted((one.kind, "-" if one.value is None else str(one.value), one.bound) for one in harm)
        is_right = [" ".join(group) for group in groups] == sorted(row["groups"].split(";"))
        total, right = total + 1, right + is_right
        if show and not is_right:
            print(f"{row['sentence']} {groups}, not {row['groups']}")
    return right / total


if __name__ == "__main__":
    main()
