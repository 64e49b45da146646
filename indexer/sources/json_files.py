"""JSON Lines, streamed; and JSON: an array, one article, or an object that holds a list of articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..article import Article
from ..errors import Origin, SourceError
from .json_values import Value, iter_array, iter_values, locate, parse_json, parse_record, skip
from .opening import MAX_LINE_BYTES, RawLine, SourceFile, decode
from .records import RecordReader, flaw_of

__all__ = ["MAX_JSON_BYTES", "iter_json", "iter_jsonl", "settles"]

MAX_JSON_BYTES = 1 << 30
"""The longest .json that is read: it must be held whole. JSON Lines has no such limit."""

_LIST_KEYS = (
    "articles",
    "data",
    "items",
    "results",
    "news",
    "docs",
    "records",
    "posts",
    "stories",
    "entries",
    "rows",
)
_NESTED = 4
_UNSETTLING = frozenset({"no-body-column", "broken-json", "not-an-article", "too-long"})
_DOUBTFUL = 1000  # records without a body, before it is said of the whole file

Item = tuple[Origin, Article | SourceError]


def iter_jsonl(file: SourceFile, records: RecordReader, *, settled: bool = False) -> Iterator[Item]:
    """Yield an article a line; blank lines are nothing. ``settled``: what came before has shown that the file holds articles."""
    lines = (
        (Origin(file.path, line.number), _read_line(line, records))
        for line in file.iter_raw_lines()
        if line.raw is None or not _is_blank(line.raw)
    )
    return _settle(lines, settled=settled)


def _is_blank(raw: bytes) -> bool:
    return raw[:1] != b"{" and not decode(raw)[0].strip()


def _read_line(line: RawLine, records: RecordReader) -> Article | SourceError:
    if line.raw is None:
        return records.reject(line.number, "too-long", f"the line is longer than {MAX_LINE_BYTES:,} bytes")
    if (record := parse_record(line.raw)) is not None:
        return records.read(record, line.number)
    _, text, flaw = line.decoded()
    try:
        value = parse_json(text)
    except ValueError as error:
        found = flaw_of(text) or ("broken-json", f"{error} in {text[:40]!r}")
        return records.reject(line.number, *found)
    return _read_value(value, text, line.number, records, clean=flaw is None)


def _read_value(
    value: object, text: str, line: int, records: RecordReader, *, clean: bool
) -> Article | SourceError:
    """Make an article of a value. Not clean: ``text`` may hold bytes that are not UTF-8, in any column."""
    if not isinstance(value, dict):
        return records.reject(line, "not-an-article", f"{text[:40]!r} is not a JSON object")
    if (not clean or "\0" in text) and (flaw := flaw_of(text)):
        named = next((f"in {key[:40]!r}" for key, cell in value.items() if flaw_of(f"{key}{cell}")), "")
        return records.reject(line, flaw[0], f"{flaw[1]} {named}".rstrip())
    return records.read(value, line)


def settles(item: Article | SourceError) -> bool:
    """Tell whether an item shows that its file holds articles, be they sound or not."""
    return not isinstance(item, SourceError) or item.reason not in _UNSETTLING


def _settle(items: Iterator[Item], *, settled: bool = False) -> Iterator[Item]:
    """Hold back records without a body column until one has it: if none ever has, the file is one reject."""
    held: list[Item] = []
    for origin, item in items:
        if not settled and isinstance(item, SourceError) and item.reason == "no-body-column":
            held.append((origin, item))
            if len(held) == _DOUBTFUL:
                break
            continue
        if not settled and settles(item):
            settled = True
            yield from held
            held = []
        yield origin, item
    yield from held[:1]


def iter_json(file: SourceFile, records: RecordReader) -> Iterator[Item]:
    """Yield the articles of a file that is read whole."""
    raw = file.read(MAX_JSON_BYTES)
    if raw is None:
        detail = (
            f"a .json is read whole, and this one is longer than {MAX_JSON_BYTES:,} bytes; make it JSON Lines"
        )
        return iter([(Origin(file.path, 1), records.reject(1, "too-long", detail))])
    text, clean = decode(raw)
    return _settle(_iter_text(text, file, records, clean=clean))


def _iter_text(text: str, file: SourceFile, records: RecordReader, *, clean: bool) -> Iterator[Item]:
    line, counted = 1, 0
    for item in _iter_records(text, records):
        line += text.count("\n", counted, item.start)
        counted = item.start
        if item.error is not None and file.broken:
            return  # cut short with the archive: that is said once
        own = text[item.start : item.end]
        if item.error is not None:
            found: Article | SourceError = records.reject(
                line, *(flaw_of(own[:200]) or ("broken-json", item.error))
            )
        elif len(own) > MAX_LINE_BYTES:
            found = records.reject(
                line, "too-long", f"the record is longer than {MAX_LINE_BYTES:,} characters"
            )
        else:
            found = _read_value(item.value, own, line, records, clean=clean)
        yield Origin(file.path, line), found


def _iter_records(text: str, records: RecordReader) -> Iterator[Value]:
    """Yield the items of a top-level array, or the top-level values, or of their lists of articles."""
    start = skip(text, 0)
    if text.startswith("[", start):
        yield from iter_array(text, start)
        return
    for value in iter_values(text, start, end=""):
        path = _list_path(value.value, records)
        if path is None:
            yield value
        else:
            yield from iter_array(text, locate(text, value.start, path))


def _list_path(value: object, records: RecordReader, depth: int = 0) -> tuple[str, ...] | None:
    """Find the keys to a list of articles in an object that is none itself; None: there is none."""
    if not isinstance(value, Mapping) or depth > _NESTED or "body" in records.select(tuple(value)):
        return None
    keys = sorted(value, key=lambda key: key.lower() not in _LIST_KEYS)
    for key in keys:
        if _is_article_list(key, value[key], records):
            return (key,)
    for key in keys:
        if (path := _list_path(value[key], records, depth + 1)) is not None:
            return (key, *path)
    return None


def _is_article_list(key: str, value: object, records: RecordReader) -> bool:
    """Tell a list of articles, by a body or by its key, from lists of other objects: tags, images."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        return False
    return key.lower() in _LIST_KEYS or any("body" in records.select(tuple(item)) for item in value[:1])
