"""Frames from encoded words: anchors, and for each what the words around it are to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.language.encoder.anchors import AFTER, BEFORE, SCHEMES, Scheme
from onrecord.language.encoder.names import best_labels, spans
from onrecord.marks import Frame, Marks, Part, Run

Floats = NDArray[np.float32]

# How much likelier than they are words are taken for anchors; what is none is told apart by the words around it.
EAGERNESS = 3.0
# Anchors in one run of the network; more at once takes memory and gains no time.
ANCHORS_A_RUN = 32
# Words that are less likely to have a part in a frame are not kept.
LEAST_CHANCE = 0.1
FILES = ("anchors.onnx", "statements.onnx", "events.onnx")


class Frames:
    """The networks that find anchors in encoded words and read what is around them."""

    def __init__(self, files: Mapping[str, bytes], options: onnxruntime.SessionOptions) -> None:
        def session(name: str) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(files[name], options, providers=["CPUExecutionProvider"])

        self._anchors = session("anchors.onnx")
        self._around = {scheme: session(f"{scheme}.onnx") for scheme in ("statements", "events")}

    def marks(self, encoded: Floats, breaks: NDArray[np.bool_]) -> Marks:
        """The frames of a text of encoded words (words, width); ``breaks`` tell where paragraphs end."""
        names = [output.name for output in self._anchors.get_outputs()]
        scores = dict(zip(names, self._anchors.run(None, {"encoded": encoded}), strict=True))
        found = {name: tuple(self.around(name, encoded, anchors_of(name, scores[name], breaks), breaks)) for name in self._around}
        return Marks(statements=found["statements"], events=found["events"])

    def around(self, name: str, encoded: Floats, anchors: Sequence[Run], breaks: NDArray[np.bool_]) -> Iterator[Frame]:
        """What is around some anchors of a scheme, and the answers to what is asked of them."""
        scheme, session = SCHEMES[name], self._around[name]
        outputs = [output.name for output in session.get_outputs()]
        for first in range(0, len(anchors), ANCHORS_A_RUN):
            some = anchors[first : first + ANCHORS_A_RUN]
            bounds = np.array(some, dtype=np.int64)
            # The network works on all words that it is given: those around these anchors, lest each run cost as much as the text is long.
            begin, end = max(0, bounds.min() - BEFORE), max(bounds[:, 0].max() + AFTER, bounds.max())
            near = {"encoded": encoded[begin:end], "starts": bounds[:, 0] - begin, "ends": bounds[:, 1] - begin}
            values = session.run(None, near)
            seen = dict(zip(outputs, values, strict=True))
            for row, anchor in enumerate(some):
                answers = {
                    question: dict(zip(choices, np.exp(seen[question][row]).tolist(), strict=True))
                    for question, choices in scheme.classes.items()
                }
                first, scores = scores_around(anchor, seen["roles"][row], breaks)
                yield Frame(
                    anchor=anchor,
                    probability=answers["real"]["yes"],
                    parts=tuple(parts_of(first, scores, scheme.role_labels)),
                    chances=chances_of(first, scores, scheme),
                    answers=answers,
                )


def anchors_of(name: str, scores: Floats, breaks: NDArray[np.bool_]) -> list[Run]:
    """Words that an eager reader takes for anchors, by log probabilities (words, labels)."""
    eager = scores.copy()
    eager[:, 0] -= EAGERNESS
    labels = best_labels(eager, SCHEMES[name].anchor_labels)
    likely: Floats = (1.0 - np.exp(scores[:, 0])).astype(np.float32)
    return [core((start, end), likely) for start, end, _ in spans(labels) if not breaks[start:end].any()]


def core(run: Run, likely: Floats) -> Run:
    """The likeliest word of a run with those beside it that are at least half as likely: eagerness draws in neighbours ("attacked Kano")."""
    start, end = run
    best = start + int(np.argmax(likely[start:end]))
    kept = likely[start:end] >= likely[best] / 2
    first, last = best, best + 1
    while first > start and kept[first - 1 - start]:
        first -= 1
    while last < end and kept[last - start]:
        last += 1
    return first, last


def scores_around(anchor: Run, scores: Floats, breaks: NDArray[np.bool_]) -> tuple[int, Floats]:
    """The first word around an anchor that is in the text, and the log probabilities (words, labels) from it on.

    No part has the anchor or the end of a paragraph in it.
    """
    first = max(0, anchor[0] - BEFORE)
    own = scores[first - anchor[0] + BEFORE : min(len(breaks) - anchor[0], AFTER) + BEFORE].copy()
    barred = breaks[first : first + len(own)].copy()
    barred[anchor[0] - first : anchor[1] - first] = True
    own[barred, 1:] = -np.inf
    own[barred, 0] = 0.0
    return first, own


def parts_of(first: int, scores: Floats, labels: Sequence[str]) -> Iterator[Part]:
    """The likeliest parts of a frame by log probabilities (words from ``first`` on, labels)."""
    for start, end, role in spans(best_labels(scores, labels)):
        chosen = [labels.index(f"B-{role}"), *[labels.index(f"I-{role}")] * (end - start - 1)]
        sure = np.exp(scores[np.arange(start, end), chosen])
        yield Part(role=role, run=(start + first, end + first), probability=float(np.mean(sure)))


def chances_of(first: int, scores: Floats, scheme: Scheme) -> dict[str, dict[int, float]]:
    """{role: {word: probability}} of words that are likely enough to have a part."""
    found = {}
    for role in scheme.roles:
        begin = scheme.role_labels.index(f"B-{role}")
        likely = np.exp(scores[:, begin]) + np.exp(scores[:, begin + 1])
        found[role] = {int(i) + first: float(likely[i]) for i in np.flatnonzero(likely >= LEAST_CHANCE)}
    return found
