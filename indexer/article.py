"""The one record that sources give and the index takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article. What the source does not say is None (no tags: empty), never invented.

    ``body`` holds the paragraphs separated by newlines, sub-headings among them, without the title. ``published``
    always knows its time zone (naive times of sources are IST, UTC+05:30).
    """

    id: str
    body: str
    title: str | None = None
    published: datetime | None = None
    source: str | None = None
    author: str | None = None
    place: str | None = None
    category: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def lead(self) -> str:
        """The first paragraph of the body: news is written top-down."""
        return self.body.partition("\n")[0]
