"""The language pipeline: loading it, checking that it fits, and the components that we add to spaCy's."""

from onrecord.language.loading import DEFAULT_PIPELINE, load, model_name

__all__ = ["DEFAULT_PIPELINE", "load", "model_name"]
