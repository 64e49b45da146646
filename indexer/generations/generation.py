"""Reading the index folder: which generation is served, which others there are, and whether one is whole.

Nothing here writes or takes the lock. ``read_current`` is on the cold path of every search: it reads two
small files and asks the file system for sizes, and imports only what is needed for that.

A generation that is served may be pruned by a later build while a reader is about to open its files; who
reads a generation and finds it gone asks ``read_current`` again.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from ..errors import IndexCorruptError, IndexMissingError, IndexStateError
from .manifest import ADVICE, MANIFEST, FileSum, Manifest, manifest_bytes, read_manifest

__all__ = [
    "CURRENT",
    "GENERATIONS",
    "Generation",
    "current_number",
    "find_damage",
    "generation_numbers",
    "generation_path",
    "iter_entries",
    "list_generations",
    "map_at_once",
    "read_current",
    "segment_names",
    "sum_file",
    "verify_generation",
]

CURRENT = "CURRENT"
GENERATIONS = "generations"
_MAX_DIGITS = 12
_MAX_SHOWN = 5

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Generation:
    """One immutable state of the index: its number (from 1, never given twice), folder and manifest."""

    number: int
    path: Path
    manifest: Manifest


def read_current(index: Path) -> Generation:
    """Read which generation is served: every file that its manifest lists is there, in the listed size.

    Raises IndexMissingError where nothing is served, IndexCorruptError where what is served is not whole. A
    folder without CURRENT serves nothing even if it holds a whole generation (its first build was killed just
    before the switch): that no build has reported is not served by itself; ``rollback`` or the next build
    take it up.
    """
    number = current_number(index)
    while True:
        try:
            return _read_generation(index, number)
        except IndexCorruptError:
            # A build may have switched, and pruned this one, after CURRENT was read.
            now = current_number(index)
            if now == number:
                raise
            number = now


def list_generations(index: Path) -> list[Generation]:
    """List what looks whole (manifest and sizes, no sums), oldest first; nothing where there is no index."""
    whole = []
    for number in generation_numbers(index):
        try:
            whole.append(_read_generation(index, number))
        except IndexCorruptError:
            continue
    return whole


def verify_generation(generation: Generation) -> None:
    """Read every byte; IndexCorruptError names each file that is missing, cut, changed or unlisted."""
    damage = find_damage(generation)
    if damage:
        more = f"; and {len(damage) - _MAX_SHOWN} more" if len(damage) > _MAX_SHOWN else ""
        shown = "; ".join(damage[:_MAX_SHOWN])
        raise IndexCorruptError(f"{generation.path} is damaged: {shown}{more}: {ADVICE}")


def find_damage(generation: Generation, unread: Collection[str] = ()) -> list[str]:
    """Find what differs from the manifest, a line a file: "NAME: missing", "NAME: size 3, not 5", ….

    The manifest on the disk is tried against the one in memory, its own sum included. Of files in ``unread`` only the size is
    tried.
    """
    folder, files = generation.path, generation.manifest.files
    damage = [_manifest_problem(generation), *find_problems(folder, files, unread)]
    try:
        unlisted = [name for name, _ in iter_entries(folder) if name not in files and name != MANIFEST]
    except OSError as error:
        return [f"the folder: {error.strerror}"]
    return [problem for problem in damage if problem] + [f"{name}: not in the manifest" for name in unlisted]


def find_problems(folder: Path, files: Mapping[str, FileSum], unread: Collection[str] = ()) -> list[str]:
    """The same of the files of these names alone: what they should be is given, no manifest is read."""

    def problem_of(entry: tuple[str, FileSum]) -> str | None:
        name, file = entry
        problem = _problem(folder, name, file)
        return problem or (None if name in unread else _sum_problem(folder / name, name, file))

    return [problem for problem in map_at_once(problem_of, files.items()) if problem]


def current_number(index: Path) -> int:
    """Read the number in CURRENT, whether or not there is such a generation."""
    try:
        with (index / CURRENT).open("rb") as file:
            line = file.read(_MAX_DIGITS + 2)
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissingError(_explain_missing(index)) from None
    except OSError as error:
        raise IndexStateError(f"{index / CURRENT}: {error.strerror}: {ADVICE}") from error
    number = _parse_number(line.removesuffix(b"\n").decode("ascii", "replace"))
    if number is None:
        raise IndexCorruptError(f"{index / CURRENT} names no generation but {line!r}: {ADVICE}")
    return number


def generation_path(index: Path, number: int) -> Path:
    """Say where a generation is, or would be."""
    return index / GENERATIONS / f"{number:06d}"


def generation_numbers(index: Path) -> list[int]:
    """List the numbers of all generation folders, whole or not, ascending."""
    try:
        names = [path.name for path in (index / GENERATIONS).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(number for number in map(_parse_number, names) if number is not None)


def iter_entries(folder: Path, prefix: str = "") -> Iterator[tuple[str, Path]]:
    """Yield (POSIX name, path), by name, of all below a folder that is no folder itself; links unfollowed."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from iter_entries(path, f"{prefix}{path.name}/")
        else:
            yield prefix + path.name, path


