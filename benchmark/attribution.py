"""Score attributions on PolNeAR dev, with the shared scorers.

    python -m benchmark.attribution DATA [--pipeline en_onrecord] [--floors]

DATA/polnear/dev.jsonl.gz and segments_dev.jsonl.gz are read; the scorers are DATA/../tools/score_segments.py and score_attribution.py (their
docstrings say what each figure means).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from benchmark.scoring import floors, report, tool
from corpora.files import read_json_lines
from onrecord.language import DEFAULT_PIPELINE, load

ROLES = ("source", "cue", "content")
# Our name of a figure, and the scorer's.
FIGURES = {
    "content found": "content soft",
    "with the right source": "full",
    "indirect, content found": "content soft [indirect]",
    "indirect, right source": "full [indirect]",
    "quoted, right source": "full [quoted]",
}


def main() -> None:
    """Print F1 in percent, or hold the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    parser.add_argument("--floors", action="store_true")
    arguments = parser.parse_args()
    held = floors("attribution") if arguments.floors else {}
    sys.exit(report(measure(load(arguments.pipeline), arguments.data).items(), held))


def measure(nlp: Language, data: Path) -> dict[str, float]:
    """F1 of each figure, in percent."""
    gold = list(read_json_lines(data / "polnear/dev.jsonl.gz"))
    predicted = [{"id": row["id"], "attributions": attributions(nlp(row["text"]))} for row in gold]
    fragments = tool(data, "score_segments").score(
        list(read_json_lines(data / "polnear/segments_dev.jsonl.gz")), {row["id"]: row["attributions"] for row in predicted}
    )
    attributed = tool(data, "score_attribution").score(gold, predicted)
    return {f"exact fragments, {role}": 100 * fragments[role]["f1"] for role in ROLES} | {
        name: 100 * attributed[theirs]["f1"] for name, theirs in FIGURES.items()
    }


def attributions(doc: Doc) -> list[dict[str, list[tuple[int, int]]]]:
    """Offsets of each attribution in the document's span groups, as the scorers read them."""
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for role in ROLES:
        for span in doc.spans.get(f"onrecord:{role}", ()):
            found.setdefault(span.id_, {part: [] for part in ROLES})[role].append((span.start_char, span.end_char))
    return list(found.values())


if __name__ == "__main__":
    main()
