"""What ``onrecord evaluate`` reads: annotated articles, and records that were read before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from onrecord.article import Page
from onrecord.errors import FileUnfit
from onrecord.evaluation import GoldArticle, read_gold
from onrecord.records import Record


def annotated(path: Path) -> list[GoldArticle]:
    """The annotated articles in a file. Raises FileUnfit."""
    return read_gold(_content(path), where=str(path))


def pages_of(articles: Iterable[GoldArticle]) -> Iterator[Page]:
    """The articles as they would come in."""
    for article in articles:
        yield Page(id=article.id, text=article.text, title=article.title, published=article.published, publisher=article.publisher)


def stored_records(path: Path) -> list[Record]:
    """Records of a JSON Lines file. Raises FileUnfit, naming the line."""
    records = []
    for number, line in enumerate(_content(path).splitlines(), start=1):
        if line.strip():
            try:
                records.append(Record.from_json(line))
            except ValidationError as error:
                raise FileUnfit(f"{path}, line {number}: no record: {error.errors()[0]['msg']}.") from error
    return records


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnfit(f"{path} cannot be read: {error.strerror}.") from error
