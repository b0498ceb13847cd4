"""Shards handed out to workers, whoever these are: a worker that is lost costs its shard another try, and one that has read much makes room for a new one."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from onrecord.bulk.shards import Done, Shard
from onrecord.errors import OnRecordError, WorkerLost

# A shard that cost so many workers is left to the next run; where so many are lost one behind the other, and as many as work at once (a machine may take them all with it), it is not the shards.
MOST_TRIES = 5
MOST_LOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A worker ended while it read a shard, and why."""

    shard: int
    why: str


class Workers(Protocol):
    """Workers that read shards: processes of one machine, or actors of a cluster; each is called by a number and has one shard at a time."""

    def start(self) -> int:
        """A new worker."""

    def give(self, worker: int, shard: Shard) -> None:
        """Let a worker read a shard."""

    def wait(self) -> tuple[int, Done | OnRecordError | str]:
        """Wait for a worker: what came of its shard, what keeps the run from going on, or why the worker, which is gone, was lost."""

    def recall(self) -> int | None:
        """End a worker that has a shard and is not there yet to read it, if there is one: which it was."""

    def end(self, worker: int) -> None:
        """End a worker that has no shard."""

    def close(self) -> None:
        """End all workers, whatever they do."""


def hand_out(shards: Iterable[Shard], workers: Workers, *, count: int, recycle: int = 0) -> Iterator[Done | Lost]:
    """What comes of shards, as it comes, from so many workers at once, each of which ends after ``recycle`` articles. Raises what a worker says, and WorkerLost."""
    waiting = deque(shards)
    busy: dict[int, Shard] = {}
    idle: list[int] = []
    tries: Counter[int] = Counter()
    read: Counter[int] = Counter()
    lost = 0
    while waiting or busy:
        while len(waiting) < len(idle) and (late := workers.recall()) is not None:  # Where a machine is gone, the room for it may be, too.
            waiting.append(busy.pop(late))
        while waiting and len(busy) < count:
            worker = idle.pop() if idle else workers.start()
            busy[worker] = waiting.popleft()
            workers.give(worker, busy[worker])
        worker, outcome = workers.wait()
        shard = busy.pop(worker)
        if isinstance(outcome, OnRecordError):
            raise outcome
        if isinstance(outcome, Done):
            lost = 0
            read[worker] += outcome.inputs
            if recycle and read[worker] >= recycle:
                workers.end(worker)
            else:
                idle.append(worker)
            yield outcome
            continue
        lost += 1
        tries[shard.number] += 1
        if lost >= MOST_LOST + count:
            raise WorkerLost(f"{lost} workers were lost one behind the other, the last at {shard.name}: {outcome}")
        if tries[shard.number] < MOST_TRIES:
            waiting.append(shard)
        else:
            yield Lost(shard=shard.number, why=f"{shard.name}: {MOST_TRIES} workers were lost over it, the last so: {outcome}")
