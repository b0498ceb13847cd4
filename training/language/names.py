"""Read named-entity sets as spaCy documents, under one label scheme."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

WORLDWIDE_LABELS = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "NORP": "NORP",
    "Date": "DATE",
    "Money": "MONEY",
    "Facility": "FAC",
    "Product": "MISC",
    "Misc": "MISC",
}
UNER_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
CROSSNER_LABELS = {
    "politician": "PERSON", "person": "PERSON", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC", "location": "LOC",
    "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip
GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "time": "DATE"}
CORENLP_LABELS = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "DATE": "DATE",
    "TIME": "DATE",
    "MONEY": "MONEY",
    "MISC": "MISC",
}
# CoreNLP calls these dates; for us they are none.
VAGUE_DATES = {
    "now",
    "recently",
    "currently",
    "previously",
    "past",
    "future",
    "once",
    "recent",
    "current",
    "present",
    "formerly",
    "soon",
    "the",
    "time",
}
# CoreNLP's MISC holds peoples, faiths and parties' followers; so do the MISC of Wikigold and CrossNER.
PEOPLES_ENDINGS = (
    "an",
    "ans",
    "ish",
    "ese",
    "ic",
    "ics",
    "crat",
    "crats",
    "slim",
    "slims",
    "tino",
    "tinos",
    "rench",
    "utch",
    "eek",
    "eeks",
    "ew",
    "ews",
    "aqi",
    "aeli",
)
# Lower-case words that may be part of a date.
DATE_WORDS = {
    "today",
    "yesterday",
    "tomorrow",
    "week",
    "month",
    "year",
    "day",
    "morning",
    "afternoon",
    "evening",
    "night",
    "last",
    "next",
    "this",
    "ago",
    "earlier",
}

# Whole outlets, so that a test never meets the house style, the reporters or the running stories of a training article.
WORLDWIDE_TEST_OUTLETS = ("eg_today", "elsalv_", "in_hdtimes", "israel_haaretz", "kr_kherald", "nz_rnz", "uae_times")
WORLDWIDE_DEV_OUTLETS = ("cn_article_thestandard", "mex_mexicodailypost", "sa_iol", "th_post")

KNOWN_LABELS = "onrecord:known_labels"
# The sets do not say where paragraphs end; a news paragraph has about three sentences.
SENTENCES_A_PARAGRAPH = 3

NO_SPACE_BEFORE = set(".,:;!?)]}%”’") | {
    "'s",
    "’s",
    "n't",
    "n’t",
    "'re",
    "’re",
    "'ve",
    "’ve",
    "'ll",
    "’ll",
    "'m",
    "’m",
    "'d",
    "’d",
    "'",
    "...",
}
NO_SPACE_AFTER = set("([{$£€“‘#")


GENITIVES = {"'s", "’s", "'", "’"}
INSIDE_NAMES = {"of", "for", "and", "the", "de", "la", "du", "von", "van", "der", "al", "bin", "-", "&", "."}
TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "president",
    "king",
    "queen",
    "sir",
    "lord",
    "lady",
    "saint",
    "judge",
    "rev",
}
CALENDAR_WORDS = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}  # fmt: skip
LONGEST_DATE = 6
# (number-type-...) in one cell, (number-type-... that opens, number) that closes.
GUM_BRACKET = re.compile(r"(\()(\d+)-(\w+)[^()]*(\))?|(\d+)\)")


@dataclass(slots=True)
class TaggedSentence:
    """Words with BIO labels; ``document`` is the article's file name where the set has one."""

    document: str
    words: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def read_worldwide(path: Path) -> Iterator[TaggedSentence]:
    """Yield sentences of the Worldwide newswire set; of nested names the outer one ("University of Chicago" is an organisation, whatever Chicago is).

    Broken rows (a label lost in the word column) are plain words.
    """
    document, sentence = "", TaggedSentence("")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# article "):
                document = line.split("# article ", 1)[1].strip()
            elif line.strip():
                word, label = [*line.split("\t"), "O"][:2]
                sentence.words.append(word.strip() or "-")
                sentence.labels.append(label.strip() or "O")
            if not line.strip() or line.startswith("# article "):
                if sentence.words and not sentence.words[0].startswith("http"):
                    yield sentence
                sentence = TaggedSentence(document)
    if sentence.words:
        yield sentence


def read_columns(path: Path, separator: str = "\t") -> Iterator[TaggedSentence]:
    """Yield sentences of a two-column file (word, label), such as Wikigold and CrossNER."""
    sentence = TaggedSentence("")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, _, label = line.rstrip("\n").rpartition(separator)
            if word and word != "-DOCSTART-":
                sentence.words.append(word)
                sentence.labels.append(label)
            elif sentence.words:
                yield sentence
                sentence = TaggedSentence("")
    if sentence.words:
        yield sentence


def read_uner(path: Path) -> Iterator[TaggedSentence]:
    """Yield sentences of a Universal NER file (columns: number, word, label, ...)."""
    sentence = TaggedSentence("")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                if sentence.words:
                    yield sentence
                sentence = TaggedSentence("")
            elif not line.startswith("#"):
                row = line.rstrip("\n").split("\t")
                sentence.words.append(row[1])
                sentence.labels.append(row[2])
    if sentence.words:
        yield sentence


