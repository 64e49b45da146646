"""The title of a scraped page, and the captions that must not be taken for it."""

from __future__ import annotations

import unicodedata

import regex

from .page_lines import Line, Page

__all__ = ["MAX_TITLE", "mark_captions", "read_title"]

MAX_TITLE = 120
"""Characters of a title that is made of the first sentence, or taken from a sub-heading."""

_NOT_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def read_title(page: Page) -> None:
    """Choose the title, unless the metadata has given it, and mark its line."""
    head = page.head()
    if page.title is None:
        _choose_title(page, head)
    for line in head:
        # Pages say their title twice. Headings of other words are the text's own.
        if page.title and _same(line.text, page.title):
            line.role = "title"


def _choose_title(page: Page, head: list[Line]) -> None:
    text = page.text()
    if len(head) < len(text):  # there is text below
        captions = _captions(page)
        candidates = [line for line in head if line.is_headline and line.heading]
        candidates += [
            line for line in head if line.is_headline and not any(line is caption for caption in captions)
        ]
        candidates += [line for line in head if line.is_headline]
        if candidates:
            page.title = candidates[0].text
            return
    for before, line, after in zip(text, text[1:], text[2:], strict=False):
        if line.is_headline and len(line.text) <= MAX_TITLE and before.is_prose and after.is_prose:
            page.title = line.text
            return


def _captions(page: Page) -> list[Line]:
    """Give the lines directly above a photo credit that do not end as a sentence."""
    pairs = zip(page.lines, page.lines[1:], strict=False)
    return [
        line
        for line, below in pairs
        if below.role == "credit" and line.role == "text" and not line.is_prose and not line.heading
    ]


def mark_captions(page: Page) -> None:
    """Mark captions: about the picture, as the credit below shows; both go."""
    for line in _captions(page):
        line.role = "caption"


def _same(one: str, other: str) -> bool:
    """Tell whether two lines say the same, punctuation, spaces and case aside."""
    first, second = (
        _NOT_WORD.sub("", unicodedata.normalize("NFC", text).casefold()) for text in (one, other)
    )
    return bool(first) and bool(first == second)
