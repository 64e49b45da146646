"""Markdown and HTML of a scraped page → plain paragraphs that know if they were headings, and their image."""

from __future__ import annotations

from typing import NamedTuple

import regex

from .markup import strip_markup
from .records import collapse

__all__ = ["Paragraph", "read_paragraphs"]


class Paragraph(NamedTuple):
    """One line. ``heading``: marked as one. ``image``: its picture's address (``text`` may be "")."""

    text: str
    heading: bool
    image: str | None


_HEADING = regex.compile(r"#{1,6}\s+(.*?)\s*#*$")
_RULE = regex.compile(r"([-=*_])(?:\s*\1){2,}$")  # a rule, or the underline of a heading
_QUOTE_OR_BULLET = regex.compile(r"(?:>\s?)+|[*+•]\s+")
_IMAGE = regex.compile(r"!\[[^\]]*\]\(\s*([^)\s]+)[^)]*\)")
# A path or address alone on its line; scrapers leave the tail of "![…](path.jpg)" behind, with its bracket.
_IMAGE_LINE = regex.compile(
    r"(?:!?\[[^\]]*\]?\(?)?(\S*\.(?:jpe?g|png|webp|gif|avif)(?:\?\S*)?)\)?$", regex.IGNORECASE
)
_LINK = regex.compile(r"\[([^\[\]]*)\]\(\s*[^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"]*\")?\s*\)")
_AUTOLINK = regex.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = tuple(
    regex.compile(pattern)
    for pattern in (
        r"(\*\*\*|\*\*|~~|`)(?=\S)(.+?)(?<=\S)\1",
        # One star or underscores only around whole words: 2*3*4 and snake_case_name are none. \p{M}: vowel
        # signs belong to the word.
        r"(?<![\p{L}\p{M}\p{N}_*])(\*)(?=[^\s*])([^*]+?)(?<=[^\s*])\1(?![\p{L}\p{M}\p{N}_*])",
        r"(?<![\p{L}\p{M}\p{N}_])(__|_)(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\p{L}\p{M}\p{N}_])",
    )
)
_ESCAPE = regex.compile(r"\\([!-/:-@\[-`{-~])")


def read_paragraphs(text: str) -> list[Paragraph]:
    """Read the lines that hold something, without markup, white space collapsed. A line is a paragraph."""
    lines = (collapse(line) for line in strip_markup(text).splitlines())
    read = (_read_line(line) for line in lines if line and not _RULE.match(line))
    return [paragraph for paragraph in read if paragraph.text or paragraph.image]


def _read_line(line: str) -> Paragraph:
    heading = _HEADING.match(line)
    text = (
        heading[1]
        if heading
        else _QUOTE_OR_BULLET.sub("", line, count=1)
        if _QUOTE_OR_BULLET.match(line)
        else line
    )
    if alone := _IMAGE_LINE.match(text):
        return Paragraph("", False, alone[1])
    image = _IMAGE.search(text)
    return Paragraph(collapse(_unwrap(text)), heading is not None, image[1] if image else None)


def _unwrap(text: str) -> str:
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
    if any(mark in text for mark in "*_~`"):
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
