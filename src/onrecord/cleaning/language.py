"""Whether a text is English: by its small words, and where they are too few to tell, by the letters of its words (py3langid)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SMALL_WORDS = (
    "the of and to in a that is was for on with as it at by he his from be are had have but not they were this which or an their has its who said "
    "will we she her been would there when more than after about you if up out all no one what so also"
)
FUNCTION_WORDS = frozenset(SMALL_WORDS.split())
WORD = re.compile(r"[^\W\d_]+")
# Of 1,500 news articles with 50 words and more, the median has 38 % of its words on the list, three have under 25 % and one (a list of names)
# 11 %; French, German and Spanish news has 2 to 3 %.
ENGLISH_SHARE = 0.08
WORDS_TO_TELL = 50
# The first words tell as much as all of them.
WORDS_TO_LOOK_AT = 2000
# A short text with so many of them needs no second look; Dutch and German sentences have up to a third ("in", "was", "of").
CLEARLY_ENGLISH_SHARE = 0.4
# Nor has one with two of these, which no other language shares, and so much of them, or with one where so many of the others stand: a name or a title
# in a foreign text has one or two, in many words, and Danish and Dutch have up to a fifth of the others.
ONLY_ENGLISH_WORDS = {
    "the", "and", "that", "with", "said", "they", "were", "from", "which", "their", "who", "she", "his", "this", "would", "when", "after", "about", "by", "has",
}  # fmt: skip
FEWEST_ONLY_ENGLISH, ONLY_ENGLISH_SHARE, SHARE_BESIDE_ONE = 2, 0.1, 0.25
# Of 7,000 English sentences of four words and more, one is English with less (names: "Sana'a"); of 30 sentences in 23 other languages all but three are.
ENGLISH_PROBABILITY = 0.003
WORDS_TO_NAME = 4
CHARACTERS_TO_NAME = 4000
# Nigerian Pidgin: what is taken for it is English with African names.
ENGLISH = {"en", "pcm"}


def looks_english(text: str) -> bool:
    """Whether a text is English; what is too short to tell is taken for it."""
    words = [match[0].lower() for _, match in zip(range(WORDS_TO_LOOK_AT), WORD.finditer(text), strict=False)]
    share = sum(word in FUNCTION_WORDS for word in words) / max(1, len(words))
    if len(words) >= WORDS_TO_TELL:
        return share >= ENGLISH_SHARE
    return (
        share >= CLEARLY_ENGLISH_SHARE
        or _has_only_english_words(words, share)
        or (_is_latin(words) and (len(words) < WORDS_TO_NAME or _may_be_english(words)))
    )


def language_of(text: str) -> str:
    """The most likely language of a text that is not English, as ISO 639-1; "en" where its words are too few or too odd to tell more."""
    encodable = text[:CHARACTERS_TO_NAME].encode("utf-8", "replace").decode("utf-8")
    return str(_identifier().classify(encodable)[0])


def _has_only_english_words(words: list[str], share: float) -> bool:
    """Whether a text, with such a share of small words, has enough that no other language has."""
    told = [word for word in words if word in ONLY_ENGLISH_WORDS]
    are_enough = len(set(told)) >= FEWEST_ONLY_ENGLISH and len(told) >= ONLY_ENGLISH_SHARE * len(words)
    return are_enough or (bool(told) and share >= SHARE_BESIDE_ONE)


def _is_latin(words: list[str]) -> bool:
    """Whether most letters are Latin."""
    letters = "".join(words)
    return sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters) * 2 >= len(letters)


def _may_be_english(words: list[str]) -> bool:
    probabilities = dict(_identifier().rank(" ".join(words)))
    return bool(sum(probabilities[language] for language in ENGLISH) >= ENGLISH_PROBABILITY)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # Two seconds, for short texts in doubt only.

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
