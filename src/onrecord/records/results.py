"""What comes of a page: a reading, or a failure that says why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onrecord import errors
from onrecord.article import Article, Page, sha256_of
from onrecord.errors import OnRecordError, traceback_of, without_folders
from onrecord.records.format import MadeBy, Record

Stage = Literal["reading", "cleaning", "language", "actors", "statements", "events"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article that was read: its frozen text and blocks, the page that it came from, and the record."""

    article: Article
    page: Page
    record: Record

    def with_text(self) -> Record:
        """The record with the frozen text in it, so that its spans can be verified without the reading."""
        return replace(self.record, article=replace(self.record.article, text=self.article.text))

    def _repr_html_(self) -> str:
        """For notebooks."""
        return self.with_text()._repr_html_()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that gave no record, why, and in which stage. ``traceback`` is there only where the cause is a bug of onrecord's own.

    ``sha256`` is that of the text, where there was one; ``made_by`` is unknown until a pipeline has passed the failure on.
    """

    id: str
    file: str | None = None
    line: int | None = None
    stage: Stage | None
    error: str
    message: str
    sha256: str | None = None
    traceback: str | None = None
    made_by: MadeBy | None = None

    @staticmethod
    def of(
        error: Exception,
        *,
        stage: Stage | None,
        id: str,
        file: str | None = None,
        line: int | None = None,
        text: str | None = None,
        made_by: MadeBy | None = None,
    ) -> Failure:
        """What to store of an error: whatever is not raised on purpose is a bug and keeps its traceback."""
        is_bug = not isinstance(error, OnRecordError)
        message = f"A bug in onrecord, please report it: {without_folders(str(error))}" if is_bug else str(error)
        return Failure(
            id=id,
            file=file,
            line=line,
            stage=stage,
            error=type(error).__name__,
            message=_encodable(message),
            sha256=sha256_of(text) if text is not None and _encodable(text) == text else None,
            traceback=_encodable(traceback_of(error)) if is_bug else None,
            made_by=made_by,
        )

    def to_error(self) -> OnRecordError:
        """The error that this failure was made of, to raise where only one article is read."""
        kind: type[OnRecordError] = getattr(errors, self.error, OnRecordError)
        return kind(self.message)


def _encodable(text: str) -> str:
    """The text with a question mark for each lone surrogate, so that it can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
