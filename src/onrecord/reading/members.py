"""Files of many compressed pieces one behind another, as web archives are: what is damaged in one is not carried into the next."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

GZIP, ZSTANDARD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
# How a piece starts; of gzip flags, time, strength and system, too, for its three bytes alone stand inside of pieces now and then.
STARTS = {
    GZIP: re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]", re.S),
    ZSTANDARD: re.compile(re.escape(ZSTANDARD)),
}
LONGEST_START = 10
# A frame that zstd passes over; in web archives the first may hold the dictionary of all others.
SKIPPED_FRAME = b"\x5d\x2a\x4d\x18"
# Gzip makes up to a thousand bytes of one, zstandard up to 32,000, and both give them all at once: at most 16 MB here.
BLOCKS = {b"": 1 << 16, GZIP: 1 << 14, ZSTANDARD: 1 << 9}
# A damaged piece is searched for the next from just behind its start, as far as it is held.
HELD = 1 << 22


class Damaged(Exception):
    """A piece cannot be decompressed, or not to its end."""


class Decompressor(Protocol):
    """What zlib and zstandard have for one piece: bytes in, bytes out; ``unused_data`` belongs to the next."""

    def decompress(self, data: bytes, /) -> bytes:
        """The bytes that these bytes are made of."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end of the piece."""

    @property
    def eof(self) -> bool:
        """Whether the piece has ended."""


@dataclass(slots=True)
class Source:
    """A stream that gives back what was read too far; ``at``: how far it was read."""

    stream: BinaryIO
    at: int = 0
    _back: list[memoryview] = field(default_factory=list)

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes; none at the end."""
        data = self._again(size) if self._back else self.stream.read(size)
        self.at += len(data)
        return data

    def _again(self, size: int) -> bytes:
        view = self._back.pop()
        if len(view) > size:
            self._back.append(view[size:])
        return bytes(view[:size])

    def read_whole(self, size: int) -> bytes:
        """So many bytes, or all that there are."""
        found = bytearray()
        while len(found) < size and (data := self.read(size - len(found))):
            found += data
        return bytes(found)

    def unread(self, data: bytes) -> None:
        """Give back the last bytes that were read."""
        if data:
            self._back.append(memoryview(data))
            self.at -= len(data)


@dataclass(slots=True)
class Member:
    """A piece: where it starts, behind how many bytes that are in none, and its bytes, decompressed, some at a time. ``chunks`` raises Damaged."""

    offset: int
    gap: int
    chunks: Iterator[bytes]


@dataclass(slots=True)
class Members:
    """The pieces of a stream, each of which is to be read to its end or its damage before the next is asked for.

    A stream that is not compressed is one piece; where bytes in no piece end the stream, the last piece is empty.
    """

    source: Source
    _magic: bytes = field(init=False)
    _dictionary: bytes = field(init=False, default=b"")

    def __post_init__(self) -> None:
        start = self.source.read_whole(len(SKIPPED_FRAME))
        self.source.unread(start)
        self._magic = next((magic for magic in (GZIP, ZSTANDARD) if start.startswith(magic)), b"")
        if start == SKIPPED_FRAME:
            self._magic, self._dictionary = ZSTANDARD, _dictionary(self.source)

    def __iter__(self) -> Iterator[Member]:
        if not self._magic:
            yield Member(0, 0, iter(lambda: self.source.read(BLOCKS[b""]), b""))
            return
        end = self.source.at
        while (start := self._next_start()) is not None:
            yield Member(start, start - end, self._chunks())
            end = self.source.at
        if self.source.at > end:
            yield Member(end, self.source.at - end, iter(()))

    def _next_start(self) -> int | None:
        """Where the next piece starts; what stands before it is passed over."""
        data = b""
        while more := self.source.read(BLOCKS[self._magic]):
            data += more
            if found := STARTS[self._magic].search(data):
                self.source.unread(data[found.start() :])
                return self.source.at
            data = data[1 - LONGEST_START :]
        return None

    def _chunks(self) -> Iterator[bytes]:
        decompressor, errors = self._decompressor()
        raw = bytearray()
        while not decompressor.eof:
            data = self.source.read(BLOCKS[self._magic])
            raw += data
            del raw[:-HELD]
            try:
                chunk = decompressor.decompress(data)
            except errors as error:
                self.source.unread(bytes(raw[1:]))
                raise Damaged(str(error)) from error
            if not data:
                self.source.unread(bytes(raw[1:]))
                raise Damaged("it is cut off")
            yield chunk
        self.source.unread(decompressor.unused_data)

    def _decompressor(self) -> tuple[Decompressor, type[Exception]]:
        if self._magic == GZIP:
            return zlib.decompressobj(zlib.MAX_WBITS | 16), zlib.error
        import zstandard

        dictionary = zstandard.ZstdCompressionDict(self._dictionary) if self._dictionary else None
        return zstandard.ZstdDecompressor(dict_data=dictionary).decompressobj(), zstandard.ZstdError


def _dictionary(source: Source) -> bytes:
    """The dictionary of a web archive, which may be compressed itself. Its frame: four bytes, its length in four, itself."""
    import zstandard

    length = int.from_bytes(source.read_whole(8)[4:], "little")
    dictionary = source.read_whole(min(length, HELD))
    return zstandard.ZstdDecompressor().decompress(dictionary, max_output_size=HELD) if dictionary.startswith(ZSTANDARD) else dictionary
