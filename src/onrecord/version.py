"""The versions and the name of the language pipeline, in one place."""

__version__ = "0.4.0"
# The language pipeline that this code was made for; a pipeline of another version is refused.
PIPELINE_VERSION = "0.4.0"
DEFAULT_PIPELINE = "en_onrecord"
