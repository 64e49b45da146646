"""The first pass over the sources: what is an article, which of several with one id wins, which places datelines name.

Each process reads its share into a spool of its own and reports numbers: hashes of ids, offsets, lines. With these the parent
settles what needs the whole corpus; the articles themselves stay in the spools.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

import numpy as np

from .article import Article
from .distinct import distinct
from .errors import Origin, SourceError
from .sources import spooled
from .sources.columns import Columns
from .sources.parts import Part, iter_part

__all__ = [
    "MOST_LISTED",
    "Corpus",
    "ReadReport",
    "ReadTask",
    "SpoolStretch",
    "read_articles",
    "settle_articles",
]

MOST_LISTED = 1000
"""Rejects and warnings kept with their words; past this many they are only counted."""

_NO_PLACE = -1
# Articles of a spool that are read together: what comes between two of them empties the processor's cache.
_READ_AT_ONCE = 64
# Bytes of a spool in memory: with Python's 8 KiB there is a call of the system for every article or two.
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadTask:
    """What one process is to read, and the file for the articles it finds."""

    parts: tuple[Part, ...]
    columns: Mapping[str, str]
    spool: Path


@dataclass(slots=True)
class ReadReport:
    """What it found. Of each article, in order: hash of its id, offset in the spool, file (of ``files``) and line, and its
    place by its number in ``places``, -1 for none.

    ``rejects`` have the number of the article that they stood before.
    """

    spool: Path
    size: int = 0
    hashes: array[int] = field(default_factory=lambda: array("Q"))
    offsets: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    file_of: array[int] = field(default_factory=lambda: array("i"))
    files: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    place_of: array[int] = field(default_factory=lambda: array("i"))
    rejected: Counter[str] = field(default_factory=Counter)
    rejects: list[tuple[int, SourceError]] = field(default_factory=list)
    warned: Counter[str] = field(default_factory=Counter)
    warnings: list[SourceError] = field(default_factory=list)

    def warn(self, error: SourceError) -> None:
        """Count and, while there is room, list what rejects no article."""
        self.warned[error.reason] += 1
        if len(self.warnings) < MOST_LISTED:
            self.warnings.append(error)

    def reject(self, error: SourceError) -> None:
        """The same for an article that is not one."""
        self.rejected[error.reason] += 1
        if len(self.rejects) < MOST_LISTED:
            self.rejects.append((len(self.offsets), error))

    def add(self, origin: Origin, article: Article, offset: int) -> None:
        """Note an article that is written at ``offset``."""
        if not self.files or self.files[-1] != origin.path:
            self.files.append(origin.path)
        # Eight bytes stand for an id: a million ids take 8 MB, not 150. Ids of one hash are compared themselves.
        self.hashes.append(spooled.hash_of(article.id))
        self.offsets.append(offset)
        self.lines.append(origin.line)
        self.file_of.append(len(self.files) - 1)
        place = self.places.setdefault(article.place, len(self.places)) if article.place else _NO_PLACE
        self.place_of.append(place)

    def origin(self, number: int) -> Origin:
        """Where an article came from."""
        return Origin(self.files[self.file_of[number]], self.lines[number])


def read_articles(task: ReadTask, advanced: Callable[[], None]) -> ReadReport:
    """Read a share. Calls ``advanced`` after each article, sound or not."""
    report = ReadReport(task.spool)
    columns = Columns(task.columns)
    with task.spool.open("wb", buffering=_BUFFER) as spool:
        for part in task.parts:
            for origin, article in iter_part(part, columns, report.warn):
                if isinstance(article, SourceError):
                    report.reject(article)
                else:
                    report.add(origin, article, report.size)
                    report.size += spool.write(spooled.pack(article))
                advanced()
    return report


@dataclass(frozen=True, slots=True)
class SpoolStretch:
    """Articles of a spool, by their offsets, ascending, and sizes in bytes, both int64."""

    spool: Path
    offsets: np.ndarray
    sizes: np.ndarray

    def iter_articles(self) -> Iterator[Article]:
        """Yield the articles."""
        with self.spool.open("rb", buffering=_BUFFER) as rows:
            for first in range(0, len(self.offsets), _READ_AT_ONCE):
                some = slice(first, first + _READ_AT_ONCE)
                places = zip(self.offsets[some].tolist(), self.sizes[some].tolist(), strict=True)
                yield from [_read_row(rows, offset, size) for offset, size in places]


def _read_row(rows: BinaryIO, offset: int, size: int) -> Article:
    rows.seek(offset)
    return spooled.unpack(rows.read(size))


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles that will be indexed, in the order of the sources, and the places of their datelines.

    ``spool_of``, ``offsets`` and ``sizes`` (bytes in the spool) are of each article.
    """

    spools: tuple[Path, ...]
    spool_of: np.ndarray
    offsets: np.ndarray
    sizes: np.ndarray
    places: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.offsets)

    def sample(self, most: int) -> list[Article]:
        """Articles from all over the corpus, at most so many, always the same."""
        step = max(1, len(self) // most)
        return list(self.chosen(np.arange(0, len(self), step)[:most]).iter_articles())

    def chosen(self, numbers: np.ndarray) -> Corpus:
        """The articles of these numbers, ascending."""
        return replace(
            self, spool_of=self.spool_of[numbers], offsets=self.offsets[numbers], sizes=self.sizes[numbers]
        )

    def iter_articles(self) -> Iterator[Article]:
        """Yield the articles."""
        for stretch in self.stretches():
            yield from stretch.iter_articles()

    def stretches(self) -> tuple[SpoolStretch, ...]:
        """Where the articles are."""
        spools = distinct(self.spool_of).tolist()
        return tuple(
            SpoolStretch(
                self.spools[each], self.offsets[self.spool_of == each], self.sizes[self.spool_of == each]
            )
            for each in spools
        )

    def slices(self, count: int) -> list[tuple[SpoolStretch, ...]]:
        """Cut into so many slices, one after another, of about as many bytes each."""
        before = np.cumsum(self.sizes) - self.sizes
        places = np.arange(1, count)
        bounds = np.searchsorted(before, int(self.sizes.sum()) * places // count)
        # One article each at least, if there are as many.
        bounds = np.minimum(np.maximum.accumulate(bounds - places) + places, len(self) - count + places)
        numbers = np.split(np.arange(len(self)), np.maximum(bounds, 0))
        return [self.chosen(each).stretches() for each in numbers]


def settle_articles(reports: Sequence[ReadReport]) -> tuple[Corpus, Counter[str], list[SourceError]]:
    """What is indexed; how many articles are not, by reason; and the first of these, in the order in which they were met.

    The last of several articles with one id wins; its place in the order is where it stands itself.
    """
    offsets = [np.array(report.offsets, np.int64) for report in reports]
    sizes = [np.diff(own, append=report.size) for own, report in zip(offsets, reports, strict=True)]
    spool_of = np.repeat(np.arange(len(reports)), list(map(len, offsets)))
    corpus = Corpus(
        tuple(report.spool for report in reports),
        spool_of,
        np.concatenate(offsets),
        np.concatenate(sizes),
        (),
    )
    pairs = _find_repeated(corpus, np.concatenate([np.array(report.hashes, np.uint64) for report in reports]))
    rejected, rejects = _join_rejects(reports, pairs)
    kept = np.ones(len(corpus), bool)
    kept[[earlier for _, earlier, _ in pairs]] = False
    chosen = corpus.chosen(np.flatnonzero(kept))
    return replace(chosen, places=_places_of(reports, kept)), rejected, rejects


def _places_of(reports: Sequence[ReadReport], kept: np.ndarray) -> tuple[str, ...]:
    """The places of the articles that are indexed: a superseded one must leave no trace, or an update could not equal a build."""
    found: set[str] = set()
    bounds = np.cumsum([len(each.offsets) for each in reports])[:-1]
    for report, own in zip(reports, np.split(kept, bounds), strict=True):
        numbers = distinct(np.array(report.place_of, np.int64)[own])
        names = list(report.places)
        found.update(names[each] for each in numbers.tolist() if each != _NO_PLACE)
    return tuple(sorted(found))


def _find_repeated(corpus: Corpus, hashes: np.ndarray) -> list[tuple[int, int, str]]:
    """Number of an article whose id came before, of the last article that had it, and the id; ascending."""
    order = np.argsort(hashes, kind="stable")
    same = np.flatnonzero(hashes[order][1:] == hashes[order][:-1])
    doubtful = distinct(order[np.concatenate([same, same + 1])])
    last: dict[str, int] = {}
    pairs = []
    for number, article in zip(doubtful.tolist(), corpus.chosen(doubtful).iter_articles(), strict=True):
        if (earlier := last.get(article.id)) is not None:
            pairs.append((number, earlier, article.id))
        last[article.id] = number
    return pairs


def _join_rejects(
    reports: Sequence[ReadReport], pairs: Sequence[tuple[int, int, str]]
) -> tuple[Counter[str], list[SourceError]]:
    first = np.cumsum([0, *(len(report.offsets) for report in reports)])
    met = [
        (int(first[share]) + before, 0, error)
        for share, report in enumerate(reports)
        for before, error in report.rejects
    ]

    def origin(number: int) -> Origin:
        share = int(np.searchsorted(first, number, "right")) - 1
        return reports[share].origin(number - int(first[share]))

    for later, earlier, identity in pairs[:MOST_LISTED]:
        met.append((later, 1, _superseded(identity, origin(earlier), origin(later))))
    listed = [error for _, _, error in sorted(met, key=itemgetter(0, 1))[:MOST_LISTED]]
    rejected = Counter(
        dict.fromkeys((error.reason for error in listed), 0)
    )  # in the order in which they were met
    for report in reports:
        rejected.update(report.rejected)
    if pairs:
        rejected["duplicate-id"] += len(pairs)
    return rejected, listed


def _superseded(identity: str, earlier: Origin, later: Origin) -> SourceError:
    return SourceError(
        earlier, "duplicate-id", f"id {identity!r} comes again at {later}: that later one is indexed"
    )
