"""Two tellings of one statement word by word: what was left out, put in and replaced, and whether that alters it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from onrecord.merging.words import Word, is_negation, is_number, is_plain, spelled_out, words_of

ChangeKind = Literal["same", "left_out", "put_in", "replaced"]
Variant = Literal["exact", "shortened", "altered", "paraphrased"]
Touched = Literal["negation", "number"]
KINDS: dict[str, ChangeKind] = {"equal": "same", "delete": "left_out", "insert": "put_in", "replace": "replaced"}
# A run of so few words that all say little by themselves is no sign that two texts are one.
LEAST_PLAIN_RUN = 3
# A clause that is cut by more words than these has not lost its negation but its end.
LONGEST_END = 2
# Other words before or behind what both have are another part of what was said where they are so many, of whole clauses.
LEAST_OF_A_PART = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A run of words and what became of it: ``original`` in the statement, ``told`` in its telling; one of them is empty where words were left out or put in."""

    kind: ChangeKind
    original: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Bounds of a run in the words of both."""

    kind: ChangeKind
    i: int
    i_end: int
    j: int
    j_end: int


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """The words of an original and of a telling, side by side."""

    original: str
    told: str
    words: Sequence[Word]
    told_words: Sequence[Word]

    @staticmethod
    def of(original: str, told: str) -> Alignment:
        """Align two texts."""
        return Alignment(original=original, told=told, words=words_of(original), told_words=words_of(told))

    @cached_property
    def runs(self) -> tuple[_Run, ...]:
        """The runs in order; words that are only written apart or together are the same."""
        matcher = SequenceMatcher(None, [word.form for word in self.words], [word.form for word in self.told_words], autojunk=False)
        return tuple(
            _Run(kind="same" if self._is_same(*bounds) else KINDS[tag], i=bounds[0], i_end=bounds[1], j=bounds[2], j_end=bounds[3])
            for tag, *bounds in _without_stray_words(matcher.get_opcodes(), self.words)
        )

    @property
    def shared(self) -> int:
        """How many words of the original stand in the telling, in their order."""
        return sum(run.i_end - run.i for run in self.runs if run.kind == "same")

    @property
    def shared_content(self) -> int:
        """How many of those say something by themselves."""
        return sum(not is_plain(word.form) for run in self.runs if run.kind == "same" for word in self.words[run.i : run.i_end])

    @property
    def longest(self) -> int:
        """The longest run of words that both have."""
        return max((run.i_end - run.i for run in self.runs if run.kind == "same"), default=0)

    @property
    def covered(self) -> float:
        """The share of the shorter one's words that both have."""
        shorter = min(len(self.words), len(self.told_words))
        return self.shared / shorter if shorter else 0.0

    def changes(self) -> tuple[Change, ...]:
        """What became of the statement's words, as they are written."""
        return tuple(
            Change(
                kind=run.kind,
                original=_written(self.original, self.words[run.i : run.i_end]),
                told=_written(self.told, self.told_words[run.j : run.j_end]),
            )
            for run in self.runs
        )

    def variant(self) -> Variant:
        """Exact where all words are the same; shortened where some are left out that change nothing of what remains; else altered."""
        if all(run.kind == "same" for run in self.runs):
            return "exact"
        if any(self._alters(number) for number in range(len(self.runs))):
            return "altered"
        return "shortened" if any(run.kind in ("left_out", "replaced") for run in self.runs) else "exact"

    def touches(self) -> Touched | None:
        """Whether an alteration takes away, adds or changes a negation, else a number."""
        gone, come = Counter[str](), Counter[str]()
        for number, run in enumerate(self.runs):
            if self._alters(number):
                gone.update(word.form for word in self._left_out_of_clause(number, run))
                come.update(word.form for word in self.told_words[run.j : run.j_end])
        changed = [*(gone - come), *(come - gone)]
        return "negation" if any(map(is_negation, changed)) else "number" if any(map(is_number, changed)) else None

    def _alters(self, number: int) -> bool:
        """Whether a run is more than a cut: words put in or replaced within, a negation or number left out within, a clause that is begun behind its negation."""
        run = self.runs[number]
        if run.kind == "same":
            return False
        first, last = number == 0, number == len(self.runs) - 1
        if run.kind == "left_out":
            words = self._left_out_of_clause(number, run)
            if last and len(words) > LONGEST_END:
                return False
            return any(is_negation(word.form) or (is_number(word.form) and not first and not last) for word in words)
        if run.kind == "put_in" and (first or last):
            # A telling that begins earlier or goes on longer tells more; it says something else only where a clause has a negation before it.
            clause = _since_clause(self.told_words, run.j, run.j_end)
            return first and any(is_negation(word.form) for word in clause)
        return not self._is_another_part(run, first=first, last=last)

    def _is_another_part(self, run: _Run, *, first: bool, last: bool) -> bool:
        """Whether whole clauses before or behind what both have are others: two parts of one speech that overlap."""
        if min(run.i_end - run.i, run.j_end - run.j) < LEAST_OF_A_PART:
            return False
        if first:
            return not last and self.words[run.i_end].opens_clause and self.told_words[run.j_end].opens_clause
        return last and self.words[run.i].opens_clause and self.told_words[run.j].opens_clause

    def _left_out_of_clause(self, number: int, run: _Run) -> Sequence[Word]:
        """The words left out, whole clauses aside: at the beginning those of the clause that goes on, within those that are no whole clauses."""
        words = self.words[run.i : run.i_end]
        if run.kind != "left_out":
            return words
        if run.i_end == len(self.words):
            return _until_clause(words)
        goes_on = run.i_end < len(self.words) and not self.words[run.i_end].opens_clause
        if number == 0:
            return _since_clause(self.words, run.i, run.i_end) if goes_on else ()
        opening = next((i for i in range(run.i, run.i_end) if self.words[i].opens_clause), None)
        if opening is None:
            return words
        return [*self.words[run.i : opening], *(_since_clause(self.words, opening, run.i_end) if goes_on else ())]

    def _is_same(self, i: int, i_end: int, j: int, j_end: int) -> bool:
        one, other = self.words[i:i_end], self.told_words[j:j_end]
        return _joined(one) == _joined(other) or _spelled_alike(one, other)


