"""Several processes that take each step of training together, a core each; two threads of one process lose more than they gain on a busy machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import wait
from threading import Barrier

import torch
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Together:
    """One process among several with the same weights: ``gradients`` (processes, parameters + 1) is shared memory."""

    number: int
    gradients: Tensor
    barrier: Barrier

    @property
    def processes(self) -> int:
        """How many there are."""
        return len(self.gradients)

    @property
    def is_first(self) -> bool:
        """Whether this is the one that keeps, measures and prints."""
        return self.number == 0

    def share(self, model: nn.Module, *, over: bool = False) -> bool:
        """Give every process the mean of the gradients of all. Returns whether the time of any is ``over``."""
        if self.processes == 1:
            return over
        own, place = self.gradients[self.number], 0
        own[-1] = over
        for parameter in model.parameters():
            part = own[place : place + parameter.numel()]
            if parameter.grad is None:
                part.zero_()
            else:
                part.copy_(parameter.grad.view(-1))
            place += parameter.numel()
        self.barrier.wait()
        mean, place = self.gradients.mean(dim=0), 0
        for parameter in model.parameters():
            parameter.grad = mean[place : place + parameter.numel()].view_as(parameter)
            place += parameter.numel()
        self.barrier.wait()
        return bool(mean[-1] > 0)


def run_together(target: Callable[[Together], None], processes: int, model: nn.Module) -> None:
    """Run the target in so many processes, which begin as copies of this one, until all have ended; each trains its own copy of the model.

    Raises:
        RuntimeError: If one failed; what it printed says why.

    """
    gradients = torch.zeros(processes, sum(parameter.numel() for parameter in model.parameters()) + 1)
    context = torch.multiprocessing.get_context("fork")
    barrier = context.Barrier(processes)
    if processes == 1:
        target(Together(0, gradients, barrier))
        return
    gradients.share_memory_()  # type: ignore[no-untyped-call]
    workers = [context.Process(target=target, args=(Together(number, gradients, barrier),)) for number in range(processes)]
    for worker in workers:
        worker.start()
    running = {worker.sentinel: worker for worker in workers}
    while running:
        for sentinel in wait(list(running)):
            worker = running.pop(sentinel)  # type: ignore[call-overload]
            worker.join()
            if worker.exitcode:
                barrier.abort()  # The others would wait for it for ever.
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("A process failed.")
