"""From a folder of files to a generation that can be served: sums, manifest, fsync, and all read back."""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import BuildError, IndexCorruptError
from .durable import sync_file, sync_folder
from .generation import Generation, find_damage, find_problems, iter_entries, map_at_once, sum_file
from .manifest import FORMAT, MANIFEST, FileSum, Manifest, is_safe_name, manifest_bytes, read_manifest

__all__ = ["seal_files", "seal_generation"]


def seal_generation(
    folder: Path,
    number: int,
    *,
    fingerprint: str,
    articles: int,
    details: dict[str, Any],
    linked: Mapping[str, FileSum] | None = None,
) -> Generation:
    """Sum and sync all files of a folder, write its manifest, and read every byte back.

    But for those that are ``linked``, whose sums are given: they were read when they were written, and have not changed since.
    Raises BuildError for what is no regular file and for what reads back otherwise than it was written,
    OSError from the file system, TypeError or ValueError where ``details`` is not JSON.
    """
    import json
    from datetime import UTC, datetime

    manifest = Manifest(
        format=FORMAT,
        number=number,
        fingerprint=fingerprint,
        articles=articles,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        files=_sum_and_sync(folder, linked or {}),
        # Through JSON at once, so that what is returned now and what is read later are equal.
        details=json.loads(json.dumps(details)),
    )
    (folder / MANIFEST).write_bytes(manifest_bytes(manifest))
    _sync_tree(folder)
    return _read_back(folder, number, linked or {})


def seal_files(folder: Path, names: Sequence[str]) -> dict[str, FileSum]:
    """Sum, sync and read back these files, which are complete while others are not yet: then they are ``linked``.

    Raises as ``seal_generation``.
    """
    sums = _sums_of([(name, folder / name) for name in names])
    damage = find_problems(folder, sums)
    if damage:
        raise _reads_otherwise(folder, damage)
    return sums


def _read_back(folder: Path, number: int, linked: Mapping[str, FileSum]) -> Generation:
    """Read what the disk has: sync_file has put it out of the page cache."""
    try:
        generation = Generation(number, folder, read_manifest(folder, number))
        damage = find_damage(generation, linked)
    except IndexCorruptError as error:
        damage = [str(error)]
    if damage:
        raise _reads_otherwise(folder, damage)
    return generation


def _reads_otherwise(folder: Path, damage: Sequence[str]) -> BuildError:
    return BuildError(f"{folder} reads back otherwise than it was written: {'; '.join(damage)}")


def _sum_and_sync(folder: Path, linked: Mapping[str, FileSum]) -> dict[str, FileSum]:
    entries = list(iter_entries(folder))
    for name, path in entries:
        if not is_safe_name(name) or not stat.S_ISREG(path.lstat().st_mode):
            raise BuildError(f"{path} has a name or a type that no generation may hold: only regular files")

    sums = _sums_of([entry for entry in entries if entry[0] not in linked])
    return {name: linked.get(name) or sums[name] for name, _ in entries}


def _sums_of(entries: Sequence[tuple[str, Path]]) -> dict[str, FileSum]:
    """Sum and sync files."""

    def sum_and_sync(entry: tuple[str, Path]) -> FileSum:
        _, path = entry
        found = sum_file(path)  # first: it is still in the page cache
        sync_file(path)
        return found

    return dict(zip((name for name, _ in entries), map_at_once(sum_and_sync, entries), strict=True))


def _sync_tree(folder: Path) -> None:
    """Sync the manifest, then all folders, the inner ones first."""
    sync_file(folder / MANIFEST)
    inner = [path for path in folder.rglob("*") if path.is_dir()]
    for path in [*sorted(inner, reverse=True), folder]:
        sync_folder(path)
