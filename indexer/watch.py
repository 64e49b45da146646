"""A folder that fills → an index that follows it: what is new or changed in the folder is an update, again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .errors import BuildError, IndexLockedError
from .sources import iter_files
from .updates import UpdateReport, update

__all__ = ["watch"]

_LONGEST_PAUSE = 3600.0
# Of a whole file, which may be being written or mended: it is read again. Of any other reject the file is read once.
_MAY_BE_MENDED = frozenset({"unreadable", "broken-archive", "binary", "not-utf8"})

State = tuple[int, int]
"""When a file was changed, in nanoseconds, and its size."""


class _Failure(NamedTuple):
    times: int
    again: float
    """When to try again, by ``time.monotonic``."""


class _Folder:
    """Which files of a folder are to be read: those that are new or changed since they were, and no longer being written.

    A file that failed is left alone for an interval, then for two, for four, …, an hour at most, or until it changes.
    """

    def __init__(self, path: Path, interval: float) -> None:
        self._path = path
        self._interval = interval
        self._seen: dict[Path, State] = {}
        self._read: dict[Path, State] = {}
        self._failures: dict[Path, _Failure] = {}

    def ready(self, *, settled: bool) -> list[Path]:
        """Look once more. A file is taken for written when it is as it was at the last look, or where all are said to be."""
        now, before = time.monotonic(), self._seen
        self._seen = dict(_iter_states(self._path))
        self._failures = {
            path: failure
            for path, failure in self._failures.items()
            if self._seen.get(path) == before.get(path)
        }
        return [
            path
            for path, state in self._seen.items()
            if state != self._read.get(path)
            and (settled or state == before.get(path))
            and (path not in self._failures or self._failures[path].again <= now)
        ]

    def done(self, paths: Sequence[Path], failed: set[str]) -> None:
        """Note that files were read; those whose names are among the ``failed`` are to be read again, later."""
        for path in paths:
            if str(path) in failed:
                times = self._failures[path].times + 1 if path in self._failures else 0
                pause = min(self._interval * 2**times, _LONGEST_PAUSE)
                self._failures[path] = _Failure(times, time.monotonic() + pause)
            else:
                self._failures.pop(path, None)
                self._read[path] = self._seen[path]


def _iter_states(folder: Path) -> Iterator[tuple[Path, State]]:
    for path in iter_files([folder]):
        try:
            status = path.stat()
        except OSError:  # gone since it was listed
            continue
        yield path, (status.st_mtime_ns, status.st_size)


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return True


def watch(
    folder: str | Path,
    index: str | Path,
    *,
    interval: float = 5.0,
    once: bool = False,
    wait: Callable[[float], bool] = _sleep,
    trouble: Callable[[str], None] = lambda message: None,
    options: Mapping[str, Any] | None = None,
) -> Iterator[UpdateReport]:
    """Yield the report of each update that files of the folder make necessary, until ``wait`` says so, or ``once``.

    Between two looks at the folder ``wait(interval)`` lets so many seconds pass, and says whether to go on. All files that have
    been written since are one update.
    ``trouble`` is told what keeps an update from being made, which is tried again, ever more seldom; rejects are in the reports.
    ``options`` are those of ``update``. Files that vanish from the folder stay in the index. Raises BuildError where there is no
    such folder; IndexStateError but for an index that another process writes.
    """
    files = _Folder(Path(folder), interval)
    if not Path(folder).is_dir():
        raise BuildError(f"{folder}: no such folder to watch")
    while True:
        ready: list[Path] = []
        try:
            ready = files.ready(settled=once)
            if ready:
                report = update(ready, index, **{"max_rejects": 1.0, **(options or {})})
                files.done(ready, _to_be_mended(report))
                yield report
        except (BuildError, IndexLockedError) as error:
            if once:
                raise
            trouble(str(error))
            files.done(ready, set(map(str, ready)))
        if once or not wait(interval):
            return


def _to_be_mended(report: UpdateReport) -> set[str]:
    return {error.origin.path for error in report.rejects if error.reason in _MAY_BE_MENDED}
