"""The inputs of ``onrecord evaluate``: annotated articles, and stored records."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from onrecord.article import Page
from onrecord.cli.articles import without_failures
from onrecord.cli.stored import records_in
from onrecord.cli.streams import write_file
from onrecord.collection import Collection
from onrecord.errors import FileUnfit
from onrecord.evaluation import (
    AttributedArticle,
    Evaluation,
    GoldArticle,
    attributions_of,
    evaluate,
    evaluate_attributions,
    read_brat,
    read_citron,
    read_gold,
)
from onrecord.evaluation.report import as_html, as_lines, as_table, worst
from onrecord.evaluation.report import as_json as evaluation_as_json
from onrecord.pipeline import Pipeline
from onrecord.records import Failure, Record


def print_evaluation(
    gold: Path, pipeline: str, *, records: Path | None, db: str | None, as_json: bool, html: Path | None, misses: int
) -> list[Failure]:
    """Print the figures and the worst misses, of stored records, of a collection's as they were read, or of what is read now; the articles that failed are returned."""
    failures: list[Failure] = []
    articles = annotated(gold)
    if records is not None:
        found = stored_records(records)
    elif db is not None:
        found = collected_records(db, {article.id for article in articles})
    else:
        found = [reading.record for reading in without_failures(Pipeline(pipeline).pipe(pages_of(articles)), failures)]
    evaluation = scored(articles, {record.article.id: record for record in found})
    if html is not None:
        write_file(html, as_html(evaluation, articles))
    if as_json:
        print(evaluation_as_json(evaluation))
    else:
        print(*as_table(evaluation), "", *as_lines(worst(evaluation)[:misses]), sep="\n")
    return failures


def annotated(path: Path) -> list[GoldArticle] | list[AttributedArticle]:
    """Annotated articles: our format in a file, or a folder with BRAT's pairs of ``.txt`` and ``.ann``, or Citron's ``.json``. Raises FileUnfit."""
    if not path.is_dir():
        return read_gold(_content(path), where=str(path))
    texts = [file.with_suffix(".txt") for file in sorted(path.glob("*.ann"))]
    articles = [read_brat(file.stem, _text(file), _text(file.with_suffix(".ann"))) for file in texts]
    articles += [read_citron(file.stem, _content(file)) for file in sorted(path.glob("*.json"))]
    if not articles:
        raise FileUnfit(f"{path} has no annotated articles: neither .ann (BRAT) nor .json (Citron).")
    return articles


def pages_of(articles: Iterable[GoldArticle | AttributedArticle]) -> Iterator[Page]:
    """The articles as pages, ready to be read."""
    for article in articles:
        if isinstance(article, GoldArticle):
            yield Page(id=article.id, text=article.text, title=article.title, published=article.published, publisher=article.publisher)
        else:
            yield Page(id=article.id, text=article.text)


def scored(articles: list[GoldArticle] | list[AttributedArticle], records: Mapping[str, Record]) -> Evaluation:
    """Figures on records, or on attributions if the annotation has nothing else."""
    ours = [article for article in articles if isinstance(article, GoldArticle)]
    if ours:
        return evaluate(ours, records)
    theirs = [article for article in articles if isinstance(article, AttributedArticle)]
    return evaluate_attributions(theirs, {id: list(attributions_of(record)) for id, record in records.items()})


def stored_records(path: Path) -> list[Record]:
    """Records of a JSON Lines file. Raises FileUnfit, naming the line."""
    return [_sound(item) for item in records_in(str(path))]


def collected_records(db: str, ids: Container[str]) -> list[Record]:
    """Records of a collection, of articles with these ids, as they were read: what people decided is not in them."""
    with Collection(db, create=False) as collection:
        return [reading.record for reading in collection.readings() if reading.article.id in ids]


def _sound(item: Record | Failure) -> Record:
    if isinstance(item, Failure):
        raise FileUnfit(item.message)
    return item


def _text(path: Path) -> str:
    try:
        return _content(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileUnfit(f"{path} is not UTF-8: {error.reason}.") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnfit(f"{path} cannot be read: {error.strerror}.") from error
