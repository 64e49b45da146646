"""Writes that survive a killed process and a lost power supply: fsync, atomic replacement, removal.

POSIX promises that a rename is seen whole or not at all, but not that what was written before it is on the
disk before it: so a file is synced before the rename that shows it, and the folder after. On macOS ``fsync``
hands the bytes to the drive and does not empty the drive's own cache; ``F_FULLFSYNC`` would, and is left out:
it makes a build several times slower, and newsroom machines run Linux.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["REMOVED", "discard", "replace_file", "sync_file", "sync_folder"]

REMOVED = ".removed-"
"""What the name of a folder begins with while its files are being deleted."""


def sync_file(path: Path) -> None:
    """Bring a file to the disk, and out of the page cache: the next read tells what the disk holds."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        if sys.platform == "linux":
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Bring a folder's list of names to the disk: what was made, renamed or removed directly in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes) -> None:
    """Write a small file so that whoever reads it, whenever, finds the old content or the new, whole."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(content)
    sync_file(fresh)
    fresh.replace(path)
    sync_folder(path.parent)


def discard(folder: Path) -> bool:
    """Remove a folder; False where it could not even be renamed (it is then as it was).

    It is renamed first, so that a kill half-way leaves no folder that looks like a generation and lacks
    files. What then cannot be deleted stays under its ``.removed-`` name for a later sweep: a writer that has
    done its work must not fail for the sake of the rubbish.
    """
    import shutil  # loads every compression library; readers import this module too

    doomed = folder
    if not folder.name.startswith("."):
        doomed = folder.with_name(REMOVED + folder.name)
        shutil.rmtree(doomed, ignore_errors=True)
        try:
            folder.replace(doomed)
            sync_folder(folder.parent)
        except OSError:
            return False
    shutil.rmtree(doomed, ignore_errors=True)
    return True
