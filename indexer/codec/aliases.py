"""A generation's aliases: of each name the others by which the same is called, of what kind, and how many articles say so.

One container a generation, ``aliases.kha``, memory-mapped, never read whole. A name is exact forms with a space between each; it
goes by its row, from 0, in order of bytes. With n names and m aliases:

``names/text, names/start``  the names, front-coded (``front_coding``)
``alias/start``    uint32[n + 1]  which alias is each name's first and, last, m
``alias/name``     uint32[m]      the row of the alias, ascending within a name
``alias/kind``     uint8[m]       ``KINDS``
``alias/evidence`` uint32[m]      how many articles say so; 0 where it is told by the sound
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from .container import Container, ContainerWriter
from .strings import FrontCodedTable, add_front_coded

__all__ = [
    "ACRONYM",
    "ALIASES",
    "KINDS",
    "NAME",
    "SOUND",
    "Alias",
    "AliasTable",
    "check_aliases",
    "write_aliases",
]

ALIASES = "aliases.kha"
"""The name of the file."""

ACRONYM, NAME, SOUND = 0, 1, 2
KINDS: tuple[Literal["acronym"], Literal["name"], Literal["sound"]] = ("acronym", "name", "sound")
"""By number: an acronym and what it stands for, or another acronym of that; a person's full and short names; one word in both
scripts, of which no article says so."""

_VERSION = 1
_SPACE = b" "


class Alias(NamedTuple):
    """``name`` is called ``alias`` too; both are exact forms with a space between each."""

    name: str
    alias: str
    kind: int
    evidence: int


def write_aliases(folder: Path, aliases: Sequence[Alias]) -> None:
    """Write the file; ``aliases`` ascend by name, then alias, none twice."""
    names = sorted({name for alias in aliases for name in (alias.name, alias.alias)})
    row_of = {name: row for row, name in enumerate(names)}
    of_name = np.array([row_of[alias.name] for alias in aliases], np.int64)
    counts = np.bincount(of_name, minlength=len(names))
    with ContainerWriter(folder / ALIASES) as writer:
        writer.meta = {"version": _VERSION, "names": len(names)}
        add_front_coded(writer, "names/text", "names/start", [name.encode() for name in names])
        writer.add("alias/start", np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32))
        writer.add("alias/name", np.array([row_of[alias.alias] for alias in aliases], np.uint32))
        writer.add("alias/kind", np.array([alias.kind for alias in aliases], np.uint8))
        writer.add("alias/evidence", np.array([alias.evidence for alias in aliases], np.uint32))


class AliasTable:
    """A generation's aliases, opened for reading. Safe to share between threads: nothing in it changes.

    A file that is cut or garbage raises IndexCorruptError, when it is opened or when what is wrong is met.
    """

    def __init__(self, folder: Path) -> None:
        self._container = container = Container(folder / ALIASES)
        if container.meta.get("version") != _VERSION:
            raise container.damaged(f"it has no aliases of version {_VERSION}")
        self._names = FrontCodedTable(container, "names/text", "names/start")
        self._start = self._array("alias/start", np.uint32, len(self._names) + 1)
        count = int(self._start[-1])
        self._name = self._array("alias/name", np.uint32, count)
        self._kind = self._array("alias/kind", np.uint8, count)
        self._evidence = self._array("alias/evidence", np.uint32, count)

    def _array(self, name: str, dtype: type[np.generic], length: int) -> np.ndarray:
        array = self._container[name]
        if array.dtype != dtype or len(array) != length:
            raise self._container.damaged(f"{name} is not what is kept there of {len(self._names)} names")
        return array

    def of(self, name: str) -> list[Alias]:
        """The aliases of a name, those with most evidence first, of equals the first by bytes; none where it is not known."""
        row = self._names.find(name.encode(errors="surrogatepass"))
        if row is None:
            return []
        every = range(int(self._start[row]), int(self._start[row + 1]))
        return sorted(
            (self._alias(name, place) for place in every), key=lambda each: (-each.evidence, each.alias)
        )

    def _alias(self, name: str, place: int) -> Alias:
        try:
            alias = self._names[int(self._name[place])].decode()
            return Alias(name, alias, int(self._kind[place]), int(self._evidence[place]))
        except (IndexError, UnicodeDecodeError) as error:
            raise self._container.damaged(f"alias {place} is none of a name ({error})") from error

    def begins(self, words: str) -> bool:
        """Whether a name is these words, or begins with them and has more."""
        sought = words.encode(errors="surrogatepass")
        row = self._names.first_at_least(sought)
        if row == len(self._names):
            return False
        # A space is below whatever else may follow.
        name = self._names[row]
        return name == sought or name.startswith(sought + _SPACE)


def check_aliases(path: Path) -> None:
    """Raise IndexCorruptError, with the array and, where it can be said, the place, if anything in the file is wrong.

    Names ascend, none twice, and are text; starts ascend; every alias is a name, of a known kind, ascending within its name; then
    every byte of the file, by its sum. Reads the whole file.
    """
    AliasTable(path.parent)  # whether the arrays are there, of their types and lengths
    container = Container(path)
    names = FrontCodedTable(container, "names/text", "names/start")
    for row, (name, following) in enumerate(pairwise(names)):
        if name >= following:
            raise container.damaged(f"names/text, row {row + 1}: {following!r} after {name!r}")
    starts = container["alias/start"].astype(np.int64)
    if starts[0] != 0 or (np.diff(starts) < 0).any():
        raise container.damaged("alias/start: not ascending from 0")
    rows = container["alias/name"].astype(np.int64)
    of_name = np.repeat(np.arange(len(names)), np.diff(starts))
    wrong = np.flatnonzero((np.diff(rows, append=len(names)) <= 0) & (np.diff(of_name, append=-1) == 0))
    if len(wrong) or (rows >= len(names)).any():
        raise container.damaged(f"alias/name: no names that ascend within each of {len(names)}")
    if (container["alias/kind"] >= len(KINDS)).any():
        raise container.damaged("alias/kind: of no known kind")
    container.check_sums()
