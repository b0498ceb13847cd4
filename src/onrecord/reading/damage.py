"""Damaged files, for the libraries that take them apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import ArticleError, ArticleUnreadable


@contextmanager
def damage_told(where: str, what: str) -> Iterator[None]:
    """Turn whatever a library raises of a damaged file into ArticleUnreadable: these raise TypeError, KeyError, struct.error and the like, and document none."""
    try:
        yield
    except ArticleError:
        raise
    except Exception as error:
        raise ArticleUnreadable(f"{where}: a damaged {what}, or none ({type(error).__name__}: {error}).") from error
