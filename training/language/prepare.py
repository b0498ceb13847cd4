"""Turn the public sets under DATA into spaCy's training format.

    python -m training.language.prepare DATA OUT [--clean]

OUT gets {syntax,names,attributions}.{train,dev}.spacy.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from . import names, trees
from .erst import read_erst
from .polnear import read_polnear

# Enough neighbours to learn where sentences end, short enough to shuffle well.
SENTENCES_A_DOCUMENT = 8
# Kept out of training: later measures (coreference on news, parsing) want genres that no model has seen.
GUM_HELD_OUT = (
    "GUM_news_homeopathic",
    "GUM_news_hackers",
    "GUM_news_iodine",
    "GUM_news_nasa",
    "GUM_news_sensitive",
    "GUM_interview_cyclone",
    "GUM_interview_gaming",
)
GUM_LIKE_NEWS = ("GUM_news_", "GUM_interview_")
NAMES_ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE")
SYNTAX_ATTRIBUTES = ("ORTH", "LEMMA", "POS", "TAG", "MORPH", "HEAD", "DEP", "SENT_START", "SPACY")


def main() -> None:
    """Write the corpora."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clean", action="store_true", help="only sets with an open licence")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    prepare_syntax(arguments.data, arguments.out)
    prepare_names(arguments.data, arguments.out, clean=arguments.clean)
    prepare_attributions(arguments.data, arguments.out, clean=arguments.clean)


def prepare_syntax(data: Path, out: Path) -> None:
    """UD English EWT, and the GUM documents that are not held out, those most like news twice."""
    vocab = spacy.blank("en").vocab
    ewt = list(trees.read_sentences(data / "ud/en_ewt-ud-train.conllu.gz"))
    gum = [s for s in trees.read_sentences(data / "gum/gum.conllu.gz") if s.document not in GUM_HELD_OUT]
    news = [s for s in gum if s.document.startswith(GUM_LIKE_NEWS)]
    dev = list(trees.read_sentences(data / "ud/en_ewt-ud-dev.conllu.gz"))
    for name, sentences in (("train", ewt + gum + news), ("dev", dev)):
        docs = (trees.to_doc(vocab, run) for run in trees.group(sentences, SENTENCES_A_DOCUMENT))
        write(docs, SYNTAX_ATTRIBUTES, out / f"syntax.{name}.spacy")


def prepare_names(data: Path, out: Path, *, clean: bool = False) -> None:
    """Worldwide newswire without the outlets that are kept for tuning and testing, and the open sets.

    ``clean``: the open sets alone for training.
    """
    vocab = spacy.blank("en").vocab
    sentences = list(names.read_worldwide(data / "ner/worldwide_train.tsv.gz"))
    held_out = names.WORLDWIDE_TEST_OUTLETS + names.WORLDWIDE_DEV_OUTLETS
    train = list(open_names(vocab, data))
    if not clean:
        worldwide = [s for s in sentences if not s.document.startswith(held_out)]
        train += [names.to_doc(vocab, run, names.WORLDWIDE_LABELS) for run in trees.group(worldwide, SENTENCES_A_DOCUMENT)]
    dev = [s for s in sentences if s.document.startswith(names.WORLDWIDE_DEV_OUTLETS)]
    write(train, NAMES_ATTRIBUTES, out / "names.train.spacy")
    write(
        (names.to_doc(vocab, run, names.WORLDWIDE_LABELS) for run in trees.group(dev, SENTENCES_A_DOCUMENT)),
        NAMES_ATTRIBUTES,
        out / "names.dev.spacy",
    )


def open_names(vocab: Vocab, data: Path) -> Iterator[Doc]:
    """Sets with an open licence; they know fewer labels than the scheme."""
    sets: list[tuple[Iterable[names.TaggedSentence], dict[str, str]]] = [
        (names.read_columns(data / "ner/wikigold_wikigold.conll.txt.gz", " "), names.UNER_LABELS | {"MISC": "MISC"}),
        (names.read_uner(data / "ner/uner_ewt_dev.iob2.gz"), names.UNER_LABELS),
        (names.read_uner(data / "ner/uner_ewt_test.iob2.gz"), names.UNER_LABELS),
        ((s for s in names.read_gum(data / "gum/gum.conllu.gz") if s.document not in GUM_HELD_OUT), names.GUM_LABELS),
    ]
    for part in ("train", "dev", "test"):
        sets.append((names.read_columns(data / f"ner/crossner_politics_{part}.txt.gz"), names.CROSSNER_LABELS))
    for sentences, labels in sets:
        yield from (names.to_doc(vocab, run, labels, partial=True) for run in trees.group(list(sentences), SENTENCES_A_DOCUMENT))


def prepare_attributions(data: Path, out: Path, *, clean: bool = False) -> None:
    """PolNeAR's articles: attributions, and CoreNLP's names; ``clean``: GUM's attributions for training."""
    gum = (s for s in trees.read_sentences(data / "gum/gum.conllu.gz") if s.document not in GUM_HELD_OUT)
    open_set = read_erst(data / "gum/gum_erst.json.gz", gum, spacy.blank("en").vocab)
    polnear = {part: read_polnear(data / f"polnear/{part}.jsonl.gz", data / f"polnear/silver_{part}.jsonl.gz") for part in ("train", "dev")}
    write(open_set if clean else polnear["train"], NAMES_ATTRIBUTES, out / "attributions.train.spacy")
    write(polnear["dev"], NAMES_ATTRIBUTES, out / "attributions.dev.spacy")


def write(docs: Iterable[Doc], attributes: tuple[str, ...], path: Path) -> None:
    """Store documents and say how many."""
    store = DocBin(attrs=list(attributes), store_user_data=True)
    for doc in docs:
        store.add(doc)
    store.to_disk(path)
    print(f"{path}: {len(store)} documents")


if __name__ == "__main__":
    main()
