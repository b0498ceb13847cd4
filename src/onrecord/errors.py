"""Every error that onrecord raises on purpose.

::

    OnRecordError
    |-- ArticleError             this article cannot be used: stored as a Failure, the run goes on
    |   |-- ArticleMissing       there is no such file
    |   |-- ArticleUnreadable    the bytes are no text: binary, broken encoding, U+0000, lone surrogates
    |   |-- ArticleEmpty         there is no article text in it
    |   |-- ArticleTooLarge      longer than an article can be
    |   |-- ArticleMalformed     a JSON line or a row that is no article
    |   |-- ArticleNotFetched    only its address is known, and nothing came from there, or nothing was asked for
    |   |-- ArticleNotEnglish    it is in another language, and only English was wanted
    |   `-- ArticleRepeated      another article of the run has the same id
    `-- RunError                 the run cannot go on
        |-- ModelMissing         the language pipeline is not installed
        |-- ModelUnfit           the language pipeline is of another version or lacks a component
        |-- LibraryMissing       what reads this kind of input is not installed
        |-- FileUnfit            a file that the run needs (annotated articles, records) is missing or not what it should be
        |-- WorkerLost           one of the run's processes was killed or ended by itself
        |-- NotInCollection      the collection has no such article, statement or decision, or several of the name
        |-- ServerUnusable       pages cannot be served: not installed, the address taken, or nobody has a token where others could come in
        |-- StoreUnusable        a collection's database cannot be opened, read or written, or is of another version
        `-- OutputUnfit          what is to be written to is full, closed, not writable, or holds something already

Messages say what is wrong, where, and what to do.
"""

import os
import sys
import traceback


class OnRecordError(Exception):
    """Base of every error raised on purpose."""


class ArticleError(OnRecordError):
    """One article cannot be used; others can."""


class ArticleMissing(ArticleError):
    """There is no such file or folder."""


class ArticleUnreadable(ArticleError):
    """The bytes cannot be read as text."""


class ArticleEmpty(ArticleError):
    """Readable, but there is no article text in it."""


class ArticleTooLarge(ArticleError):
    """Longer than any article."""


class ArticleMalformed(ArticleError):
    """A JSON line or a row of a table that does not describe an article."""


class ArticleNotFetched(ArticleError):
    """Only the address is known: nothing came from there, or it was not to be asked."""


class ArticleNotEnglish(ArticleError):
    """In another language, where only English was wanted."""


class ArticleRepeated(ArticleError):
    """Another article of the run has the same id."""


class RunError(OnRecordError):
    """The run cannot go on."""


class ModelMissing(RunError):
    """The language pipeline is not installed."""


class ModelUnfit(RunError):
    """The language pipeline does not fit this version of onrecord."""


class LibraryMissing(RunError):
    """A library of an extra that this input needs is not installed."""


class FileUnfit(RunError):
    """A file that the run needs is missing or not what it should be."""


class WorkerLost(RunError):
    """One of the run's processes was killed or ended by itself."""


class NotInCollection(RunError):
    """The collection has no such article, statement or decision, or several of the name."""


class ServerUnusable(RunError):
    """Pages cannot be served as they are asked for."""


class StoreUnusable(RunError):
    """A collection's database cannot be opened, read or written, or is of another version."""


class OutputUnfit(RunError):
    """An output cannot be written, or holds something that would be lost."""


def traceback_of(error: BaseException) -> str:
    """The traceback of an error, without the machine's folders."""
    return without_folders("".join(traceback.format_exception(error)))


def without_folders(message: str) -> str:
    """A message with file names relative to their package or the home directory, so that it is the same on every machine."""
    for folder in sorted({*filter(os.path.isabs, sys.path), os.path.expanduser("~")}, key=len, reverse=True):
        message = message.replace(os.path.join(folder, ""), "") if folder != os.sep else message
    return message
