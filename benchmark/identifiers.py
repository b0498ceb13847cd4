"""Where a record and an annotation give one actor two identifiers: which of them any source knows.

    python -m benchmark.identifiers DATA [--set check]

Annotators wrote Wikidata's identifiers down by heart. An identifier that stands in none of the tables under DATA/kb is known to no source that ships; one of ours always stands in one.
Printed are counts, and the precision if only identifiers that some source knows could be wrong.
"""

from __future__ import annotations

import argparse
import gzip
import re
from pathlib import Path

from benchmark.records import read_all
from corpora.annotated import SETS, read_annotated
from onrecord import Record
from onrecord.evaluation import GoldArticle
from onrecord.evaluation.matching import likeness_by_name, match

IDENTIFIER = re.compile(r"\bQ\d+\b")


def main() -> None:
    """Print how many identifiers agree, how many differ, and of how many of these the annotated one is in no table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", choices=SETS, default="check")
    arguments = parser.parse_args()
    known = in_tables(arguments.data / "kb")
    gold = read_annotated(arguments.data / SETS[arguments.set])
    records = read_all(gold)
    pairs = [pair for article in gold if article.id in records for pair in both_of(article, records[article.id])]
    differing = [theirs for theirs, ours in pairs if theirs != ours]
    unknown = sum(theirs not in known for theirs in differing)
    print(
        f"{len(pairs) - len(differing)} of {len(pairs)} identifiers agree; of {len(differing)} that differ {unknown} of the annotation are in no table"
    )
    print(f"precision {1 - len(differing) / len(pairs):.3f}, without these {1 - (len(differing) - unknown) / (len(pairs) - unknown):.3f}")


def in_tables(folder: Path) -> set[str]:
    """Every identifier that stands in a packed table of the folder."""
    return {
        found for path in folder.glob("*.gz") for found in IDENTIFIER.findall(gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
    }


def both_of(gold: GoldArticle, record: Record) -> list[tuple[str, str]]:
    """The annotated identifier and the record's, for every actor that has both."""
    aligned = ((gold.actors[i], record.actors[j]) for i, j in match(gold.actors, record.actors, likeness_by_name))
    return [(theirs.wikidata, ours.wikidata) for theirs, ours in aligned if theirs.wikidata and ours.wikidata]


if __name__ == "__main__":
    main()
