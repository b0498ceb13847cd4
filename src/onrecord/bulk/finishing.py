"""The end of a run, once all shards are whole: each id once over all of them, and which articles are copies of which."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.bulk.copies import find_copies
from onrecord.bulk.planning import Plan
from onrecord.bulk.shards import SIGNATURES, replacing, write_whole
from onrecord.bulk.tables import COLUMNS, FAILURES, GROUPS, OF_RECORDS, cells_of_failure, signature_of
from onrecord.errors import ArticleRepeated, FileUnfit
from onrecord.exporting.columns import of_kind, text
from onrecord.exporting.parquet import Rows, without_articles
from onrecord.merging import Fingerprint
from onrecord.reading.parquet import rows_of
from onrecord.records import Failure

ORIGINS = "origins"
OF_ORIGINS = (*text("origin", "agency"), *of_kind("boolean", "is_copy"))
SUMMARY = "summary.json"
# A file of failures that no shard has.
REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What came of a run: articles that were read, how many of them are copies of another, inputs that failed, those in other languages by language."""

    read: int
    copies: int
    failed: int
    foreign: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> str:
        """As ``summary.json`` has it."""
        known = {"read": self.read, "copies": self.copies, "failed": self.failed, "foreign": dict(sorted(self.foreign.items()))}
        return f"{json.dumps(known, indent=2)}\n"

    @staticmethod
    def from_json(content: str) -> Summary:
        """What ``summary.json`` says."""
        known = json.loads(content)
        return Summary(read=known["read"], copies=known["copies"], failed=known["failed"], foreign=Counter(known["foreign"]))


def finish(plan: Plan) -> Summary:
    """Find out over all shards which articles have the id of an earlier one (they become failures) and which are copies, and sum up; once.

    It may be broken off at any moment and done again. Raises FileUnfit where shards are missing.
    """
    job = plan.job
    path = job.folder / SUMMARY
    if path.is_file():
        return Summary.from_json(path.read_text("utf-8"))
    if missing := plan.missing():
        raise FileUnfit(f"{job.output}: {len(missing):,} of {len(plan.shards):,} shards are missing: run onrecord bulk again.")
    repeated = _refuse_repeated(plan)
    copies = _write_origins(plan, repeated)
    done = list(plan.done())
    foreign = sum((one.foreign for one in done), Counter[str]())
    gone = sum(map(len, repeated.values()))
    summary = Summary(
        read=sum(one.read for one in done) - gone, copies=copies, failed=sum(one.failed for one in done) + gone, foreign=foreign
    )
    _clear_away(job.folder)
    write_whole(path, summary.to_json())
    return summary


def _refuse_repeated(plan: Plan) -> dict[int, set[str]]:
    """Take out articles whose id one of an earlier shard has, and make them failures; their ids by shard."""
    first: dict[str, int] = {}
    repeated: dict[int, set[str]] = defaultdict(set)
    for shard in plan.shards:
        for row in rows_of(plan.job.table(SIGNATURES, shard.number), "article"):
            if first.setdefault(row["article"], shard.number) != shard.number:
                repeated[shard.number].add(row["article"])
    if not repeated:
        return repeated
    failures = plan.job.folder / "failures" / f"{REPEATED}.parquet"
    with replacing(failures) as beside, Rows(beside, FAILURES) as rows:
        for number, ids in repeated.items():
            for row in rows_of(plan.job.table(SIGNATURES, number), "article", "sha256"):
                if row["article"] in ids:
                    rows.add(row["article"], [cells_of_failure(_failure(row["article"], row["sha256"], first[row["article"]]))])
    for number, ids in repeated.items():
        for name in OF_RECORDS:
            path = plan.job.table(name, number)
            with replacing(path) as beside:
                without_articles(path, ids, beside, COLUMNS[name], group=GROUPS.get(name))
    return repeated


def _failure(id: str, sha256: str, shard: int) -> Failure:
    error = ArticleRepeated(f"{id}: an article of shard {shard} has this id already: give it another.")
    return replace(Failure.of(error, stage="reading", id=id), sha256=sha256)


def _write_origins(plan: Plan, repeated: dict[int, set[str]]) -> int:
    """Write for each article which it is a copy of, the earliest being its own; how many are copies."""
    copies = 0
    path = plan.job.folder / f"{ORIGINS}.parquet"
    groups = find_copies(_signatures(plan, repeated))
    with replacing(path) as beside, Rows(beside, OF_ORIGINS) as rows:
        for first, *others in sorted(groups, key=lambda group: group[0].article):
            agency = next((one.agency for one in (first, *others) if one.agency is not None), None)
            copies += len(others)
            for one in (first, *others):
                rows.add(one.article, [[first.article, agency, one is not first]])
    return copies


def _signatures(plan: Plan, repeated: dict[int, set[str]]) -> Iterator[Fingerprint]:
    for shard in plan.shards:
        gone = repeated.get(shard.number, set())
        for row in rows_of(plan.job.table(SIGNATURES, shard.number)):
            if row["article"] not in gone:
                yield signature_of(row)


def _clear_away(folder: Path) -> None:
    """Delete what workers that were killed left under temporary names."""
    for left in folder.rglob(".*.part"):
        left.unlink(missing_ok=True)
