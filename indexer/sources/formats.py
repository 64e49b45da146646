"""Which format a file is in, by extension and content, and the reading of one file from beginning to end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from json import JSONDecoder
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..article import Article
from ..errors import Origin, SourceError
from .columns import BODY_NAMES, KNOWN_NAMES, Columns, fold_name
from .opening import BLOCK, SourceFile, open_source

if TYPE_CHECKING:
    from .records import RecordReader

__all__ = ["Format", "detect_format", "find_binary", "iter_file"]

Format = Literal["page", "json", "jsonl", "csv", "tsv"]

# What a file that is not text begins with, and what to say of it.
_MAGIC = (
    (b"\xff\xfe", "it looks like UTF-16 text; convert it: iconv -f UTF-16 -t UTF-8"),
    (b"\xfe\xff", "it looks like UTF-16 text; convert it: iconv -f UTF-16 -t UTF-8"),
    (b"PK\x03\x04", "it is a zip archive (or .xlsx, .docx); unpack it, or save it as CSV or text"),
    (b"%PDF-", "it is a PDF; extract its text first"),
    (b"BZh91AY", "it is a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ\x00", "it is an xz archive; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "it is an old Office document; save it as CSV or text"),
    (b"SQLite format 3\x00", "it is an SQLite database; export its table as CSV"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_ARRAY = re.compile(r"\[\s*[{\]]")
_PRETTY = re.compile(r'\{\s*\n\s*"')
_MOST_CONTROLS = 0.05  # random bytes hold 11 %, UTF-16 of Hindi more, the worst of text files a handful


def iter_file(
    path: Path, columns: Columns, warn: Callable[[SourceError], None]
) -> Iterator[tuple[Origin, Article | SourceError]]:
    """Yield every article of one file; what ends its reading early is the last item."""
    try:
        with open_source(path) as file:
            yield from _iter_open(file, columns, warn)
            if file.broken:
                yield file.broken.origin, file.broken
    except OSError as error:
        origin = Origin(str(path), 1)
        yield origin, SourceError(origin, "unreadable", f"the file cannot be read: {error.strerror or error}")


def _iter_open(
    file: SourceFile, columns: Columns, warn: Callable[[SourceError], None]
) -> Iterator[tuple[Origin, Article | SourceError]]:
    from .records import RecordReader

    records = RecordReader(file.path, file.stem, columns, warn)
    if what := find_binary(file.head):
        error = records.reject(1, "binary", what)
        yield error.origin, error
        return
    form = detect_format(file.extension, file.head)
    blank = not file.head.removeprefix(b"\xef\xbb\xbf").strip() and len(file.head) < BLOCK
    if blank and form != "page":  # an empty page is an article that has been lost
        file.read(BLOCK)  # a damaged archive shows itself here
        if not file.broken:
            records.warn(1, "empty-file", "the file holds nothing")
        return
    yield from _iter_as(form, file, records)


def _iter_as(
    form: Format, file: SourceFile, records: RecordReader
) -> Iterator[tuple[Origin, Article | SourceError]]:
    if form == "page":
        from .pages import iter_page

        return iter_page(file, records)
    if form in ("csv", "tsv"):
        from .csv_files import iter_csv

        return iter_csv(file, records, "\t" if form == "tsv" else None)
    from .json_files import iter_json, iter_jsonl

    return iter_jsonl(file, records) if form == "jsonl" else iter_json(file, records)


def find_binary(head: bytes) -> str | None:
    """Say what a file is that is not text, by its first block; None: it is text.

    A stray NUL in one record does not make a file binary: then its first line would be sound, or controls
    few.
    """
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    controls = len(head) - len(head.translate(None, _CONTROLS))
    first = next((line for line in head.split(b"\n") if line.strip()), b"")
    if controls > _MOST_CONTROLS * len(head) and first != first.translate(None, _CONTROLS):
        return f"{controls:,} of its first {len(head):,} bytes are control characters: it is not text"
    return None


def detect_format(extension: str, head: bytes) -> Format:
    """Tell the format by the extension (with its dot; "": unknown) and the first block, which is text."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").lstrip()
    if extension in (".csv", ".tsv"):
        return "csv" if extension == ".csv" else "tsv"
    if extension in (".jsonl", ".ndjson"):
        return "json" if _ARRAY.match(text) or _PRETTY.match(text) else "jsonl"
    shape = _json_shape(text, cut=len(head) >= BLOCK)
    if extension == ".json":
        return shape or "json"
    return shape or (None if extension else _table_shape(text)) or "page"


def _json_shape(text: str, *, cut: bool) -> Literal["json", "jsonl"] | None:
    """Tell JSON, JSON Lines or neither: a page may begin with an object, its metadata, and go on as text."""
    if not text.startswith("{"):
        return "json" if _ARRAY.match(text) else None
    try:
        _, end = JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return _broken_shape(text, cut=cut)
    rest = text[end:].lstrip(" \t\r,")
    if not rest.lstrip().startswith("{"):
        return None if rest.strip() else "json"
    return "jsonl" if rest.startswith("\n") and "\n" not in text[:end] else "json"


def _broken_shape(text: str, *, cut: bool) -> Literal["json", "jsonl"] | None:
    """Tell the same where the first object is broken, or longer than the block."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and 2 * sum(line.startswith("{") for line in lines) > len(lines):
        return "jsonl"
    return "json" if _PRETTY.match(text) or (cut and len(lines) == 1) else None


def _table_shape(text: str) -> Literal["csv", "tsv"] | None:
    """Tell a table by a header that names a body; only without an extension, for prose has commas too."""
    header = text.partition("\n")[0]
    for delimiter, shape in (("\t", "tsv"), (",", "csv"), (";", "csv")):
        names = [fold_name(cell.strip(' "\r')) for cell in header.split(delimiter)]
        if len(names) > 1 and BODY_NAMES & set(names) and len(KNOWN_NAMES & set(names)) > 1:
            return shape  # type: ignore[return-value]
    return None
