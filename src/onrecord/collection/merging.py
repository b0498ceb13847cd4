"""Articles of a collection compared with each other: from what is stored to what is found, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.merging import (
    Account,
    ActorCluster,
    Change,
    Dispute,
    Judgement,
    Judgements,
    Keys,
    Merged,
    Ref,
    StatementCluster,
    Telling,
    Voice,
    like,
    merge,
)
from onrecord.storage import (
    Copies,
    Difference,
    Filters,
    Judged,
    Mergeable,
    OneDispute,
    OneEvent,
    OneSide,
    OneStatement,
    OneTelling,
    OneVoice,
    Somebody,
    Store,
    StoredStatement,
    Together,
    What,
)
from onrecord.storage import Telling as StoredTelling


def merge_stored(store: Store) -> bool:
    """Compare a collection's articles anew, if something has changed since that was done; whether it was."""
    given = store.mergeable()
    if given is None:
        return False
    store.put_together(together(merge(given.readings, judgements=_judgements(given), known=_known(given))), state=given.state)
    return True


def together(merged: Merged) -> Together:
    """What was found, as it is stored."""
    return Together(
        copies=tuple(Copies(key=one.key, agency=one.agency, publisher=one.publisher, articles=one.articles) for one in merged.origins),
        people=tuple(map(_somebody, merged.actors)),
        statements=tuple(map(_statement, merged.statements)),
        events=tuple(
            OneEvent(
                key=one.key,
                reports=tuple(_pair(report.ref) for report in one.reports),
                origins=merged.accounts[one.key].origins,
                denying_origins=merged.accounts[one.key].denying_origins,
                voices=tuple(_voices(merged.accounts[one.key])),
            )
            for one in merged.events
        ),
        disputes=tuple(map(_dispute, merged.disputes)),
    )


def changed_words(diff: Iterable[Change]) -> tuple[tuple[str, str, str], ...]:
    """A difference as it is stored: nothing where all words are the same."""
    changes = tuple((one.kind, one.original, one.told) for one in diff)
    return changes if any(kind != "same" for kind, _, _ in changes) else ()


def alike(store: Store, key: str, filters: Filters) -> Iterator[StoredStatement]:
    """What the speaker of a statement says that is like it, the most alike first, as far as it is asked for; of what nobody known says, its other tellings."""
    asked = store.statement(key)
    if asked.speaker is not None:
        others = list(store.statements(replace(filters, speaker=filters.speaker or asked.speaker.key, limit=0)))
    else:
        keys = [one.key for one in asked.told_by]
        others = [one for one in store.statements(replace(filters, limit=0)) if one.key in keys]
    by_ref = {_telling(one).ref: one for one in others}
    found = like(_telling(asked), map(_telling, others))
    for told in found[: filters.limit or None]:
        one = by_ref[told.telling.ref]
        diff = tuple(Difference(kind=kind, original=before, told=after) for kind, before, after in changed_words(told.diff))
        said = StoredTelling(article=asked.article, key=asked.key, words=asked.words, variant=told.variant, touches=told.touches, diff=diff)
        yield replace(one, like=said)


def _telling(one: StoredStatement) -> Telling:
    return Telling(
        ref=Ref(article=one.article.key, key=one.key),
        speaker=one.speaker.key if one.speaker is not None else None,
        name=one.speaker.name if one.speaker is not None else None,
        kind=one.kind,  # type: ignore[arg-type]
        act=one.act,  # type: ignore[arg-type]
        published=one.article.published,
        text=" … ".join(span.text for span in one.content),
    )


def _somebody(one: ActorCluster) -> Somebody:
    return Somebody(
        key=one.key,
        name=one.name,
        type=one.type,
        wikidata=one.wikidata,
        country=one.country,
        role=one.roles[0] if one.roles else None,
        members=tuple(map(_pair, one.members)),
    )


def _statement(one: StatementCluster) -> OneStatement:
    return OneStatement(
        key=one.key,
        original=_pair(one.original.ref),
        tellings=tuple(
            OneTelling(
                ref=_pair(told.telling.ref),
                against=_pair(told.against),
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
    statement = _pair(one.statement) if one.statement is not None else None
    return OneVoice(what=what, article=one.article, statement=statement, words=one.words, figure=figure)


def _dispute(one: Dispute) -> OneDispute:
    sides = tuple(
        OneSide(says=side.says, origins=side.origins, voices=tuple(_voice(voice, "dispute") for voice in side.voices)) for side in one.sides
    )
    return OneDispute(about=one.about, kind=one.kind, of=one.of, sides=sides)


def _pair(ref: Ref) -> tuple[str, str]:
    return ref.article, ref.key


def _ref(pair: tuple[str, str]) -> Ref:
    return Ref(article=pair[0], key=pair[1])


def _known(given: Mergeable) -> Keys:
    return Keys(
        origins=given.known_origins,
        actors={_ref(pair): key for pair, key in given.known_actors.items()},
        statements={_ref(pair): key for pair, key in given.known_statements.items()},
        events={_ref(pair): key for pair, key in given.known_events.items()},
    )


def _judgements(given: Mergeable) -> Judgements:
    """People's judgements; one that is none of the others is judged different from each."""
    everything: dict[What, list[Ref]] = {
        "statement": [Ref.of(reading.record, one) for reading in given.readings for one in reading.record.statements],
        "event": [Ref.of(reading.record, one) for reading in given.readings for one in reading.record.events],
        "actor": [],
    }
    found: dict[What, list[Judgement[Ref]]] = {"actor": [], "statement": [], "event": []}
    for judged in given.judged:
        found[judged.what] += _judgement(judged, everything[judged.what])
    return Judgements(actors=tuple(found["actor"]), statements=tuple(found["statement"]), events=tuple(found["event"]))


def _judgement(judged: Judged, everything: list[Ref]) -> Iterator[Judgement[Ref]]:
    one = _ref(judged.one)
    others = [_ref(judged.other)] if judged.other is not None else [ref for ref in everything if ref != one]
    for other in others:
        yield Judgement(one=one, other=other, same=judged.same)
