"""Page to article: blocks, publication date, and warnings about what the page leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.article import Article, Block, BlockKind, Page
from onrecord.cleaning.bylines import authors_given, authors_of, is_byline_of
from onrecord.cleaning.datelines import dateline_length, is_place_and_date
from onrecord.cleaning.dates import parse_date_line, parse_published
from onrecord.cleaning.language import looks_english
from onrecord.cleaning.lines import ends_sentence, is_heading, is_link, kind_by_rule, markup_length, opens_list
from onrecord.cleaning.links import inline_links
from onrecord.cleaning.published import find_published
from onrecord.cleaning.wrapping import paragraphs
from onrecord.records import Warning

# A headline is one short line; a lead paragraph is longer or ends like a sentence.
HEADLINE_MAX_CHARACTERS = 200
NO_HEADLINE_END = re.compile(r"[.:;,][\"'”’)]*$")
# A text that has its title has it near its beginning.
TITLE_AMONG_LINES = 10
# A heading inside the report ("What happens next") is shorter than any sentence worth reading.
SUBHEADING_MAX_WORDS = 12


def clean(page: Page) -> tuple[Article, tuple[Warning, ...]]:
    """Mark what each paragraph of a page is and find out when it was published; the text stays as it is."""
    authors = [name for author in page.authors for name in authors_given(author)]
    blocks = tuple(find_blocks(page.text, page.title, authors))
    told = find_published(page, blocks)
    warnings = told.warnings
    is_english = looks_english(page.text)
    if not is_english:
        message = "Few of its words are English; what was read here is likely to be wrong."
        warnings = (*warnings, Warning(code="not-english", message=message))
    article = Article(
        id=page.id,
        text=page.text,
        blocks=blocks,
        file=page.file,
        url=page.url,
        captured=parse_published(page.captured) if page.captured else None,
        publisher=page.publisher,
        title=page.title or _headline(page.text, blocks),
        authors=tuple(dict.fromkeys(authors or _authors(page.text, blocks))),
        published=told.published,
        updated=told.updated,
        language="en" if is_english else None,
    )
    return article, warnings


def find_blocks(text: str, title: str | None = None, authors: Sequence[str] = ()) -> Iterator[Block]:
    """Yield the blocks of a text in order: every line with a word in it belongs to one."""
    lines = list(paragraphs(text))
    reported = sum(kind_by_rule(text[start:end]) is None for start, end in lines)
    is_titled = any(_is_title(text[start:end], title) for start, end in lines[:TITLE_AMONG_LINES])
    seen_report = seen_body = in_list = False
    for start, end in lines:
        line = text[start:end]
        kind = "promo" if in_list and is_link(line) else _kind(line, authors, is_first=not seen_body)
        if (kind == "body" or is_heading(line)) and (
            _is_title(line, title) if is_titled else not seen_report and reported > 1 and _looks_like_headline(line)
        ):
            kind = "headline"
        in_list = kind == "promo" and (in_list or opens_list(line))
        seen_body = seen_body or kind == "body"
        seen_report = seen_body or seen_report or kind == "headline"
        if kind == "body":
            length = dateline_length(text, start, end)
            if length:
                yield Block(kind="dateline", start=start, end=start + len(text[start : start + length].rstrip()))
                start += length
            for links_start, links_end in inline_links(text, start, end):
                yield Block(kind="body", start=start, end=links_start)
                yield Block(kind="promo", start=links_start + 1, end=links_end)
                start = links_end + (text[links_end : links_end + 1] == " ")
        if start < end:
            yield Block(kind=kind, start=start, end=end)


def _kind(line: str, authors: Sequence[str], *, is_first: bool) -> BlockKind:
    words = line[markup_length(line) :].strip()
    if parse_date_line(words) or (is_first and is_place_and_date(words)):
        return "dateline"
    by_rule = kind_by_rule(line)
    if by_rule:
        return by_rule
    if is_first and not ends_sentence(words) and is_byline_of(words, authors):
        return "byline"
    short = len(words.split()) <= SUBHEADING_MAX_WORDS and not ends_sentence(words)
    return "other" if is_heading(line) and short else "body"


def _is_title(line: str, title: str | None) -> bool:
    return title is not None and _folded(line[markup_length(line) :]) == _folded(title)


def _looks_like_headline(line: str) -> bool:
    words = line[markup_length(line) :].strip()
    return len(words) <= HEADLINE_MAX_CHARACTERS and (is_heading(line) or not NO_HEADLINE_END.search(words))


def _folded(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        if block.kind == "headline":
            line = text[block.start : block.end]
            return line[markup_length(line) :].strip()
    return None


def _authors(text: str, blocks: tuple[Block, ...]) -> list[str]:
    """Who the first byline with names in it says wrote the article."""
    bylines = (list(authors_of(text[block.start : block.end])) for block in blocks if block.kind == "byline")
    return next(filter(None, bylines), [])
