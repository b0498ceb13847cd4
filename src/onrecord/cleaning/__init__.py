"""Page to article: what kind of text each paragraph is, when it was published, and the view that the language pipeline reads."""

from onrecord.cleaning.article import clean
from onrecord.cleaning.language import language_of, looks_english
from onrecord.cleaning.view import body_view

__all__ = ["body_view", "clean", "language_of", "looks_english"]
