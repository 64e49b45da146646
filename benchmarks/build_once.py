"""``python -m benchmarks.build_once ENGINE SOURCE FOLDER``: one build, its figures as JSON.

A process of its own, because the peak of memory that the kernel keeps is of a process's whole life.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from time import perf_counter

from .articles import iter_articles_of

__all__ = ["BuildFigures", "build_once", "folder_bytes"]


@dataclass(frozen=True, slots=True)
class BuildFigures:
    """``seconds`` include reading the source; ``peak_bytes`` are those of the build's largest process."""

    articles: int
    seconds: float
    index_bytes: int
    peak_bytes: int

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds


def build_once(engine: str, source: Path, folder: Path) -> BuildFigures:
    """Build ``source`` (JSON Lines) into ``folder``: khabar with its defaults, a peer in one process."""
    started = perf_counter()
    articles = _build_khabar(source, folder) if engine == "khabar" else _build_peer(engine, source, folder)
    seconds = perf_counter() - started
    return BuildFigures(articles, seconds, folder_bytes(folder), _peak_bytes())


def folder_bytes(folder: Path) -> int:
    """Add up the bytes of all files below; a file with several hard links counts once."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}.values())


def _build_khabar(source: Path, folder: Path) -> int:
    from indexer import build

    return build([source], folder).articles


def _build_peer(engine_name: str, source: Path, folder: Path) -> int:
    from .engines import open_engine

    folder.mkdir(parents=True, exist_ok=True)
    taken = count()
    # Counted on their way in: to hold them in a list would be charged to the engine's memory.
    articles = (article for _, article in zip(taken, iter_articles_of(source), strict=False))
    with closing(open_engine(engine_name)) as engine:
        engine.build(articles, folder)
    return next(taken) - 1


def _peak_bytes() -> int:
    """Return the larger of this process's peak and its largest ended child's: the kernel keeps no sum."""
    largest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    # Linux counts in KiB, macOS in bytes (getrusage(2) of each).
    return largest if sys.platform == "darwin" else largest * 1024


if __name__ == "__main__":
    print(json.dumps(asdict(build_once(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))))
