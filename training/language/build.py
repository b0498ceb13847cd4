"""Make the language pipeline that the wheel ships, with one command.

    python -m training.language.build DATA [--work build/language] [--only STEP] [--scratch | --clean] [--processes 1]

STEP is prepare, vectors, pretrain, annotate, train or assemble. Logs and checkpoints stand in WORK; what is there is not made again, and what was stopped
goes on. Training goes on from the weights that ship; ``--scratch`` begins from nothing, with vectors and pre-training. ``--clean`` uses only sets with an
open licence (our own short reports, no vectors and no pre-training) and leaves what ships as it is: its pipeline goes into WORK/pipeline.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from onrecord.version import PIPELINE_VERSION
from training.encoder.export import export, read_reader

from . import prepare
from .tokenizer import set_up_tokenizer

PACKAGE = Path(__file__).parents[2] / "src/en_onrecord"
STEPS = ("prepare", "vectors", "pretrain", "annotate", "train", "assemble")
DESCRIPTION = "English news: tags, morphology, lemmas, trees, names, who said what and what happened (onrecord)."


def main() -> None:
    """Run all steps, or one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--only", choices=STEPS)
    parser.add_argument("--scratch", action="store_true")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--processes", type=int, default=1, help="how many share each step of training, a core each")
    arguments = parser.parse_args()
    data: Path = arguments.data
    work: Path = arguments.work or Path("build/clean" if arguments.clean else "build/language")
    steps = [arguments.only] if arguments.only else list(STEPS)
    (work / "encoder").mkdir(parents=True, exist_ok=True)
    if "prepare" in steps:
        prepare.prepare_syntax(data, work)
        prepare.prepare_names(data, work, clean=arguments.clean)
        prepare.prepare_attributions(data, work, clean=arguments.clean)
        if arguments.clean:
            (work / "text.txt").write_text("\n".join(training_text(work)), encoding="utf-8")
    if "vectors" in steps and arguments.scratch:
        make_vectors(data, work)
    together = ["--processes", str(arguments.processes)]
    beginning = begin(data, work, together, scratch=arguments.scratch, clean=arguments.clean) if {"pretrain", "train"} & set(steps) else []
    if "annotate" in steps and not (work / "annotated.pickle").exists():
        run("training.encoder.annotated", data, work, *(["--clean"] if arguments.clean else []))
    if "train" in steps and not (work / "reader/reader.pt").exists():
        run(
            "training.encoder.train", work, work / "reader", *beginning, *together, "--fold", "0", *(["--clean"] if arguments.clean else [])
        )
    if "assemble" in steps:
        save(assemble(work), work / "pipeline" if arguments.clean else PACKAGE / f"en_onrecord-{PIPELINE_VERSION}")


def begin(data: Path, work: Path, together: list[str], *, scratch: bool, clean: bool) -> list[str | Path]:
    """Make what training begins from, and say so in its arguments: the shipped weights, a pre-trained encoder, or nothing but a vocabulary."""
    if not (scratch or clean):
        run("training.encoder.shipped", work / "encoder")
        return ["--shipped", work / "encoder/shipped.pt"]
    run("training.encoder.vocabulary", data, work / "text.txt", work / "encoder", *(["--clean"] if clean else []))
    if clean:
        return []
    run("training.encoder.pretrain", work / "text.txt", work / "encoder", "--vectors", work / "vectors/packed", *together)
    return ["--encoder", work / "encoder/checkpoint.pt"]


def training_text(work: Path) -> Iterator[str]:
    """The words of the training corpora, a document a line."""
    vocab = spacy.blank("en").vocab
    for part in ("syntax", "names"):
        for doc in DocBin().from_disk(work / f"{part}.train.spacy").get_docs(vocab):
            yield " ".join(token.text for token in doc if not token.is_space)


def make_vectors(data: Path, work: Path) -> None:
    """Write raw news as tokens, train vectors on it and pack them as a spaCy pipeline; left alone if they are there."""
    if (work / "vectors/packed").exists():
        return
    run("training.language.vectors", data, work / "text.txt", work / "vectors")
    run("spacy", "init", "vectors", "en", work / "vectors/vectors.floret", work / "vectors/packed", "--mode", "floret")


def run(module: str, *arguments: str | Path) -> None:
    """Run a module in a process of its own."""
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True)


def assemble(work: Path) -> Language:
    """Tokenizer, boundaries, encoder."""
    nlp = spacy.blank("en")
    set_up_tokenizer(nlp)
    nlp.add_pipe("onrecord_boundaries")
    reader, labels = read_reader(work / "reader/reader.pt")
    nlp.add_pipe("onrecord_encoder").with_files(export(reader, labels, work / "encoder/forms.txt", work / "encoder/kinds.json"))
    nlp.meta.update(
        name="onrecord",
        version=PIPELINE_VERSION,
        description=DESCRIPTION,
        author="The onrecord authors",
        license="see MODEL_CARD.md",
        performance={},
    )
    return nlp


def save(nlp: Language, target: Path) -> None:
    """Write the pipeline, in place of what stands there; into its package with its description beside it."""
    if target.parent == PACKAGE:
        for old in PACKAGE.glob("en_onrecord-*"):
            shutil.rmtree(old)
        (PACKAGE / "meta.json").write_text(json.dumps(nlp.meta, indent=2) + "\n", encoding="utf-8")
    nlp.to_disk(target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
