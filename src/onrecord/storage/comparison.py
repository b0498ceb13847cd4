"""Some articles that are compared with what is here: what is asked meanwhile, and what is put in, in one transaction that writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from onrecord.records import Reading
from onrecord.storage import across, blocks, pending
from onrecord.storage import tables as t
from onrecord.storage.accounts import KeptVoice, OneAccount, OneDispute, OneVoice, kept_voices, put_accounts, put_disputes
from onrecord.storage.blocks import Compared, Kind, Place
from onrecord.storage.clusters import Copies, OneEvent, OneStatement, put_clusters
from onrecord.storage.judged import Judged, judged
from onrecord.storage.members import Member, Ref, members_of, things_of
from onrecord.storage.people import Somebody, put_people
from onrecord.storage.readings import stored_readings

# So many clusters that have lost members are compared with each article: an article that changes leaves about as many.
THINGS_AN_ARTICLE = 20


class Comparison:
    """Articles that wait to be compared, by their numbers (``articles``: of each whether entirely, or what depends on who somebody is), and clusters that have lost members (``stale``)."""

    def __init__(self, connection: Connection, most: int) -> None:
        self._connection = connection
        self._known: dict[Kind, dict[Ref, int]] = {kind: {} for kind in blocks.KINDS}
        self._actors: dict[Ref, Member] = {}
        self._numbers: dict[str, int] = {}
        self.articles = pending.waiting(connection, most)
        self.stale = pending.stale(connection, most * THINGS_AN_ARTICLE)

    def readings(self, articles: Collection[int]) -> dict[int, Reading]:
        """The latest readings of articles, each under its article's key as its id, with people's decisions applied."""
        found = {number: one.decided for number, one in stored_readings(self._connection, articles).items()}
        self._numbers |= {one.article.id: number for number, one in found.items()}
        return found

    def compared(self, kind: Kind, articles: Sequence[int]) -> dict[int, bytes]:
        """What was put in of articles to be compared by: JSON of their things of a kind."""
        return blocks.compared(self._connection, kind, articles)

    def put_compared(self, compared: Mapping[int, Compared]) -> None:
        """Keep what articles are compared by."""
        blocks.put_blocks(self._connection, compared)

    def sharing(self, hashes: Iterable[int], most: int) -> dict[int, list[Place]]:
        """Things that have a hash, of each so many of the latest articles."""
        return blocks.sharing(self._connection, hashes, most)

    def things(self, kind: Kind, articles: Collection[int], wanted: Collection[Ref] | None = None) -> dict[Ref, Member]:
        """Things of a kind of articles, all or those that are wanted, with the clusters that they are in by now."""
        return self._noted(kind, list(things_of(self._connection, kind, articles, wanted)))

    def members(self, kind: Kind, clusters: Collection[int], most: int) -> tuple[list[Member], dict[int, int]]:
        """Members of clusters; of those with more than so many the first and the last, and how many members these clusters have."""
        found, large = members_of(self._connection, kind, clusters, most)
        self._noted(kind, found)
        return found, large

    def judged(self, articles: Collection[int]) -> list[Judged]:
        """What people judged to be the same or not that stands in articles."""
        return list(judged(self._connection, articles))

    def origins(self, articles: Collection[int]) -> dict[str, tuple[str, str | None, str | None]]:
        """Of articles, by their keys, the origin: its key, agency and publisher."""
        o, c = across.ORIGINS.c, across.COPIES.c
        asked = select(t.ARTICLES.c.key, o.key.label("origin"), o.agency, o.publisher).join(
            across.COPIES, c.article == t.ARTICLES.c.article
        )
        rows = self._connection.execute(asked.join(across.ORIGINS, o.origin == c.origin).where(c.article.in_(articles)))
        return {row.key: (row.origin, row.agency, row.publisher) for row in rows}

    def articles_of(self, keys: Collection[str]) -> set[int]:
        """The numbers of articles by their keys."""
        return set(self._connection.execute(select(t.ARTICLES.c.article).where(t.ARTICLES.c.key.in_(keys))).scalars())

    def put_people(self, found: Sequence[Somebody], large: Mapping[int, Ref]) -> None:
        """Make those who are one across articles one; articles in which somebody is somebody else now are compared again, by what depends on that."""
        changed = put_people(self._connection, found, large, self._actors)
        pending.pend(self._connection, changed - self.articles.keys(), anew=False)

    def put_clusters(
        self,
        kind: Kind,
        found: Sequence[Copies | OneStatement | OneEvent],
        taken: Collection[int],
        large: Mapping[int, Ref],
    ) -> list[int]:
        """Put clusters in the place of those that were taken; their numbers."""
        return put_clusters(self._connection, kind, found, taken, large, self._known[kind])

    def kept_voices(self, looked_at: Mapping[int, Collection[int]]) -> dict[int, list[KeptVoice]]:
        """What articles that are not among those looked at say of events, by the numbers of their clusters."""
        found = kept_voices(self._connection, looked_at)
        for one in (each for kept in found.values() for each in kept):
            self._numbers[one.voice.article] = one.number
            if one.voice.statement is not None and one.told is not None:
                self._known["statement"][one.voice.statement] = one.told
        return found

    def put_accounts(self, accounts: Mapping[int, OneAccount], large: Mapping[int, Collection[int]]) -> None:
        """Put in who says what of events, by the numbers of their clusters, and what is disputed; ``large``: of those of which not all reports were looked at, the articles that were."""
        self._look_up_statements(voice for one in accounts.values() for voice in one.voices)
        self._look_up_statements(_voices_of(dispute for one in accounts.values() for dispute in one.disputes))
        put_accounts(self._connection, accounts, large, self._numbers, self._known)

    def put_disputes(self, disputes: Mapping[int, Sequence[OneDispute]]) -> None:
        """Put in what is disputed of statements, by the numbers of their clusters."""
        self._look_up_statements(_voices_of(one for found in disputes.values() for one in found))
        put_disputes(self._connection, "statement", disputes, self._numbers, self._known["statement"])

    def settle(self) -> None:
        """Note that all of this is compared."""
        pending.settle(self._connection, self.articles, self.stale)

    def _noted(self, kind: Kind, members: Iterable[Member]) -> dict[Ref, Member]:
        found = {member.ref: member for member in members}
        self._known[kind] |= {ref: member.number for ref, member in found.items()}
        if kind == "actor":
            self._actors |= found
        return found

    def _look_up_statements(self, voices: Iterable[OneVoice]) -> None:
        unknown = {voice.article for voice in voices if voice.statement is not None and voice.statement not in self._known["statement"]}
        if unknown:
            self.things("statement", {self._numbers[article] for article in unknown})


def _voices_of(disputes: Iterable[OneDispute]) -> list[OneVoice]:
    return [voice for one in disputes for side in one.sides for voice in side.voices]
