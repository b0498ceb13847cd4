"""Who is in the article: mentions, chains of mentions, and the actors that they stand for."""

from onrecord.actors.cast import Cast, find_cast

__all__ = ["Cast", "find_cast"]
