"""The lines of a scraped page, each with its role, and what is read from those that are not text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import regex

from .clutter import is_final
from .markdown import read_paragraphs

__all__ = ["Line", "Page", "read_lines"]

_MAX_HEADLINE = 200
_LETTER = regex.compile(r"\p{L}")
# Head lines that a scraper has run together: "… मास्को Published by: देवेश त्रिपाठी Updated Tue, 18 Nov 2025".
_RUN_TOGETHER = regex.compile(
    r"\s+(?=(?:published|written|edited|reported) by\s*:"
    r"|(?:last\s+)?updated\s*:?\s+(?:\d|mon|tue|wed|thu|fri|sat|sun))",
    regex.IGNORECASE,
)


@dataclass(slots=True)
class Line:
    """One line. ``heading``: marked as one. ``image``: its picture's address; ``role``: see the module."""

    text: str
    heading: bool
    image: str | None
    role: str = "text"

    @property
    def is_prose(self) -> bool:
        """Ends as a sentence does, or is too long for a headline."""
        return not self.heading and (is_final(self.text) or len(self.text) > _MAX_HEADLINE)

    @property
    def is_headline(self) -> bool:
        """Could be a title or sub-heading: short, of two words or more, not ended as a sentence."""
        return (
            self.role == "text"
            and not self.is_prose
            and " " in self.text
            and _LETTER.search(self.text) is not None
        )


@dataclass(slots=True)
class Page:
    """The lines of a page, and what has been read from those that are not text."""

    lines: list[Line]
    title: str | None = None
    source: str | None = None
    place: str | None = None
    tags: tuple[str, ...] = ()
    authors: dict[int, str] = field(default_factory=dict)  # rank → name; the lowest counts
    dates: dict[int, datetime] = field(default_factory=dict)  # likewise
    unread_date: str | None = None

    def text(self) -> list[Line]:
        """Give the lines that have no other role."""
        return [line for line in self.lines if line.role == "text"]

    def head(self) -> list[Line]:
        """Give the lines before the first sentence of the article."""
        text = self.text()
        return text[: next((n for n, line in enumerate(text) if line.is_prose), len(text))]


def read_lines(text: str) -> list[Line]:
    """Read the lines of a page that hold something, without markup."""
    lines = []
    for text_line, heading, image in read_paragraphs(text):
        parts = [text_line] if is_final(text_line) else _RUN_TOGETHER.split(text_line)
        lines += [Line(part, heading, image) for part in parts]
    return lines
