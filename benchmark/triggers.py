"""In how many sentences of PLV about a deed the reader marks an event of its type.

    python -m benchmark.triggers DATA [--show]

PLV's types of utterances (REQUEST, ACCUSE, REJECT, THREATEN) are statements here and are left out. Where its types are cut otherwise than ours, each of ours that
covers the same counts: its promises and offers are AGREE, its YIELD is CONCEDE or RETREAT.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from corpora.coding import read_plv
from onrecord.events.finding import LEAST_CONFIDENCE
from onrecord.language import load, reader_of

# PLV's type: ours that cover it.
COVERING = {
    "AGREE": {"AGREE", "CONSULT", "COOPERATE"},
    "SUPPORT": {"SUPPORT", "AGREE"},
    "COOPERATE": {"COOPERATE", "AGREE", "AID"},
    "YIELD": {"CONCEDE", "RETREAT"},
} | {type: {type} for type in ("CONSULT", "AID", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")}


def main() -> None:
    """Print the share of each type, and of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="print the sentences without such an event")
    arguments = parser.parse_args()
    deeds = [coded for coded in read_plv(arguments.data / "events/plv_train.tsv.gz") if coded.type in COVERING]
    there, found = Counter(coded.type for coded in deeds), Counter[str]()
    nlp = load()
    reader = reader_of(nlp)
    for coded, doc in zip(deeds, nlp.pipe(coded.text for coded in deeds), strict=True):
        types = {frame.answer("deed") for frame in reader.marks(doc).events if frame.probability >= LEAST_CONFIDENCE}
        if types & COVERING[coded.type]:
            found[coded.type] += 1
        elif arguments.show:
            print(f"{coded.type}, not {', '.join(sorted(types)) or 'anything'}: {coded.text}")
    for type in sorted(there):
        print(f"{type:10} {found[type]:4} of {there[type]:4}  {found[type] / there[type]:.3f}")
    print(f"{'all':10} {found.total():4} of {there.total():4}  {found.total() / there.total():.3f}")


if __name__ == "__main__":
    main()
