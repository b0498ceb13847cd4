"""The output of ``onrecord export``: records, newly read or stored, in one or several formats."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, groupby
from pathlib import Path

from onrecord.cli.articles import are_many, pages_at, with_progress, without_failures
from onrecord.cli.inputs import Inputs
from onrecord.cli.stored import holds_records, records_in
from onrecord.collection import Collection, Filters
from onrecord.errors import ArticleRepeated, FileUnfit
from onrecord.exporting import Format, new_folder, together
from onrecord.reading import KNOWN, Metadata
from onrecord.records import Failure, Record

# A record and the frozen text that it was read from, where that is known.
Read = tuple[Record, str | None]


def export(paths: list[str], formats: list[Format], folder: Path, pipeline: str, *, processes: int = 1) -> list[Failure]:
    """Write what is on record at ``paths`` into ``folder`` and say what the formats lost; the failures are returned."""
    articles = partial(_articles, pipeline=pipeline, processes=processes)
    return _write(_read(paths, articles), formats, folder, many=are_many(paths))


def export_stored(db: str, filters: Filters, formats: list[Format], folder: Path, *, decided: bool = False) -> list[Failure]:
    """Write what a collection has of articles that are asked for, as people's decisions leave it; those left out are returned. ``decided``: of those that they decided about."""
    given = {name: getattr(filters, name) for name in filters.given()}
    with Collection(db, create=False) as collection:
        read = ((record, record.article.text) for record in collection.records(**given, decided=decided))
        return _write(read, formats, folder, many=True)


def _write(read: Iterable[Read | Failure], formats: list[Format], folder: Path, *, many: bool) -> list[Failure]:
    failures: list[Failure] = []
    lost: dict[str, Counter[str]] = {format.name: Counter() for format in formats}
    with together([format.into for format in formats])(new_folder(folder)) as add:
        for record, text in without_failures(with_progress(_each_once(read), many=many), failures):
            add(record, text if text is not None else _no_text(record, formats))
            for format in formats:
                lost[format.name].update(format.lost(record))
    for name, counts in lost.items():
        _report(name, counts)
    return failures


def _each_once(read: Iterable[Read | Failure]) -> Iterator[Read | Failure]:
    """What was read; a second record of one id is a failure."""
    ids: set[str] = set()
    for item in read:
        if isinstance(item, Failure) or item[0].article.id not in ids:
            yield item
        else:
            yield _repeated(item[0])
        if not isinstance(item, Failure):
            ids.add(item[0].article.id)


def _read(paths: Iterable[str], articles: Callable[[list[str]], Iterator[Read | Failure]]) -> Iterator[Read | Failure]:
    """Records with their texts, in the order of the paths: stored ones, and those of ``articles``."""
    for are_records, group in groupby(paths, key=holds_records):
        of_a_kind = list(group)
        yield from _stored(of_a_kind) if are_records else articles(of_a_kind)


def _stored(paths: Iterable[str]) -> Iterator[Read | Failure]:
    for item in chain.from_iterable(map(records_in, paths)):
        yield item if isinstance(item, Failure) else (item, item.article.text)


def _articles(paths: Iterable[str], pipeline: str, processes: int) -> Iterator[Read | Failure]:
    from onrecord.pipeline import Pipeline  # Records need none.

    for item in Pipeline(pipeline).pipe(pages_at(paths, Inputs(metadata=Metadata(), columns=KNOWN)), processes=processes):
        yield item if isinstance(item, Failure) else (item.record, item.article.text)


def _repeated(record: Record) -> Failure:
    id, file = record.article.id, record.article.file
    told = f"{file or id}: an article of this run has the id {id!r} already; this one is left out."
    return Failure.of(ArticleRepeated(told), stage=None, id=id, file=file)


def _no_text(record: Record, formats: Iterable[Format]) -> str:
    """No text, for formats that need none."""
    needing = [format.name for format in formats if format.needs_text]
    if needing:
        told = f"{record.article.id}: the record has no text in it, which {' and '.join(needing)} write"
        raise FileUnfit(f"{told}: make the records with onrecord read --json --text, or name the articles.")
    return ""


def _report(format: str, lost: Counter[str]) -> None:
    counts = "; ".join(f"{count:,} {what}" for what, count in lost.items() if count)
    if counts:
        print(f"onrecord: lost in {format}: {counts}.", file=sys.stderr)
