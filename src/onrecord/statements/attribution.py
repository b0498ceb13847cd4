"""Attributions: the reader's frames set right by quotation marks, and what no cue tells of: layout, and quotations that stand alone."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from onrecord.columns import columns_of
from onrecord.grammar import PASSIVE_SUBJECTS, agent_of, is_passive, noun_phrase, obliques, possessor_of, subject_of
from onrecord.marks import Frame, Run
from onrecord.statements.headlines import find_headline
from onrecord.statements.posts import of_posts
from onrecord.statements.quotations import Quotation, find_quotations, is_speech
from onrecord.statements.snapping import snapped, whole_phrase
from onrecord.statements.unmarked import of_transcripts, without_cue

LEAST_CONFIDENCE = 0.5
# A cue so sure has a content, though the reader marks none: from the first to the last of the words that it finds so likely, so many of them.
SURE, LEAST_OF_A_WORD, LEAST_OF_A_CONTENT = 0.9, 0.2, 3
# Words of these parts of speech alone are no content: "after", marked behind a quotation.
SAYING_NOTHING = {"ADP", "SCONJ", "CCONJ", "DET", "PART", "PUNCT", "SPACE"}
# A post of which more is another attribution's content is that one.
MOST_SHARED = 0.8
# Words after "according to" among which the noun is.
LONGEST_TITLE = 4
# Whoever is said to do so says nothing.
NOT_TO_SPEAK = ("answer", "comment", "elaborate", "respond", "say", "speak", "speculate", "talk")
NO_COMMENT = {(refusal, "to", verb) for refusal in ("decline", "refuse") for verb in NOT_TO_SPEAK}
SAYING = {"say", "reveal"}
# What may stand before a verb of saying, and how many words of it.
BEFORE_A_VERB, MOST_BEFORE_A_VERB = {"ADV", "AUX", "PART"}, 2
# Adverbs that put what follows on the word of others.
HEDGES = {"allegedly", "apparently", "ostensibly", "purportedly", "reportedly", "seemingly", "supposedly"}
# Of words without a cue nothing is known, and who is told them, or passes them on, is as before.
NOTHING_READ = Frame(
    anchor=(0, 0),
    probability=0.5,
    chances={"addressee": {}, "relay": {}},
    answers={"act": {}, "told": {"before": 1.0}, "relayed": {"before": 1.0}},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Token bounds of one attribution; source and cue may be missing. ``addressees``: who is told by layout; ``verbatim``: whether layout tells that the words are the
    speaker's own; ``frame``: what the reader found; ``None`` where marks or layout tell it."""

    content: tuple[Run, ...]
    source: Run | None = None
    cue: Run | None = None
    addressees: tuple[Run, ...] = ()
    verbatim: bool = False
    frame: Frame | None = None

    @property
    def read(self) -> Frame:
        """What the reader found, nothing where marks or layout tell it."""
        return self.frame if self.frame is not None else NOTHING_READ

    @property
    def is_alone(self) -> bool:
        """Whether nothing in it tells whose words they are."""
        return self.source is None and self.cue is None

    @property
    def words(self) -> frozenset[int]:
        """The tokens of its content."""
        return frozenset(itertools.chain.from_iterable(itertools.starmap(range, self.content)))


def find_attributions(doc: Doc, frames: Iterable[Frame]) -> list[Attribution]:
    """The attributions of a parsed text, in the order of their contents."""
    quotations = find_quotations(doc)
    by_token = {i: quotation for quotation in quotations for i in quotation.tokens}
    likely = [frame for frame in frames if frame.probability >= LEAST_CONFIDENCE and not _is_no_comment(doc, frame.anchor)]
    sure = list(_at_verbs(doc, likely))
    found = [one for one in (_of_frame(doc, frame, by_token) for frame in sure) if one.content]
    found = [*_untold(_of_layout(doc), found), *found]
    found = [*_unread(_of_posts(doc), found), *found]
    speech = [quotation for quotation in quotations if is_speech(doc, quotation)]
    told = set[int]().union(*(one.words for one in found))
    alone = [Attribution(content=(run,), source=source) for run, source in without_cue(doc, speech, told)]
    return sorted([*alone, *found], key=lambda one: one.content[0])


def _is_no_comment(doc: Doc, cue: Run) -> bool:
    """Whether somebody did not speak: "declined to comment", "said nothing"."""
    if tuple(token.lemma_.casefold() for token in doc[cue[1] - 1 : cue[1] + 2]) in NO_COMMENT:
        return True
    verb = Span(doc, *cue).root
    return verb.lemma_ in SAYING and any(child.lower_ == "nothing" and child.dep_ == "obj" for child in verb.children)


def _at_verbs(doc: Doc, frames: Sequence[Frame]) -> Iterator[Frame]:
    """Frames, those at words that stand before a verb ("also", "had earlier") moved to that verb, where that is no cue of its own."""
    cues = {i for frame in frames if any(frame.of("content")) for i in range(*frame.anchor)}
    for frame in frames:
        verb = _verb_behind(doc, frame.anchor)
        if verb is None:
            yield frame
        elif verb.i not in cues:
            yield _moved(frame, verb)


def _verb_behind(doc: Doc, anchor: Run) -> Token | None:
    """The verb whose adverbs and auxiliaries are all that an anchor is, where nothing else stands between."""
    words = Span(doc, *anchor)
    verb = words[-1].head
    if not anchor[1] <= verb.i <= anchor[1] + MOST_BEFORE_A_VERB:
        return None
    before = doc[anchor[0] : verb.i]
    return verb if all(token.pos_ in BEFORE_A_VERB and token.lower_ not in HEDGES for token in before) else None


