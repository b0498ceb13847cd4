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
SOURCE_SIGNALS = ("attribution_source",)


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
    tree = Tree(root)
    for node in tree.nodes:
        if not node.get("relname", "").startswith(SATELLITE):
            continue
        cue, source = (tree.signalled(node, kinds) for kinds in (CUE_SIGNALS, SOURCE_SIGNALS))
        content = tree.nucleus(node.attrib["parent"]) - tree.words(node.attrib["id"]) - cue - source
        if cue and content:
            yield Relation(source=max(runs(source), key=_length, default=None), cue=runs(cue)[0], content=tuple(runs(content)))


class Tree:
    """A discourse tree by its nodes: segments of words, and groups of nodes."""

    def __init__(self, root: ElementTree.Element) -> None:
        self.nodes = [*root.iter("segment"), *root.iter("group")]
        self._segments = dict(_segments(root))
        self._children = _listed(self.nodes, "parent")
        self._signals = _listed(root.iter("signal"), "source")
        self._nuclear = NUCLEI | {relation.attrib["name"] for relation in root.iter("rel") if relation.get("type") == "multinuc"}

    def words(self, id: str) -> set[int]:
        """All words under a node."""
        return set(self._segments.get(id, ())).union(*(self.words(child.attrib["id"]) for child in self._children.get(id, ())))

    def nucleus(self, id: str) -> set[int]:
        """The words of a node without its satellites."""
        nuclei = (child for child in self._children.get(id, ()) if child.get("relname") in self._nuclear)
        return set(self._segments.get(id, ())).union(*(self.words(child.attrib["id"]) for child in nuclei))

    def signalled(self, node: ElementTree.Element, kinds: Iterable[str]) -> set[int]:
        """The words that signal a relation in one of some ways."""
        signals = (signal for signal in self._signals.get(node.attrib["id"], ()) if signal.get("subtype", "") in kinds)
        return {int(number) - 1 for signal in signals for number in signal.attrib["tokens"].split(",") if number}


def _segments(root: ElementTree.Element) -> Iterator[tuple[str, range]]:
    """Each segment with the numbers of its words."""
    count = 0
    for segment in root.iter("segment"):
        length = len((segment.text or "").split())
        yield segment.attrib["id"], range(count, count + length)
        count += length


def _listed(elements: Iterable[ElementTree.Element], attribute: str) -> dict[str, list[ElementTree.Element]]:
    """Elements by an attribute."""
    listed: dict[str, list[ElementTree.Element]] = {}
    for element in elements:
        listed.setdefault(element.get(attribute, ""), []).append(element)
    return listed


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
