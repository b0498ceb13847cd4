"""Workers that are actors of a Ray cluster (extra ``bulk``): the one place that knows Ray."""

from __future__ import annotations

import os
from itertools import count
from types import ModuleType
from typing import Any

from onrecord.bulk.reader import Reader
from onrecord.bulk.shards import Done, Job, Shard
from onrecord.errors import LibraryMissing, OnRecordError, WorkerLost

LOCAL = "local"
# Shards go to the actors and counts come back: nothing is kept in Ray's store, which takes a third of the memory unless told otherwise.
STORE_BYTES = 100_000_000


class Actors:
    """An actor for each worker, with a core each; ``address``: that of the cluster ("auto" on one of its machines), or "local" for one that is started here with ``cores``."""

    def __init__(self, job: Job, address: str, cores: int | None = None) -> None:
        self._ray = _library()
        self._job = job
        self._numbers = count()
        self._actors: dict[int, Any] = {}
        self._coming: dict[Any, int] = {}
        self._busy: dict[Any, int] = {}
        self._connect(address, cores)
        self._kind = self._ray.remote(num_cpus=1)(Reader)

    def _connect(self, address: str, cores: int | None) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # It would tell its makers.
        quiet = {"log_to_driver": False, "logging_level": "ERROR"}
        try:
            if address == LOCAL:
                self._ray.init(address=LOCAL, num_cpus=cores, include_dashboard=False, object_store_memory=STORE_BYTES, **quiet)
            else:
                self._ray.init(address=address, **quiet)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise WorkerLost(f"Ray at {address!r} cannot be reached ({error}).") from error

    @property
    def cores(self) -> int:
        """The cores of the cluster, as it is now."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def start(self) -> int:
        """Ask for an actor; it is there when a machine has a core for it."""
        number = next(self._numbers)
        self._actors[number] = self._kind.remote(self._job)
        self._coming[self._actors[number].__ray_ready__.remote()] = number
        return number

    def give(self, worker: int, shard: Shard) -> None:
        """Call it."""
        self._busy[self._actors[worker].read.remote(shard)] = worker

    def wait(self) -> tuple[int, Done | OnRecordError | str]:
        """Wait for one of the calls."""
        ready, _ = self._ray.wait(list(self._busy), num_returns=1)
        worker = self._busy.pop(ready[0])
        try:
            return worker, self._ray.get(ready[0])
        except self._ray.exceptions.RayError as error:
            self.end(worker)
            return worker, " ".join(str(error).split())

    def recall(self) -> int | None:
        """Give up an actor that no machine has had a core for yet."""
        if not self._coming:
            return None
        _, late = self._ray.wait(list(self._coming), num_returns=len(self._coming), timeout=0)
        self._coming = {call: self._coming[call] for call in late}
        if not late:
            return None
        worker = self._coming[late[-1]]
        self.end(worker)
        return worker

    def end(self, worker: int) -> None:
        """Let an actor go."""
        self._coming = {call: one for call, one in self._coming.items() if one != worker}
        self._busy = {call: one for call, one in self._busy.items() if one != worker}
        self._ray.kill(self._actors.pop(worker))

    def close(self) -> None:
        """Leave the cluster, and with it all actors; one that was started here ends."""
        self._ray.shutdown()


def _library() -> ModuleType:
    try:
        import ray
        import ray.exceptions
    except ImportError as error:
        raise LibraryMissing("A cluster is worked with through Ray, which is not installed: pip install 'onrecord[bulk]'.") from error
    return ray
