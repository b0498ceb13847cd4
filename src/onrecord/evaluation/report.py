"""An evaluation as a report: a table and the worst misses, as text or as a page with the misses marked in the articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from onrecord.article import cut_at
from onrecord.evaluation.gold import GoldArticle
from onrecord.evaluation.scoring import Evaluation, Miss
from onrecord.evaluation.standoff import AttributedArticle

# Kinds of misses, from missing and spurious ones to wrong details.
WORST_FIRST = ("missed", "extra", "event missed", "event extra", "speaker", "act")
STYLE = """
body{font:16px/1.55 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;font:14px system-ui,sans-serif}td,th{padding:.15em .8em;text-align:right;border-bottom:1px solid #ddd}
td:first-child,th:first-child{text-align:left}pre{white-space:pre-wrap;font:inherit}
mark{background:none;color:inherit;border-bottom:2px solid;padding:0}
.missed,.event-missed{border-color:#c0392b;background:#fdecea}.extra,.event-extra{border-color:#b9770e;background:#fef5e7}
.speaker{border-color:#2471a3;background:#eaf2f8}.act{border-color:#7d3c98;border-bottom-style:dotted}
li{font:14px/1.5 system-ui,sans-serif}
""".strip()


def as_table(evaluation: Evaluation) -> Iterator[str]:
    """Lines: figure, precision, recall, F1 with its 95 % interval, counts."""
    intervals = evaluation.intervals()
    yield f"{'':20} {'P':>6} {'R':>6} {'F1':>6}  95 %"
    for name, figure in evaluation.figures().items():
        low, high = intervals[name]
        counts = f"{figure.hit} right of {figure.gold} there, {figure.predicted} found"
        numbers = f"{figure.precision:6.3f} {figure.recall:6.3f} {figure.f1:6.3f}"
        yield f"{name:20} {numbers}  {low:.2f}-{high:.2f}  {counts}"


def worst(evaluation: Evaluation) -> list[Miss]:
    """Misses sorted by kind, the worst first, then by length."""
    return sorted(evaluation.misses, key=lambda miss: (WORST_FIRST.index(miss.what), -sum(s.end - s.start for s in miss.spans)))


def as_lines(misses: Iterable[Miss]) -> Iterator[str]:
    """One line per miss, with its words."""
    for miss in misses:
        words = " ... ".join(" ".join(span.text.split()) for span in miss.spans)
        yield f"{miss.article}: {miss.what} ({miss.note}): {words}"


def as_json(evaluation: Evaluation) -> str:
    """All figures and misses."""
    intervals = evaluation.intervals()
    figures = {
        name: {
            "precision": figure.precision,
            "recall": figure.recall,
            "f1": figure.f1,
            "interval": intervals[name],
            "hit": figure.hit,
            "gold": figure.gold,
            "predicted": figure.predicted,
        }
        for name, figure in evaluation.figures().items()
    }
    misses = [
        {
            "article": miss.article,
            "what": miss.what,
            "note": miss.note,
            "spans": [{"start": span.start, "end": span.end, "text": span.text} for span in miss.spans],
        }
        for miss in worst(evaluation)
    ]
    return json.dumps({"figures": figures, "unchecked": evaluation.unchecked, "misses": misses}, ensure_ascii=False, indent=1)


def as_html(evaluation: Evaluation, articles: Iterable[GoldArticle | AttributedArticle]) -> str:
    """A self-contained page: the table, then each article with its misses marked and listed."""
    by_article: dict[str, list[Miss]] = {}
    for miss in worst(evaluation):
        by_article.setdefault(miss.article, []).append(miss)
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><title>onrecord: evaluation</title>',
        f"<style>{STYLE}</style></head><body>",
    ]
    parts += ["<h1>Evaluation</h1>", *_html_table(evaluation), _legend()]
    for article in articles:
        parts.append(f"<h2>{escape(article.id)}</h2>")
        parts.append(f"<pre>{_marked(article.text, by_article.get(article.id, []))}</pre>")
        parts.append(f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in as_lines(by_article.get(article.id, [])))}</ul>")
    return "\n".join([*parts, "</body></html>", ""])


def _html_table(evaluation: Evaluation) -> Iterator[str]:
    intervals: Mapping[str, tuple[float, float]] = evaluation.intervals()
    yield "<table><tr><th>figure</th><th>precision</th><th>recall</th><th>F1</th><th>95 %</th></tr>"
    for name, figure in evaluation.figures().items():
        low, high = intervals[name]
        numbers = "".join(f"<td>{value:.3f}</td>" for value in (figure.precision, figure.recall, figure.f1))
        yield f"<tr><td>{name}</td>{numbers}<td>{low:.2f}–{high:.2f}</td></tr>"
    yield "</table>"


def _legend() -> str:
    marks = (f'<mark class="{_class(what)}">{what}</mark>' for what in WORST_FIRST)
    return f"<p>{' '.join(marks)}</p>"


def _class(what: str) -> str:
    return what.replace(" ", "-")


def _marked(text: str, misses: list[Miss]) -> str:
    """The text with a mark around every run of characters that the same misses cover."""
    parts = []
    for piece, here in cut_at(text, ((span, miss) for miss in misses for span in miss.spans)):
        words = escape(piece)
        if here:
            classes = " ".join(dict.fromkeys(_class(miss.what) for miss in here))
            notes = escape("; ".join(f"{miss.what}: {miss.note}" for miss in here))
            words = f'<mark class="{classes}" title="{notes}">{words}</mark>'
        parts.append(words)
    return "".join(parts)