def _moved(frame: Frame, verb: Token) -> Frame:
    """A frame at a verb, of which no part is left before its end that reached over it."""
    parts = (replace(part, run=(verb.i + 1, part.run[1])) if part.run[0] <= verb.i < part.run[1] else part for part in frame.parts)
    return replace(frame, anchor=(verb.i, verb.i + 1), parts=tuple(part for part in parts if part.run[0] < part.run[1]))


def _of_frame(doc: Doc, frame: Frame, by_token: dict[int, Quotation]) -> Attribution:
    pos = columns_of(doc).pos
    sources = (part for part in frame.of("source") if not _is_spoken_of(doc, part.run, frame.anchor))
    marked = max(sources, key=lambda part: part.probability, default=None)
    contents = [part.run for part in frame.of("content")] or list(_likely_content(frame))
    told = [run for run in contents if not SAYING_NOTHING.issuperset(pos[slice(*run)])]
    source = whole_phrase(doc, marked.run, [frame.anchor, *told]) if marked is not None else _named_by(doc, frame.anchor)
    beside = [frame.anchor, *([source] if source is not None else [])]
    return Attribution(
        content=snapped(doc, told, beside, by_token),
        source=source,
        cue=frame.anchor,
        frame=frame,
    )


def _likely_content(frame: Frame) -> Iterator[Run]:
    """The words from the first to the last that are likely to be the content of a sure cue for which none is marked, on the likelier side of it."""
    if frame.probability < SURE:
        return
    likely = {i: chance for i, chance in frame.chances.get("content", {}).items() if chance >= LEAST_OF_A_WORD}
    before, behind = ({i: chance for i, chance in likely.items() if (i < frame.anchor[0]) == is_before} for is_before in (True, False))
    side = max((before, behind), key=lambda side: sum(side.values()))
    if len(side) >= LEAST_OF_A_CONTENT:
        yield min(side), max(side) + 1


def _is_spoken_of(doc: Doc, source: Run, cue: Run) -> bool:
    """Whether words are the passive subject of a cue ("Kovac is said to have left", "reporters were told"): they do not speak."""
    head, verb = Span(doc, *source).root, Span(doc, *cue).root
    return head.dep_ in PASSIVE_SUBJECTS and head.head.i == verb.i


def _named_by(doc: Doc, cue: Run) -> Run | None:
    """Who speaks by the cue itself, where the reader marks nobody: whoever "according to" names, the agent of a passive verb, the subject of another."""
    words = Span(doc, *cue)
    if words[0].lower_ == "according":
        nouns = (token for token in doc[cue[1] : cue[1] + LONGEST_TITLE] if token.pos_ in ("NOUN", "PROPN", "PRON"))
        return next((_phrase(noun) for noun in nouns), None)
    if words.root.pos_ == "NOUN":
        return _owner(words.root)
    agent = agent_of(words.root) if words.root.pos_ == "VERB" else None
    return _phrase(agent) if agent is not None else _subject(words.root)


def _owner(cue: Token) -> Run | None:
    """Whose words a noun tells of: "his praise", "a pledge from the rebels", "calls by the mayor"."""
    owners = (noun for preposition, noun in obliques(cue) if preposition in ("by", "from"))
    owner = possessor_of(cue) or next(owners, None)
    return _phrase(owner) if owner is not None else None


def _subject(verb: Token) -> Run | None:
    """The subject of a verb that has none of its own by its side ("said it was the first time, and said ...")."""
    subject = subject_of(verb) if verb.pos_ == "VERB" and not is_passive(verb) else None
    return _phrase(subject) if subject is not None and subject.lower_ != "it" else None


def _phrase(noun: Token) -> Run:
    phrase = noun_phrase(noun)
    return phrase.start, phrase.end


def _of_layout(doc: Doc) -> Iterator[Attribution]:
    """What headlines ("... - Putin to Le Pen") and transcripts ("NAME: ...") report by how they are set."""
    for headline in doc.spans.get("onrecord:headline", ()):
        speech = find_headline(headline)
        if speech is not None:
            addressees = (speech.addressee,) if speech.addressee is not None else ()
            yield Attribution(content=(speech.content,), source=speech.source, addressees=addressees)
    yield from (Attribution(content=(content,), source=source, verbatim=True) for content, source in of_transcripts(doc))


def _of_posts(doc: Doc) -> Iterator[Attribution]:
    yield from (Attribution(content=(content,), source=source, verbatim=True) for content, source in of_posts(doc))


def _unread(posts: Iterable[Attribution], known: Sequence[Attribution]) -> list[Attribution]:
    """Posts that are no other's content as a whole; what is told in a post stands beside it."""
    posts = list(posts)
    if not posts:
        return []
    told_at: dict[int, list[int]] = {}
    for number, one in enumerate(known):
        for i in one.words:
            told_at.setdefault(i, []).append(number)
    shared = ((post, Counter(number for i in post.words for number in told_at.get(i, ()))) for post in posts)
    return [post for post, counts in shared if max(counts.values(), default=0) <= MOST_SHARED * len(post.words)]


def _untold(others: Iterable[Attribution], known: Sequence[Attribution]) -> list[Attribution]:
    """Those of whose words at most half are another's content."""
    told = set[int]().union(*(one.words for one in known))
    return [other for other in others if 2 * len(other.words & told) <= len(other.words)]
