"""The spaCy component: one pass of the encoder gives tags, morphology, lemmas, sentences, dependency trees, names and attributions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.symbols import IDS
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from onrecord.language.encoder.lemmas import lemma_of
from onrecord.language.encoder.names import Chosen, best_labels, spans
from onrecord.language.encoder.network import FILES, Encoded, Floats, Network, Whole, packed
from onrecord.language.encoder.roles import Attributed
from onrecord.language.encoder.sentences import Parse
from onrecord.language.encoder.tokens import Marks as Flags
from onrecord.language.encoder.tokens import Tokens, paragraph_ends
from onrecord.marks import Frame, Marks, PairScores, Run

# Added to the log odds of a sentence start after a full stop: 5 gave F1 99.4 on benchmark/sentences and 93.8 on EWT, 3 gave 98.9 and 93.8 (weights of 0.1).
AFTER_AN_END = 5.0
ASSIGNS = [
    "token.tag",
    "token.pos",
    "token.morph",
    "token.lemma",
    "token.dep",
    "token.head",
    "token.is_sent_start",
    "doc.ents",
    "doc.spans",
    "doc.tensor",
]
# "syntax": tags, morphology, lemmas, sentences and dependency trees; "tensor": the encoder's vector of each word.
Written = Literal["syntax", "names", "attributions", "tensor"]
WRITTEN: tuple[Written, ...] = get_args(Written)
# Lemmas that are kept in memory.
LEMMAS_KEPT = 50_000
COLUMNS = [TAG, POS, MORPH, LEMMA, HEAD, DEP]


class EncoderPipe(Pipe):
    """Annotates docs one by one: results do not depend on the batch."""

    def __init__(self, vocab: Vocab, name: str = "onrecord_encoder", writes: Iterable[Written] = WRITTEN) -> None:
        self.vocab = vocab
        self.name = name
        self.writes = frozenset(writes)
        self._files: dict[str, bytes] = {}
        self._network: Network | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a doc; sentence boundaries that are already set are kept."""
        if not len(doc):
            return doc
        network = self._loaded()
        with network.one_core():
            return self._annotated(doc, network)

    def _annotated(self, doc: Doc, network: Network) -> Doc:
        tokens = Tokens.of(doc)
        whole, parse = Whole(len(doc)), self._parse_of(tokens, network)
        for stretch in network.encode(tokens.words, tokens.spaced):
            whole.add(stretch)
            if parse is not None:
                parse.add(stretch)
        encoded = whole.encoded()
        if parse is not None:
            doc.from_array(COLUMNS, self._columns(tokens, network, encoded, parse))  # type: ignore[arg-type]  # the stub asks for a class of thinc's
        if "names" in self.writes:
            found = spans(names_of(encoded.names, network.labels.names, tokens.spaces), network.labels.names)
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in found])
        if "tensor" in self.writes:
            doc.tensor = encoded.encoded  # type: ignore[assignment]  # the stub asks for 64 bits
        if "attributions" in self.writes:
            mark_attributions(doc, network.roles.find(encoded.encoded, encoded.cues, paragraph_ends(doc)))
        return doc

    def marks(self, doc: Doc) -> Marks:
        """The frames of statements and events in a text that this component has encoded."""
        if not len(doc):
            return Marks()
        return self._loaded().frames.marks(np.asarray(doc.tensor, dtype=np.float32), paragraph_ends(doc))

    def pair_scores(self, doc: Doc) -> PairScores | None:
        """Which words of a text that this component has encoded may be of one actor; ``None`` for a text without words."""
        return self._loaded().coreference.pair_scores(np.asarray(doc.tensor, dtype=np.float32)) if len(doc) else None

    def events_at(self, doc: Doc, triggers: Sequence[Run]) -> list[Frame]:
        """What the reader has to say of events that some words of an encoded text are known to tell of."""
        return list(self._loaded().frames.around("events", np.asarray(doc.tensor, dtype=np.float32), triggers, paragraph_ends(doc)))

    def _parse_of(self, tokens: Tokens, network: Network) -> Parse | None:
        """An empty parse, if syntax is wanted."""
        if "syntax" not in self.writes:
            return None
        return Parse(network, bonus=AFTER_AN_END * tokens.after_ends(), spaces=tokens.spaces, said=tokens.said)

    def _columns(self, tokens: Tokens, network: Network, encoded: Encoded, parse: Parse) -> NDArray[np.uint64]:
        """The values of ``COLUMNS`` for each token: (tokens, columns)."""
        keys, add = self._keys, self.vocab.strings.add
        words = np.flatnonzero(~tokens.spaces)
        columns = np.empty((len(tokens.words), len(COLUMNS)), dtype=np.uint64)
        columns[:, 0] = keys["tags"][encoded.tags]
        columns[:, 1] = keys["pos"][encoded.morphs]
        columns[:, 2] = keys["morphs"][encoded.morphs]
        columns[:, 3] = [
            add(self._lemma(*one))
            for one in zip(tokens.words, encoded.lemmas.tolist(), encoded.tags.tolist(), encoded.morphs.tolist(), strict=True)
        ]
        columns[:, 4] = (parse.heads - np.arange(len(columns))).view(np.uint64)
        columns[words, 5] = keys["relations"][parse.relations[words]]
        for i in np.flatnonzero(tokens.spaces).tolist():
            columns[i, :4] = add("_SP"), IDS["SPACE"], self.vocab.morphology.add("_"), add(tokens.words[i])
            columns[i, 5] = add("dep")
        return columns

    def _loaded(self) -> Network:
        """The network, loaded on first use, its labels added to the vocabulary."""
        if self._network is None:
            if not self._files:
                raise ValueError("The component onrecord_encoder has no network yet: load it with its pipeline.")
            self._network = Network(self._files)
            labels, strings = self._network.labels, self.vocab.strings
            parted = [label.partition("|") for label in labels.morphs]
            self._pos = [pos for pos, _, _ in parted]
            keys = {
                "tags": [strings.add(tag) for tag in labels.tags],
                "pos": [IDS[pos] for pos, _, _ in parted],
                "morphs": [self.vocab.morphology.add(features or "_") for _, _, features in parted],
                "relations": [strings.add(relation) for relation in labels.relations],
            }
            self._lemma: Callable[[str, int, int, int], str] = lru_cache(maxsize=LEMMAS_KEPT)(partial(self._lemma_of, self._network))
            self._keys = {column: np.array(values, dtype=np.uint64) for column, values in keys.items()}
        return self._network

    def _lemma_of(self, network: Network, word: str, script: int, tag: int, morph: int) -> str:
        """The lemma of a word with these labels, given as indices."""
        labels = network.labels
        return lemma_of(labels.lemmas[script], word, labels.tags[tag], self._pos[morph], network.forms)

    @property
    def files(self) -> Mapping[str, bytes]:
        """The network's files, by name."""
        return self._files

    def with_files(self, files: Mapping[str, bytes]) -> EncoderPipe:
        """Replace the network."""
        self._files, self._network = dict(files), None
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The network's files."""
        return packed({name: np.frombuffer(content, dtype=np.uint8) for name, content in self._files.items()})

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> EncoderPipe:
        """Restore the output of ``to_bytes``."""
        stored = np.load(BytesIO(data), allow_pickle=False)
        return self.with_files({name: stored[name].tobytes() for name in stored.files})

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the network's files to a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name, content in self._files.items():
            (Path(path) / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EncoderPipe:
        """Read the files that ``to_disk`` wrote."""
        return self.with_files({name: (Path(path) / name).read_bytes() for name in FILES})

    def __reduce__(self) -> tuple[Callable[..., EncoderPipe], tuple[Any, ...]]:
        """Pickle the files, not the session: each process opens the network itself."""
        return _restored, (self.vocab, self.name, self.writes, self._files)


def _restored(vocab: Vocab, name: str, writes: frozenset[Written], files: dict[str, bytes]) -> EncoderPipe:
    return EncoderPipe(vocab, name, writes).with_files(files)


@Language.factory("onrecord_encoder", assigns=ASSIGNS, default_config={"writes": list(WRITTEN)})
def create_encoder(nlp: Language, name: str, writes: list[Written]) -> EncoderPipe:
    """A component that gets its network from the pipeline's folder. ``writes``: what it annotates."""
    return EncoderPipe(nlp.vocab, name, writes)


def mark_attributions(doc: Doc, found: Iterable[Attributed]) -> None:
    """Write attributions into span groups; the cues' group has their probabilities by id in ``attrs``."""
    groups: dict[str, list[Span]] = {role: [] for role in ("source", "cue", "content")}
    probabilities: dict[str, float] = {}
    for number, attributed in enumerate(found, start=1):
        id = f"attribution-{number}"
        probabilities[id] = attributed.probability
        if attributed.source is not None:
            groups["source"].append(Span(doc, *attributed.source, label="SOURCE", span_id=id))
        groups["cue"].append(Span(doc, *attributed.cue, label="CUE", span_id=id))
        groups["content"] += [Span(doc, *run, label="CONTENT", span_id=id) for run in attributed.content]
    for role, marked in groups.items():
        attrs = {"probability": probabilities} if role == "cue" else {}
        doc.spans[f"onrecord:{role}"] = SpanGroup(doc, name=f"onrecord:{role}", spans=marked, attrs=attrs)


def names_of(scores: Floats, labels: Sequence[str], spaces: Flags) -> Chosen:
    """BIO labels, as indices; no name has white space in it."""
    scores = scores.copy()
    scores[spaces] = -np.inf
    scores[spaces, labels.index("O")] = 0.0
    return best_labels(scores, labels)
