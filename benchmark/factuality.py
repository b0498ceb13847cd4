"""How often the status of an event word is right on MEANTIME: certain, denied, or open, whatever its time.

    python -m benchmark.factuality DATA [--show]

Occurred, ongoing and planned count as certain (MEANTIME's 3: it is presented as a fact, in the future, too), denied as -3, possible and called for as what lies
between. Beside it stands what always saying "certain" gets.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from corpora.factuality import read_meantime
from onrecord.events.status import find_status
from onrecord.language import load

CERTAIN = 3.0
WRITTEN_OTHERWISE = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
MEANT = {"occurred": "certain", "ongoing": "certain", "planned": "certain", "denied": "denied", "possible": "open", "called_for": "open"}


def main() -> None:
    """Print accuracy by part; the training part is for looking at mistakes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is wrong in the training part")
    arguments = parser.parse_args()
    nlp = load()
    for part in ("train", "dev", "test"):
        judged = list(_judged(nlp, arguments.data / f"factuality/meantime_{part}.conll.gz"))
        right = sum(gold == MEANT[find_status(token, ())] for gold, token in judged)
        always = sum(gold == "certain" for gold, _ in judged)
        print(f"{part:5} {len(judged):5} words: {right / len(judged):.3f}, always certain {always / len(judged):.3f}")
        if arguments.show and part == "train":
            for gold, token in judged:
                if gold != MEANT[find_status(token, ())]:
                    print(f"  {gold}, not {find_status(token, ())}: {token.text} | {token.sent.text}")


def _judged(nlp: Language, path: Path) -> Iterator[tuple[str, Token]]:
    """Words for events and what is annotated of them."""
    for judged in read_meantime(path):
        doc = nlp(Doc(nlp.vocab, words=[WRITTEN_OTHERWISE.get(word, word) for word in judged.words]))
        for place, value in judged.values.items():
            yield "certain" if value >= CERTAIN else "denied" if value <= -CERTAIN else "open", doc[place]


if __name__ == "__main__":
    main()
