"""The spaCy pipeline: loading it, checking that it is complete, and our own components."""

from onrecord.language.loading import load, model_folders, model_name, reader_of
from onrecord.version import DEFAULT_PIPELINE

__all__ = ["DEFAULT_PIPELINE", "load", "model_folders", "model_name", "reader_of"]
