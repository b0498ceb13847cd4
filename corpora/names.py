"""Sets of annotated names, and how they become spaCy documents under one label scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from corpora.files import read_blocks

WORLDWIDE_LABELS = {
    "Person": "PERSON", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Date": "DATE", "Money": "MONEY", "Facility": "FAC",
    "Product": "MISC", "Misc": "MISC",
}  # fmt: skip
UNER_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
CROSSNER_LABELS = {
    "politician": "PERSON", "person": "PERSON", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC", "location": "LOC",
    "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip
CORENLP_LABELS = {
    "PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "DATE": "DATE", "TIME": "DATE", "MONEY": "MONEY", "MISC": "MISC",
}  # fmt: skip
# CoreNLP calls these dates; for us they are none.
VAGUE_DATES = {
    "now", "recently", "currently", "previously", "past", "future", "once", "recent", "current", "present", "formerly", "soon", "the",
    "time",
}  # fmt: skip
# CoreNLP's MISC holds peoples, faiths and parties' followers; so do the MISC of Wikigold and CrossNER.
PEOPLES_ENDINGS = (
    "an", "ans", "ish", "ese", "ic", "ics", "crat", "crats", "slim", "slims", "tino", "tinos", "rench", "utch", "eek", "eeks", "ew",
    "ews", "aqi", "aeli",
)  # fmt: skip
# Lower-case words that may be part of a date.
DATE_WORDS = {
    "today", "yesterday", "tomorrow", "week", "month", "year", "day", "morning", "afternoon", "evening", "night", "last", "next",
    "this", "ago", "earlier",
}  # fmt: skip

# Whole outlets, so that a test never meets the house style, the reporters or the running stories of a training article.
WORLDWIDE_TEST_OUTLETS = ("eg_today", "elsalv_", "in_hdtimes", "israel_haaretz", "kr_kherald", "nz_rnz", "uae_times")
WORLDWIDE_DEV_OUTLETS = ("cn_article_thestandard", "mex_mexicodailypost", "sa_iol", "th_post")

KNOWN_LABELS = "onrecord:known_labels"
# The sets do not say where paragraphs end; a news paragraph has about three sentences.
SENTENCES_A_PARAGRAPH = 3

NO_SPACE_BEFORE = set(".,:;!?)]}%”’") | {
    "'s", "’s", "n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'m", "’m", "'d", "’d", "'", "...",
}  # fmt: skip
NO_SPACE_AFTER = set("([{$£€“‘#")


@dataclass(slots=True)
class TaggedSentence:
    """Words with BIO labels; ``document`` is the article's file name where the set has one."""

    document: str
    words: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def add(self, word: str, label: str) -> None:
        """Add a word."""
        self.words.append(word)
        self.labels.append(label)


def read_worldwide(path: Path) -> Iterator[TaggedSentence]:
    """Yield sentences of the Worldwide newswire set; of nested names the outer one ("University of Chicago" is an organisation, whatever Chicago is).

    Broken rows (a label lost in the word column) are plain words.
    """
    document = ""
    for block in read_blocks(path):
        sentence = TaggedSentence(document)
        for line in block:
            if line.startswith("# article "):
                yield from _kept(sentence)
                document = line.removeprefix("# article ").strip()
                sentence = TaggedSentence(document)
            else:
                word, label = [*line.split("\t"), "O"][:2]
                sentence.add(word.strip() or "-", label.strip() or "O")
        yield from _kept(sentence)


def _kept(sentence: TaggedSentence) -> Iterator[TaggedSentence]:
    """The sentence, unless it is empty or a link."""
    if sentence.words and not sentence.words[0].startswith("http"):
        yield sentence


def read_columns(path: Path, separator: str = "\t") -> Iterator[TaggedSentence]:
    """Yield sentences of a two-column file (word, label), such as Wikigold and CrossNER."""
    for block in read_blocks(path):
        sentence = TaggedSentence("")
        for word, _, label in (line.rpartition(separator) for line in block):
            if word and word != "-DOCSTART-":
                sentence.add(word, label)
        if sentence.words:
            yield sentence


def read_uner(path: Path) -> Iterator[TaggedSentence]:
    """Yield sentences of a Universal NER file (columns: number, word, label, ...)."""
    for block in read_blocks(path):
        sentence = TaggedSentence("")
        for _, word, label, *_ in (line.split("\t") for line in block if not line.startswith("#")):
            sentence.add(word, label)
        if sentence.words:
            yield sentence


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


def entities(doc: Doc, tags: Sequence[str], labels: Mapping[str, str]) -> Iterator[Span]:
    """The names that BIO tags mark; those whose label the scheme lacks are left out."""
    return (Span(doc, start, end, label=labels[label]) for start, end, label in runs(tags) if label in labels)


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, label) of the runs of BIO tags; an I- without its B- begins one."""
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and tag != f"I-{tags[start][2:]}":
            yield start, i, tags[start][2:]
            start = None
        if start is None and tag != "O":
            start = i
