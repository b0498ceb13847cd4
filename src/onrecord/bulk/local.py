"""Workers that are processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from onrecord.bulk.reader import Reader
from onrecord.bulk.shards import Done, Job, Shard
from onrecord.errors import OnRecordError


class Processes:
    """A process for each worker; they end with the process that started them, however that ends."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._numbers = count()
        self._workers: dict[int, tuple[BaseProcess, Connection]] = {}
        self._busy: dict[Connection, int] = {}

    def start(self) -> int:
        """Start a process."""
        context = multiprocessing.get_context("spawn")  # On every system: a fork copies locks that other threads hold.
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(self._job, theirs), daemon=True)
        process.start()
        theirs.close()
        number = next(self._numbers)
        self._workers[number] = process, ours
        return number

    def give(self, worker: int, shard: Shard) -> None:
        """Send a shard; a process that is gone is noticed when it is waited for."""
        connection = self._workers[worker][1]
        self._busy[connection] = worker
        with suppress(OSError):
            connection.send(shard)

    def wait(self) -> tuple[int, Done | OnRecordError | str]:
        """Receive what one of them sends."""
        connection = cast("Connection", wait(list(self._busy))[0])
        worker = self._busy.pop(connection)
        try:
            return worker, connection.recv()
        except (EOFError, OSError):
            return worker, self._lost(worker)

    def recall(self) -> None:
        """None: a process is there once it is started."""

    def end(self, worker: int) -> None:
        """Hang up."""
        process, connection = self._workers.pop(worker)
        connection.close()
        process.join()

    def close(self) -> None:
        """End all: idle ones by hanging up, others at once."""
        for process, connection in self._workers.values():
            if connection in self._busy:
                process.terminate()
            connection.close()
        for process, _ in self._workers.values():
            process.join()

    def _lost(self, worker: int) -> str:
        process, connection = self._workers.pop(worker)
        connection.close()
        process.join()
        code = process.exitcode or 0
        if code >= 0:
            return f"it ended with exit code {code}."
        return f"it was killed ({signal.Signals(-code).name}); perhaps memory ran out: use fewer workers."


def _serve(job: Job, connection: Connection) -> None:
    """Read shards in a process of its own, until the other side hangs up or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the first ends the others.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    reader = Reader(job)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            connection.send(reader.read(connection.recv()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
