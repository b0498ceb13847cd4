"""GUM's discourse trees (eRST) as attributions: the satellite of an attribution relation holds its cue, its signals say which words are source and cue."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from corpora import treebanks
from corpora.files import read_json

SATELLITE = "attribution-"
NUCLEI = {"span"}
CUE_SIGNALS = ("indicative_word", "indicative_phrase")
SOURCE_SIGNAL = "attribution_source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Numbers of a document's words, from 0, in runs."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]


def read_erst(path: Path, sentences: Iterable[treebanks.Sentence], vocab: Vocab) -> Iterator[Doc]:
    """Documents of GUM with their attributions in span groups, where trees and discourse trees have the same words."""
    by_document: dict[str, list[treebanks.Sentence]] = {}
    for sentence in sentences:
        by_document.setdefault(sentence.document, []).append(sentence)
    discourse: dict[str, str] = read_json(path)
    for name, own in by_document.items():
        doc = treebanks.to_doc(vocab, own)
        words = [token.i for token in doc if not token.is_space]
        root = ElementTree.fromstring(discourse.get(f"{name}.rs4", "<rst/>"))
        if [doc[i].text for i in words] == [word for segment in root.iter("segment") for word in (segment.text or "").split()]:
            mark(doc, words, list(relations(root)))
            yield doc


def mark(doc: Doc, words: Sequence[int], found: Iterable[Relation]) -> None:
    """Write relations into span groups; ``words`` are the document's tokens by number."""
    groups: dict[str, list[Span]] = {role: [] for role in ("source", "cue", "content")}
    for number, relation in enumerate(found, start=1):
        runs = {"source": [relation.source] if relation.source else [], "cue": [relation.cue], "content": list(relation.content)}
        for role, own in runs.items():
            groups[role] += [Span(doc, words[start], words[end - 1] + 1, label=role.upper(), span_id=f"E{number}") for start, end in own]
    for role, spans in groups.items():
        doc.spans[role] = spans


def relations(root: ElementTree.Element) -> Iterator[Relation]:
    """Attributions of a discourse tree that say where their cue is."""
    words: dict[str, range] = {}
    count = 0
    for segment in root.iter("segment"):
        length = len((segment.text or "").split())
        words[segment.attrib["id"]] = range(count, count + length)
        count += length
    children: dict[str, list[ElementTree.Element]] = {}
    nodes = [*root.iter("segment"), *root.iter("group")]
    for node in nodes:
        children.setdefault(node.get("parent", ""), []).append(node)
    multinuclear = {relation.attrib["name"] for relation in root.iter("rel") if relation.get("type") == "multinuc"}
    signals: dict[str, list[ElementTree.Element]] = {}
    for signal in root.iter("signal"):
        signals.setdefault(signal.attrib["source"], []).append(signal)

    def covered(id: str, *, whole: bool) -> set[int]:
        """Words under a node; of the node itself only what is nucleus, unless ``whole``."""
        found = set(words.get(id, ()))
        for child in children.get(id, ()):
            if whole or child.get("relname") in NUCLEI | multinuclear:
                found |= covered(child.attrib["id"], whole=True)
        return found

    for node in nodes:
        if not node.get("relname", "").startswith(SATELLITE):
            continue
        own = signals.get(node.attrib["id"], [])
        cue = runs(_tokens(own, CUE_SIGNALS))
        source = runs(_tokens(own, (SOURCE_SIGNAL,)))
        content = (
            covered(node.attrib["parent"], whole=False)
            - covered(node.attrib["id"], whole=True)
            - {i for run in (*cue, *source) for i in range(*run)}
        )
        if cue and content:
            yield Relation(source=max(source, key=_length, default=None), cue=cue[0], content=tuple(runs(content)))


def _tokens(signals: Iterable[ElementTree.Element], kinds: Iterable[str]) -> set[int]:
    return {
        int(number) - 1
        for signal in signals
        if signal.get("subtype", "") in kinds
        for number in signal.attrib["tokens"].split(",")
        if number
    }


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of following numbers, as ``[start, end)``."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found


def _length(run: tuple[int, int]) -> int:
    return run[1] - run[0]
