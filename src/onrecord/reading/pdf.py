"""PDF files, by pdfminer.six (extra ``documents``): columns one after another, paragraphs, and where pages end."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleTooLarge, ArticleUnreadable
from onrecord.reading.damage import damage_told
from onrecord.reading.text import MAX_CHARACTERS, check_text, folded

if TYPE_CHECKING:
    from pdfminer.layout import LTLayoutContainer
    from pdfminer.pdfdocument import PDFDocument

# A newspaper has a hundred; a page takes pdfminer a quarter of a second.
MAX_PAGES = 400
# What a page with its pictures unfolds to, many times over.
MAX_INFLATED_BYTES = 500_000_000
# Filters that are applied one after another.
MOST_LAYERS = 3
# What pdfminer mends without asking is for those who listen to its log, not for standard error.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())
STREAM = re.compile(rb"stream\r?\n")
INFLATED_AT_ONCE = 1 << 20
NEW_PAGE = "\f"
DIVIDED = re.compile(r"\b(\w+)-\n(\w+)")
HYPHENATED = re.compile(r"\b\w+-\w+")
# A scanned page has no text but what a stamp left on it.
LEAST_LETTERS = 40


def read_pdf(data: bytes, *, id: str, file: str | None, where: str) -> Page:
    """The text of a PDF file: paragraphs with an empty line between them, and a form feed where a page begins, so that the page of a character is known.

    Raises ArticleUnreadable for what is damaged or needs a password, ArticleEmpty for scanned pages, ArticleTooLarge.
    """
    if _inflates(data):
        raise ArticleTooLarge(f"{where}: unfolds to more than {MAX_INFLATED_BYTES:,} bytes.")
    with damage_told(where, "PDF file"):
        text, title = _text(data, where)
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        raise ArticleEmpty(f"{where}: pages without text; if they were scanned, recognise their text first (OCR, as by OCRmyPDF).")
    return Page(id=id, text=check_text(text, where=where), file=file, title=title if title and folded(title) in folded(text) else None)


def _text(data: bytes, where: str) -> tuple[str, str | None]:
    """The text of all pages, and the title that the file gives itself."""
    try:
        from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
        from pdfminer.pdfparser import PDFParser
    except ImportError as error:
        raise ArticleUnreadable(
            f"{where}: PDF is read by pdfminer.six, which is not installed: pip install 'onrecord[documents]'."
        ) from error
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect as error:
        raise ArticleUnreadable(f"{where}: needs a password; save it without one.") from error
    pages: list[list[str]] = []
    for page in _pages(document, where):
        pages.append(page)
        if sum(len(text) for page in pages for text in page) > MAX_CHARACTERS:
            raise ArticleTooLarge(f"{where}: more than {MAX_CHARACTERS:,} characters. Split it.")
    return _joined(pages), _title(document)


def _pages(document: PDFDocument, where: str) -> Iterator[list[str]]:
    """The paragraphs of each page, in the order of reading."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MAX_PAGES:
            raise ArticleTooLarge(f"{where}: more than {MAX_PAGES} pages. Split it.")
        interpreter.process_page(page)
        yield [text for box in _boxes(device.get_result()) if (text := "\n".join(map(str.strip, box.splitlines())).strip())]


def _boxes(layout: LTLayoutContainer) -> Iterator[str]:
    """The texts of boxes, also of those in figures: what was placed on the page as a whole."""
    from pdfminer.layout import LTFigure, LTTextContainer

    for box in layout:
        if isinstance(box, LTTextContainer):
            yield box.get_text()
        elif isinstance(box, LTFigure):
            yield from _boxes(box)


def _joined(pages: list[list[str]]) -> str:
    """One text, each paragraph on a line, with words that were divided at line ends joined, but for those that have their hyphen elsewhere, too."""
    hyphenated = {word for page in pages for text in page for word in HYPHENATED.findall(text)}

    def join(match: re.Match[str]) -> str:
        word = f"{match[1]}-{match[2]}"
        return word if word in hyphenated or not match[2][0].islower() else f"{match[1]}{match[2]}"

    shown = ([DIVIDED.sub(join, text).replace("\n", " ") for text in page] for page in pages)
    return f"\n\n{NEW_PAGE}".join("\n\n".join(page) for page in shown)


def _title(document: PDFDocument) -> str | None:
    titles = (info.get("Title") for info in document.info)
    found = next((title for title in titles if isinstance(title, bytes)), None)
    if found is None:
        return None
    from pdfminer.utils import decode_text

    return decode_text(found).strip() or None


def _inflates(data: bytes) -> bool:
    """Whether the streams of a file unfold to more than a file may: pdfminer unfolds each at once, also one that is folded several times."""
    total = 0
    view = memoryview(data)
    for match in STREAM.finditer(data):
        blocks: Iterator[bytes] = (bytes(view[at : at + INFLATED_AT_ONCE]) for at in range(match.end(), len(data), INFLATED_AT_ONCE))
        blocks = _inflated(blocks)
        for _ in range(1, MOST_LAYERS):
            blocks = _inflated_or_same(blocks)
        for size in map(len, blocks):
            total += size
            if total > MAX_INFLATED_BYTES:
                return True
    return False


def _inflated_or_same(blocks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(blocks, b"")
    try:
        zlib.decompressobj().decompress(first, 1)
    except zlib.error:
        return chain([first], blocks)
    return _inflated(chain([first], blocks))


def _inflated(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """What bytes unfold to, as far as they do."""
    decompressor = zlib.decompressobj()
    for block in blocks:
        while block:
            try:
                yield decompressor.decompress(block, INFLATED_AT_ONCE)
            except zlib.error:
                return
            block = decompressor.unconsumed_tail
        if decompressor.eof:
            return
