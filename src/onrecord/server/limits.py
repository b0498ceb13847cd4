"""How much, how long and how often."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

# The longest text that is read at once takes about six seconds.
MOST_CHARACTERS = 100_000
# A web page has many times the letters of its article.
MOST_BYTES = 5_000_000
LONGEST_ADDRESS = 8_000
SECONDS_TO_SEND = 30


class Rate:
    """So many times in so many seconds, for each who asks."""

    # Of so many who asked, those who have not for a while are forgotten.
    MOST_KNOWN = 1_000

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._times, self._seconds, self._clock = times, seconds, clock
        self._asked: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def check(self, who: str) -> None:
        """Count a time; raise 429 where there were too many."""
        now = self._clock()
        with self._lock:
            if len(self._asked) > self.MOST_KNOWN:
                self._forget(now)
            asked = self._asked.setdefault(who, deque())
            while asked and asked[0] <= now - self._seconds:
                asked.popleft()
            if len(asked) >= self._times:
                wait = int(asked[0] + self._seconds - now) + 1
                told = f"No more than {self._times} in {self._seconds:.0f} seconds; try again in {wait}."
                raise HTTPException(429, told, headers={"Retry-After": str(wait)})
            asked.append(now)

    def _forget(self, now: float) -> None:
        for who in [who for who, asked in self._asked.items() if not asked or asked[-1] <= now - self._seconds]:
            del self._asked[who]


def limited(receive: Receive, most: int = MOST_BYTES, seconds: float = SECONDS_TO_SEND) -> Receive:
    """A request's body that may not be larger (413), nor take longer to come (408)."""
    size, is_complete = 0, False

    async def receive_within() -> Message:
        nonlocal size, is_complete
        if is_complete:
            return await receive()  # That the other side hangs up may take as long as it likes.
        try:
            message = await asyncio.wait_for(receive(), seconds)
        except TimeoutError as error:
            raise HTTPException(408, f"The request did not come within {seconds:.0f} seconds.") from error
        size += len(message.get("body", b""))
        is_complete = not message.get("more_body", False)
        if size > most:
            raise HTTPException(413, f"More than {most:,} bytes; send less.")
        return message

    return receive_within
