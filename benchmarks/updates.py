"""What updates cost: articles added to, replaced in and deleted from indexes of generated news, beside a rebuild.

``python -m benchmarks.updates --articles 50000 200000 --change 1000``
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from indexer import build, update

from .synthetic import iter_records
from .tables import Table, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["main", "measure", "seconds_to_add"]

_TIMES = 3
_HEADINGS = ["into", "build, s", "added, s", "replaced, s", "deleted, s", "nothing new, s"]


def measure(articles: int, change: int, folder: Path) -> list[str]:
    """A row of the table: wall-clock seconds, each of one update by ``change`` articles; an index in ``folder`` is replaced."""
    records = iter_records(articles + change)
    base = _written(folder / "base.jsonl", itertools.islice(records, articles))
    new = list(records)
    added = _written(folder / "added.jsonl", new)
    replaced = _written(
        folder / "replaced.jsonl", ({**each, "body": f"{each['body']} सुधार।"} for each in new)
    )
    index = folder / "index"
    shutil.rmtree(index, ignore_errors=True)
    row = [f"{articles:,}", f"{build([base], index).seconds:.1f}"]
    ids = [each["id"] for each in new]
    for sources, deleted in (([added], []), ([replaced], []), ([], ids), ([], ids)):
        started = time.perf_counter()
        update(sources, index, delete=deleted)
        row.append(f"{time.perf_counter() - started:.2f}")
    return row


def seconds_to_add(articles: int, folder: Path, *, change: int = 1_000) -> float:
    """Wall-clock seconds of an update that adds ``change`` articles to an index of so many: the median of three in a row."""
    folder = folder / "updates"
    folder.mkdir(parents=True, exist_ok=True)
    records = iter_records(articles + _TIMES * change)
    index = folder / "index"
    shutil.rmtree(index, ignore_errors=True)
    build([_written(folder / "base.jsonl", itertools.islice(records, articles))], index)
    seconds = []
    for _ in range(_TIMES):
        added = _written(folder / "added.jsonl", itertools.islice(records, change))
        started = time.perf_counter()
        update([added], index)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _written(path: Path, records: Iterable[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(_lines(records))
    return path


def _lines(records: Iterable[dict[str, str]]) -> Iterator[str]:
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[20_000], help="sizes of the indexes")
    parser.add_argument("--change", type=int, default=1_000, help="articles of an update")
    parser.add_argument(
        "--cache", type=Path, default=Path(".cache/updates"), help="folder for indexes and articles"
    )
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    rows = [measure(articles, given.change, given.cache) for articles in given.articles]
    show(Table(f"Updates of {given.change:,} articles", _HEADINGS, rows))


if __name__ == "__main__":
    main()
