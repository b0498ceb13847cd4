"""What lies below a folder: its files in order of name, and what cannot be read of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import ArticleEmpty, ArticleError, ArticleMissing, ArticleUnreadable

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
# What browsers and offices call the folder with a saved page's pictures and scripts, in their languages.
SIDE_FOLDER = re.compile(
    r"(?P<page>.+)(?:[_.-]files|[_-](?:archivos|arquivos|bestanden|bylos|datoteke|dateien|dosyalar|elemei|failid|fails|fichiers|ficheiros|file|filer|fisiere|fitxers"
    r"|fitxategiak|pliki|soubory|tiedostot|файлы|файли))",
    re.I,
)


def files_below(folder: Path) -> Iterator[Path | tuple[Path, ArticleError]]:
    """Yield the files below a folder in order of name; what cannot be read comes with the reason.

    Hidden files and folders are left out, and so is the folder that a browser saves beside a page.
    """
    refused: dict[Path, ArticleError] = {}
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: refused.update(_unreadable(error))):
        folders[:] = [name for name in folders if not name.startswith(".") and not _is_beside_its_page(Path(place, name), names)]
        links = [name for name in folders if Path(place, name).is_symlink()]
        found += (Path(place, name) for name in (*names, *links) if not name.startswith("."))
    refused |= {path: reason for path in found if (reason := _reason_against(path))}
    if not found and not refused:
        refused[folder] = ArticleEmpty(f"{folder}: there are no files in this folder.")
    for path in sorted({*found, *refused}):
        yield (path, refused[path]) if path in refused else path


def _is_beside_its_page(folder: Path, names: list[str]) -> bool:
    match = SIDE_FOLDER.fullmatch(folder.name)
    return match is not None and any(f"{match['page']}{suffix}" in names for suffix in PAGE_SUFFIXES)


def _unreadable(error: OSError) -> dict[Path, ArticleError]:
    return {Path(error.filename): ArticleUnreadable(f"{error.filename}: this folder cannot be read ({error.strerror}).")}


def _reason_against(path: Path) -> ArticleError | None:
    """Why a path in a folder is no file to be read; ``None`` for a plain file."""
    if path.is_file():
        return None
    if path.is_symlink():
        if path.is_dir():
            return ArticleUnreadable(f"{path}: a link to a folder, which is not followed; name that folder to read it.")
        return ArticleMissing(f"{path}: a link to {os.readlink(path)}, which is not there.")
    return ArticleUnreadable(f"{path}: neither a file nor a folder.")
