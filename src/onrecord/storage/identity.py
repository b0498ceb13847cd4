"""Which articles are one: the same address, else the same file, else the same id."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.article import Article, Page
from onrecord.records import Actor

KEY_LETTERS = 20
# An item of Wikidata.
IDENTIFIER = re.compile(r"Q[1-9]\d*", re.ASCII)
# The greatest whole number that both databases have a place for: PostgreSQL's integers have 32 bits.
GREATEST = 2**31 - 1
# What links carry to tell where a reader came from.
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid|ocid)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What an article is known by: ``key`` names it in the collection; ``by_file``: whether its id says no more than where its file is."""

    key: str
    id: str
    address: str | None
    by_file: bool

    @staticmethod
    def of(article: Article | Page) -> Identity:
        """The identity of an article that is to be stored."""
        address = address_of(article.url) if article.url else None
        by_file = article.file is not None and _is_named_by_file(article.id, article.file)
        if address:
            name = f"address {address}"
        elif by_file and article.file is not None:
            name = f"file {os.path.abspath(article.file)} {article.id}"
        else:
            name = f"id {article.id}"
        return Identity(key=hashed(name), id=article.id, address=address, by_file=by_file)

    def is_of(self, other: Identity, *, same_text: bool) -> bool:
        """Whether two articles are the same: addresses decide where both have one; ids that come from files only where the text is the same, too."""
        if self.address and other.address:
            return self.address == other.address
        if self.key == other.key:
            return True
        return self.id == other.id and (same_text or not (self.by_file or other.by_file))


def is_text(*values: str | None) -> bool:
    """Whether a database can hold these: PostgreSQL has no place for U+0000, and UTF-8 none for half a surrogate pair."""
    return all("\x00" not in value and value.encode("utf-8", "replace").decode("utf-8") == value for value in values if value is not None)


def as_number(value: int | None) -> int | None:
    """A number that a database can hold; nothing for a greater one, whose words are stored."""
    return value if value is None or value <= GREATEST else None


def as_text(value: str) -> str:
    """A text that a database can hold, with a question mark for each character that is none."""
    return value.replace("\x00", "?").encode("utf-8", "replace").decode("utf-8")


def hashed(name: str) -> str:
    """A key of the collection."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:KEY_LETTERS]


def address_of(url: str) -> str:
    """A URL without what does not tell articles apart: scheme, "www.", fragment, a slash at the end, where the reader came from."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(name)])
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{f'?{query}' if query else ''}" or url.strip()


def person_key(actor: Actor, article_key: str) -> str:
    """Who an actor is taken for across articles: by its identifier, else by its full name and type; anybody else is somebody of this article alone."""
    if actor.wikidata:
        return hashed(f"wikidata {actor.wikidata}")
    named = any(mention.form == "name" for mention in actor.mentions) or not actor.mentions
    if named and not actor.members and (actor.type != "person" or len(actor.name.split()) > 1):
        return hashed(f"name {actor.type} {folded(actor.name)}")
    return article_person_key(article_key, actor.type, actor.name)


def article_person_key(article_key: str, type: str, name: str) -> str:
    """The key of somebody of one article alone."""
    return hashed(f"article {article_key} {type} {folded(name)}")


def folded(name: str) -> str:
    """A name without accents, case and what is no letter or digit, as it is searched for."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", plain.casefold()).strip()


def _is_named_by_file(id: str, file: str) -> bool:
    path = PurePath(file)
    names = {path.as_posix(), path.with_suffix("").as_posix()} if path.name else set()
    stem = re.sub(r":\d+$", "", id)
    return any(f"/{name}".endswith(f"/{stem}") for name in names)
