"""The body view: what the language pipeline reads of an article, and the way back to the frozen text."""

from __future__ import annotations

import re

from onrecord.article import Article, Block, BodyView, OffsetMap, Piece
from onrecord.cleaning.characters import LINE_BREAK, as_read
from onrecord.cleaning.lines import ends_sentence, markup_length
from onrecord.errors import ArticleEmpty
from onrecord.records import Warning

PARAGRAPH_BREAK = "\n\n"
# A line this short that does not end a sentence is a heading or a label, not a sentence that broke off.
BROKEN_MIN_CHARACTERS = 40
# Entries of a list or a transcript ("peer – n. ...", "host: ...") begin in lower case without going on.
# What follows on links left out of a sentence goes on with a space, marks that end something do not: "Kovac (Ind.)", "Kovac's".
OPENS_A_WORD = re.compile(r"[\w(\[“‘$—–]")
ENTRY = re.compile(r"https?:|[^\W\d_]+(?:\s\w+){0,2}\s?[:–—]")


def body_view(article: Article) -> tuple[BodyView, tuple[Warning, ...]]:
    """Join headline and body blocks; a sentence that extraction broke over two blocks is one again in the view.

    Raises ArticleEmpty where there are no such blocks.
    """
    builder = _ViewBuilder(article.text)
    warnings: list[Warning] = []
    previous: Block | None = None
    for block in article.blocks:
        if block.kind not in ("headline", "body"):
            continue
        start = block.start + markup_length(article.text[block.start : block.end])
        if previous is not None and not LINE_BREAK.search(article.text, previous.end, block.start):
            # Only links that stood inside a sentence were left out between them.
            builder.add(" " if OPENS_A_WORD.match(article.text, start) else "", start, block.end)
        elif previous is not None and goes_on(article.text, previous, start, block.end):
            builder.add(" ", start, block.end)
            warnings.append(_joined(article.text, start, block.end))
        else:
            builder.add(PARAGRAPH_BREAK if previous is not None else "", start, block.end)
        if block.kind == "headline":
            builder.headline_end = builder.length
        previous = block
    view = builder.finish(article)
    if not view.text.strip():
        raise ArticleEmpty(f"{article.file or article.id}: nothing but boilerplate, captions and dates in it.")
    return view, tuple(warnings)


def goes_on(text: str, previous: Block, start: int, end: int) -> bool:
    """Whether ``[start, end)`` ends the sentence that breaks off in the body block before it.

    The first has no full stop, the second begins in lower case and has one.
    """
    before = text[previous.start : previous.end]
    return (
        previous.kind == "body"
        and len(before) >= BROKEN_MIN_CHARACTERS
        and not ends_sentence(before)
        and start < end
        and text[start].islower()
        and ends_sentence(text[start:end])
        and not ENTRY.match(text, start, end)
    )


def _joined(text: str, start: int, end: int) -> Warning:
    message = "This line was read as the end of the sentence that breaks off before it."
    return Warning(code="broken-line-joined", message=message, start=start, end=end, text=text[start:end])


class _ViewBuilder:
    """Collects text and where it came from; inside a block any white space becomes one space, and characters become what is read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self.length = 0
        self.headline_end = 0

    def add(self, joint: str, start: int, end: int) -> None:
        """Append ``joint`` (the view's own) and the words ``[start, end)`` of the frozen text."""
        begun = False
        for first, last, words in as_read(self._text, start, end):
            if words.isspace():
                joint = " " if begun else joint
                if self._text[first:last].isspace():
                    continue
            elif words:
                self._parts += [joint, words]
                self.length += len(joint)
                joint, begun = "", True
            self._place(first, last, "" if words.isspace() else words)

    def _place(self, first: int, last: int, words: str) -> None:
        length = None if words == self._text[first:last] else last - first
        self._pieces.append(Piece(view_start=self.length, frozen_start=first, length=len(words), frozen_length=length))
        self.length += len(words)

    def finish(self, article: Article) -> BodyView:
        """The view of what was added."""
        return BodyView(article=article, text="".join(self._parts), offsets=OffsetMap(self._pieces), headline_end=self.headline_end)
