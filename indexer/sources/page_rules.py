"""What each line of a scraped page is: text, title, byline, date, desk, caption, tweet, tags or clutter.

Every line begins with the role "text", and those that keep it are the body. A rule gives a role only to
lines that have none yet, and none is given to what could be a sentence of the article.
"""

from __future__ import annotations

import regex

from .clutter import CREDIT, CREDIT_WITH_CAPTION, TWEET_LINK, TWEET_SIGNATURE, is_clutter
from .datelines import read_desk_line, split_dateline
from .dates import parse_date_text
from .page_lines import Page, read_lines
from .page_title import mark_captions, read_title

__all__ = ["read_page"]

_MAX_TWEET_LINES = 5
_MAX_TAG = 60
_DATELINE_WITHIN = 3  # a summary may come before the paragraph with the dateline

_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_URL_DATE = regex.compile(r"(?<!\d)(20\d\d|19\d\d)([/-])(\d\d)\2(\d\d)(?!\d)")
_BYLINE = regex.compile(
    r"(?P<label>(?:published|edited|written|reported|authored|posted)\s+by"
    r"|by|author|reporter|लेखक|लेखिका|रिपोर्टर|रिपोर्ट|द्वारा)\s*[:：]\s*(?P<name>[^।:]{2,60})",
    regex.IGNORECASE,
)
_LATER_BYLINES = ("edited", "published", "posted")  # who wrote it comes before who edited or put it online
_DATE_LABEL = regex.compile(
    r"(?P<updated>(?:last\s+)?updated|अपडेट|अद्यतन)|(?:first\s+)?publish|posted|प्रकाशित|date\b|दिनांक|तारीख",
    regex.IGNORECASE,
)
_TAGS = regex.compile(r"(?:tags?|keywords?|टैग|टैग्स)\s*[:：]\s*(?P<tags>.+)", regex.IGNORECASE)


def read_page(text: str, title: str | None, slugs: list[str]) -> Page:
    """Read the lines of a page; its metadata may give the ``title`` and, as ``slugs``, its address.

    The rules come in this order because each sees what those before it have left.
    """
    page = Page(read_lines(text), title=title)
    _read_images(page)
    _mark_clutter(page)
    _read_bylines(page)
    _mark_tweets(page)
    _read_tags(page)
    _read_head(page)
    read_title(page)
    mark_captions(page)
    _read_dateline(page)
    for slug in slugs:
        _read_url_date(page, 3, slug)
    return page


def _read_images(page: Page) -> None:
    """Let a picture above the text date the page if nothing better does; those within may be years old."""
    for line in page.lines:
        if line.text and line.is_prose:
            break
        if line.image and _read_url_date(page, 4, line.image):
            break
    for line in page.lines:
        if not line.text:
            line.role = "image"


def _mark_clutter(page: Page) -> None:
    for line in page.text():
        if is_clutter(line.text):
            line.role = "clutter"
        elif CREDIT.fullmatch(line.text):
            line.role = "credit"
        elif CREDIT_WITH_CAPTION.fullmatch(line.text):
            line.role = "caption"


def _read_bylines(page: Page) -> None:
    head = page.head()
    for line in page.text():
        if (match := _BYLINE.fullmatch(line.text)) is None:
            continue
        label = match["label"].lower()
        # "रिपोर्ट: …" below the head may be a sentence; "Published by: …" never is.
        if label.endswith(" by") or any(line is other for other in head):
            line.role = "byline"
            rank = next((n for n, word in enumerate(_LATER_BYLINES, 1) if label.startswith(word)), 0)
            page.authors.setdefault(rank, match["name"].strip())


def _mark_tweets(page: Page) -> None:
    """Mark signatures and paragraphs above without Devanagari; a tweet in Hindi is a quotation, and stays."""
    lines = page.text()
    hindi = any(_DEVANAGARI.search(line.text) for line in lines if line.is_prose)
    for number, line in enumerate(lines):
        if TWEET_SIGNATURE.fullmatch(line.text):
            line.role = "tweet"
            for above in reversed(lines[max(0, number - _MAX_TWEET_LINES) : number]) if hindi else ():
                if _DEVANAGARI.search(above.text) or above.heading:
                    break
                above.role = "tweet"
        elif TWEET_LINK.search(line.text):
            line.text = TWEET_LINK.sub("", line.text).strip()
            if not _DEVANAGARI.search(line.text) or is_clutter(line.text):
                line.role = "tweet"


def _read_tags(page: Page) -> None:
    """Take the last line for tags if " | " joins them, or it says so; long pieces are none."""
    lines = page.text()
    if len(lines) < 2:
        return
    text = lines[-1].text
    labelled = _TAGS.fullmatch(text)
    pieces = regex.split(r"\s*[|,]\s*", labelled["tags"]) if labelled else text.split(" | ")
    pieces = [piece.strip(" #") for piece in pieces]
    if (labelled or len(pieces) > 1) and all(
        0 < len(piece) <= _MAX_TAG and "।" not in piece for piece in pieces
    ):
        page.tags = tuple(dict.fromkeys(pieces))
        lines[-1].role = "tags"


def _read_head(page: Page) -> None:
    """Read dates and the desk, which stand above the text."""
    for line in page.head():
        label = _DATE_LABEL.match(line.text)
        rank = 2 if label is None else 1 if label["updated"] else 0
        pieces = [line.text, *regex.split(r"\s*[|•·]\s*", line.text)]
        if _date(page, rank, pieces[0]) or (
            len(pieces) > 2 and all(_date(page, rank, piece) for piece in pieces[1:])
        ):
            line.role = "date"
        elif (
            label
            and len(line.text) <= 80
            and regex.search(r"\d", line.text)
            and not _DEVANAGARI.search(line.text)
        ):
            line.role = "date"
            page.unread_date = page.unread_date or line.text
        elif not line.heading and page.source is None and (desk := read_desk_line(line.text)):
            line.role = "desk"
            page.source, page.place = desk


def _read_url_date(page: Page, rank: int, url: str) -> bool:
    """Read the date in an address: "…/2025/07/15/…", "…-2025-11-18"."""
    match = _URL_DATE.search(url)
    return match is not None and _date(page, rank, "-".join(match.group(1, 3, 4)))


def _date(page: Page, rank: int, text: str) -> bool:
    moment = parse_date_text(text, plain=True)
    if moment:
        page.dates.setdefault(rank, moment)
    return moment is not None


def _read_dateline(page: Page) -> None:
    """Take the dateline off the first paragraph or one after the summary; a lone place off the first only."""
    prose = [line for line in page.text() if line.is_prose]
    for number, line in enumerate(prose[:_DATELINE_WITHIN]):
        if (found := split_dateline(line.text)) and (number == 0 or found[0].source):
            desk, line.text = found
            page.source = page.source or desk.source
            page.place = page.place or desk.place
            return
