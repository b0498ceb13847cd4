"""Word files (DOCX), by python-docx (extra ``documents``)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.article import Page
from onrecord.errors import ArticleEmpty, ArticleTooLarge, ArticleUnreadable
from onrecord.reading.damage import damage_told
from onrecord.reading.text import check_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

# A book's text as XML has ten million bytes; its pictures are not unfolded.
MAX_UNFOLDED_BYTES = 100_000_000
HEADING = re.compile(r"heading ([1-6])")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands in a paragraph and is not of its line: text boxes, and what was moved away, in two spellings.
ASIDE = {f"{WORD}txbxContent", f"{WORD}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}


def read_docx(data: bytes, *, id: str, file: str | None, where: str) -> Page:
    """The text of a Word file: paragraphs with an empty line between them, headings marked as in Markdown, cells of tables as paragraphs; changes as if accepted.

    Pages have no numbers here: where they end is up to whoever prints them. Raises ArticleUnreadable, ArticleEmpty and ArticleTooLarge.
    """
    with damage_told(where, "Word file"):
        lines = [line for line in _lines(_document(data, where)) if line.strip()]
    if not lines:
        raise ArticleEmpty(f"{where}: no text in it.")
    title = next((line.removeprefix("# ") for line in lines if line.startswith("# ")), None)
    return Page(id=id, text=check_text("\n\n".join(lines), where=where), file=file, title=title)


def _document(data: bytes, where: str) -> Document:
    try:
        import docx
    except ImportError as error:
        raise ArticleUnreadable(
            f"{where}: DOCX is read by python-docx, which is not installed: pip install 'onrecord[documents]'."
        ) from error
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        unfolded = sum(part.file_size for part in parts.infolist())
    if unfolded > MAX_UNFOLDED_BYTES:
        raise ArticleTooLarge(f"{where}: unfolds to {unfolded:,} bytes; {MAX_UNFOLDED_BYTES:,} are the most.")
    return docx.Document(io.BytesIO(data))


def _lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    for item in document.iter_inner_content():
        yield from _cells(item) if isinstance(item, Table) else [_line(item)]


def _cells(table: Table) -> Iterator[str]:
    """The paragraphs of a table, row by row; a cell over several columns once."""
    seen: set[object] = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield from _cell(cell)


def _cell(cell: _Cell) -> Iterator[str]:
    for paragraph in cell.paragraphs:
        yield _line(paragraph)
    for table in cell.tables:
        yield from _cells(table)


def _line(paragraph: Paragraph) -> str:
    text = "".join(_words(paragraph._p)).strip()
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    heading = HEADING.fullmatch(style)
    level = 1 if style == "title" else int(heading[1]) if heading else 0
    return f"{'#' * level} {' '.join(text.split())}" if level and text else text


def _words(element: BaseOxmlElement) -> Iterator[str]:
    """The words of a paragraph, also those of links and of insertions that nobody has accepted yet."""
    for inner in element:
        if inner.tag == f"{WORD}t":
            yield inner.text or ""
        elif inner.tag in BREAKS:
            yield BREAKS[inner.tag]
        elif inner.tag not in ASIDE:
            yield from _words(inner)
