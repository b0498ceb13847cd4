"""The spaCy pipeline: loading it, checking that it is complete, and our own components."""

from onrecord.language.loading import DEFAULT_PIPELINE, load, model_folders, model_name

__all__ = ["DEFAULT_PIPELINE", "load", "model_folders", "model_name"]
