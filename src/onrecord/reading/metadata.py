"""What a user says about the articles of a run."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from onrecord.article import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Facts that a plain text does not carry; ``None`` where the user says nothing."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    def apply(self, page: Page) -> Page:
        """The page with these facts; what the user says wins over what was found."""
        given = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) is not None}
        return replace(page, **given)
