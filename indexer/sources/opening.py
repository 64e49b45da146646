"""Open a source: a path or standard input, decompressed, with its first block looked at."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from isal import isal_zlib  # a third of the time of Python's own zlib

from ..errors import Origin, SourceError
from . import EXTENSIONS, PACKED

__all__ = ["MAX_LINE_BYTES", "Line", "RawLine", "SourceFile", "decode", "open_source", "open_stretch"]

MAX_LINE_BYTES = 32 << 20
"""The longest line (and page, and item of a JSON array) that is read; longer ones are ``too-long``."""

BLOCK = 1 << 16
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
# zstd turns 4 bytes into as many as 128 KiB: small bites bound what a hostile archive can put in memory at
# once (128 MiB).
_BITE = 1 << 12
_GZIP_WINDOW = 31  # zlib's number for the largest window and a gzip header

Read = Callable[[int], bytes]


class Readable(Protocol):
    """What a decompressor needs of the file below."""

    def read(self, size: int = -1, /) -> bytes: ...


class _Frame(Protocol):
    """A decompressor of one frame (zstd) or member (gzip)."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class _Packing(NamedTuple):
    """A format of compressed files: frames one after another, with bytes of ``padding`` between and behind them."""

    name: str
    open_frame: Callable[[], _Frame]
    error: type[Exception]
    padding: bytes


class ArchiveError(Exception):
    """A compressed file is cut short or damaged."""


class Line(NamedTuple):
    """One physical line, from 1, without its line end. ``flaw``: the reason to reject it for, if any.

    Bytes that are not UTF-8 stand in ``text`` as lone surrogates U+DC80..U+DCFF; of a line that is too long,
    ``text`` is empty.
    """

    number: int
    text: str
    flaw: str | None


class RawLine(NamedTuple):
    """The same as bytes with the line end; None of a line that is too long."""

    number: int
    raw: bytes | None

    def decoded(self) -> Line:
        """The line as text."""
        if self.raw is None:
            return Line(self.number, "", "too-long")
        text, clean = decode(self.raw)
        return Line(self.number, text.removesuffix("\n").removesuffix("\r"), None if clean else "not-utf8")


class SourceFile:
    """One open source. What goes wrong while it is read ends the reading and is left in ``broken``."""

    def __init__(self, path: str, stream: _Peeked, *, packed: bool = False, line: int = 0) -> None:
        self.path = path
        self.packed = packed
        self.name = path.replace("\\", "/").rpartition("/")[2] if path != "<stdin>" else "stdin"
        self.stem, self.extension = _split_name(self.name)
        self.head = stream.head
        self.broken: SourceError | None = None
        self._stream = io.BufferedReader(stream, BLOCK)
        self._line = line
        self._bytes = 0
        self.whole_lines = 0

    def iter_lines(self) -> Iterator[Line]:
        """Yield the lines, one held at a time, and never more than ``MAX_LINE_BYTES`` of one."""
        return map(RawLine.decoded, self.iter_raw_lines())

    def iter_raw_lines(self) -> Iterator[RawLine]:
        """Yield the same as bytes."""
        while raw := self._readline(MAX_LINE_BYTES + 1):
            self._line += 1
            if len(raw) > MAX_LINE_BYTES and not raw.endswith(b"\n"):
                self._skip_line()
                yield RawLine(self._line, None)
                continue
            yield RawLine(self._line, raw.removeprefix(b"\xef\xbb\xbf") if self._line == 1 else raw)

    def iter_blocks(self) -> Iterator[bytes]:
        """Yield all bytes as they come; up to the damage if there is some, and then ``whole_lines`` of them are whole lines.

        Lines are not counted: the line of ``broken`` is for the caller to find.
        """
        try:
            while block := self._stream.read1(BLOCK):
                if b"\n" in block:
                    self.whole_lines = self._bytes + block.rindex(b"\n") + 1
                self._bytes += len(block)
                yield block
        except (ArchiveError, OSError) as error:
            self._bytes = self.whole_lines
            self._break(error)

    def read(self, limit: int) -> bytes | None:
        """Read all but a byte order mark, up to the damage if there is some; None: longer than ``limit``."""
        parts: list[bytes] = []
        try:
            while part := self._stream.read1(BLOCK):
                self._bytes += len(part)
                self._line += part.count(b"\n")
                if self._bytes > limit:
                    return None
                parts.append(part)
        except (ArchiveError, OSError) as error:
            self._break(error)
        return b"".join(parts).removeprefix(b"\xef\xbb\xbf")

    def _readline(self, limit: int) -> bytes:
        try:
            raw = self._stream.readline(limit)
        except (ArchiveError, OSError) as error:
            self._break(error)
            return b""
        self._bytes += len(raw)
        return raw

    def _skip_line(self) -> None:
        while raw := self._readline(BLOCK):
            if raw.endswith(b"\n"):
                return

    def _break(self, error: Exception) -> None:
        reason = "broken-archive" if isinstance(error, ArchiveError) else "unreadable"
        reached = f"after {self._bytes:,} bytes of text; what came before is kept"
        self.broken = SourceError(Origin(self.path, self._line + 1), reason, f"{error} {reached}")


