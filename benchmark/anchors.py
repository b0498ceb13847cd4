"""How well anchors find their words again in changed texts.

    python -m benchmark.anchors [GOLD] [--articles 150]

Sources, cues and contents of statements and triggers of events of annotated articles are anchored, the text is changed around them, and they are looked
for. GOLD: benchmark/articles/reports.json, unless another set is named.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpora.annotated import REPORTS, read_annotated, sampled
from onrecord.article import Anchor, Span
from onrecord.evaluation import GoldArticle

SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+")
# How a text was changed, what it is now, and where the words start in it, if they are there.
Change = tuple[str, str, int | None]


def main() -> None:
    """Print, for each kind of change, how many of the words were found, not found, and taken for others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=REPORTS)
    parser.add_argument("--articles", type=int, default=150)
    arguments = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    chance = random.Random(1)
    for article in sampled(read_annotated(arguments.gold), arguments.articles):
        for span in anchored(article):
            for kind, changed, start in changes(article.text, span, chance):
                counts[kind, outcome(Anchor.of(article.text, span.start, span.end).find(changed), start)] += 1
    print(f"{'':24} {'found':>7} {'lost':>7} {'wrong':>7}")
    for kind in dict.fromkeys(kind for kind, _ in counts):
        shares = [counts[kind, what] / sum(counts[kind, one] for one in ("found", "lost", "wrong")) for what in ("found", "lost", "wrong")]
        print(f"{kind:24} " + " ".join(f"{share:7.3f}" for share in shares))


def anchored(article: GoldArticle) -> Iterator[Span]:
    """The words that people may decide about."""
    for statement in article.statements:
        yield from (span for span in (statement.source, statement.cue, *statement.content) if span is not None)
    for event in article.events:
        yield event.trigger


def changes(text: str, span: Span, chance: random.Random) -> Iterator[Change]:
    """A sentence elsewhere dropped, those beside it dropped, its neighbouring words changed, lines wrapped anew, its own sentence dropped."""
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text) if not span.start < match.end() < span.end), len(text)]
    start = max(cut for cut in cuts if cut <= span.start)
    end = min(cut for cut in cuts if cut >= span.end)
    before = [cut for cut in cuts if cut < start]
    if before:
        first = chance.choice(before)
        last = cuts[cuts.index(first) + 1]
        yield "a sentence dropped", text[:first] + text[last:], span.start - (last - first)
    first = before[-1] if before else start
    last = min((cut for cut in cuts if cut > end), default=end)
    yield "both neighbours dropped", text[:first] + text[start:end] + text[last:], span.start - (start - first)
    left = re.sub(r"\w+\W*$", "one ", text[: span.start])
    yield "words beside it changed", left + span.text + re.sub(r"^\W*\w+", " other", text[span.end :]), len(left)
    yield "lines wrapped anew", re.sub(r"\s+", "\n", text), len(re.sub(r"\s+", "\n", text[: span.start]))
    yield "its sentence dropped", text[:start] + text[end:], None


def outcome(found: Span | None, start: int | None) -> str:
    """Whether what was found is what was anchored."""
    if found is None:
        return "lost"
    return "found" if found.start == start else "wrong"


if __name__ == "__main__":
    main()
