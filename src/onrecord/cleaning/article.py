"""Page to article: blocks, publication date, and warnings about what the page leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.article import Article, Block, BlockKind, Page, Span
from onrecord.cleaning.characters import LINE_BREAK
from onrecord.cleaning.dates import parse_date_line, parse_published
from onrecord.cleaning.language import looks_english
from onrecord.cleaning.lines import ends_sentence, is_heading, kind_by_rule, markup_length
from onrecord.cleaning.links import inline_links
from onrecord.records import Warning

# "MOSCOW, March 24 (Reuters) - " and the like: place in capitals, perhaps a date and an agency, a dash.
INLINE_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’\- ]{2,30}(?:,\s[A-Za-z.'’\- ]{2,25}){0,2}(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s?(?:\([A-Z][\w ./&-]{1,40}\))?\s?[-–—]{1,2}\s"
    r"|[A-Z][\w.'’\- ]{2,30}(?:,\s[\w.'’ ]{2,25})?\s\((?:Reuters|AP|AFP|CNN|UPI|Xinhua|TASS|dpa|ANI|PTI|Thomson Reuters Foundation)\)\s?[-–—]{0,2}\s?)"
)
# A headline is one short line; a lead paragraph is longer or ends like a sentence.
HEADLINE_MAX_CHARACTERS = 200
# A heading inside the report ("What happens next") is shorter than any sentence worth reading.
SUBHEADING_MAX_WORDS = 12
# Lines of hard-wrapped mail and wire copy; an unbroken paragraph is longer.
WRAPPED_LINE = range(40, 100)


def clean(page: Page) -> tuple[Article, tuple[Warning, ...]]:
    """Mark what each paragraph of a page is and find out when it was published; the text stays as it is."""
    blocks = tuple(find_blocks(page.text, page.title))
    published, warnings = find_published(page, blocks)
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
        authors=page.authors,
        published=published,
        updated=parse_published(page.updated) if page.updated else None,
        language="en" if is_english else None,
    )
    return article, warnings


def find_blocks(text: str, title: str | None = None) -> Iterator[Block]:
    """Yield the blocks of a text in order: every line with a word in it belongs to one."""
    lines = list(_paragraphs(text))
    reported = sum(kind_by_rule(text[start:end]) is None for start, end in lines)
    seen_report = False
    for start, end in lines:
        kind = _kind(text[start:end], title, is_first=not seen_report, is_only=reported <= 1)
        if kind in ("headline", "body"):
            seen_report = True
        if kind == "body":
            prefix = INLINE_DATELINE.match(text, start, end)
            if prefix and prefix.end() < end:
                yield Block(kind="dateline", start=start, end=start + len(prefix[0].rstrip()))
                start = prefix.end()
            for links_start, links_end in inline_links(text, start, end):
                yield Block(kind="body", start=start, end=links_start)
                yield Block(kind="promo", start=links_start + 1, end=links_end)
                start = links_end + (text[links_end : links_end + 1] == " ")
        if start < end:
            yield Block(kind=kind, start=start, end=end)


def find_published(page: Page, blocks: tuple[Block, ...]) -> tuple[str | None, tuple[Warning, ...]]:
    """When the article was published: what is known of the page, else its date line, else unknown."""
    if page.published:
        value = parse_published(page.published)
        message = f"The publication date {page.published!r} is no ISO date; it is left open."
        return value, () if value else (Warning(code="unreadable-date", message=message),)
    for block in blocks:
        line = Span.of(page.text, block.start + markup_length(page.text[block.start : block.end]), block.end)
        found = parse_date_line(line.text) if block.kind == "dateline" else None
        if found and found.ambiguous:
            message = "Day and month cannot be told apart here; give the publication date to settle it."
            warning = Warning(code="ambiguous-date", message=message, start=line.start, end=line.end, text=line.text)
            return None, (warning,)
        if found:
            return found.value, ()
    return None, ()


def _kind(line: str, title: str | None, *, is_first: bool, is_only: bool) -> BlockKind:
    words = line[markup_length(line) :].strip()
    if parse_date_line(words):
        return "dateline"
    by_rule = kind_by_rule(line)
    if by_rule:
        return by_rule
    if is_first and not is_only and _is_headline(line, words, title):
        return "headline"
    short = len(words.split()) <= SUBHEADING_MAX_WORDS and not ends_sentence(words)
    if is_heading(line) and short:
        return "other"
    return "body"


def _is_headline(line: str, words: str, title: str | None) -> bool:
    if title and _folded(words) == _folded(title):
        return True
    return len(words) <= HEADLINE_MAX_CHARACTERS and (is_heading(line) or not words.endswith((".", '."', ".”")))


def _folded(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        if block.kind == "headline":
            line = text[block.start : block.end]
            return line[markup_length(line) :].strip()
    return None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines of the text; lines that were only wrapped (no blank line between, full width, mid-sentence) make one paragraph."""
    open_start = open_end = None
    for start, end in _lines(text):
        if open_start is not None and open_end is not None:
            if _is_wrapped(text, open_start, open_end, start):
                open_end = end
                continue
            yield open_start, open_end
        open_start, open_end = start, end
    if open_start is not None and open_end is not None:
        yield open_start, open_end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines with something in them, without white space at their ends."""
    breaks = [(match.start(), match.end()) for match in LINE_BREAK.finditer(text)]
    for start, end in zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _is_wrapped(text: str, start: int, end: int, following: int) -> bool:
    gap = text[end:following]
    last_line = text[max(start, text.rfind("\n", 0, end) + 1) : end]
    return (
        gap.count("\n") == 1
        and len(last_line) in WRAPPED_LINE
        and not ends_sentence(last_line)
        and (text[following].islower() or (text[following].isalnum() and _ends_mid_phrase(last_line)))
        and kind_by_rule(last_line) is None
    )


def _ends_mid_phrase(line: str) -> bool:
    """A line that ends in a comma or a small word goes on, whatever the next begins with."""
    last = line.rsplit(None, 1)[-1]
    return last.endswith(",") or (last.islower() and len(last) > 1)
