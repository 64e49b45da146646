"""One record of any format (column → value) → Article, or the SourceError that says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import regex

from ..article import Article
from ..errors import Origin, SourceError
from . import clean_kernel, spooled
from .columns import Columns, Selection
from .dates import parse_date
from .markup import strip_markup

__all__ = ["RecordReader", "collapse", "flaw_of", "join_paragraphs", "split_tags", "text_of"]

# What exports of databases and data frames write where there is nothing. Compared without case.
_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "-", "--", "\\n"})
_LONGEST_NOTHING = max(map(len, _NOTHING))
# Of a nested object, the key that holds its text: {"title": "World", "title_hn": "दुनिया"}, WordPress'
# {"rendered": …}, MongoDB's {"$oid": …} and {"$date": …}. Hindi first.
_TEXT_KEYS = (
    "title_hn",
    "title_hi",
    "name_hn",
    "name_hi",
    "title",
    "name",
    "rendered",
    "text",
    "value",
    "#text",
)
_MONGO_KEYS = ("$oid", "$date", "$numberLong", "$numberInt")
_TEXTS = ("body", "id", "title", "source", "author", "place", "category", "url")
_SHOWN_COLUMNS = 12
_NESTED = 4

_LETTER = regex.compile(r"\p{L}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class RecordReader:
    """Makes Articles of the records of one file: picks columns, cleans values, names what is missing.

    An article without an id gets its url, and without that ``STEM-LINE`` (``STEM-LINE-2`` and so on for
    further records that begin on the same line, as in minified JSON).
    """

    def __init__(self, path: str, stem: str, columns: Columns, warn: Callable[[SourceError], None]) -> None:
        self.path = path
        self.stem = stem
        self._columns = columns
        self._warn = warn
        self._line, self._nth = 0, 0
        self._reported: set[str] = set()
        # The columns that were chosen last, and those of texts among them, by field of ``_TEXTS``.
        self._selection: Selection = {}
        self._text_columns: tuple[tuple[str, ...], ...] = ((),) * len(_TEXTS)

    def read(self, record: Mapping[str, object], line: int) -> Article | SourceError:
        """Make an article of a record that begins at ``line``."""
        nth = self._count(line)
        header = tuple(record)
        self._report_missing(header, line)
        selection = self.select(header)
        if "body" not in selection:
            return self.no_body_column(header, line)
        if article := self._plain_article(record, selection, line, f"{self.stem}-{line}{nth}"):
            return article
        body = self._first(record, selection, "body", join_paragraphs)
        return self.article(
            body or "", self.values(record, selection, line), line, f"{self.stem}-{line}{nth}"
        )

    def _plain_article(
        self, record: Mapping[str, object], selection: Selection, line: int, own_id: str
    ) -> Article | None:
        """The article of a record whose texts are as they should be, as nearly all are; else None: the long way has to tell."""
        if selection is not self._selection:
            self._selection, self._text_columns = (
                selection,
                tuple([selection.get(field, ()) for field in _TEXTS]),
            )
        row = record if isinstance(record, dict) else dict(record)
        texts = clean_kernel.plain_values(row, self._text_columns, _NOTHING, _LONGEST_NOTHING)
        if texts is None:
            return None
        body, identity, title, source, author, place, category, url = texts
        tags = self._tags(record, selection) if "tags" in selection else ()
        if not body or not _LETTER.search(body) or any(map(flaw_of, tags)):
            return None
        published = self._date(record, selection, line) if "published" in selection else None
        return spooled.made(
            identity or url or own_id, title, body, published, source, author, place, category, url, tags
        )

    def article(
        self, body: str, values: Mapping[str, str | tuple[str, ...] | datetime | None], line: int, own_id: str
    ) -> Article | SourceError:
        """Check ``body`` and ``values`` (the other fields); ``own_id`` is for a source without id and url."""
        given = {"body": body, **values}
        for field, value in given.items():
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str) and (flaw := flaw_of(text)):
                    return self.reject(line, flaw[0], f"{flaw[1]} in the {field}")
        if not body:
            return self.reject(line, "empty-body", "there is no text in the body")
        if not _LETTER.search(body):
            return self.reject(line, "no-letters", f"the body has no letter: {body[:40]!r}")
        return Article(**{**given, "id": values.get("id") or values.get("url") or own_id})  # type: ignore[arg-type]

    def select(self, header: tuple[str, ...]) -> Selection:
        """Give, for each field, the columns of ``header`` that may hold it."""
        return self._columns.select(header)

    def values(
        self, record: Mapping[str, object], selection: Selection, line: int
    ) -> dict[str, str | tuple[str, ...] | datetime | None]:
        """Read every field but the body; what the record does not say is None (no tags: empty)."""
        found: dict[str, str | tuple[str, ...] | datetime | None] = {
            field: self._first(record, selection, field, collapse)
            for field in ("id", "title", "source", "author", "place", "category", "url")
        }
        found["tags"] = self._tags(record, selection)
        found["published"] = self._date(record, selection, line)
        return found

    def _tags(self, record: Mapping[str, object], selection: Selection) -> tuple[str, ...]:
        tags = (split_tags(record[column]) for column in selection.get("tags", ()))
        return next((tag for tag in tags if tag), ())

    def _date(self, record: Mapping[str, object], selection: Selection, line: int) -> datetime | None:
        given = [value for column in selection.get("published", ()) if (value := record[column]) is not None]
        return self._published(given, line) if given else None

    def reject(self, line: int, reason: str, detail: str) -> SourceError:
        """Make a SourceError of this file."""
        return SourceError(Origin(self.path, line), reason, detail)

    def warn(self, line: int, reason: str, detail: str) -> None:
        """Report what does not reject an article."""
        self._warn(self.reject(line, reason, detail))

    def no_body_column(self, header: Sequence[str], line: int) -> SourceError:
        """Make the reject of a file or record without a column of text."""
        names = ", ".join(repr(name[:40]) for name in header[:_SHOWN_COLUMNS]) + (
            ", …" if len(header) > _SHOWN_COLUMNS else ""
        )
        return self.reject(
            line,
            "no-body-column",
            f"no column can be the body; there are {names or 'none'}; try --map body=COLUMN",
        )

    def _count(self, line: int) -> str:
        self._nth = self._nth + 1 if line == self._line else 1
        self._line = line
        return f"-{self._nth}" if self._nth > 1 else ""

    def _report_missing(self, header: tuple[str, ...], line: int) -> None:
        for field, column in self._columns.missing(header).items() if self._columns.asked else ():
            if field not in self._reported:
                self._reported.add(field)
                self.warn(
                    line, "missing-column", f"--map {field}={column}: there is no column {column!r} here"
                )

    def _first(
        self, record: Mapping[str, object], selection: Selection, field: str, clean: Callable[[str], str]
    ) -> str | None:
        """Give the first column of a field that holds something."""
        for column in selection.get(field, ()):
            text = clean(strip_markup(text_of(record[column])))
            if not _is_nothing(text):
                return text
        return None

    def _published(self, values: Iterable[object], line: int) -> datetime | None:
        unread = None
        for value in map(_unwrap_mongo, values):
            if moment := parse_date(value):
                return moment
            text = collapse(text_of(value))
            if not _is_nothing(text):
                unread = unread or text
        if unread:
            self.warn(
                line, "unreadable-date", f"{unread[:60]!r} is no date that can be read; the article has none"
            )
        return None


def text_of(value: object, depth: int = 0) -> str:
    """Give the text of a JSON value: a list's items on lines, of an object the key that holds text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or depth > _NESTED:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, list):
        return "\n".join(filter(None, (text_of(item, depth + 1) for item in value)))
    if isinstance(value, dict):
        return next(
            (text for key in _TEXT_KEYS + _MONGO_KEYS if (text := text_of(value.get(key), depth + 1))), ""
        )
    return str(value)


