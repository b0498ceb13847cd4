"""PolNeAR as spaCy documents: attributions in span groups, CoreNLP's names (silver) as entities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from corpora import names
from corpora.files import read_json_lines

ROLES = ("source", "cue", "content")


def read_polnear(articles: Path, silver: Path, nlp: Language) -> Iterator[Doc]:
    """One document an article, in the tokens of ``nlp``, ``doc.user_data["id"]`` its id; spans of one attribution share their ``span_id``."""
    sentences = {row["id"]: row["sents"] for row in read_json_lines(silver)}
    for row in read_json_lines(articles):
        doc = nlp.make_doc(row["text"])
        doc.user_data["id"] = row["id"]
        for role in ROLES:
            doc.spans[role] = [
                Span(doc, span.start, span.end, label=role.upper(), span_id=attribution["id"])
                for attribution in row["attributions"]
                for start, end in attribution[role]
                if (span := doc.char_span(start, end, alignment_mode="expand")) is not None
            ]
        if row["id"] in sentences:
            set_silver_names(doc, sentences[row["id"]])
        yield doc


def set_silver_names(doc: Doc, sentences: list[list[tuple[int, int, str, str, str]]]) -> None:
    """CoreNLP's names; the title, in capitals of its own, is left open."""
    tags = ["O"] * len(doc)
    at = {i: token.i for token in doc for i in range(token.idx, token.idx + len(token))}
    for sentence in sentences[1:]:
        before = "O"
        for start, end, _, _, label in sentence:
            if label not in names.CORENLP_LABELS or doc.text[start:end].lower() in names.VAGUE_DATES:
                label = "O"
            for place in sorted({at[i] for i in range(start, end) if i in at}) if label != "O" else ():
                if tags[place] == "O":
                    tags[place] = f"{'I' if label == before else 'B'}-{label}"
                    before = label
            before = label
    title_end = sentences[0][-1][1] if sentences and sentences[0] else 0
    title = [doc[token.i : token.i + 1] for token in doc if token.idx < title_end]
    doc.set_ents(
        [names.as_people(entity) for entity in names.entities(doc, tags, names.CORENLP_LABELS) if entity.start_char >= title_end],
        missing=title,
    )
