"""One writer at a time: an OS lock on ``INDEX/lock``, whose text says who holds it. Readers never take it.

The lock is ``fcntl.lockf``, a POSIX record lock, because it belongs to the process that took it: the kernel
drops it when that process dies, however it dies, and a forked child does not hold it. ``fcntl.flock`` belongs
to the open file, which forked children share: the worker processes of a killed build would keep the index
locked.

Its price: closing *any* descriptor of the file drops the process's lock, and a second ``lockf`` in one
process always succeeds. Hence nothing but this module opens the file, and a table of the folders that this
process holds is asked before the file is touched. The file itself is never removed: a process that waits on a
removed file locks nothing.

Windows has no ``fcntl``: there writing is refused with an ``IndexStateError`` and reading works.
``msvcrt.locking`` could serve; it is left out because nothing here has been run on Windows, and a folder with
open files cannot be renamed there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import IndexLockedError, IndexMissingError, IndexStateError

__all__ = ["LOCK", "write_lock"]

LOCK = "lock"
_ATTEMPTS = 5
_PAUSE = 0.02  # seconds
_MAX_TEXT = 200  # bytes of a holder's text that are read back


@dataclass(frozen=True, slots=True, eq=False)
class Holder:
    """Who holds a lock; ``since`` is UTC in ISO form."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since}"


_held: dict[tuple[int, int], Holder] = {}
"""The index folders, by device and inode, that this process writes."""

if sys.platform != "win32":
    # The record lock is not inherited by a forked child, so neither is the knowledge of it.
    os.register_at_fork(after_in_child=_held.clear)


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Hold the lock of an index folder, which must exist.

    Raises IndexLockedError at once, without waiting, where another process or this one holds it;
    IndexMissingError where there is no such folder; IndexStateError where the lock cannot be had at all
    (rights, file system, Windows).
    """
    key = _folder_id(index)
    holder = _this_process()
    # setdefault is one step, so of two threads one wins.
    other = _held.setdefault(key, holder)
    if other is not holder:
        raise _locked(index, f"{other} (this very process)")
    try:
        descriptor = _acquire(index, holder)
        try:
            yield
        finally:
            _release(descriptor, holder)
    finally:
        _held.pop(key, None)


def _folder_id(index: Path) -> tuple[int, int]:
    """Device and inode: the same for every path that leads to the folder."""
    try:
        status = index.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise IndexMissingError(f"no index in {index}: build one with `khabar index build`") from None
    except OSError as error:
        raise IndexStateError(f"{index}: {error.strerror}") from error
    return status.st_dev, status.st_ino


def _this_process() -> Holder:
    import platform
    from datetime import UTC, datetime

    return Holder(os.getpid(), platform.node(), datetime.now(UTC).isoformat(timespec="seconds"))


def _acquire(index: Path, holder: Holder) -> int:
    """Open and lock the file, and write the holder into it."""
    try:
        descriptor = os.open(index / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise IndexStateError(f"{index / LOCK} cannot be opened for writing: {error.strerror}") from error
    try:
        _lock_or_raise(descriptor, index)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{holder}\n".encode(), 0)
    except OSError as error:
        os.close(descriptor)
        raise IndexStateError(f"{index / LOCK} cannot be locked: {error.strerror}") from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _lock_or_raise(descriptor: int, index: Path) -> None:
    """Lock, or say who is in the way.

    An empty text is a holder that has just come or is just going: worth another try.
    """
    import time

    text = ""
    for _ in range(_ATTEMPTS):
        if _try_lock(descriptor):
            return
        text = os.pread(descriptor, _MAX_TEXT, 0).decode("utf-8", "replace").strip()
        if text:
            break
        time.sleep(_PAUSE)
    raise _locked(index, text if text.isprintable() and text else "another process")


def _try_lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        raise IndexStateError("writing an index needs POSIX file locks, which Windows lacks: build under WSL")
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # POSIX allows EAGAIN and EACCES alike
        return False
    return True


def _locked(index: Path, holder: str) -> IndexLockedError:
    return IndexLockedError(
        f"{index} is being written by {holder}: wait until that has ended, then try again"
    )


def _release(descriptor: int, holder: Holder) -> None:
    """Close the file, emptied first unless this is a forked child: its parent holds the lock still."""
    if os.getpid() == holder.pid:
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
    os.close(descriptor)
