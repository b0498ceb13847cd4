"""What takes long to make, kept until the collection changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Kept:
    """What was made in a state of the collection, the latest ``most`` of it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._state: str | None = None
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, state: str, what: Hashable, make: Callable[[], Made]) -> Made:
        """What was made in this state, or is made now; two who ask at once may both make it."""
        with self._lock:
            if state != self._state:
                self._state = state
                self._made.clear()
            if what in self._made:
                self._made.move_to_end(what)
                found: Made = self._made[what]
                return found
        made = make()
        with self._lock:
            if state == self._state:
                self._made[what] = made
                if len(self._made) > self._most:
                    self._made.popitem(last=False)
        return made
