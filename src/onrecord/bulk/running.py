"""The shards of a plan that are missing, read by processes of this machine or by a cluster."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.bulk.crew import Lost, Workers, hand_out
from onrecord.bulk.local import Processes
from onrecord.bulk.planning import Plan
from onrecord.bulk.shards import Done, Job

# What Python and its libraries do not give back grows with what is read; a new worker costs three seconds.
ARTICLES_OF_A_WORKER = 20_000


def read_all(
    plan: Plan, *, workers: int | None = None, ray: str | None = None, recycle: int = ARTICLES_OF_A_WORKER
) -> Iterator[Done | Lost]:
    """Read what is missing of a plan, and yield what comes of each shard, as it comes.

    ``workers``: one unless said otherwise, with ``ray`` (the address of a cluster, or "local") as many as it has cores. ``recycle``: after how many articles a worker is replaced, 0 for
    never. A script that calls this needs ``if __name__ == "__main__":``. Raises WorkerLost, OutputUnfit, ModelMissing, ModelUnfit, LibraryMissing.
    """
    missing = plan.missing()
    if not missing:
        return
    crew, count = _crew(plan.job, workers, ray)
    try:
        yield from hand_out(missing, crew, count=count, recycle=recycle)
    finally:
        crew.close()


def _crew(job: Job, workers: int | None, ray: str | None) -> tuple[Workers, int]:
    """Who reads, and how many of them at once."""
    if ray is None:
        return Processes(job), workers or 1
    from onrecord.bulk.cluster import Actors

    actors = Actors(job, ray, workers)
    return actors, workers or actors.cores
