"""Records built by hand: what merging takes, without a reader."""

from onrecord.article import Article, Block, Page, Span
from onrecord.records import ArticleDescription, MadeBy, Reading, Record

MADE_BY = MadeBy(onrecord="0", model="none")


def span(text, words, *, after=0):
    """The span of words that a text has, the first behind a place."""
    start = text.index(words, after)
    return Span.of(text, start, start + len(words))


def article(id, text="x", *, publisher=None, published=None, title=None):
    """An article whose text is all body."""
    return Article(
        id=id, text=text, blocks=(Block(kind="body", start=0, end=len(text)),), publisher=publisher, published=published, title=title
    )


def record(id, text="x", *, actors=(), statements=(), events=(), **facts):
    """A record of an article."""
    return Record(
        article=ArticleDescription.of(article(id, text, **facts)),
        actors=tuple(actors),
        statements=tuple(statements),
        events=tuple(events),
        made_by=MADE_BY,
    )


def reading(id, text="x", *, actors=(), statements=(), events=(), **facts):
    """An article with its record."""
    return Reading(
        article=article(id, text, **facts),
        page=Page(id=id, text=text),
        record=record(id, text, actors=actors, statements=statements, events=events, **facts),
    )
