"""A statement as one article tells it, and how alike two tellings are."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from onrecord.merging.alignment import Alignment
from onrecord.merging.days import days_between
from onrecord.merging.groups import Link, Ref
from onrecord.merging.rarity import COMMON, Rarity
from onrecord.merging.words import folded, forms, is_negation, is_plain, numbers_of, shingles, stems_of, words_of
from onrecord.records import Act, Actor, Record, StatementKind

# Runs of so many words are what tellings are looked up by.
SHINGLE = 3
# How much of the shorter one's words must be the other's, in their order, by whether the speaker is the same, unknown or another; and how many words, how many of them not plain.
# No figure of benchmark/merging.py changes between 0.5 and 0.8 for the same speaker, or between 0.65 and 0.85 for an unknown one: the measures do not choose among them.
LEAST_COVERED = {True: 0.6, None: 0.75, False: 0.9}
LEAST_SHARED = {True: 3, None: 5, False: 8}
LEAST_CONTENT = {True: 2, None: 3, False: 4}
LEAST_RUN = {True: 2, None: 4, False: 6}
# So many words that are nearly all the same need few that are not plain: "You're not going to get that".
LEAST_LONG = 6
# So many words in a row are the same only where somebody is quoted.
LEAST_QUOTED = 8
# Told again in other words: the share of the shorter one's stems that both have, and how many. Between 0.4 and 0.8 no figure of benchmark/merging.py changes.
LEAST_STEMS_COVERED = 0.6
# A speaker is quoted again within days in words that are common where so many of them are the same.
LEAST_COVERED_OF_COMMON = 0.8
LEAST_STEMS = 3
# What they share must be rare (`Rarity`): "the 1807 law" is no sign of one statement. Speakers repeat themselves: what is told again more than a week later must be rarer, or be told in the very words, if they are many;
# reported speech is another statement then.
LEAST_RARE = {True: 0.5, None: 1.0, False: 1.5}
LEAST_RARE_LATER = 0.8
LEAST_COVERED_LATER = 0.75
LEAST_RARE_IN_OTHER_WORDS = 1.2
SUREST_IN_OTHER_WORDS = 0.9
DENIAL: Act = "deny"
DENYING: frozenset[Act] = frozenset({DENIAL, "reject"})
# What speakers who are not known to be one say in the same words, and what is told in other words, counts as one statement within so many days.
DAYS_APART = 7
THAT = re.compile(r"^that\s+", re.I)
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’']*\s+")
# "I never said that ...", "she had not promised ...", "he did not say ..."; behind "denied": "having said ...", "that he had said ...".
_SAID, _SAY = (
    "said|promised|announced|claimed|stated|declared|threatened|suggested",
    "say|promise|announce|claim|state|tell|declare|threaten|suggest",
)
_NEVER = rf"(?:(?: ha[sd]| have|[’']ve|[’']d)? never(?: once| ever)? (?:{_SAID})|(?: ha[sd]| have)(?: not|n[’']t)(?: ever)? (?:{_SAID})|(?: did not| didn[’']t| never did)(?: ever| actually)? (?:{_SAY}))\b(?: that\b)?"
DISOWNED_BY_ITSELF = re.compile(rf"\b(?:I|we){_NEVER}", re.I)
DISOWNED = re.compile(rf"\b(?:I|we|he|she|they){_NEVER}", re.I)
DENIED_TO_HAVE_SAID = re.compile(
    rf"\W*(?:(?:that )?(?:I|we|he|she|they) (?:ha[sd] |have )?(?:ever )?(?:{_SAID})|(?:ever )?(?:having|to have) (?:ever )?(?:{_SAID})|ever (?:saying|promising|announcing|claiming|stating|declaring|threatening|suggesting))\b(?: that\b)?",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A statement of one article as it is compared with those of others.

    ``speaker``: key of the speaker across articles, where that is known; ``name``: how the article calls the speaker; ``text``: the content, parts joined by an ellipsis.
    """

    ref: Ref
    speaker: str | None
    name: str | None
    kind: StatementKind
    act: Act
    published: str | None
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, as they are compared."""
        return tuple(word.form for word in words_of(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words that say something."""
        return stems_of(self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers told."""
        return numbers_of(self.words)

    @cached_property
    def disowned(self) -> tuple[str, ...]:
        """What a speaker says was never said ("I never said that we will pay": we will pay); empty where nothing is."""
        found = DISOWNED_BY_ITSELF.search(self.text) if self.is_quoted else DISOWNED.search(self.text)
        if found is None and self.act == DENIAL:
            found = DENIED_TO_HAVE_SAID.match(self.text)
        return forms(self.text[found.end() :]) if found is not None else ()

    @cached_property
    def passages(self) -> tuple[tuple[str, ...], ...]:
        """The words of each sentence, and of each two that follow each other."""
        alone = [told for sentence in SENTENCE_END.split(self.text) if (told := forms(sentence))]
        return (*alone, *((*one, *other) for one, other in pairwise(alone)))

    @property
    def is_quoted(self) -> bool:
        """Whether the words are the speaker's own."""
        return self.kind == "direct"

    @property
    def word_keys(self) -> frozenset[Hashable]:
        """Runs of words by which the same words are looked up, whoever said them."""
        return frozenset(shingle for shingle in shingles(self.words, SHINGLE) if not all(map(is_plain, shingle)))

    @property
    def speaker_keys(self) -> frozenset[Hashable]:
        """What the same speaker's like statements are looked up by."""
        who = self.speaker or (folded(self.name) if self.name else None)
        return frozenset((who, stem) for stem in self.stems) if who is not None else frozenset()


def tellings(record: Record, actor_keys: Mapping[Ref, str] | None = None) -> Iterator[Telling]:
    """The statements of a record as tellings. ``actor_keys``: {actor: key across articles}."""
    keys = actor_keys or {}
    for statement in record.statements:
        speaker = record.actor(statement.speaker)
        yield Telling(
            ref=Ref.of(record, statement),
            speaker=keys.get(Ref.of(record, speaker)) if speaker is not None else None,
            name=_called(speaker),
            kind=statement.kind,
            act=statement.act,
            published=record.article.published,
            text=THAT.sub("", " … ".join(span.text for span in statement.content)),
        )


def telling_link(one: Telling, other: Telling, rarity: Rarity = COMMON) -> Link[Ref] | None:
    """The link of two tellings of what may be one statement; a statement and the word that it was never made are two."""
    if not one.words or not other.words or _is_other_side(one, other):
        return None
    same, is_later = same_speaker(one, other), (days_between(one.published, other.published) or 0) > DAYS_APART
    if is_later and (same is not True or not (one.is_quoted or other.is_quoted)):
        return None
    likeness = _in_the_same_words(one, other, rarity, same=same, is_later=is_later)
    if likeness is None and same and not is_later and not (one.is_quoted and other.is_quoted):
        likeness = _in_other_words(one, other, rarity)
    return Link(one=one.ref, other=other.ref, likeness=likeness) if likeness is not None else None


def same_speaker(one: Telling, other: Telling) -> bool | None:
    """Whether two tellings have one speaker: the same actor, or the same name or the last one of it; ``None`` where one is not named."""
    if one.speaker is not None and one.speaker == other.speaker:
        return True
    if one.name is None or other.name is None or one.speaker is None or other.speaker is None:
        return None
    names, others = folded(one.name).split(), folded(other.name).split()
    return names[-1] == others[-1] and (min(len(names), len(others)) == 1 or names == others)


def _is_other_side(one: Telling, other: Telling) -> bool:
    """Whether one says what the other denies, or that the other was never said; or the numbers that they are reported with are others."""
    if bool(one.disowned) != bool(other.disowned):
        return True
    if one.is_quoted and other.is_quoted:
        return False
    other_numbers = bool(one.numbers) and bool(other.numbers) and one.numbers.isdisjoint(other.numbers)
    return other_numbers or (one.act in DENYING) != (other.act in DENYING)


def _in_the_same_words(one: Telling, other: Telling, rarity: Rarity, *, same: bool | None, is_later: bool) -> float | None:
    shorter = min(len(one.words), len(other.words))
    are_quoted = one.is_quoted and other.is_quoted
    if one.words == other.words:
        return 1.0 if _are_enough(one, same=same, is_later=is_later) else None
    # Reported speech whose speaker is not known to be the same is one only in as many words as that of others.
    known = same if same or are_quoted else False if same is False else None
    least = max(LEAST_SHARED[known], LEAST_COVERED[known] * shorter)
    if LCSseq.similarity(one.words, other.words, score_cutoff=int(least)) < least:
        return None
    alignment = Alignment.of(one.text, other.text)
    is_alike = (
        alignment.covered >= LEAST_COVERED[known]
        and alignment.shared >= LEAST_SHARED[known]
        and alignment.shared_content >= LEAST_CONTENT[known]
        and alignment.longest >= LEAST_RUN[known]
    )
    is_long = alignment.covered >= LEAST_COVERED[False] and alignment.shared >= LEAST_LONG and alignment.shared_content > 1
    if not (is_alike or is_long) or (is_later and alignment.covered < LEAST_COVERED_LATER):
        return None
    # Many words in a row are a quotation, whatever stands around it.
    is_quotation = not is_later and alignment.longest >= LEAST_QUOTED
    is_requoted = are_quoted and not is_later and (is_long or (same is True and alignment.covered >= LEAST_COVERED_OF_COMMON))
    least_rare = LEAST_RARE_LATER if is_later else LEAST_RARE[known]
    is_rare = is_quotation or is_requoted or rarity.sum(one.stems & other.stems) >= least_rare
    is_one_side = are_quoted or is_quotation or not _negates_otherwise(one, other)
    return alignment.covered if is_rare and is_one_side else None


def _are_enough(told: Telling, *, same: bool | None, is_later: bool) -> bool:
    """Whether the words of one who is told again in the very same ones are enough to tell of one statement."""
    words = len(told.words)
    if is_later and words < LEAST_LONG:
        return False
    return words >= LEAST_SHARED[same] or (same is not False and len(told.stems) > 1)


def _in_other_words(one: Telling, other: Telling, rarity: Rarity) -> float | None:
    shorter, longer = sorted((one, other), key=lambda telling: len(telling.stems))
    least = max(LEAST_STEMS, LEAST_STEMS_COVERED * len(shorter.stems))
    if len(shorter.stems & longer.stems) < least:
        return None
    passage = _passage_like(shorter, longer)
    shared = shorter.stems & stems_of(passage)
    told = shared - stems_of(forms(one.name or ""))
    if len(shared) < least or rarity.sum(told) < LEAST_RARE_IN_OTHER_WORDS or _negate_otherwise(shorter.words, passage):
        return None
    return min(len(shared) / len(shorter.stems), SUREST_IN_OTHER_WORDS)


def _negates_otherwise(one: Telling, other: Telling) -> bool:
    """Whether the shorter of two tellings denies something and what is like it in the longer does not, or the other way round."""
    shorter, longer = sorted((one, other), key=lambda telling: len(telling.words))
    return _negate_otherwise(shorter.words, _passage_like(shorter, longer))


def _negate_otherwise(words: Sequence[str], others: Sequence[str]) -> bool:
    return any(map(is_negation, words)) != any(map(is_negation, others))


def _passage_like(shorter: Telling, longer: Telling) -> Sequence[str]:
    """The sentence, or two, of a longer telling that share most with a shorter one; the shorter passage where two share as much."""
    return max(longer.passages, key=lambda words: (len(shorter.stems & stems_of(words)), -len(words)), default=())


def _called(speaker: Actor | None) -> str | None:
    return speaker.name if speaker is not None else None
