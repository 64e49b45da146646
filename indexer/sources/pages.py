"""Scraped pages: text with the clutter of a web page around it → one Article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import regex

from ..article import Article
from ..errors import Origin, SourceError
from .metadata import BrokenMetadataError, split_metadata
from .opening import MAX_LINE_BYTES, SourceFile, decode
from .page_lines import Page
from .page_rules import read_page
from .page_title import MAX_TITLE
from .records import RecordReader, flaw_of, join_paragraphs

__all__ = ["iter_page"]

_SENTENCE = regex.compile(r".+?[।॥?!]")


def iter_page(file: SourceFile, records: RecordReader) -> Iterator[tuple[Origin, Article | SourceError]]:
    """Yield the one article of a page. Its id is the metadata's id or url, else the file's stem.

    Title: the metadata's; else a Markdown heading or a headline (a short line that does not end as a
    sentence) before the text; else the first sub-heading; else the first sentence, cut at a word to
    ``MAX_TITLE`` characters. A sub-heading or sentence that lends its words to the title stays in the body.
    """
    raw = file.read(MAX_LINE_BYTES)
    if file.broken:
        return
    if raw is None:
        found: Article | SourceError = records.reject(
            1, "too-long", f"the page is longer than {MAX_LINE_BYTES:,} bytes"
        )
    else:
        found = _read(raw, records)
    yield found.origin if isinstance(found, SourceError) else Origin(file.path, 1), found


def _read(raw: bytes, records: RecordReader) -> Article | SourceError:
    text, clean = decode(raw)
    if not clean or "\0" in text:
        return _reject_line(text, records)
    try:
        record, rest = split_metadata(text)
    except BrokenMetadataError as error:
        return records.reject(1, "broken-json", str(error))
    values = records.values(record, records.select(tuple(record)), 1)
    title = values["title"]
    slugs = [str(record[name]) for name in ("slug", "url", "link", "canonical_url") if name in record]
    page = read_page(rest, title if isinstance(title, str) else None, slugs)
    if page.unread_date and not (page.dates or values["published"]):
        detail = f"{page.unread_date!r} is no date that can be read; the article has none"
        records.warn(1, "unreadable-date", detail)
    body = join_paragraphs("\n".join(line.text for line in page.text()))
    own = _own_values(page, body)
    return records.article(
        body, {**values, **{name: values[name] or value for name, value in own.items()}}, 1, records.stem
    )


def _reject_line(text: str, records: RecordReader) -> SourceError:
    """Reject a page for its first line that is no text."""
    number, flaw = next((n, flaw) for n, line in enumerate(text.split("\n"), 1) if (flaw := flaw_of(line)))
    return records.reject(number, *flaw)


def _own_values(page: Page, body: str) -> dict[str, str | tuple[str, ...] | datetime | None]:
    """Give what the page's lines say, for the fields on which its metadata is silent."""
    return {
        "title": page.title or _first_sentence(body),
        "source": page.source,
        "place": page.place,
        "author": page.authors[min(page.authors)] if page.authors else None,
        "published": page.dates[min(page.dates)] if page.dates else None,
        "tags": page.tags,
    }


def _first_sentence(body: str) -> str | None:
    """Give the first sentence, cut at a word to ``MAX_TITLE`` characters."""
    paragraph = body.partition("\n")[0]
    match = _SENTENCE.match(paragraph)
    sentence = match[0] if match else paragraph
    if len(sentence) > MAX_TITLE:
        sentence = sentence[: MAX_TITLE + 1].rpartition(" ")[0] or sentence[:MAX_TITLE]
    return sentence.rstrip("।॥,;:- ") or None
