"""Sources of articles: files, folders or standard input in, ``Article`` or ``SourceError`` out.

Pages (``.txt``, ``.md``) and records (``.json``, ``.jsonl``, ``.ndjson``, ``.csv``, ``.tsv``) are told apart
by extension and content; ``.gz`` and ``.zst`` are read through. Importing this package is cheap: a format's
module loads when a file of that format is met.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ..article import Article
from ..errors import BuildError, Origin, SourceError

__all__ = ["EXTENSIONS", "REASONS", "WARNINGS", "iter_articles", "iter_files"]

EXTENSIONS = frozenset({".txt", ".md", ".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
PACKED = frozenset({".gz", ".zst"})

REASONS: Mapping[str, str] = {
    "binary": "the file is not text",
    "broken-archive": "the .gz or .zst file is cut short or damaged",
    "broken-json": "not JSON",
    "empty-body": "there is no text in the body",
    "no-body-column": "no column can be the body",
    "no-letters": "there is no letter in the body",
    "not-an-article": "a JSON value that is not an object",
    "not-utf8": "bytes that are not UTF-8",
    "nul": "a NUL character",
    "open-quote": "a quotation mark is opened and never closed",
    "too-long": "a line, page or record is longer than the limit",
    "unreadable": "the file cannot be read",
    "wrong-width": "the row has more or fewer cells than the header",
}
"""The fixed names of rejects, and what each means. ``duplicate-id`` is the build's."""

WARNINGS: Mapping[str, str] = {
    "empty-file": "the file holds nothing",
    "missing-column": "a column that --map names is not in the file",
    "unreadable-date": "the date cannot be read; the article has none",
}
"""The fixed names of what is reported without rejecting an article."""

# Files that people keep beside their data; in a folder they are not news (named outright, they are read).
_NOT_NEWS = frozenset({"readme", "license", "licence", "notice", "changelog", "contributing"})


def iter_files(sources: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the files of ``sources``, in order, each once.

    A file is given as it is, whatever its extension. A folder gives its files of known extensions, its
    entries sorted by name, subfolders in their place (linked subfolders are not followed); hidden entries,
    README, LICENSE and the like are passed over. ``-`` is standard input.

    Raises:
        BuildError: a source does not exist (checked before anything is read), or a folder cannot be read.

    """
    paths = [Path(source) for source in sources]
    for path in paths:
        if str(path) != "-" and not path.exists():
            raise BuildError(
                f"{path}: no such file or folder; name a file, a folder, or - for standard input"
            )
    return _iter_unique(paths)


def iter_articles(
    sources: Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    warn: Callable[[SourceError], None] | None = None,
) -> Iterator[tuple[Origin, Article | SourceError]]:
    """Yield every article of ``sources`` with its origin, in order; a bad one is a ``SourceError``.

    ``columns`` maps a field of Article to the column of the source that holds it. ``warn`` gets what is
    worth reporting but rejects nothing (see ``WARNINGS``). ``Origin.path`` is the path as given,
    ``Origin.line`` the line where the record begins.

    Raises:
        BuildError: a source does not exist, or ``columns`` names a field that Article does not have.

    """
    from .columns import Columns
    from .formats import iter_file

    chosen = Columns(columns or {})
    files = iter_files(sources)
    return (item for path in files for item in iter_file(path, chosen, warn or _ignore))


def _ignore(_: SourceError) -> None:
    """Stand in for the ``warn`` that was not given."""


def _iter_unique(paths: list[Path]) -> Iterator[Path]:
    """Yield each file once, though it be named twice or lie in a folder that is named as well."""
    seen: set[Path] = set()
    for path in paths:
        for file in _iter_folder(path) if path.is_dir() else [path]:
            real = file if str(file) == "-" else file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _iter_folder(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise BuildError(f"{folder}: the folder cannot be read: {error.strerror}") from error
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _iter_folder(path)
        elif entry.is_file() and _is_news(path):
            yield path


def _is_news(path: Path) -> bool:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return bool(suffixes) and suffixes[-1] in EXTENSIONS and path.name.split(".")[0].lower() not in _NOT_NEWS
