"""Block keys: what articles are compared by, and by which hashes their things are looked up, so that a new article is compared with few others."""

from __future__ import annotations

import json
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import BigInteger, Connection, and_, cast, delete, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY

from onrecord.storage.across import BLOCKS, COMPARED
from onrecord.storage.opening import is_postgres

Kind = Literal["origin", "actor", "statement", "event"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# An article, by its number, and the place of one of its things among those of its kind.
Place = tuple[int, int]
B, C = BLOCKS.c, COMPARED.c
# So many hashes are looked up at once.
BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What an article is compared by: JSON of its things by their kind, and the hashes (unsigned, below 2 ** 63) that each is looked up by, by kind and place."""

    things: Mapping[Kind, bytes]
    hashes: Iterable[tuple[int, int]]


def put_blocks(connection: Connection, compared: Mapping[int, Compared]) -> None:
    """Keep what articles, by their numbers, are compared by, in the place of what was kept of them."""
    forget_blocks(connection, compared)
    rows, blocks = list[dict[str, Any]](), list[dict[str, int]]()
    for article, one in compared.items():
        hashes = sorted(set(one.hashes))
        packed = struct.pack(f">{len(hashes)}q", *(number for number, _ in hashes))
        rows.append({"article": article, "hashes": packed, **{kind: zlib.compress(one.things[kind]) for kind in KINDS}})
        blocks += [{"hash": number, "article": article, "place": place} for number, place in hashes]
    if rows:
        connection.execute(insert(COMPARED), rows)
    if blocks:
        connection.execute(insert(BLOCKS), sorted(blocks, key=lambda row: row["hash"]))  # Neighbours in the index one after another.


def forget_blocks(connection: Connection, articles: Iterable[int]) -> None:
    """Take away what articles were compared by."""
    numbers = list(articles)
    for article, packed in connection.execute(select(C.article, C.hashes).where(C.article.in_(numbers))).all():
        connection.execute(delete(BLOCKS).where(B.article == article, B.hash.in_(_listed(connection, hashes_of(packed)))))
    connection.execute(delete(COMPARED).where(C.article.in_(numbers)))


def hashes_of(packed: bytes) -> tuple[int, ...]:
    """The hashes that an article is looked up by, as they are kept with what it is compared by."""
    return struct.unpack(f">{len(packed) // 8}q", packed)


def how_many_kept(connection: Connection, article: int, hashes: Sequence[int]) -> int:
    """How many of the hashes of an article are there, each as often as the article has it."""
    asked = select(func.count()).select_from(BLOCKS).where(B.article == article, B.hash.in_(_listed(connection, sorted(set(hashes)))))
    return connection.execute(asked).scalar_one()


def compared(connection: Connection, kind: Kind, articles: Sequence[int]) -> dict[int, bytes]:
    """The things of a kind of articles, as JSON; of those that have been compared."""
    rows = connection.execute(select(C.article, C[kind]).where(C.article.in_(articles)))
    return {article: zlib.decompress(things) for article, things in rows}


def sharing(connection: Connection, hashes: Iterable[int], most: int) -> dict[int, list[Place]]:
    """Of each hash the things that have it, up to so many of the latest articles, which came last."""
    found: dict[int, list[Place]] = defaultdict(list)
    numbers = sorted(set(hashes))
    for start in range(0, len(numbers), BATCH):
        wanted = _listed(connection, numbers[start : start + BATCH]).subquery()
        number, inner = wanted.c.number, BLOCKS.alias()
        latest = select(inner.c.article).where(inner.c.hash == number).order_by(inner.c.article.desc(), inner.c.place.desc())
        oldest = latest.offset(most - 1).limit(1).correlate(wanted).scalar_subquery()
        asked = select(B.hash, B.article, B.place).join_from(wanted, BLOCKS, and_(B.hash == number, B.article >= func.coalesce(oldest, 0)))
        for row in connection.execute(asked):
            found[row.hash].append((row.article, row.place))
    return found


def _listed(connection: Connection, numbers: Sequence[int]) -> Any:
    """Numbers, however many, as rows of a query."""
    if is_postgres(connection):
        return select(func.unnest(cast(list(numbers), ARRAY(BigInteger))).label("number"))
    rows: Any = func.json_each(json.dumps(list(numbers))).table_valued("value")
    return select(rows.c.value.label("number"))
