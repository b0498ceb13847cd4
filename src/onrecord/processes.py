"""Work on many items in several processes: results in the order of the items, a bounded number of items in flight."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar, cast

from onrecord.errors import OnRecordError, WorkerLost

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items in flight per process: the one that it works on, and results that wait for an earlier item.
IN_FLIGHT = 4


def in_order(open_work: Callable[[], Callable[[Item], Result]], items: Iterable[Item], processes: int) -> Iterator[Result]:
    """The results of the work on each item, in order; each process calls ``open_work`` once and keeps the function that it returns.

    ``open_work``, items and results are pickled. Raises the errors of opening, and WorkerLost if a process ends by itself. When the iterator
    ends or is closed, so do the processes.
    """
    pool: _Pool[Item, Result] = _Pool()
    try:
        for _ in range(processes):
            pool.start(open_work)
        yield from pool.results(items)
    finally:
        pool.end()


class _Pool(Generic[Item, Result]):
    """Worker processes with one item each at a time: a worker that is written to is always listening, so that neither side can block the other."""

    def __init__(self) -> None:
        self._workers: dict[Connection, BaseProcess] = {}
        self._busy: dict[Connection, int | None] = {}
        """The number of the item that each works on; none while it opens the work."""
        self._idle: list[Connection] = []
        self._done: dict[int, Result] = {}

    def start(self, open_work: Callable[[], Callable[[Item], Result]]) -> None:
        """Add a worker."""
        context = multiprocessing.get_context("spawn")  # On every system: a fork copies locks that other threads hold.
        ours, theirs = context.Pipe()
        worker = context.Process(target=_serve, args=(open_work, theirs), daemon=True)
        worker.start()
        theirs.close()
        self._workers[ours] = worker
        self._busy[ours] = None

    def results(self, items: Iterable[Item]) -> Iterator[Result]:
        """The results in order; items are taken as there is room for them."""
        numbered = enumerate(items)
        following = 0
        while self._busy or self._idle:
            self._hand_out(numbered)
            if not self._busy and not self._done:
                return
            self._collect(timeout=0 if following in self._done else None)
            if following in self._done:
                yield self._done.pop(following)
                following += 1

    def _hand_out(self, numbered: Iterator[tuple[int, Item]]) -> None:
        """Give items to idle workers, unless too many results wait for an earlier one."""
        while self._idle and len(self._busy) + len(self._done) < IN_FLIGHT * len(self._workers):
            number, item = next(numbered, (None, None))
            if number is None:
                return
            connection = self._idle.pop()
            self._busy[connection] = number
            try:
                connection.send(item)
            except OSError as error:
                raise self._lost(connection) from error

    def _collect(self, timeout: float | None) -> None:
        """Receive what workers have sent: a result, or that the work is open."""
        for ready in wait(list(self._busy), timeout):
            connection = cast("Connection", ready)
            try:
                received = connection.recv()
            except (EOFError, OSError) as error:
                raise self._lost(connection) from error
            number = self._busy.pop(connection)
            self._idle.append(connection)
            if number is not None:
                self._done[number] = received
            elif received is not None:
                raise received

    def _lost(self, connection: Connection) -> WorkerLost:
        worker = self._workers[connection]
        worker.join(timeout=1)
        code = worker.exitcode or 0
        how = (
            f"was killed ({signal.Signals(-code).name}); perhaps memory ran out: use fewer" if code < 0 else f"ended with exit code {code}"
        )
        hint = 'A script that starts processes needs `if __name__ == "__main__":` around what it does.'
        return WorkerLost(f"One of {len(self._workers)} processes {how}.{f' {hint}' if code > 0 else ''}")

    def end(self) -> None:
        """End all workers: idle ones by hanging up, others at once."""
        for connection, worker in self._workers.items():
            connection.close()
            if connection in self._busy:
                worker.terminate()
        for worker in self._workers.values():
            worker.join()


def _serve(open_work: Callable[[], Callable[[Item], Result]], connection: Connection) -> None:
    """Work in a process of its own: open the work, say so, and answer items until the other side hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the first ends the others.
    try:
        work = open_work()
    except OnRecordError as error:
        connection.send(error)
        return
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(None)
        while True:
            connection.send(work(connection.recv()))
