"""Load a spaCy pipeline and check that it has what the stages need."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from onrecord.errors import ModelMissing, ModelUnfit
from onrecord.language.encoder.component import EncoderPipe
from onrecord.version import DEFAULT_PIPELINE, PIPELINE_VERSION

# The annotations that the stages read; any component may assign them.
NEEDED = ("token.pos", "token.tag", "token.lemma", "token.dep", "doc.ents")
# A run of so many characters without a space is no word, and is left whole: to cut it mark by mark takes time by the square of its length (26 s for
# 16,000 opening brackets).
LONGEST_WORD = 250
# Words of these letters alone, which most are, have nothing to cut off: so the slow patterns of what may be cut off are not held against them.
PLAIN_WORD = "[A-Za-z]+"


def load(name: str = DEFAULT_PIPELINE) -> Language:
    """Load an installed spaCy pipeline, or one in a folder, and add our components where it lacks them.

    Raises ModelMissing if there is no pipeline of this name, ModelUnfit if it cannot be loaded, does not parse or finds no names.
    """
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelMissing(f"No language pipeline {name!r}. Reinstall onrecord, or install the pipeline that you named.") from error
    except (ValueError, ImportError) as error:
        raise ModelUnfit(f"The language pipeline {name!r} does not load with spaCy {version('spacy')}: {error}") from error
    if name == DEFAULT_PIPELINE and nlp.meta["version"] != PIPELINE_VERSION:
        raise ModelUnfit(f"{name} {nlp.meta['version']} is installed, but this onrecord needs {PIPELINE_VERSION}. Reinstall onrecord.")
    missing = [attribute for attribute in NEEDED if not _assigns(nlp, attribute)]
    if missing:
        raise ModelUnfit(f"The language pipeline {name!r} does not assign {', '.join(missing)}; onrecord needs all of them.")
    _leave_whole(nlp.tokenizer)
    if not nlp.has_pipe("onrecord_boundaries"):
        nlp.add_pipe("onrecord_boundaries", first=True)
    if not nlp.has_pipe("onrecord_encoder"):
        add_attributions(nlp)
    return nlp


def _leave_whole(tokenizer: Callable[[str], Doc]) -> None:
    """Have a tokenizer of spaCy's leave plain words and runs of ``LONGEST_WORD`` characters whole, by a pattern, so that it can still be stored.

    Its special cases ("cannot") go before the pattern.
    """
    if isinstance(tokenizer, Tokenizer):
        words = getattr(tokenizer.token_match, "__self__", None)
        whole = rf"^{PLAIN_WORD}$|^(?s:.{{{LONGEST_WORD}}})"
        tokenizer.token_match = re.compile(f"{words.pattern}|{whole}" if words is not None else whole).match


def add_attributions(nlp: Language) -> None:
    """Add our encoder to another pipeline, for attributions and the vectors that events are classified by only."""
    ours = spacy.load(DEFAULT_PIPELINE).get_pipe("onrecord_encoder")
    added = nlp.add_pipe("onrecord_encoder", last=True, config={"writes": ["attributions", "tensor"]})
    assert isinstance(ours, EncoderPipe)
    assert isinstance(added, EncoderPipe)
    added.with_files(ours.files)


def reader_of(nlp: Language) -> EncoderPipe:
    """The component that marks what is said and done, of a pipeline that ``load`` gave."""
    reader = nlp.get_pipe("onrecord_encoder")
    assert isinstance(reader, EncoderPipe)
    return reader


def model_name(nlp: Language) -> str:
    """Name and version of a pipeline as in records: ``en_onrecord-0.1.0``."""
    name = str(nlp.meta["name"])
    language = str(nlp.meta["lang"])
    return f"{name if name.startswith(language) else f'{language}_{name}'}-{nlp.meta['version']}"


def model_folders(nlp: Language) -> list[Path]:
    """Where the files of a pipeline are, and those of our encoder where it was added to another."""
    ours = spacy.util.get_package_path(DEFAULT_PIPELINE)
    return [Path(nlp.path), *([] if nlp.path.is_relative_to(ours) else [ours])]


def _assigns(nlp: Language, attribute: str) -> bool:
    return any(attribute in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names) or (
        # A morphologizer and an attribute ruler can replace one another; not every version of spaCy declares what they assign.
        attribute in ("token.pos", "token.lemma") and bool({"morphologizer", "attribute_ruler", "lemmatizer"} & set(nlp.pipe_names))
    )
