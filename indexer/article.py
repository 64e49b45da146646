"""The one record that sources give and the index takes, and what is found in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

__all__ = ["Article", "Entity"]


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


class Entity(NamedTuple):
    """A person, place or organisation of an article.

    ``name`` is the form with most words that the text has, in Devanagari where it has one. ``aliases`` are
    the other forms by which a reader may ask for it: those of the text first, then other names and letters in
    the other script, which the text need not have. ``count`` is the number of mentions in title and body; 0
    for the place of a dateline that the text does not name again.
    """

    kind: str
    name: str
    aliases: tuple[str, ...]
    count: int  # type: ignore[assignment]  # nobody asks how often a tuple holds something
