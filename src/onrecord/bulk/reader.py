"""What a worker does: it opens a pipeline once, and reads one shard after another with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.article import Page
from onrecord.bulk.shards import Done, Job, Shard, write_once, write_whole
from onrecord.bulk.tables import ShardTables
from onrecord.cleaning import language_of, looks_english
from onrecord.errors import ArticleNotEnglish, OnRecordError, OutputUnfit
from onrecord.reading import read_part
from onrecord.records import Failure, Reading

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

MADE_BY = "made_by.txt"
ENGLISH = "en"


class Reader:
    """Reads shards with one pipeline, which is opened for the first of them unless one is given."""

    def __init__(self, job: Job, pipeline: Pipeline | None = None) -> None:
        self._job = job
        self._pipeline = pipeline

    def read(self, shard: Shard) -> Done | OnRecordError:
        """Read a shard, write its files, and mark it as done; or what keeps the run from going on."""
        try:
            if self._pipeline is None:
                self._pipeline = self._opened()
            return self._read(shard, self._pipeline)
        except OnRecordError as error:
            return error

    def _opened(self) -> Pipeline:
        from onrecord.pipeline import Pipeline

        pipeline = Pipeline(self._job.pipeline)
        made_by = f"{pipeline.made_by.onrecord} {pipeline.made_by.model} {pipeline.made_by.knowledge} {pipeline.made_by.fingerprint}\n"
        if (found := write_once(self._job.folder / MADE_BY, made_by)) != made_by:
            raise OutputUnfit(
                f"{self._job.output} was begun with {found.strip()}, and this worker has {made_by.strip()}: use the same version, model and knowledge "
                "on all machines, or name a new folder."
            )
        return pipeline

    def _read(self, shard: Shard, pipeline: Pipeline) -> Done:
        counts: Counter[str] = Counter()
        foreign: Counter[str] = Counter()
        found = chain.from_iterable(read_part(part, columns=self._job.columns) for part in shard.parts)
        with ShardTables(self._job, shard.number) as tables:
            for result in pipeline.pipe(_only_english(found, foreign)):
                tables.add(result)
                counts[_kind(result)] += 1
        done = Done(shard=shard.number, read=counts["read"], failed=counts["failed"], foreign=foreign)
        write_whole(self._job.mark(shard.number), done.to_json())
        return done


def _kind(result: Reading | Failure) -> str:
    if isinstance(result, Reading):
        return "read"
    return "foreign" if result.error == ArticleNotEnglish.__name__ else "failed"


def _only_english(items: Iterable[Page | Failure], foreign: Counter[str]) -> Iterator[Page | Failure]:
    """The items, with a failure in the place of each page in another language, which is counted."""
    for item in items:
        language = foreign_language(item.text) if isinstance(item, Page) else None
        if language is None or not isinstance(item, Page):
            yield item
            continue
        foreign[language] += 1
        error = ArticleNotEnglish(f"{item.id}: not in English (perhaps {language}); only English is read.")
        yield Failure.of(error, stage="cleaning", id=item.id, file=item.file, text=item.text)


def foreign_language(text: str) -> str | None:
    """The language of a text that is not English; ``None`` also where nothing else is likelier (a table of towns and numbers)."""
    language = ENGLISH if looks_english(text) else language_of(text)
    return None if language == ENGLISH else language
