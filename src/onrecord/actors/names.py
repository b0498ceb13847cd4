"""Names of one actor in their several forms: short, in initials, with and without a country, in other spellings."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from onrecord.actors.nouns import is_body, words
from onrecord.knowledge import country_of_adjective, country_of_name, is_medium
from onrecord.knowledge.names import forms_of_given_name
from onrecord.records import ActorType

Name = tuple[str, ...]
ACRONYM_LETTERS = 2
# Names whose forms are kept in memory: an article asks for each again and again.
NAMES_KEPT = 10_000
# How many letters more than words an acronym may have.
MORE_LETTERS = 1
ARTICLES_OF_NAMES = re.compile(r"^(al|el|ad|as|ash|an|ar|at|az|ul)-(?=\w{3})")
# Of shorter names many differ in one letter: "Kim" and "Kem".
LETTERS_TO_MISSPELL = 5
PARTS_OF_HANDLES = re.compile(r"[A-Z][a-z]+")
TITLES_OF_HANDLES = {"rep", "sen", "gov", "senator", "governor", "mayor", "president", "pm", "vp", "secretary", "speaker", "justice", "dr"}
SMALL_WORDS = {"of", "the", "for", "and", "in", "on", "to"}


@lru_cache(maxsize=NAMES_KEPT)
def folded(name: Name) -> Name:
    """A name without capitals, accents, full stops, genitives and the article of "al-Hariri"."""
    plain = ("".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)) for word in name)
    return tuple(ARTICLES_OF_NAMES.sub("", word.casefold().rstrip(".").replace("’", "'")) for word in plain if word not in ("'s", "’s"))


def acronyms(name: Name) -> set[str]:
    """The initials of a name of several words, and those behind its first word: "ICE", of "U.S. Immigration and Customs Enforcement"."""
    initials = "".join(word[0] for word in name if word[:1].isupper())
    return {letters for letters in (initials, initials[1:]) if len(letters) > ACRONYM_LETTERS}


@lru_cache(maxsize=NAMES_KEPT)
def keys_of(name: Name) -> frozenset[str]:
    """What a name is looked up by: its words, itself, and its initials."""
    words = folded(name)
    if not words:
        return frozenset()
    initials = "".join(word[0] for word in name if word[:1].isupper()).casefold()
    letters = words[0].replace(".", "")
    keys = {*words, " ".join(words), letters, "".join(words).removeprefix("@")}
    if len(initials) >= ACRONYM_LETTERS:
        keys |= {initials, initials[1:], letters + initials[1:]}  # "ICE" and "USPS" are of the U.S.
    if len(words) == 1 and len(letters) > ACRONYM_LETTERS:
        keys.add(letters[:-1])  # Whose initials it may be, with a letter more.
        keys |= {part.casefold() for part in PARTS_OF_HANDLES.findall(name[0])} if letters.startswith("@") else set()
    if len(words[-1]) >= LETTERS_TO_MISSPELL:
        keys |= {
            f"~{words[-1][:i]}{words[-1][i + 1 :]}" for i in range(len(words[-1]))
        }  # Two words that differ in one letter share one of these.
    return frozenset(keys)


def is_misspelt(short: Name, long: Name) -> bool:
    """Whether a last name is another's but for one letter, or two that changed places, behind the first: "Horman", for "Thomas Homan"; "Bidens" are several."""
    one, other = short[-1], long[-1]
    is_long_enough = min(len(one), len(other)) >= LETTERS_TO_MISSPELL
    is_plural = one.removesuffix("s") == other.removesuffix("s")
    return is_long_enough and one[0] == other[0] and not is_plural and OSA.distance(one, other, score_cutoff=1) == 1


def is_short_for(short: Name, long: Name) -> bool:
    """Whether a word with several capitals has its letters, in order, in a name."""
    rest = iter("".join(long).casefold())
    capitals = sum(letter.isupper() for word in short for letter in word)
    return len(short) == 1 and capitals >= ACRONYM_LETTERS and all(letter in rest for letter in short[0].casefold())


def is_handle_of(handle: str, name: Name) -> bool:
    """Whether a folded name in a social network is of somebody with a folded name: "@RepAdamSchiff", "@SenSanders"."""
    letters = handle.removeprefix("@")
    if letters == handle:
        return False
    return letters == "".join(name) or (len(name) > 1 and ("".join(name) in letters or letters.removesuffix(name[-1]) in TITLES_OF_HANDLES))


