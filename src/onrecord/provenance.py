"""The provenance of records: versions, and one fingerprint over everything that the output depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter

from spacy.language import Language

from onrecord.knowledge import Knowledge
from onrecord.language import model_folders, model_name
from onrecord.records import MadeBy
from onrecord.version import __version__

FINGERPRINT_LETTERS = 16
# Byte code is made from the code, here or there.
LEFT_OUT = {"__pycache__"}


def made_by(nlp: Language, knowledge: Knowledge) -> MadeBy:
    """The provenance of records made with a language pipeline and some knowledge."""
    return MadeBy(
        onrecord=__version__,
        model=model_name(nlp),
        knowledge=knowledge.version,
        fingerprint=fingerprint([files("onrecord"), *model_folders(nlp)], knowledge.added),
    )


def fingerprint(folders: Iterable[Traversable], added: bytes) -> str:
    """A hash over the names and contents of all files of some folders, and over additions to the knowledge."""
    hashed = hashlib.sha256(added)
    for folder in folders:
        for name, file in sorted(_files(folder, ""), key=itemgetter(0)):
            content = file.read_bytes()
            hashed.update(f"\n{name} {len(content)}\n".encode())
            hashed.update(content)
    return hashed.hexdigest()[:FINGERPRINT_LETTERS]


def _files(folder: Traversable, inside: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{inside}{entry.name}/") if entry.name not in LEFT_OUT else ()
        else:
            yield f"{inside}{entry.name}", entry
