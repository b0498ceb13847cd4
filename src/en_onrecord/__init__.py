"""The language pipeline of onrecord as an installed spaCy package: ``spacy.load("en_onrecord")``."""

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_init_py

__version__ = str(get_model_meta(Path(__file__).parent)["version"])


def load(**overrides: Any) -> Language:
    """Load the pipeline; ``overrides`` are those of ``spacy.load``."""
    return load_model_from_init_py(__file__, **overrides)
