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
from onrecord.language import load, reader_of

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
        right = sum(gold == MEANT[status] for gold, _, status in judged)
        always = sum(gold == "certain" for gold, _, _ in judged)
        print(f"{part:5} {len(judged):5} words: {right / len(judged):.3f}, always certain {always / len(judged):.3f}")
        if arguments.show and part == "train":
            for gold, token, status in judged:
                if gold != MEANT[status]:
                    print(f"  {gold}, not {status}: {token.text} | {token.sent.text}")


def _judged(nlp: Language, path: Path) -> Iterator[tuple[str, Token, str]]:
    """What is annotated of words for events, the words, and what status the reader gives them."""
    reader = reader_of(nlp)
    for judged in read_meantime(path):
        doc = nlp(Doc(nlp.vocab, words=[WRITTEN_OTHERWISE.get(word, word) for word in judged.words]))
        places = list(judged.values)
        for place, frame in zip(places, reader.events_at(doc, [(place, place + 1) for place in places]), strict=True):
            value = judged.values[place]
            gold = "certain" if value >= CERTAIN else "denied" if value <= -CERTAIN else "open"
            yield gold, doc[place], frame.answer("status")


if __name__ == "__main__":
    main()
