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

from corpora import gum, names, treebanks
from corpora.erst import read_erst
from corpora.polnear import read_polnear

from .tokenizer import set_up_tokenizer

# Enough neighbours to learn where sentences end, short enough to shuffle well.
SENTENCES_A_DOCUMENT = 8
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
    ewt = list(treebanks.read_sentences(data / "ud/en_ewt-ud-train.conllu.gz"))
    gums = list(gum_of_training(data))
    news = [s for s in gums if s.document.startswith(GUM_LIKE_NEWS)]
    dev = list(treebanks.read_sentences(data / "ud/en_ewt-ud-dev.conllu.gz"))
    for name, sentences in (("train", ewt + gums + news), ("dev", dev)):
        docs = (treebanks.to_doc(vocab, run) for run in treebanks.group(sentences, SENTENCES_A_DOCUMENT))
        write(docs, SYNTAX_ATTRIBUTES, out / f"syntax.{name}.spacy")


def gum_of_training(data: Path) -> Iterator[treebanks.Sentence]:
    """GUM without the documents that are held out."""
    return (s for s in treebanks.read_sentences(data / "gum/gum.conllu.gz") if s.document not in gum.HELD_OUT)


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
        train += [names.to_doc(vocab, run, names.WORLDWIDE_LABELS) for run in treebanks.group(worldwide, SENTENCES_A_DOCUMENT)]
    dev = [s for s in sentences if s.document.startswith(names.WORLDWIDE_DEV_OUTLETS)]
    write(train, NAMES_ATTRIBUTES, out / "names.train.spacy")
    write(
        (names.to_doc(vocab, run, names.WORLDWIDE_LABELS) for run in treebanks.group(dev, SENTENCES_A_DOCUMENT)),
        NAMES_ATTRIBUTES,
        out / "names.dev.spacy",
    )


def open_names(vocab: Vocab, data: Path) -> Iterator[Doc]:
    """Sets with an open licence; they know fewer labels than the scheme."""
    sets: list[tuple[Iterable[names.TaggedSentence], dict[str, str]]] = [
        (names.read_columns(data / "ner/wikigold_wikigold.conll.txt.gz", " "), names.UNER_LABELS | {"MISC": "MISC"}),
        (names.read_uner(data / "ner/uner_ewt_dev.iob2.gz"), names.UNER_LABELS),
        (names.read_uner(data / "ner/uner_ewt_test.iob2.gz"), names.UNER_LABELS),
        (map(gum.named, gum_of_training(data)), gum.NAME_LABELS),
    ]
    for part in ("train", "dev", "test"):
        sets.append((names.read_columns(data / f"ner/crossner_politics_{part}.txt.gz"), names.CROSSNER_LABELS))
    for sentences, labels in sets:
        yield from (names.to_doc(vocab, run, labels, partial=True) for run in treebanks.group(list(sentences), SENTENCES_A_DOCUMENT))


def prepare_attributions(data: Path, out: Path, *, clean: bool = False) -> None:
    """PolNeAR's articles: attributions, and CoreNLP's names; ``clean``: GUM's attributions for training."""
    nlp = spacy.blank("en")
    set_up_tokenizer(nlp)
    open_set = read_erst(data / "gum/gum_erst.json.gz", gum_of_training(data), nlp.vocab)
    polnear = {
        part: read_polnear(data / f"polnear/{part}.jsonl.gz", data / f"polnear/silver_{part}.jsonl.gz", nlp) for part in ("train", "dev")
    }
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
