"""Train spaCy's convolutional networks on our data, three ways: from nothing, over vectors, and pre-trained.

    python -m training.cnn.compare [--work build/language] [--steps 3000] [--only none|vectors|pretrained]

``none`` is the configuration that the speed of the shipped pipeline is compared with. WORK has the corpora, vectors and text of ``training.language.build``;
what is trained goes into WORK/cnn, to be measured by ``python -m benchmark.language DATA --pipeline WORK/cnn/none``. Syntax and names have an encoder each, four layers 96 wide. ``pretrained`` is ``spacy pretrain`` (over the vectors),
guessing words' letters, on a fifth of the text; its encoder for names has the shape of the one for syntax then.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import spacy
from spacy.language import Language

from ..language.tokenizer import set_up_tokenizer

HERE = Path(__file__).parent
AUGMENT = HERE.parent / "language/augment.py"
WAYS = ("none", "vectors", "pretrained")
# What has been pre-trained has the shape of the encoder for syntax, which is told of spaces, too.
LIKE_SYNTAX = [
    '--components.tok2vec.model.embed.attrs=["NORM","PREFIX","SUFFIX","SHAPE","SPACY"]',
    "--components.tok2vec.model.embed.rows=[2500,1000,2000,1000,50]",
]
# One paragraph in five, in runs of about so many tokens.
EVERY, RUN = 5, 100


def main() -> None:
    """Train what is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("build/language"))
    parser.add_argument("--steps", type=int, default=3_000)
    parser.add_argument("--only", choices=WAYS)
    arguments = parser.parse_args()
    for way in [arguments.only] if arguments.only else WAYS:
        target = arguments.work / "cnn" / way
        if not target.exists():
            pipeline(arguments.work, way, arguments.steps).to_disk(target)


def pipeline(work: Path, way: str, steps: int) -> Language:
    """Syntax and names in one pipeline, with our tokenizer and boundaries."""
    syntax, names = (train(work, way, part, steps) for part in ("syntax", "names"))
    nlp, of_names = spacy.load(syntax), spacy.load(names)
    of_names.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=of_names)
    nlp.add_pipe("onrecord_boundaries", first=True)
    set_up_tokenizer(nlp)
    return nlp


def train(work: Path, way: str, part: str, steps: int) -> Path:
    """Train one part for so many steps; returns its best model."""
    out = work / "cnn" / f"{way}.{part}"
    if (out / "model-best").exists():
        return out / "model-best"
    settings = [
        f"--paths.train={work / f'{part}.train.spacy'}",
        f"--paths.dev={work / f'{part}.dev.spacy'}",
        f"--training.max_steps={steps}",
        "--training.patience=0",
    ]
    settings.append(f"--components.tok2vec.model.embed.include_static_vectors={'false' if way == 'none' else 'true'}")
    if way != "none":
        settings.append(f"--paths.vectors={work / 'vectors/packed'}")
    if way == "pretrained":
        settings.append(f"--initialize.init_tok2vec={pretrain(work)}")
        settings += ["--pretraining.component=tok2vec", *(LIKE_SYNTAX if part == "names" else [])]
    config = filled(work, part)
    run("train", str(config), "--code", str(AUGMENT), "-o", str(out), *settings)
    return out / "model-best"


def pretrain(work: Path) -> Path:
    """Weights of an encoder that has read some news; both parts' encoders have the same shape."""
    weights = work / "cnn/pretrained.weights/model-last.bin"
    if not weights.exists():
        text = work / "cnn/pretrained.jsonl"
        with text.open("w", encoding="utf-8") as out:
            for line in runs(work / "text.txt"):
                print(json.dumps({"text": line}), file=out)
        settings = [f"--paths.raw_text={text}", f"--paths.vectors={work / 'vectors/packed'}", "--pretraining.max_epochs=1"]
        run("pretrain", str(filled(work, "syntax")), str(weights.parent), "--code", str(AUGMENT), *settings)
    return weights


def runs(text: Path) -> list[str]:
    """Every fifth paragraph of a text, neighbours joined to runs."""
    found, words = [], []
    with text.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number // 10 % EVERY == 0:
                words += line.split()
            if len(words) >= RUN:
                found.append(" ".join(words))
                words = []
    return found


def filled(work: Path, part: str) -> Path:
    """The configuration with all defaults in it."""
    config = work / "cnn" / f"{part}.cfg"
    config.parent.mkdir(parents=True, exist_ok=True)
    run("init", "fill-config", str(HERE / f"{part}.cfg"), str(config), "--pretraining", "--code", str(AUGMENT))
    return config


def run(*command: str) -> None:
    """Run a command of spaCy on one core."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run([sys.executable, "-m", "spacy", *command], check=True, env=environment, stdout=sys.stderr)


if __name__ == "__main__":
    main()