def read_gum(path: Path) -> Iterator[TaggedSentence]:
    """Yield sentences of GUM with its entities that are names; GUM marks all entities, and whole phrases."""
    document, rows = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif not line.strip():
                if rows:
                    yield _gum_sentence(document, rows)
                rows = []
            elif not line.startswith("#") and line.split("\t", 1)[0].isdigit():
                rows.append(line.rstrip("\n").split("\t"))


def _gum_sentence(document: str, rows: list[list[str]]) -> TaggedSentence:
    words = [row[1] for row in rows]
    labels = ["O"] * len(rows)
    for start, end, kind in sorted(_gum_entities([row[9] for row in rows]), key=lambda entity: entity[0] - entity[1]):
        named = False
        if kind == "time":
            named = end - start <= LONGEST_DATE and any(map(_is_calendar_word, words[start:end]))
        elif kind in GUM_LABELS:
            while start < end and (rows[start][3] == "DET" or words[start].islower() or words[start].lower().rstrip(".") in TITLES):
                start += 1
            while start < end and words[end - 1] in GENITIVES:
                end -= 1
            named = start < end and _is_name([(row[1], row[3]) for row in rows[start:end]])
        if named and set(labels[start:end]) == {"O"}:
            labels[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return TaggedSentence(document, words, labels)


def _gum_entities(cells: list[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of the brackets in GUM's last column, ``Entity=(8-organization-...`` to ``Entity=8)``."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, cell in enumerate(cells):
        entity = next((part[len("Entity=") :] for part in cell.split("|") if part.startswith("Entity=")), "")
        for opening, number, kind, alone, closing in GUM_BRACKET.findall(entity):
            if opening:
                opened.setdefault(number, []).append((i, kind))
            if (alone or closing) and opened.get(number or closing):
                start, kind = opened[number or closing].pop()
                yield start, i + 1, kind


def _is_calendar_word(word: str) -> bool:
    return word.lower() in CALENDAR_WORDS | DATE_WORDS or bool(re.fullmatch(r"(1[5-9]|20)\d\d", word))


def _is_name(words: list[tuple[str, str]]) -> bool:
    """Whether words (with parts of speech) are proper nouns, joined by small words if at all, as in "University of York"."""
    ends = (words[0], words[-1])
    return all(word[:1].isupper() for word, _ in ends) and all(
        pos == "PROPN" or word in INSIDE_NAMES or (len(words) > 1 and word[:1].isupper()) for word, pos in words
    )


def spacing(words: list[str]) -> list[bool]:
    """Guess whether a space follows each word: the sets keep words only. Straight quotation marks open and close in turn."""
    spaces, open_quote = [], False
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        if word == '"':
            open_quote = not open_quote
        closes = following in NO_SPACE_BEFORE or (following == '"' and open_quote)
        opens = word in NO_SPACE_AFTER or (word == '"' and open_quote)
        hyphen = word in ("-", "/") or following in ("-", "/")
        spaces.append(bool(following) and not (closes or opens or hyphen))
    return spaces


def to_doc(vocab: Vocab, sentences: list[TaggedSentence], labels: dict[str, str], *, partial: bool = False) -> Doc:
    """Join sentences into one document with its entities; labels that the scheme lacks are not entities.

    In a ``partial`` set, that knows fewer labels than the scheme, words that may carry the others are neither names nor none; its labels stand in
    ``doc.user_data[KNOWN_LABELS]``: those the words do not carry.
    """
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    for number, sentence in enumerate(sentences, start=1):
        paragraph_ends = number % SENTENCES_A_PARAGRAPH == 0
        words += sentence.words
        spaces += [*spacing(sentence.words)[:-1], not paragraph_ends]
        tags += sentence.labels
        if paragraph_ends:
            words, spaces, tags = [*words, "\n\n"], [*spaces, False], [*tags, "O"]
    doc = Doc(vocab, words=words, spaces=spaces)
    found = [as_people(entity) for entity in entities(doc, tags, labels)]
    named = {i for entity in found for i in range(entity.start, entity.end)}
    unknown = [doc[i : i + 1] for i, word in enumerate(words) if partial and i not in named and _may_be_named(word)]
    doc.set_ents(found, missing=unknown)
    if partial:
        doc.user_data[KNOWN_LABELS] = sorted(set(labels.values()))
    return doc


def as_people(entity: Span) -> Span:
    """A MISC that is an adjective or name of a people becomes NORP."""
    if entity.label_ == "MISC" and len(entity) == 1 and entity.text.lower().endswith(PEOPLES_ENDINGS):
        return Span(entity.doc, entity.start, entity.end, label="NORP")
    return entity


def _may_be_named(word: str) -> bool:
    return not word.islower() or word in DATE_WORDS


def entities(doc: Doc, tags: list[str], labels: dict[str, str]) -> Iterator[Span]:
    """Turn BIO tags into spans; an I- without a B- before it begins one."""
    start = None
    for i, tag in enumerate([*tags, "O"]):
        goes_on = tag.startswith("I-") and start is not None and tags[start][2:] == tag[2:]
        if start is not None and not goes_on:
            label = labels.get(tags[start][2:])
            if label:
                yield Span(doc, start, i, label=label)
            start = None
        if start is None and tag != "O":
            start = i
