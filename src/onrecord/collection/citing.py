"""A statement as it is quoted: words, who said it, where and when, with a link to the words themselves."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from onrecord.collection.results import Citation
from onrecord.records.wording import on_day, verb_of
from onrecord.storage import StoredStatement

# Longer passages are linked to by their first and last words, as browsers do.
WORDS_AT_EDGE = 4
MARKS = "“”\"'‘’«»„‟"


def citation(statement: StoredStatement) -> Citation:
    """How to cite a statement."""
    article, speaker = statement.article, statement.speaker
    words = " ".join(statement.words.split())
    bare = words.strip(MARKS).rstrip(",")
    quoted = f"“{bare}”" if statement.kind == "direct" else words
    who = f"{speaker.name} ({speaker.role})" if speaker and speaker.role else speaker.name if speaker else "Somebody"
    link = link_to(statement)
    title = f"“{' '.join(article.title.split())}”" if article.title else None
    where = ", ".join(part for part in (article.publisher, title, day_in_words(article.published)) if part)
    return Citation(
        words=words,
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        publisher=article.publisher,
        published=article.published,
        title=article.title,
        link=link,
        text=f"{who} {verb_of(statement)}: {quoted} ({where or article.id}{f', {link}' if link else ''})",
    )


def link_to(statement: StoredStatement) -> str | None:
    """A link that opens the article's page at the words of a statement; none where the article has no address."""
    url = statement.article.url
    return fragment_link(url, [part.text for part in statement.content]) if url else None


def fragment_link(url: str, parts: list[str]) -> str:
    """A link that opens a page at words of it (a text fragment), one directive for each part."""
    address = url.partition("#")[0]
    return f"{address}#:~:{'&'.join(f'text={_directive(part)}' for part in parts)}"


def _directive(part: str) -> str:
    words = part.split()
    if len(words) <= 2 * WORDS_AT_EDGE and "\n" not in part:
        return _encoded(" ".join(words))
    return f"{_encoded(' '.join(words[:WORDS_AT_EDGE]))},{_encoded(' '.join(words[-WORDS_AT_EDGE:]))}"


def _encoded(words: str) -> str:
    """Percent-encoded; a hyphen and a comma would be read as part of the directive."""
    return quote(words, safe="").replace("-", "%2D")


def day_in_words(published: str | None) -> str | None:
    """A day of publication as people write it; what is no day stays as it is."""
    if published is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", published[:10]):
        return published
    return on_day(date.fromisoformat(published[:10]))
