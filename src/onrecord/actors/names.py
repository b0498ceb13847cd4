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
STATION = re.compile(r"-(tv|fm|am)$")
GENERATIONS = {"jr", "sr", "ii", "iii"}
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
    keys = {*words, " ".join(words), letters, "".join(words).removeprefix("@"), STATION.sub("", words[-1])}
    if len(initials) >= ACRONYM_LETTERS:
        keys |= {initials, initials[1:], letters + initials[1:]}  # "ICE" and "USPS" are of the U.S.
    if len(words) == 1:
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
    if min(len(one), len(other)) < LETTERS_TO_MISSPELL or one.removesuffix("s") == other.removesuffix("s"):
        return False
    return one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) == 1


def is_short_for(short: Name, long: Name) -> bool:
    """Whether a word with several capitals has its letters, in order, in a name."""
    rest = iter("".join(long).casefold())
    capitals = sum(letter.isupper() for word in short for letter in word)
    return capitals >= ACRONYM_LETTERS and all(letter in rest for letter in "".join(short).casefold())


def is_handle_of(handle: str, name: Name) -> bool:
    """Whether a folded name in a social network is of somebody with a folded name: "@RepAdamSchiff", "@SenSanders"."""
    letters = handle.removeprefix("@")
    if letters == handle or len(name) <= 1:
        return False
    return "".join(name) in letters or letters.removesuffix(name[-1]) in TITLES_OF_HANDLES


def names_agree(known: Iterable[Name], name: Name, type: ActorType, *, is_place: bool) -> bool:
    """Whether a folded name is one of an actor's, or a form of it. ``is_place``: it is a place's, too, so that only the same or its initials do."""
    if type == "person":
        return any(_persons_agree(other, name) for other in known)
    if is_place:
        return any(other == name or _is_acronym(name, other) for other in known)
    return any(_titles_agree(other, name) for other in known)


def _persons_agree(a: Name, b: Name) -> bool:
    """Same name, or one is the end or the given name of the other; two different given names are two people, but "Bob" is Robert."""
    short, long = sorted((a, b), key=len)
    if not short:
        return False
    if long[-len(short) :] == short or is_handle_of(short[0], long):
        return True
    if len(short) == 1:
        return short[0] in long  # "Luna", of "Osiris Luna Meza".
    return long[-1] == short[-1] and short[0] in (long[0], *forms_of_given_name(long[0]))


def _titles_agree(a: Name, b: Name) -> bool:
    """Same name, or one is the other's acronym, or a company's, a paper's or a station's name in short: "KXRO", for "KXRO-TV"."""
    short, long = sorted((a, b), key=len)
    is_same = [STATION.sub("", word) for word in a] == [STATION.sub("", word) for word in b]
    return is_same or _is_acronym(short, long) or _is_in_short(short, long)


def _is_in_short(short: Name, long: Name) -> bool:
    """Whether one name is the other's short form: "Fusion" for "Fusion Inc.", "Arvato" for "Arvato Systems", "Times" for "New York Times".

    The place or the house that a body belongs to is not its name: "Kansas" for "Kansas City Council", "Senate" for "Senate Judiciary Committee".
    """
    if not 0 < len(short) < len(long):
        return False
    if long[: len(short)] == short:
        return _is_begun_by(short, long)
    if long[-len(short) :] != short:
        return False
    if is_medium(short):
        return short != ("news",)
    # "Ethics Committee", for "House Ethics Committee"; "Bureau of Prisons", for "Federal Bureau of Prisons"; "Africa Command", for "U.S. Africa Command".
    is_whole_name = any(map(is_body, head_part(short)[-1:])) or _is_country(" ".join(long[: -len(short)]))
    return is_whole_name and len(short) > 1


def _is_begun_by(short: Name, long: Name) -> bool:
    """Whether a name goes on as those of companies do, or with a preposition: "Syrian Observatory", for "Syrian Observatory for Human Rights"."""
    is_proper = head_part(long) == short if len(short) > 1 else not any(map(is_body, long))
    return is_proper or _ends_as_company(long[len(short) :])


def _ends_as_company(rest: Name) -> bool:
    return (words("legal_form") | words("company_ending")).issuperset(rest)


def head_part(name: Name) -> Name:
    """A name up to its first preposition: "Syrian Observatory", of "Syrian Observatory for Human Rights"."""
    return tuple(itertools.takewhile(lambda word: word not in SMALL_WORDS, name))


def _is_country(words: str) -> bool:
    return any(country_of(name) is not None for name in (words, f"{words}.") for country_of in (country_of_adjective, country_of_name))


def _is_acronym(short: Name, long: Name) -> bool:
    if len(short) != 1 or len(long) < ACRONYM_LETTERS:
        return False
    letters, first = short[0].replace(".", ""), long[0].replace(".", "")
    words = [word for word in long if word not in SMALL_WORDS]
    if len(first) <= ACRONYM_LETTERS:  # "USPS" and "ICE" belong to the U.S.; "UN" is not the US Navy.
        letters, words = letters.removeprefix(first), words[1:]
    return ACRONYM_LETTERS <= len(words) <= len(letters) <= len(words) + MORE_LETTERS and _is_made_of(letters, words)


def _is_made_of(letters: str, words: Sequence[str]) -> bool:
    """Whether a word is made of the first letters of others, one or more of each, in order ("IISc", of "Indian Institute of Science")."""
    if not words:
        return not letters
    first = words[0]
    return any(letters[:n] == first[:n] and _is_made_of(letters[n:], words[1:]) for n in range(1, min(len(first), MORE_LETTERS + 1) + 1))
