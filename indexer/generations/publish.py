"""Generations of the index: staging → verify → fsync → switch → keep N → roll back.

::

    INDEX/
      CURRENT                     the number of the generation served, one line, replaced atomically
      lock                        see lock.py
      generations/000042/         files that somebody else wrote, and manifest.json; never changed again
      generations/.staging-000043 a build at work, or a dead one
      generations/.removed-000039 a generation while it is being deleted

What a kill or a power failure can leave, at each step of a publication, and what becomes of it:

- before the rename of the staging folder: the staging folder; the next build removes it;
- after it, before the switch: a whole generation newer than the one served; the next build removes it before
  its own switch, as it does with those that were rolled back from (so that no later rollback leads to them);
- after the switch: generations past the last N, or half of one under its ``.removed-`` name; both go at the
  next build.

Numbers are never given twice, so a reader may tell generations by number: the next is one more than any
folder or CURRENT shows, and the folder with the highest number outlives every removal here until a higher one
stands.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import BuildError, IndexCorruptError, IndexMissingError, IndexStateError, KhabarError
from .durable import REMOVED, discard, replace_file, sync_folder
from .generation import (
    CURRENT,
    GENERATIONS,
    Generation,
    current_number,
    find_damage,
    generation_numbers,
    generation_path,
    list_generations,
    read_current,
    verify_generation,
)
from .lock import write_lock
from .manifest import FORMAT, MANIFEST, FileSum, Manifest
from .seal import seal_files, seal_generation

__all__ = [
    "FORMAT",
    "FileSum",
    "Generation",
    "Manifest",
    "Staging",
    "list_generations",
    "prune",
    "read_current",
    "rollback",
    "seal_files",
    "stage_generation",
    "verify_generation",
]

_STAGING = ".staging-"


class Staging:
    """An empty folder, ``path``, for the files of generation ``number``, while the index is locked.

    Files may lie in folders below it; links to files of an older generation must be hard ones. It may be
    published once, when whoever writes into it has ended.
    """

    def __init__(self, index: Path, number: int) -> None:
        self.path = index / GENERATIONS / f"{_STAGING}{number:06d}"
        self.number = number
        self._index = index
        self._open = True
        self._linked: dict[str, FileSum] = {}

    def link(self, generation: Generation, names: Iterable[str]) -> None:
        """Take files of an older generation over, unread: the same file under two names, or a copy where that cannot be.

        Raises OSError where one is missing or the disk is full.
        """
        import shutil  # loads every compression library; readers import this module too

        for name in names:
            source, target = generation.path / name, self.path / name
            try:
                target.hardlink_to(source)
            except FileNotFoundError:
                raise
            except OSError:
                # A file system without hard links, or too many of them. The copy is read back when it is published.
                shutil.copyfile(source, target)
            else:
                self._linked[name] = generation.manifest.files[name]

    def add_sealed(self, sums: Mapping[str, FileSum]) -> None:
        """Take the word of ``seal_files`` for these files, which must not have changed since."""
        self._linked |= sums

    def publish(
        self, *, fingerprint: str, articles: int, details: dict[str, Any], keep: int = 3
    ) -> Generation:
        """Make the folder the generation that is served, and prune to ``keep`` generations.

        ``details`` is stored as JSON stores it. Raises BuildError where it is not published: a file that is
        not a regular one, one that reads back otherwise than it was written, a full disk. What was served is
        served still, unless it is the very last fsync, after the switch, that failed.
        """
        _check_keep(keep)
        if not self._open:
            raise RuntimeError(f"generation {self.number:06d} is published or given up")
        self._open = False
        with _os_errors_as(BuildError, f"publishing generation {self.number:06d} of {self._index} failed"):
            generation = self._switch(
                seal_generation(
                    self.path,
                    self.number,
                    fingerprint=fingerprint,
                    articles=articles,
                    details=details,
                    linked=self._linked,
                )
            )
        with suppress(OSError):  # it is served: what cannot be removed now, a later build removes
            _prune(self._index, keep)
        return generation

    def close(self) -> None:
        """Remove the folder if it is not published."""
        self._open = False
        discard(self.path)

    def _switch(self, generation: Generation) -> Generation:
        """Show the folder under its number, then let CURRENT name it."""
        newer = _newer_than_served(self._index)
        target = generation_path(self._index, self.number)
        generation.path.replace(target)
        sync_folder(target.parent)
        for number in newer:
            discard(generation_path(self._index, number))
        _write_current(self._index, self.number)
        return replace(generation, path=target)


@contextmanager
def stage_generation(index: Path) -> Iterator[Staging]:
    """Lock the index (made where it is missing), remove what dead builds left, and give a folder to build in.

    Leaving without ``publish()`` removes the folder. Raises IndexLockedError where somebody else writes,
    IndexStateError where the folder cannot be written.
    """
    with _os_errors_as(IndexStateError, f"no index can be built in {index}"):
        _make_folder(index)
    with write_lock(index):
        with _os_errors_as(IndexStateError, f"no index can be built in {index}"):
            staging = _open_staging(index)
        owner = os.getpid()
        try:
            yield staging
        finally:
            if os.getpid() == owner:  # a forked child that unwinds must not take its parent's work away
                staging.close()


def rollback(index: Path) -> Generation:
    """Serve the next older generation that is whole, every sum tried; damaged ones are passed over.

    Where CURRENT is missing or unreadable, that is the newest whole one. Raises IndexStateError where there
    is none.
    """
    with write_lock(index), _os_errors_as(IndexStateError, f"{index} could not be rolled back"):
        served = _served_number(index)
        for generation in reversed(list_generations(index)):
            if (served is None or generation.number < served) and not find_damage(generation):
                _write_current(index, generation.number)
                return generation
        older = "whole generation" if served is None else f"whole generation older than {served:06d}"
        raise IndexStateError(f"{index} has no {older} to go back to: rebuild with `khabar index build`")


def prune(index: Path, keep: int) -> list[int]:
    """Keep the newest ``keep`` whole generations and the one served; the numbers of those removed, ascending.

    Damaged generations, and those of another format, are not counted and go when they are older than all that
    count.
    """
    _check_keep(keep)
    with write_lock(index), _os_errors_as(IndexStateError, f"{index} could not be pruned"):
        _sweep(index)
        return _prune(index, keep)


def _prune(index: Path, keep: int) -> list[int]:
    served = current_number(index)
    whole = [generation.number for generation in list_generations(index)]
    oldest_kept = whole[-keep] if len(whole) >= keep else 0
    old = [number for number in generation_numbers(index) if number < oldest_kept and number != served]
    return [number for number in old if discard(generation_path(index, number))]


def _open_staging(index: Path) -> Staging:
    number = _next_number(index)  # before the sweep: what it removes counts too
    _sweep(index)
    staging = Staging(index, number)
    staging.path.mkdir()
    return staging


def _make_folder(index: Path) -> None:
    generations = index / GENERATIONS
    if not generations.is_dir():
        generations.mkdir(parents=True, exist_ok=True)
        sync_folder(index)
        sync_folder(index.parent)


def _next_number(index: Path) -> int:
    taken = [_served_number(index) or 0, *generation_numbers(index)]
    for path in (index / GENERATIONS).iterdir():
        digits = path.name.removeprefix(_STAGING).removeprefix(REMOVED)
        if digits.isascii() and digits.isdecimal():
            taken.append(int(digits))
    return max(taken) + 1


def _sweep(index: Path) -> None:
    """Remove staging folders, half-deleted generations, and folders that never had a manifest."""
    for path in (index / GENERATIONS).iterdir():
        if path.name.startswith((_STAGING, REMOVED)):
            discard(path)
    served = _served_number(index)
    for number in generation_numbers(index):
        folder = generation_path(index, number)
        if number != served and not (folder / MANIFEST).exists():
            discard(folder)


def _newer_than_served(index: Path) -> list[int]:
    """List what was never switched to or was rolled back from; nothing where CURRENT is unreadable."""
    served = _served_number(index)
    return [] if served is None else [number for number in generation_numbers(index) if number > served]


def _served_number(index: Path) -> int | None:
    try:
        return current_number(index)
    except (IndexMissingError, IndexCorruptError):
        return None


def _write_current(index: Path, number: int) -> None:
    replace_file(index / CURRENT, f"{number:06d}\n".encode("ascii"))


def _check_keep(keep: int) -> None:
    if keep < 1:
        raise ValueError(f"keep is {keep}: at least the generation that is served is kept")


@contextmanager
def _os_errors_as(kind: type[KhabarError], what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {error}") from error
