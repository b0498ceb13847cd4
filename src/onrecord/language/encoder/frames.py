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
Ints = NDArray[np.int64]

# How much likelier than they are words are taken for anchors; what is none is told apart by the words around it. A text of more words tells what happened more than once, and is read less eagerly:
# of 974 articles statements, speakers, contacts, violence, other deeds and places have F1 .8600, .7616, .5637, .5778, .4296 and .7475 with 2.5 for all texts, .8600, .7623, .5653, .5779, .4305 and
# .7514 with 1.5, .8591, .7616, .5646, .5770, .4310 and .7528 with 1.0; of 520 small cases 1.5 for all texts loses four.
EAGERNESS, EAGERNESS_IN_LONG_TEXTS, LONG = 2.5, 1.5, 200
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
            seen = dict(zip(outputs, session.run(None, near), strict=True))
            answers = {question: np.exp(seen[question]).tolist() for question in scheme.classes}
            scores = scores_around(bounds, seen["roles"], breaks)
            parts, chances = parts_of(bounds, scores, scheme), chances_of(bounds, scores, scheme)
            for row, anchor in enumerate(some):
                answered = {
                    question: dict(zip(choices, answers[question][row], strict=True)) for question, choices in scheme.classes.items()
                }
                yield Frame(
                    anchor=anchor,
                    probability=answered["real"]["yes"],
                    parts=tuple(parts[row]),
                    chances=chances[row],
                    answers=answered,
                )


def anchors_of(name: str, scores: Floats, breaks: NDArray[np.bool_]) -> list[Run]:
    """Words that an eager reader takes for anchors, by log probabilities (words, labels)."""
    eager = scores.copy()
    eager[:, 0] -= EAGERNESS_IN_LONG_TEXTS if len(scores) > LONG else EAGERNESS
    labels = SCHEMES[name].anchor_labels
    likely: Floats = (1.0 - np.exp(scores[:, 0])).astype(np.float32)
    return [core((start, end), likely) for start, end, _ in spans(best_labels(eager, labels), labels) if not breaks[start:end].any()]


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


def scores_around(anchors: Ints, scores: Floats, breaks: NDArray[np.bool_]) -> Floats:
    """Log probabilities of the words around anchors (anchors, words, labels), with one more word behind them: what can have no part is surely O.

    No part has its anchor in it, nor the end of a paragraph, nor what is beyond the text. ``anchors``: (anchors, 2).
    """
    places = anchors[:, :1] - BEFORE + np.arange(scores.shape[1] + 1)
    barred = (places < 0) | (places >= len(breaks))
    barred[~barred] = breaks[places[~barred]]
    barred |= (places >= anchors[:, :1]) & (places < anchors[:, 1:])
    barred[:, -1] = True
    own: Floats = np.concatenate([scores, scores[:, -1:]], axis=1)
    own[barred] = np.where(np.arange(scores.shape[2]) == 0, 0.0, -np.inf)
    return own


def parts_of(anchors: Ints, scores: Floats, scheme: Scheme) -> list[list[Part]]:
    """The likeliest parts of each frame, by what ``scores_around`` gives."""
    width, labels = scores.shape[1], scheme.role_labels
    joined = scores.reshape(-1, len(labels))
    chosen = best_labels(joined, labels)
    sure = np.exp(joined[np.arange(len(joined)), chosen])
    found: list[list[Part]] = [[] for _ in anchors]
    for start, end, role in spans(chosen, labels):
        row = start // width
        first = int(anchors[row, 0]) - BEFORE - row * width
        found[row].append(Part(role=role, run=(start + first, end + first), probability=float(sure[start:end].sum() / (end - start))))
    return found


def chances_of(anchors: Ints, scores: Floats, scheme: Scheme) -> list[dict[str, dict[int, float]]]:
    """{role: {word: probability}} of words that are likely enough to have a part, for each frame, by what ``scores_around`` gives."""
    found: list[dict[str, dict[int, float]]] = [{role: {} for role in scheme.roles} for _ in anchors]
    for role in scheme.roles:
        begin = scheme.role_labels.index(f"B-{role}")
        likely = np.exp(scores[:, :, begin]) + np.exp(scores[:, :, begin + 1])
        rows, columns = np.nonzero(likely >= LEAST_CHANCE)
        words = anchors[rows, 0] - BEFORE + columns
        for row, word, chance in zip(rows.tolist(), words.tolist(), likely[rows, columns].tolist(), strict=True):
            found[row][role][word] = chance
    return found