def _without_stray_words(
    opcodes: Sequence[tuple[str, int, int, int, int]], words: Sequence[Word]
) -> Iterator[tuple[str, int, int, int, int]]:
    """The runs without single plain words ("the") that happen to stand in both between words that do not."""
    held: tuple[str, int, int, int, int] | None = None
    for number, (tag, i, i_end, j, j_end) in enumerate(opcodes):
        beside = [opcodes[n] for n in (number - 1, number + 1) if 0 <= n < len(opcodes)]
        longest = max((max(one[2] - one[1], one[4] - one[3]) for one in beside), default=0)
        is_stray = tag == "equal" and i_end - i < LEAST_PLAIN_RUN <= longest and all(is_plain(word.form) for word in words[i:i_end])
        if tag == "equal" and not is_stray:
            if held is not None:
                yield held
            held = None
            yield tag, i, i_end, j, j_end
        else:
            held = (tag, i, i_end, j, j_end) if held is None else ("replace", held[1], i_end, held[3], j_end)
            held = (_tag(*held[1:]), *held[1:])
    if held is not None:
        yield held


def _tag(i: int, i_end: int, j: int, j_end: int) -> str:
    return "delete" if j == j_end else "insert" if i == i_end else "replace"


def _since_clause(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """The words of ``[start, end)`` from where the last clause begins."""
    openings = [i for i in range(start, end) if words[i].opens_clause]
    return words[openings[-1] if openings else start : end]


def _until_clause(words: Sequence[Word]) -> Sequence[Word]:
    """The words before the next clause begins."""
    return words[: next((i for i, word in enumerate(words) if word.opens_clause), len(words))]


def _joined(words: Sequence[Word]) -> str:
    return "".join(word.form for word in words).replace("-", "").replace("'", "")


def _spelled_alike(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether words are the same in another spelling: "the United States" and "US", "a million" and "$1 million", "6 o'clock" and "6"."""
    return spelled_out([word.form for word in one]) == spelled_out([word.form for word in other])


def _written(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""
