"""The plan of a run: which inputs, cut into which shards; it is written once, and every later run into the same folder goes by it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.bulk.shards import MARKS, SIGNATURES, TABLES, Done, Job, Shard, replacing
from onrecord.errors import FileUnfit, OutputUnfit
from onrecord.exporting.writing import naming_failures, new_folder
from onrecord.reading import KNOWN, Columns, Part, cut
from onrecord.reading.folders import files_below
from onrecord.reading.identity import id_of_file
from onrecord.version import DEFAULT_PIPELINE, __version__

PLAN = "plan.jsonl"
# About how many articles a shard has: half a minute of work, so that little is lost with a worker, and few files are many articles.
ARTICLES_IN_A_SHARD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run: how its shards are read, and the shards in their order."""

    job: Job
    shards: tuple[Shard, ...]

    def done(self) -> Iterator[Done]:
        """What came of the shards that are whole."""
        for shard in self.shards:
            mark = self.job.mark(shard.number)
            if mark.is_file():
                yield Done.from_json(mark.read_text("utf-8"))

    def missing(self) -> list[Shard]:
        """The shards that are not."""
        return [shard for shard in self.shards if not self.job.mark(shard.number).is_file()]


def plan_of(
    inputs: Sequence[Path], output: Path, *, columns: Columns = KNOWN, pipeline: str = DEFAULT_PIPELINE, articles: int = ARTICLES_IN_A_SHARD
) -> Plan:
    """The plan of an earlier run into the folder ``output``, or a new one: inputs cut into shards of about so many articles.

    Raises OutputUnfit where the folder holds something else or belongs to other inputs, options or another version, FileUnfit where an input is not there or two are called the same.
    """
    job = Job(output=str(output.absolute()), pipeline=pipeline, columns=columns)
    if any(path.resolve() in (output.resolve(), *output.resolve().parents) for path in inputs):
        raise OutputUnfit(f"{output} lies in what is to be read: name a folder outside of it.")
    files = list(_files(inputs))
    header = {
        "onrecord": __version__,
        "pipeline": pipeline,
        "columns": dict(columns.given),
        "articles": articles,
        "inputs": [str(path.absolute()) for path in inputs],
        "files": [_state(path) for path, _ in files],
    }
    if (output / PLAN).is_file():
        plan = Plan(job=job, shards=_planned(output, header))
    elif output.is_dir() and any(not found.name.startswith(".") for found in output.iterdir()):
        raise OutputUnfit(f"{output} holds something else: name a new folder.")
    else:
        parts = (part for path, id in files for part in cut(path, id=id, articles=articles))
        plan = Plan(job=job, shards=tuple(_shards(parts, articles)))
        _write(plan, header)
    for name in (*TABLES, SIGNATURES, MARKS):
        new_folder(output / name)
    return plan


def stored_plan(output: Path) -> Plan:
    """The plan of an earlier run, whatever its inputs have become. Raises FileUnfit."""
    header, shards = _read(output / PLAN)
    return Plan(job=Job(output=str(output.absolute()), pipeline=header["pipeline"]), shards=shards)


def _files(inputs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """All files of the inputs, each with what it is called."""
    called: dict[str, Path] = {}
    for path, id in _named(inputs):
        if id in called:
            raise FileUnfit(f"{called[id]} and {path} are both called {id!r}: name one folder that holds both.")
        called[id] = path
        yield path.absolute(), id


def _named(inputs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    for path in inputs:
        if not path.exists():
            raise FileUnfit(f"{path}: no such file or folder.")
        if path.is_file():
            yield path, id_of_file(path, path.parent)
            continue
        for found in files_below(path):
            file = found if isinstance(found, Path) else found[0]
            yield file, id_of_file(file, path if file != path else path.parent)


def _state(path: Path) -> list[Any]:
    """What is different where a file is another."""
    try:
        known = path.stat()
    except OSError:
        return [str(path), None, None]
    return [str(path), known.st_size, int(known.st_mtime)]


def _shards(parts: Iterable[Part], articles: int) -> Iterator[Shard]:
    """Parts together until there are so many articles."""
    held: list[Part] = []
    number, count = 0, 0.0
    for part in parts:
        if held and count + part.articles > articles:
            yield Shard(number=number, parts=tuple(held))
            number, count, held = number + 1, 0.0, []
        held.append(part)
        count += part.articles
    if held:
        yield Shard(number=number, parts=tuple(held))


def _write(plan: Plan, header: dict[str, Any]) -> None:
    path = new_folder(plan.job.folder) / PLAN
    with replacing(path) as beside, naming_failures(path), beside.open("w", encoding="utf-8") as file:
        file.write(f"{json.dumps(header, ensure_ascii=False)}\n")
        file.writelines(f"{json.dumps(shard.to_json(), ensure_ascii=False)}\n" for shard in plan.shards)


def _planned(output: Path, wanted: dict[str, Any]) -> tuple[Shard, ...]:
    """The shards of the plan that is there, if it is one for the same. Raises OutputUnfit."""
    header, shards = _read(output / PLAN)
    if header["onrecord"] != wanted["onrecord"]:
        raise OutputUnfit(f"{output} was begun by onrecord {header['onrecord']}, and this is {wanted['onrecord']}: name a new folder.")
    for name in ("inputs", "pipeline", "columns", "articles"):
        if header[name] != wanted[name]:
            raise OutputUnfit(f"{output} belongs to a run with other {name} ({header[name]}, not {wanted[name]}): name a new folder.")
    changed = [one for one, other in zip(header["files"], wanted["files"], strict=False) if one != other]
    if changed or len(header["files"]) != len(wanted["files"]):
        what = f"{changed[0][0]} has changed" if changed else "files have come or gone"
        raise OutputUnfit(f"{output} belongs to a run over other inputs ({what} since): name a new folder.")
    return shards


def _read(path: Path) -> tuple[dict[str, Any], tuple[Shard, ...]]:
    try:
        with path.open(encoding="utf-8") as file:
            header = json.loads(next(file))
            return header, tuple(Shard.from_json(number, json.loads(line)) for number, line in enumerate(file))
    except (OSError, ValueError, StopIteration, TypeError) as error:
        raise FileUnfit(f"{path}: no plan of onrecord bulk, or a damaged one ({error}).") from error
