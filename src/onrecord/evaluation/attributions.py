"""Figures on attributions in others' annotation schemes, which have spans only and no actors.

content             content found: Jaccard of non-space characters at least 0.5, matched one to one, best first
content.tight       the same at 0.8
with source         content found, and the sources overlap by half, or neither has one
source, cue         exact match, ignoring white space
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.article import Span
from onrecord.evaluation.matching import characters, jaccard, match
from onrecord.evaluation.scoring import FOUND, TIGHT, Evaluation, Figure, Miss, What
from onrecord.evaluation.standoff import AttributedArticle, Attribution

FIGURES = ("content", "content.tight", "with source", "source", "cue")


def evaluate_attributions(gold: Iterable[AttributedArticle], found: Mapping[str, Sequence[Attribution]]) -> Evaluation:
    """Score attributions by article id; attributions without content are ignored."""
    evaluation = Evaluation()
    for article in gold:
        _score(evaluation, article, [a for a in article.attributions if a.content], [a for a in found.get(article.id, ()) if a.content])
    return evaluation


def _score(evaluation: Evaluation, article: AttributedArticle, gold: list[Attribution], found: list[Attribution]) -> None:
    figures = evaluation.articles.setdefault(article.id, {name: Figure() for name in FIGURES})

    def words(spans: tuple[Span, ...]) -> frozenset[int]:
        return characters(spans, article.text)

    def overlap(a: Attribution, b: Attribution) -> float:
        shared = jaccard(words(a.content), words(b.content))
        return shared if shared >= FOUND else 0.0

    def same_source(a: Attribution, b: Attribution) -> bool:
        return (not a.source and not b.source) or jaccard(words(a.source), words(b.source)) >= FOUND

    def miss(what: What, spans: tuple[Span, ...], note: str) -> None:
        evaluation.misses.append(Miss(article=article.id, what=what, spans=spans, note=note))

    pairs = match(gold, found, overlap)
    figures["content"].add(len(pairs), len(gold), len(found))
    figures["content.tight"].add(sum(overlap(gold[i], found[j]) >= TIGHT for i, j in pairs), len(gold), len(found))
    figures["with source"].add(sum(same_source(gold[i], found[j]) for i, j in pairs), len(gold), len(found))
    for role in ("source", "cue"):
        there, told = (Counter(spans for a in some if (spans := words(getattr(a, role)))) for some in (gold, found))
        figures[role].add(sum((there & told).values()), sum(there.values()), sum(told.values()))
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        miss("missed", gold[i].content, f"by {_told(gold[i].source)}")
    for j in sorted(set(range(len(found))) - {j for _, j in pairs}):
        miss("extra", found[j].content, f"by {_told(found[j].source)}")
    for i, j in pairs:
        if not same_source(gold[i], found[j]):
            miss("speaker", found[j].content, f"by {_told(gold[i].source)}, not {_told(found[j].source)}")


def _told(spans: tuple[Span, ...]) -> str:
    return " ".join(span.text for span in spans) or "nobody"
