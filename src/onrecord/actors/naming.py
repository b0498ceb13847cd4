"""Which names are the same actor's: the same name, its short form, its acronym."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from onrecord.actors.nouns import is_body, words
from onrecord.knowledge import is_medium

Name = tuple[str, ...]
ACRONYM_LETTERS = 2
ARTICLES_OF_NAMES = re.compile(r"^(al|el|ad|as|ash|an|ar|at|az|ul)-(?=\w{3})")
SMALL_WORDS = {"of", "the", "for", "and", "in", "on", "to"}


def folded(name: Name) -> Name:
    """A name without capitals, accents, full stops, genitives and the article of "al-Hariri"."""
    return tuple(_folded_word(word) for word in name if word not in ("'s", "’s"))


def _folded_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return ARTICLES_OF_NAMES.sub("", plain.rstrip(".").replace("’", "'"))


def keys_of(name: Name) -> set[str]:
    """What a name is looked up by: its first and last word, itself, and its initials."""
    folded_words = folded(name)
    if not folded_words:
        return set()
    initials = "".join(word[0] for word in name if word[:1].isupper()).casefold()
    keys = {folded_words[0], folded_words[-1], " ".join(folded_words), folded_words[0].replace(".", "")}
    return keys | ({initials} if len(initials) >= ACRONYM_LETTERS else set())


def is_same_person(known: Iterable[Name], name: Name) -> bool:
    """Whether a name agrees with one that a person is known by."""
    return any(_persons_agree(one, name) for one in known)


def is_same_body(known: Iterable[Name], name: Name, *, is_place: bool) -> bool:
    """Whether a name agrees with one that a body or country is known by; that of a place must be the same."""
    return any(
        name == one or _is_acronym(one, name) or _is_acronym(name, one) or (not is_place and _is_either_in_short(one, name))
        for one in known
    )


def _persons_agree(a: Name, b: Name) -> bool:
    """Same name, or one is the end or the given name of the other; two different given names are two people."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if not short:
        return False
    if long[-len(short) :] == short:
        return True
    if len(short) == 1:
        return long[0] == short[0]
    return long[0] == short[0] and long[-1] == short[-1]


def _is_either_in_short(a: Name, b: Name) -> bool:
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    return _is_in_short(short, long)


def _is_in_short(short: Name, long: Name) -> bool:
    """Whether one name is the other's short form: "Fusion" for "Fusion Inc.", "Arvato" for "Arvato Systems", "Times" for "New York Times".

    The place or the house that a body belongs to is not its name: "Kansas" for "Kansas City Council", "Senate" for "Senate Judiciary Committee".
    """
    rest = long[len(short) :]
    if not short or not rest:
        return False
    is_proper = len(short) == 1 and not any(is_body(word) for word in long)
    of_company = long[: len(short)] == short and (is_proper or all(word in words("company_ending") for word in rest))
    is_body_in_short = len(short) > 1 and is_body(short[-1])  # "Ethics Committee", for "House Ethics Committee".
    return of_company or (long[-len(short) :] == short and (is_body_in_short or (is_medium(short) and short != ("news",))))


def _is_acronym(short: Name, long: Name) -> bool:
    if len(short) != 1 or len(long) < ACRONYM_LETTERS:
        return False
    letters = short[0].replace(".", "")
    if len(long[0].replace(".", "")) <= ACRONYM_LETTERS:
        return False  # "UN" is not the US Navy.
    return len(letters) >= ACRONYM_LETTERS and letters == "".join(word[0] for word in long if word and word not in SMALL_WORDS)
