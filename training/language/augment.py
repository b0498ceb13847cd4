"""Vary training documents the way newspapers vary: quotation marks, capitals, missing full stops."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

STRAIGHT_DOUBLE = ('"', '"')
DOUBLE_STYLES = (("“", "”"), ("“", "”"), ("‘", "’"), ("'", "'"), ("``", "''"))
DOUBLE_MARKS = {'"', "“", "”", "``", "''"}


@spacy.registry.augmenters("onrecord.news_augmenter.v1")
def create_news_augmenter(level: float, seed: int = 0) -> Callable[[Language, Example], Iterator[Example]]:
    """Yield each example and, with probability ``level``, a variant of it as another desk would have set it."""
    chance = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        yield example
        if chance.random() < level:
            words = [token.text for token in example.reference]
            yield with_words(nlp, example, vary(words, chance))

    return augment


def vary(words: list[str], chance: random.Random) -> list[str]:
    """The same words with other marks or capitals."""
    return chance.choice((restyle_quotes, restyle_quotes, curl_apostrophes, upper_case, title_case))(words, chance)


def restyle_quotes(words: list[str], chance: random.Random) -> list[str]:
    """Set double quotation marks in another style, curly apostrophes with the curly ones."""
    opening, closing = chance.choice(DOUBLE_STYLES)
    restyled, is_open = [], False
    for word in words:
        if word in DOUBLE_MARKS:
            is_open = word in ("“", "``") or (word == '"' and not is_open)
            word = opening if is_open else closing
        restyled.append(word)
    return curl_apostrophes(restyled, chance) if opening == "“" else restyled


def curl_apostrophes(words: list[str], chance: random.Random) -> list[str]:
    """``don't`` as ``don’t``, ``Paris'`` as ``Paris’``."""
    return [word if word == "''" else word.replace("'", "’") for word in words]


def upper_case(words: list[str], chance: random.Random) -> list[str]:
    """A line in capitals."""
    return [word.upper() for word in words]


def title_case(words: list[str], chance: random.Random) -> list[str]:
    """A headline in title case."""
    return [word[:1].upper() + word[1:] if len(word) > 3 else word for word in words]


def with_words(nlp: Language, example: Example, words: list[str]) -> Example:
    """The same annotation over other spellings of the same words (one for one)."""
    annotation = example.to_dict()
    annotation["token_annotation"]["ORTH"] = words
    spaces = [bool(token.whitespace_) for token in example.reference]
    text = Doc(nlp.vocab, words=words, spaces=spaces).text
    return Example.from_dict(nlp.make_doc(text), annotation)
