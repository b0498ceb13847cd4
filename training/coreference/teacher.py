"""Walks through annotated texts as the reader does, choosing what is right, and writes down what there was to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.actors.antecedents import Choice, Judged
from onrecord.actors.chains import Chain
from onrecord.actors.evidence import Feature, kind_of
from onrecord.actors.mentions import FoundMention, find_mentions
from onrecord.actors.resolving import find_chains
from onrecord.actors.setting import Setting
from onrecord.knowledge import Knowledge
from training.coreference.labels import NOBODY, Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which of several options a mention means: the features of each, and which are right. ``is_sure``: annotated, not only left out of the annotation."""

    kind: str
    options: list[list[Feature]]
    right: tuple[int, ...]
    is_sure: bool


def questions(
    doc: Doc,
    labels: Labels,
    knowledge: Knowledge,
    published: str | None = None,
    *,
    judge_only_labelled: bool = False,
    guess: Choice | None = None,
) -> list[Question]:
    """The questions that a parsed text asks. ``judge_only_labelled``: leave out options that nobody annotated; ``guess``: what to choose where nobody knows."""
    teacher = _Teacher(labels, judge_only_labelled=judge_only_labelled, guess=guess)
    find_chains(doc, find_mentions(doc, knowledge), knowledge, published, teacher.choose)
    return list(teacher.questions(Setting(doc)))


class _Teacher:
    """Chooses what is right, as far as it is known."""

    def __init__(self, labels: Labels, *, judge_only_labelled: bool, guess: Choice | None) -> None:
        self.labels, self.judge_only_labelled, self.guess = labels, judge_only_labelled, guess or _nearest
        self._asked: list[tuple[FoundMention, list[Judged], tuple[int, ...], bool]] = []

    def questions(self, setting: Setting) -> Iterator[Question]:
        """What was asked."""
        for mention, judged, right, is_sure in self._asked:
            yield Question(kind=kind_of(mention, setting), options=[one.features for one in judged], right=right, is_sure=is_sure)

    @property
    def choose(self) -> Choice:
        """The choice of what is right."""
        return self._choose

    def _choose(self, mention: FoundMention, judged: list[Judged]) -> Judged:
        label = self.labels.of(mention)
        labels = [self._of_chain(one.option.chain) if one.option is not None else None for one in judged]
        if label is None:
            if self._is_left_out(mention) and any(labels):
                self._asked.append((mention, judged, tuple(i for i, other in enumerate(labels) if other is None), False))
            return self.guess(mention, judged)
        kept = [i for i, one in enumerate(judged) if not self.judge_only_labelled or one.option is None or labels[i] is not None]
        right = tuple(i for i, other in enumerate(labels) if other == label and label != NOBODY)
        right = right or tuple(i for i, one in enumerate(judged) if one.option is None and self.labels.tell_of_none)
        if right and len(right) < len(kept):
            self._asked.append((mention, [judged[i] for i in kept], tuple(kept.index(i) for i in right), True))
        return judged[right[0] if right else 0]

    def _is_left_out(self, mention: FoundMention) -> bool:
        """Whether a description is of no annotated actor: of none that speaks or acts, then."""
        return mention.form == "description" and mention.sort == "plain" and not self.labels.is_listed(mention)

    def _of_chain(self, chain: Chain) -> str | None:
        """The label of most of its mentions."""
        counts = Counter(label for mention in chain.mentions if (label := self.labels.of(mention)) is not None)
        return counts.most_common(1)[0][0] if counts else None


def _nearest(mention: FoundMention, judged: list[Judged]) -> Judged:
    """The nearest for a pronoun, and none for a description."""
    return judged[min(len(judged) - 1, 1 if mention.form == "pronoun" else 0)]
