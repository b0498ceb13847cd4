"""Make the language pipeline that the wheel ships: prepare, train, assemble, measure.

    python -m training.language.build DATA [--work build/language] [--only prepare|vectors|train|assemble|measure]

Training takes about an hour and a half on two cores. Logs and checkpoints stand in WORK; a part that is there is not made again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import spacy
from spacy.language import Language

from benchmark.language import measure
from onrecord.version import PIPELINE_VERSION

from . import prepare

HERE = Path(__file__).parent
PACKAGE = Path(__file__).parents[2] / "src/en_onrecord"
PARTS = ("syntax", "names")
STEPS = ("prepare", "vectors", "train", "assemble", "measure")
# Abbreviations of news that spaCy's tokenizer would cut from their full stop.
ABBREVIATIONS = (
    "Capt.", "Cmdr.", "Col.", "Cpl.", "Lt.", "Maj.", "Pvt.", "Sgt.", "Supt.", "Insp.", "Reps.", "Sens.", "Govs.", "Amb.", "Atty.", "Dept.",
    "Hon.", "Msgr.", "Pres.", "Dist.", "Det.", "Fr.", "Adm.", "Brig.", "Univ.", "Assn.", "approx.", "Approx.", "bn.", "mn.",
    "ft.", "lbs.", "km.", "sq.", "al.", "Blvd.", "Ave.", "Hwy.", "Mme.", "Mlle.", "Sr.",
)  # fmt: skip
DESCRIPTION = "English news: tags, morphology, lemmas, trees, names, and who said what (onrecord)."


def main() -> None:
    """Run all steps, or one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/language"))
    parser.add_argument("--only", choices=STEPS)
    arguments = parser.parse_args()
    steps = [arguments.only] if arguments.only else list(STEPS)
    arguments.work.mkdir(parents=True, exist_ok=True)
    if "prepare" in steps:
        prepare.prepare_syntax(arguments.data, arguments.work)
        prepare.prepare_names(arguments.data, arguments.work)
    if "vectors" in steps:
        make_vectors(arguments.data, arguments.work / "vectors")
    if "train" in steps:
        train(arguments.work)
    if "assemble" in steps:
        save(assemble(arguments.work))
    if "measure" in steps:
        write_figures(dict(measure(spacy.load("en_onrecord"), arguments.data)))


def make_vectors(data: Path, out: Path) -> None:
    """Train vectors on raw news and pack them as a spaCy pipeline; left alone if they are there."""
    if (out / "packed").exists():
        return
    subprocess.run([sys.executable, "-m", "training.language.vectors", str(data), str(out)], check=True)
    command = [sys.executable, "-m", "spacy", "init", "vectors", "en", str(out / "vectors.floret"), str(out / "packed"), "--mode", "floret"]
    subprocess.run(command, check=True)


def train(work: Path) -> None:
    """Train the parts side by side, one core each; a part with a best model is left as it is."""
    running = [_start(work, part) for part in PARTS if not (work / part / "model-best").exists()]
    for process in running:
        if process.wait():
            sys.exit(f"training failed: {process.args}")


def _start(work: Path, part: str) -> subprocess.Popen[bytes]:
    config = work / f"{part}.cfg"
    code = str(HERE / "augment.py")
    spacy_command = [sys.executable, "-m", "spacy"]
    subprocess.run([*spacy_command, "init", "fill-config", str(HERE / f"{part}.cfg"), str(config), "--code", code], check=True)
    command = [*spacy_command, "train", str(config), "--code", code, "-o", str(work / part)]
    command += [
        "--paths.vectors",
        str(work / "vectors/packed"),
        "--paths.train",
        str(work / f"{part}.train.spacy"),
        "--paths.dev",
        str(work / f"{part}.dev.spacy"),
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with (work / f"{part}.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment)


def assemble(work: Path) -> Language:
    """One pipeline of both parts, with our own components around them."""
    nlp = spacy.load(work / "syntax/model-best")
    nlp.add_pipe("ner", source=spacy.load(work / "names/model-best"))
    nlp.add_pipe("onrecord_boundaries", first=True)
    nlp.add_pipe("onrecord_attribution", last=True)
    for abbreviation in ABBREVIATIONS:
        nlp.tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    nlp.meta.update(
        name="onrecord",
        version=PIPELINE_VERSION,
        description=DESCRIPTION,
        author="The onrecord authors",
        license="see MODEL_CARD.md",
        performance={},
    )
    return nlp


def save(nlp: Language) -> None:
    """Write the pipeline into its package, in place of the one that stands there."""
    for old in PACKAGE.glob("en_onrecord-*"):
        shutil.rmtree(old)
    target = PACKAGE / f"en_onrecord-{PIPELINE_VERSION}"
    nlp.to_disk(target)
    (PACKAGE / "meta.json").write_text(json.dumps(nlp.meta, indent=2) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target}: {size / 1e6:.1f} MB")


def write_figures(figures: dict[str, float]) -> None:
    """Put the figures into the model card."""
    card = PACKAGE / "MODEL_CARD.md"
    rows = "".join(f"| {name} | {value:.1f} |\n" for name, value in figures.items())
    text = card.read_text("utf-8")
    start = text.index("| figure | % |")
    end = text.index("<!-- end of figures -->")
    card.write_text(f"{text[:start]}| figure | % |\n|---|---|\n{rows}{text[end:]}", encoding="utf-8")


if __name__ == "__main__":
    main()
