"""The memory of a process and of all that it started, sampled from outside."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

__all__ = ["PeakMemory", "resident_bytes"]

_PROC = Path("/proc")
_SECONDS_BETWEEN = 0.05
_RESIDENT = 1  # the second number of /proc/PID/statm, in pages (proc(5))


class PeakMemory:
    """Watches while its block runs; afterwards ``bytes`` is the peak, 0 on a system without /proc."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._pid = pid
        self._ended = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.bytes = max(self.bytes, sum(resident_bytes(pid) for pid in _iter_family(self._pid)))
            if self._ended.wait(_SECONDS_BETWEEN):
                return


def resident_bytes(pid: int) -> int:
    """Resident memory of one process, pages shared with others included: sums over processes are upper bounds.

    The kernel's fair share (PSS) would be exact, but to read it walks all page tables: 20 ms for 2 GB, in the way of
    the build that is measured.
    """
    try:
        statm = (_PROC / str(pid) / "statm").read_text()
    except OSError:  # it has ended, or there is no /proc
        return 0
    return int(statm.split()[_RESIDENT]) * os.sysconf("SC_PAGE_SIZE")


def _iter_family(pid: int) -> Iterator[int]:
    """Yield the process, its children and theirs."""
    yield pid
    for children in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _iter_family(int(child))
