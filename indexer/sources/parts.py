"""Sources cut into shares that several processes read at once, and the reading of one share.

A share is a stretch of the sources: one after another they are the sources in order. JSON Lines are cut between lines;
any other file is read by one process.
"""

from __future__ import annotations

import stat
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from pathlib import Path

from ..article import Article
from ..errors import Origin, SourceError
from . import PACKED
from .columns import Columns
from .formats import detect_format, find_binary, iter_file
from .json_files import iter_jsonl, settles
from .opening import BLOCK, SourceFile, open_source, open_stretch
from .records import RecordReader

__all__ = ["Part", "cut_sources", "estimate_bytes", "iter_part"]

Item = tuple[Origin, Article | SourceError]

# How many times its size a packed file of Hindi text holds, about; only for how many processes are worth their start.
_UNPACKED = 5
_WORTH_CUTTING = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or the lines of one that begin from ``start`` to ``end`` (exclusive), with ``line`` lines before them.

    ``content`` is the file to read where that is not ``path``, by whose name the articles are known: a packed file that was
    unpacked. ``broken`` is what ended the unpacking too early, to be said after the last line.
    """

    path: Path
    start: int = 0
    end: int | None = None
    line: int = 0
    content: Path | None = None
    broken: SourceError | None = None


def estimate_bytes(files: Sequence[Path]) -> int | None:
    """How much there is to read, about; None where a source cannot tell (standard input, a pipe, what cannot be opened)."""
    total = 0
    for path in files:
        size = _size(path)
        if size is None:
            return None
        total += size * (_UNPACKED if path.suffix.lower() in PACKED else 1)
    return total


def _size(path: Path) -> int | None:
    if str(path) == "-":
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def cut_sources(
    files: Sequence[Path], shares: int, *, first_more: int, columns: Mapping[str, str], folder: Path
) -> list[tuple[Part, ...]]:
    """Cut files, all of known size, into so many shares of about as many bytes each, the first longer by ``first_more``.

    Packed JSON Lines are unpacked into ``folder`` first. Where the user has named ``columns`` no file is cut: what is missing is
    reported once a file.
    """
    whole = [
        Part(path) if columns else _opened(path, folder / f"unpacked-{n}") for n, path in enumerate(files)
    ]
    ends = list(accumulate(_size(part.content or part.path) or 0 for part in whole))
    total = ends[-1] if ends else 0
    more = min(first_more, total)
    bounds = [more + (total - more) * share // shares for share in range(1, shares)]
    places = [(0, 0, 0), *_places(whole, ends, bounds), (len(whole), 0, 0)]
    return [tuple(_stretch(whole, first, last)) for first, last in pairwise(places)]


def _places(
    whole: Sequence[Part], ends: Sequence[int], bounds: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Bounds in bytes → places: number of the file, byte where a line begins, lines before it. The first line or file that
    begins at or behind the bound."""
    before = (0, 0, 0)
    for bound in bounds:
        number = bisect_right(ends, bound)
        if number < len(whole) and whole[number].end is not None:
            begin = ends[number - 1] if number else 0
            known = before if before[0] == number else (number, 0, 0)
            place = _line_start(whole[number], known, bound - begin)
        else:
            place = (number, 0, 0) if number and ends[number - 1] == bound else (number + 1, 0, 0)
        before = max(before, min(place, (len(whole), 0, 0)))
        yield before


def _line_start(part: Part, known: tuple[int, int, int], target: int) -> tuple[int, int, int]:
    """The place of the first line of a file that begins at or behind a byte, counting from a place that is known."""
    number, at, line = known
    with (part.content or part.path).open("rb") as file:
        file.seek(at)
        while at < target - 1 and (block := file.read(min(BLOCK * 16, target - 1 - at))):
            at += len(block)
            line += block.count(b"\n")
        while rest := file.readline(BLOCK):  # a line may be longer than memory
            at += len(rest)
            if rest.endswith(b"\n") and at < (part.end or 0):
                return number, at, line + 1
    return number + 1, 0, 0


def _stretch(
    whole: Sequence[Part], first: tuple[int, int, int], last: tuple[int, int, int]
) -> Iterator[Part]:
    for number in range(first[0], min(last[0] + 1, len(whole))):
        part = whole[number]
        start, line = first[1:] if number == first[0] else (0, 0)
        end = last[1] if number == last[0] else part.end
        if number == last[0] and not last[1]:
            continue
        ended = end == part.end
        yield Part(part.path, start, end, line, part.content, part.broken if ended else None)


def _opened(path: Path, unpacked: Path) -> Part:
    """The file, with its end where it may be cut between lines: it is JSON Lines, and its first line is an article."""
    size = _size(path) or 0
    packed = path.suffix.lower() in PACKED
    if size * (_UNPACKED if packed else 1) < _WORTH_CUTTING:
        return Part(path)
    try:
        with open_source(path) as file:
            lines = not find_binary(file.head) and detect_format(file.extension, file.head) == "jsonl"
            if not lines or not _is_settled(path) or (file.packed and not packed):
                return Part(path)
            if not file.packed:
                return Part(path, 0, size)
            broken = _unpack(file, unpacked)
            return Part(path, 0, unpacked.stat().st_size, 0, unpacked, broken)
    except OSError:
        return Part(path)  # to be said where it is read


def _is_settled(path: Path) -> bool:
    """Whether the first item is an article: while a file's columns are in doubt, its rejects wait for one reader's order."""
    with open_source(path) as file:
        records = RecordReader(file.path, file.stem, Columns({}), lambda _: None)
        return any(settles(item) for _, item in islice(iter_jsonl(file, records), 1))


def _unpack(file: SourceFile, unpacked: Path) -> SourceError | None:
    """Write the lines of a packed file up to its end, or the damage, which is given."""
    with unpacked.open("wb") as out:
        for block in file.iter_blocks():
            out.write(block)
        if file.broken:
            out.truncate(file.whole_lines)
    if not file.broken:
        return None
    with unpacked.open("rb") as lines:
        line = sum(block.count(b"\n") for block in iter(lambda: lines.read(BLOCK), b""))
    return SourceError(Origin(file.path, line + 1), file.broken.reason, file.broken.detail)


def iter_part(part: Part, columns: Columns, warn: Callable[[SourceError], None]) -> Iterator[Item]:
    """Yield every article of a part, as ``iter_file`` does of a file."""
    if part.end is None:
        yield from iter_file(part.path, columns, warn)
        return
    content = part.content or part.path
    try:
        with open_stretch(content, str(part.path), part.start, part.end, part.line) as file:
            records = RecordReader(file.path, file.stem, columns, warn)
            yield from iter_jsonl(file, records, settled=part.start > 0)
            broken = file.broken or part.broken
    except OSError as error:
        broken = SourceError(
            Origin(str(part.path), part.line + 1),
            "unreadable",
            f"the file cannot be read: {error.strerror or error}",
        )
    if broken:
        yield broken.origin, broken