def segment_names(generation: Generation) -> list[str]:
    """The names of its segments, in the order of their articles: files of the generation, or it is damaged."""
    names = generation.manifest.details.get("segments")
    if not isinstance(names, list) or not all(name in generation.manifest.files for name in names):
        raise IndexCorruptError(
            f"the manifest of {generation.path} does not list its segments; rebuild with `khabar index build`"
        )
    return names


def sum_file(path: Path) -> FileSum:
    """Read a file for its size and sum."""
    import hashlib

    with path.open("rb", buffering=0) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSum(file.tell(), digest)


def map_at_once(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Apply it to all, several at a time: to read, sum or sync a file needs no interpreter's lock. Raises what one raised."""
    from concurrent.futures import ThreadPoolExecutor  # 5 ms that no search should pay

    with ThreadPoolExecutor() as pool:
        return list(pool.map(function, items))


def _read_generation(index: Path, number: int) -> Generation:
    """Read a generation, checked as far as it can be without reading its files."""
    folder = generation_path(index, number)
    manifest = read_manifest(folder, number)
    for name, file in manifest.files.items():
        problem = _problem(folder, name, file)
        if problem:
            raise IndexCorruptError(f"{folder} is damaged: {problem}: {ADVICE}")
    return Generation(number, folder, manifest)


def _problem(folder: Path, name: str, expected: FileSum) -> str | None:
    """Say what is wrong with a file, by its directory entry alone."""
    try:
        status = (folder / name).lstat()
        linked = any((folder / parent).is_symlink() for parent in PurePosixPath(name).parents[:-1])
    except (FileNotFoundError, NotADirectoryError):
        return f"{name}: missing"
    except OSError as error:
        return f"{name}: {error.strerror}"
    # A link would take the reader out of the folder, a pipe would keep it for ever.
    if linked or not stat.S_ISREG(status.st_mode):
        return f"{name}: not a regular file"
    return None if status.st_size == expected.size else f"{name}: size {status.st_size}, not {expected.size}"


def _sum_problem(path: Path, name: str, expected: FileSum) -> str | None:
    try:
        found = sum_file(path)
    except OSError as error:
        return f"{name}: {error.strerror}"
    return None if found == expected else f"{name}: sha256 {found.sha256[:12]}…, not {expected.sha256[:12]}…"


def _manifest_problem(generation: Generation) -> str | None:
    try:
        same = (generation.path / MANIFEST).read_bytes() == manifest_bytes(generation.manifest)
    except OSError as error:
        return f"{MANIFEST}: {error.strerror}"
    except (ValueError, RecursionError) as error:
        return f"{MANIFEST}: {error}"
    return None if same else f"{MANIFEST}: sha256 differs from its own"


def _parse_number(text: str) -> int | None:
    """Read a generation's number as its folder writes it: six digits or more, from 000001; else None."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS):
        return None
    number = int(text)
    return number if number > 0 and text == f"{number:06d}" else None


def _explain_missing(index: Path) -> str:
    whole = list_generations(index)
    if not whole:
        return f"no index in {index}: build one with `khabar index build`"
    return (
        f"no index in {index}: there is no CURRENT, so nothing is served, though generation "
        f"{whole[-1].number:06d} looks whole: serve it with `khabar index rollback`, or rebuild with "
        f"`khabar index build`"
    )
