"""What was found across articles, as it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.collection.blocking import pair_of
from onrecord.merging import Account, ActorCluster, Change, Dispute, EventCluster, Origin, StatementCluster, Voice
from onrecord.storage import Copies, OneAccount, OneDispute, OneEvent, OneSide, OneStatement, OneTelling, OneVoice, Somebody


def copies_found(one: Origin) -> Copies:
    """An origin."""
    return Copies(key=one.key, agency=one.agency, publisher=one.publisher, members=tuple((article, "") for article in one.articles))


def person_found(one: ActorCluster) -> Somebody:
    """Somebody across articles."""
    return Somebody(
        key=one.key,
        name=one.name,
        type=one.type,
        wikidata=one.wikidata,
        country=one.country,
        role=one.roles[0] if one.roles else None,
        members=tuple(map(pair_of, one.members)),
    )


def statement_found(one: StatementCluster) -> OneStatement:
    """A statement across articles."""
    return OneStatement(
        key=one.key,
        original=pair_of(one.original.ref),
        tellings=tuple(
            OneTelling(
                ref=pair_of(told.telling.ref),
                against=pair_of(told.against),
                variant=told.variant,
                touches=told.touches,
                diff=changed_words(told.diff),
            )
            for told in one.told_by
        ),
    )


def _voices(account: Account) -> Iterator[OneVoice]:
    for what, voices in (("asserted", account.asserted_by), ("attributed", account.attributed_to), ("denied", account.denied_by)):
        yield from (_voice(one, what) for one in voices)
    for figure in account.figures:
        yield _voice(figure.by, "figure", (figure.kind, figure.value, figure.bound))
    for told in account.sides.values():
        yield from (_voice(one, "account") for one in told)


def _voice(one: Voice, what: str, figure: tuple[str, int, str] | None = None) -> OneVoice:
    statement = pair_of(one.statement) if one.statement is not None else None
    return OneVoice(what=what, article=one.article, statement=statement, words=one.words, figure=figure)


def event_found(one: EventCluster) -> OneEvent:
    """An event across articles."""
    return OneEvent(key=one.key, members=tuple(pair_of(report.ref) for report in one.reports))


def account_found(account: Account, disputes: Iterable[Dispute]) -> OneAccount:
    """Who says what of an event, and what of it is disputed."""
    return OneAccount(voices=tuple(_voices(account)), disputes=disputes_found(disputes))


def disputes_found(disputes: Iterable[Dispute]) -> tuple[OneDispute, ...]:
    """Disputes about one event or statement."""
    return tuple(map(_dispute, disputes))


def _dispute(one: Dispute) -> OneDispute:
    sides = tuple(
        OneSide(says=side.says, origins=side.origins, voices=tuple(_voice(voice, "dispute") for voice in side.voices)) for side in one.sides
    )
    return OneDispute(kind=one.kind, of=one.of, sides=sides)


def changed_words(diff: Iterable[Change]) -> tuple[tuple[str, str, str], ...]:
    """A difference as it is stored: nothing where all words are the same."""
    changes = tuple((one.kind, one.original, one.told) for one in diff)
    return changes if any(kind != "same" for kind, _, _ in changes) else ()