def decode(raw: bytes) -> tuple[str, bool]:
    """Give the text, and whether it is clean; bytes that are not UTF-8 become lone surrogates."""
    try:
        return raw.decode(), True
    except UnicodeDecodeError:
        return raw.decode(errors="surrogateescape"), False


@contextmanager
def open_source(path: Path) -> Iterator[SourceFile]:
    """Open ``path`` for reading (``-``: standard input), decompressed by name or content.

    Raises:
        OSError: it cannot be opened.

    """
    with ExitStack() as stack:
        if str(path) == "-":
            name, raw = "<stdin>", _Peeked(cast(io.BufferedReader, sys.stdin.buffer).read1)
        else:
            name, raw = str(path), _Peeked(stack.enter_context(path.open("rb", buffering=0)).read)
        stream = _unpack(raw, path.suffix.lower())
        yield SourceFile(name, stream, packed=stream is not raw)


@contextmanager
def open_stretch(content: Path, path: str, start: int, end: int, line: int) -> Iterator[SourceFile]:
    """Open the bytes ``start`` to ``end`` of a file that is not packed, as the source ``path`` after ``line`` lines of it.

    Raises:
        OSError: it cannot be opened.

    """
    with content.open("rb", buffering=0) as raw:
        raw.seek(start)

        def read(size: int) -> bytes:
            return raw.read(min(size, end - raw.tell()))

        yield SourceFile(path, _Peeked(read), line=line)


def _unpack(raw: _Peeked, suffix: str) -> _Peeked:
    """Decompress, by content first: standard input has no name, and .gz may come under another one."""
    if raw.head.startswith(_GZIP) or suffix == ".gz":
        return _Peeked(_read_unpacked(io.BufferedReader(raw, BLOCK), _gzip_frames()))
    if raw.head.startswith(_ZSTD) or suffix == ".zst":
        return _Peeked(_read_unpacked(io.BufferedReader(raw, BLOCK), _zstd_frames()))
    return raw


def _gzip_frames() -> _Packing:
    broken: type[Exception] = isal_zlib.error  # type: ignore[assignment]  # the stub has an instance of it
    return _Packing("gzip", lambda: isal_zlib.decompressobj(_GZIP_WINDOW), broken, b"\0")


def _zstd_frames() -> _Packing:
    """Not zstandard's own stream reader: that one takes a file cut short for one that has ended."""
    from zstandard import ZstdDecompressor, ZstdError

    return _Packing("zstd", lambda: ZstdDecompressor().decompressobj(), ZstdError, b"")


def _read_unpacked(packed: io.BufferedReader, packing: _Packing) -> Read:
    parts = _iter_unpacked(packed, packing)
    rest = memoryview(b"")

    def read(size: int) -> bytes:
        nonlocal rest
        while not rest and (part := next(parts, None)) is not None:
            rest = memoryview(part)
        taken, rest = bytes(rest[:size]), rest[size:]
        return taken

    return read


def _iter_unpacked(packed: Readable, packing: _Packing) -> Iterator[bytes]:
    """Yield what is in one frame after another, all that can be had before a damage."""
    bite, frames = packed.read(_BITE), 0
    while bite or not frames:
        frame = packing.open_frame()
        frames += 1
        while not frame.eof:
            if not bite:
                raise ArchiveError(f"{packing.name}: the file ended before its last frame did")
            try:
                yield frame.decompress(bite)
            except packing.error as error:
                raise ArchiveError(f"{packing.name}: {error}") from error
            bite = b"" if frame.eof else packed.read(_BITE)
        bite = frame.unused_data
        while not (bite := bite.lstrip(packing.padding)) and (more := packed.read(_BITE)):
            bite = more


class _Peeked(io.RawIOBase):
    """A stream whose first block (``head``) is read ahead; an error met there is raised where it stands."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._error: Exception | None = None
        self.head = b""
        try:
            while len(self.head) < BLOCK and (part := read(BLOCK - len(self.head))):
                self.head += part
        except (ArchiveError, OSError) as error:
            self._error = error
        self._ahead = memoryview(self.head)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        part: bytes | memoryview = self._ahead[: len(buffer)]
        self._ahead = self._ahead[len(buffer) :]
        if not part and self._error:
            raise self._error
        part = part or self._read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def _split_name(name: str) -> tuple[str, str]:
    """Split off the extension; only those known here come off: "2025.11.18.txt" keeps its dots."""
    stem, extension = name, ""
    if Path(stem).suffix.lower() in PACKED:
        stem = stem[: -len(Path(stem).suffix)]
    if Path(stem).suffix.lower() in EXTENSIONS:
        extension = Path(stem).suffix.lower()
        stem = stem[: -len(extension)]
    return stem or name, extension
