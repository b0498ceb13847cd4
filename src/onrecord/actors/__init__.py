"""Who is in the article: mentions, chains of mentions, and the actors that they stand for."""

from onrecord.actors.cast import Cast, find_cast
from onrecord.actors.linking import identified

__all__ = ["Cast", "find_cast", "identified"]
