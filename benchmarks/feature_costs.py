"""``python -m benchmarks.feature_costs``: what names and aliases cost a build and a search (issue 4 allows a tenth of each).

Builds of one process, with and without in turns: CPU seconds, the least of the rounds, as noise only adds. Searches: headlines
with and without the other names that the corpus has for their words, in turns, when both searchers have met the words: the median
over the questions of each one's least time.
"""

from __future__ import annotations

import argparse
import functools
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import numpy as np

from indexer import build
from indexer.codec.aliases import AliasTable
from indexer.codec.evidence import CountedLines
from indexer.entities import EntityFinder
from query import Searcher

from .articles import iter_articles_of
from .questions import sample_questions
from .tables import Table, show

__all__ = ["build_seconds", "feature_costs", "main", "search_times"]

_ROUNDS = 3
_CLASS = "headlines"
_TAGGER: dict[str, object] = {"indexer.segment.EntityFinder": functools.partial(EntityFinder, tagged=False)}


class _NoEvidence:
    """In place of ``Evidence``: nothing is counted."""

    persons = None

    def __init__(self, forms: object) -> None:
        pass

    def add_article(self, *_: object) -> None:
        pass

    def counted(self, _: object) -> CountedLines:
        return CountedLines([], np.zeros(0, np.int64))


_ALIASES: dict[str, object] = {
    "indexer.segment.Evidence": _NoEvidence,
    "indexer.pipeline.find_sounding": lambda *_: [],
}
_WHOLE = "all"
_PARTS = {_WHOLE: {}, "the tagger": _TAGGER, "aliases": _ALIASES, "tagger and aliases": _TAGGER | _ALIASES}
"""What is left out of a build → what stands in its place meanwhile."""


@contextmanager
def _replaced(parts: dict[str, object]) -> Iterator[None]:
    with ExitStack() as stack:
        for name, part in parts.items():
            stack.enter_context(mock.patch(name, part))
        yield


def build_seconds(source: Path, folder: Path) -> dict[str, float]:
    """CPU seconds of a build in one process by what is left out; the index of the whole build is left in ``folder / "all"``."""
    best: dict[str, float] = {}
    for _ in range(_ROUNDS):
        for name, parts in _PARTS.items():
            with _replaced(parts):
                started = time.process_time()
                build([source], folder / name, workers=1, keep=1)
                took = time.process_time() - started
            best[name] = min(took, best.get(name, took))
    return best


def search_times(source: Path, index: Path, questions: int) -> tuple[float, float]:
    """Median seconds of a headline as a query: with the other names of its words, and where the index knows none."""
    asked = [question.text for question in sample_questions(iter_articles_of(source), questions)[_CLASS]]
    with ExitStack() as stack:
        with_names = stack.enter_context(Searcher.open(index))
        with (
            mock.patch.object(AliasTable, "of", lambda *_: []),
            mock.patch.object(AliasTable, "begins", lambda *_: False),
        ):
            without = stack.enter_context(Searcher.open(index))
            for text in asked:
                _ask(without, text)  # what a word is sought by is kept
        for text in asked:
            _ask(with_names, text)
        times = [[_least(_ask, searcher, text) for searcher in (with_names, without)] for text in asked]
    first, second = zip(*times, strict=True)
    return statistics.median(first), statistics.median(second)


def _ask(searcher: Searcher, text: str) -> None:
    for hit in searcher.search(text, literal=True, snippets=False, collapse=False):
        assert hit.id


def _least(call: Callable[[Searcher, str], None], searcher: Searcher, text: str) -> float:
    took = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        call(searcher, text)
        took.append(time.perf_counter() - started)
    return min(took)


def feature_costs(source: Path, folder: Path, questions: int = 300) -> dict[str, float]:
    """What takes how many times as long as without something; indexes are built in the folder."""
    seconds = build_seconds(source, folder)
    whole = seconds.pop(_WHOLE)
    costs = {f"build, by one without {part}": whole / took for part, took in seconds.items()}
    with_names, without = search_times(source, folder / _WHOLE, questions)
    return costs | {"headlines, by a search without aliases": with_names / without}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, help="articles, JSON Lines")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        rows = [[what, f"{cost:.2f} ×"] for what, cost in feature_costs(given.source, Path(folder)).items()]
    show(Table("Costs of names and aliases", ("what", "times as long"), rows))


if __name__ == "__main__":
    main()
