"""Who wrote an article, as its bylines say: "By Jane Roe and John Doe in Nairobi; photographs by Ola Berg"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Who did what: names count up to the next such words.
WRITER = (
    r"(?:(?:words|text|story|report(?:ed|ing)?|written|writing|analysis|(?:additional|with) reporting)(?: and \w+)?(?:\s+by|\s*:)|by\b:?)"
)
OTHER = r"(?:(?:photo(?:graph)?(?:s|y|er)?|pictures?|images?|videos?|graphics?|illustrations?|maps?|data|edit(?:ed|ing)|compiled|produced|translat(?:ed|ion)|source)(?: and \w+)?(?:\s+by|\s*:))"
ROLE = re.compile(rf"(?<!\w)(?:(?P<other>{OTHER})|(?P<writer>{WRITER}))\s*", re.I)
# After these a byline tells where its writer is and for whom, not who.
NO_LONGER_WHO = re.compile(r"\s(?:in|at|for|of|on|from|reports?)\s|\s[-–—]\s|[@(\[\d]|\bUpdated\b|\bPublished\b|\bPosted\b", re.I)
BETWEEN_NAMES = re.compile(r"\s*(?:,\s*and\s|,|;|\||/|&|\band\b|\bwith\b)\s*", re.I)
PARTICLE = r"(?:al|bin|ibn|da|das|de|del|della|der|den|di|dos|du|el|la|le|ten|ter|van|von|y|zu)"
WORD = r"(?:[^\W\d_a-z]['’]?[\w'’.-]*|al-\w+|d['’]\w+)"
PERSON = re.compile(rf"{WORD}(?:\s(?:{WORD}|{PARTICLE})){{1,4}}(?:,? (?:Jr|Sr|I{{2,3}})\.?)?")
LAST_NAME_FIRST = re.compile(rf"({WORD}), ({WORD})")
WORDS_BESIDE_AUTHORS = 4
# Where it is said to be a name, one word may be one; not one of capitals, an agency's.
GIVEN_PERSON = re.compile(rf"{PERSON.pattern}|(?![A-Z]+$){WORD}")
# A name with one of these is that of a desk, a paper or a post.
NO_PERSON = re.compile(
    r"\b(?:agenc(?:y|ies)|analyst|bureau|chief|columnist|contributors?|correspondents?|daily|desk|editor(?:ial)?|gazette|herald|journal|journalist|magazine"
    r"|media|minister|monitoring|network|news(?:paper|room|wire)?|observer|post|press|producer|professor|radio|representatives?|report(?:er|ers)?|reuters|senators?|senior|service|special|staff|team"
    r"|telegraph|the|times|today|tribune|tv|university|world|writers?)\b",
    re.I,
)


def authors_of(byline: str) -> Iterator[str]:
    """The people that a byline names as writers, in order; photographers, editors, desks and papers are none."""
    roles = list(ROLE.finditer(byline))
    for i, role in enumerate(roles):
        if role["writer"]:
            end = roles[i + 1].start() if i + 1 < len(roles) else len(byline)
            yield from _people(byline[role.end() : end], PERSON)


def authors_given(author: str) -> Iterator[str]:
    """The people in what metadata name as an author: a name, several, or a byline."""
    turned = LAST_NAME_FIRST.fullmatch(author)
    name = f"{turned[2]} {turned[1]}" if turned else author
    role = ROLE.search(name)
    yield from _people(name[: role.start()] if role else name, GIVEN_PERSON)
    yield from authors_of(name)


def is_byline_of(line: str, authors: Sequence[str]) -> bool:
    """Whether a line names those authors and says little more: "Jane Roe in Nairobi", "Jane Roe and John Doe"."""
    named = [author for author in authors if author.casefold() in line.casefold()]
    return len(named) > 0 and len(line.split()) - sum(len(author.split()) for author in named) <= WORDS_BESIDE_AUTHORS


def _people(words: str, person: re.Pattern[str]) -> Iterator[str]:
    who = NO_LONGER_WHO.split(words, maxsplit=1)[0]
    for name in BETWEEN_NAMES.split(who):
        name = " ".join(name.strip(" .:–—-").split())
        if person.fullmatch(name) and not NO_PERSON.search(name):
            yield name.title() if name.isupper() else name