def _unwrap_mongo(value: object) -> object:
    """{"$date": {"$numberLong": "1763483640000"}} → the innermost value."""
    for _ in range(_NESTED):
        if not isinstance(value, dict):
            break
        value = next((value[key] for key in _MONGO_KEYS if key in value), None)
    return value


def _is_nothing(text: str) -> bool:
    return len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING


def collapse(text: str) -> str:
    """Put ``text`` on one line, runs of white space as one space. Joiners are no white space: they stay."""
    return text if "\n" not in text and clean_kernel.is_clean(text) else " ".join(text.split())


def join_paragraphs(text: str) -> str:
    """Keep the lines of ``text`` that hold something, each collapsed, joined by newlines."""
    if clean_kernel.is_clean(text):
        return text
    return "\n".join(filter(None, map(collapse, text.splitlines())))


def split_tags(value: object) -> tuple[str, ...]:
    """Read the tags of a list, or of a text like "a, b | c"; without "#", without repeats, in order."""
    texts = (
        [text_of(item) for item in value]
        if isinstance(value, list)
        else re.split(r"[|,;،\n]", text_of(value))
    )
    tags = (collapse(strip_markup(text)).removeprefix("#").strip() for text in texts)
    return tuple(dict.fromkeys(tag for tag in tags if not _is_nothing(tag)))


def flaw_of(text: str) -> tuple[str, str] | None:
    """Give reason and detail if ``text`` holds a NUL, bytes that were not UTF-8, or half an emoji."""
    if clean_kernel.is_sound(text):
        return None
    if "\0" in text:
        return "nul", f"a NUL (character {text.index(chr(0)) + 1})"
    if match := _SURROGATE.search(text):
        code = ord(match[0])
        what = (
            f"byte 0x{code - 0xDC00:02x}"
            if code >= 0xDC80 and code <= 0xDCFF
            else f"half a character (\\u{code:04x})"
        )
        return "not-utf8", f"{what} (character {match.start() + 1})"
    return None