def names_agree(known: Iterable[Name], name: Name, type: ActorType, *, is_place: bool) -> bool:
    """Whether a folded name is one of an actor's, or a form of it. ``is_place``: it is a place's, too, so that only the same or its initials do."""
    if type == "person":
        return any(_persons_agree(other, name) for other in known)
    if is_place:
        return any(other == name or _is_acronym(other, name) or _is_acronym(name, other) for other in known)
    return any(_titles_agree(other, name) for other in known)


def _persons_agree(a: Name, b: Name) -> bool:
    """Same name, or one is the end or the given name of the other; two different given names are two people, but "Bob" is Robert."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if not short:
        return False
    if long[-len(short) :] == short or is_handle_of(short[0], long):
        return True
    if len(short) == 1:
        return short[0] in long[:-1] and len(short[0].rstrip(".")) > 1  # "Luna", of "Osiris Luna Meza".
    return long[-1] == short[-1] and (long[0] == short[0] or short[0] in forms_of_given_name(long[0]))


def _titles_agree(a: Name, b: Name) -> bool:
    """Same name, or one is the other's acronym, or a company's or a paper's name in short."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    return a == b or _is_acronym(a, b) or _is_acronym(b, a) or _is_in_short(short, long)


def _is_in_short(short: Name, long: Name) -> bool:
    """Whether one name is the other's short form: "Fusion" for "Fusion Inc.", "Arvato" for "Arvato Systems", "Times" for "New York Times".

    The place or the house that a body belongs to is not its name: "Kansas" for "Kansas City Council", "Senate" for "Senate Judiciary Committee".
    """
    rest = long[len(short) :]
    if not short or not rest:
        return False
    is_proper = len(short) == 1 and not any(is_body(word) for word in long)
    of_company = long[: len(short)] == short and (is_proper or all(word in words("legal_form") | words("company_ending") for word in rest))
    is_up_to_preposition = len(short) > 1 and head_part(long) == short  # "Syrian Observatory", for "Syrian Observatory for Human Rights".
    # "Ethics Committee", for "House Ethics Committee"; "Bureau of Prisons", for "Federal Bureau of Prisons".
    is_body_in_short = len(short) > 1 and (is_body(short[-1]) or (short[1] in SMALL_WORDS and is_body(short[0])))
    before = long[: -len(short)]
    is_of_country = len(short) > 1 and long[-len(short) :] == short and _is_country(" ".join(before))  # "U.S. Africa Command".
    return (
        of_company
        or is_of_country
        or is_up_to_preposition
        or (long[-len(short) :] == short and (is_body_in_short or (is_medium(short) and short != ("news",))))
    )


def head_part(name: Name) -> Name:
    """A name up to its first preposition: "Syrian Observatory", of "Syrian Observatory for Human Rights"."""
    return tuple(itertools.takewhile(lambda word: word not in SMALL_WORDS, name))


def _is_country(words: str) -> bool:
    return any((country_of_adjective(name) or country_of_name(name)) is not None for name in (words, f"{words}."))


def _is_acronym(short: Name, long: Name) -> bool:
    if len(short) != 1 or len(long) < ACRONYM_LETTERS:
        return False
    letters, first = short[0].replace(".", ""), long[0].replace(".", "")
    words = [word for word in long if word and word not in SMALL_WORDS]
    if len(first) <= ACRONYM_LETTERS:  # "USPS" and "ICE" belong to the U.S.; "UN" is not the US Navy.
        rest = letters.removeprefix(first)
        return len(words) > ACRONYM_LETTERS and len(rest) >= ACRONYM_LETTERS and _are_letters_of(rest, words[1:])
    return len(letters) >= ACRONYM_LETTERS and _are_letters_of(letters, words)


def _are_letters_of(letters: str, words: Sequence[str]) -> bool:
    return 0 <= len(letters) - len(words) <= MORE_LETTERS and _is_made_of(letters, words)


def _is_made_of(letters: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the first letters of others, one or more of each, in order ("IISc", of "Indian Institute of Science")."""
    if not words:
        return not letters
    first = words[0]
    return any(letters[:n] == first[:n] and _is_made_of(letters[n:], words[1:]) for n in range(1, min(len(first), MORE_LETTERS + 1) + 1))
