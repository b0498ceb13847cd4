"""Who speaks: whom the words of a source stand for, and whose quotations without a source are."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from onrecord.columns import columns_of
from onrecord.grammar import (
    APPOSITIONS,
    OBJECTS,
    POSSESSIVES,
    antecedent_of,
    entity_type,
    head_of,
    is_passive,
    likely_subject_of,
    subject_of,
)
from onrecord.marks import Run
from onrecord.statements.attribution import Attribution
from onrecord.statements.drafts import Draft

# Parts of speech of what ends the first phrase of a source.
PARTING = {"ADP", "SCONJ", "CCONJ", "VERB", "AUX", "PUNCT"}


def speaker_named(doc: Doc, source: Run | None, actor_of: Mapping[int, str], joint_of: Mapping[int, str]) -> str | None:
    """Whom the source's head stands for; where it stands for nobody, the first of its words that does, up to a preposition."""
    if source is None:
        return None
    words = TokenSpan(doc, *source)
    head = head_of(words)
    if head.i in joint_of:
        return joint_of[head.i]
    return next((actor_of[token.i] for token in _naming(words, head) if token.i in actor_of), None)


def subject_of_cue(doc: Doc, own: Attribution, actor_of: Mapping[int, str]) -> str | None:
    """Whose words they are where no source is marked: the subject of the cue's verb, or of the verb that the cue is the object of ("made promises")."""
    if own.source is not None or own.cue is None:
        return None
    cue = doc[slice(*own.cue)].root
    verb = cue.head if cue.dep_ in OBJECTS else cue
    if verb.pos_ != "VERB" or verb.tag_ == "VBN" or is_passive(verb):
        return None
    subject = subject_of(verb)
    return actor_of.get(subject.i) if subject is not None else None


def _naming(source: TokenSpan, head: Token) -> Iterator[Token]:
    """The words of a source that may stand for who speaks, the likeliest first."""
    yield from _named_at_the_end(source)
    root = antecedent_of(head)
    yield root
    if root.dep_ in APPOSITIONS:
        yield root.head
    yield from _before_prepositions(source)


def _before_prepositions(source: TokenSpan) -> Iterator[Token]:
    """The words of a source up to a preposition or a verb, without possessors and modifiers."""
    for token in itertools.takewhile(lambda token: token.pos_ not in ("ADP", "SCONJ", "VERB"), source):
        if token.dep_ not in {*POSSESSIVES, "compound", "amod"}:
            yield token


def _named_at_the_end(source: TokenSpan) -> Iterator[Token]:
    """The name that ends the first phrase of a source, which a parser may hang on the titles before it: "Kyiv Council Chairwoman Olena Koval of ..."."""
    phrase = list(itertools.takewhile(lambda token: token.pos_ not in PARTING, source))
    yield from (token for token in phrase[-1:] if entity_type(token.ent_type_) == "PERSON")


def carry_speakers(doc: Doc, drafts: Sequence[Draft], actor_of: Mapping[int, str]) -> None:
    """Give quotations without a source a speaker: the next one's where the quotation runs on into it, else that of the words right before, or the
    person that the sentence before is about; the next one's, too, where nobody is named before.

    Where a paragraph of the reporter's own stands between, nothing says whose they are.
    """
    starts = [start for start, _ in columns_of(doc).paragraphs]
    last: str | None = None
    last_paragraph = -1
    for draft, following in itertools.zip_longest(drafts, drafts[1:]):
        paragraph = bisect.bisect_right(starts, draft.start)
        if paragraph - last_paragraph > 1:
            last = None
        if draft.attribution.is_alone and draft.within is None:
            before = last or _subject_before(_leading_in(doc, draft.start, starts[max(0, paragraph - 2) : paragraph]), actor_of)
            behind = following.speaker if following is not None and bisect.bisect_right(starts, following.start) - paragraph <= 1 else None
            draft.speaker = (behind or before) if _runs_on(doc, draft, following) else (before or behind)
        if draft.within is None:
            last, last_paragraph = draft.speaker, bisect.bisect_right(starts, draft.end - 1)


def _runs_on(doc: Doc, draft: Draft, following: Draft | None) -> bool:
    """Whether a quotation has no mark at its end, where the next one goes on."""
    return following is not None and not doc[draft.end - 1].is_quote and following.start - draft.end <= 1


def _leading_in(doc: Doc, start: int, paragraphs: Sequence[int]) -> TokenSpan:
    """The words before a token in its paragraph, or the paragraph before it, where that announces it by a colon. ``paragraphs``: where these two begin."""
    own, before = doc[paragraphs[-1] : start], doc[paragraphs[0] : paragraphs[-1]]
    return before if len(own) == 0 and _announces(before) else own


def _announces(words: TokenSpan) -> bool:
    return words.text.rstrip().endswith(":")


def _subject_before(words: TokenSpan, actor_of: Mapping[int, str]) -> str | None:
    """The person who is the subject of the last sentence of what leads in to a quotation; whoever is, where it ends in a colon."""
    last = next((token for token in reversed(words) if not token.is_space), None)
    subject = likely_subject_of(last.sent.root) if last is not None else None
    if subject is None:
        return None
    is_person = entity_type(subject.ent_type_) == "PERSON" or subject.lower_ in ("he", "she")
    return actor_of.get(subject.i) if is_person or _announces(words) else None
