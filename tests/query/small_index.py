"""Small indexes for the tests of the query side: articles of a few words, cut into as many segments as wanted."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import indexer
from indexer import pipeline
from indexer.analysis import lemma, lemma_table
from indexer.workers import Advanced, Workers

# The dictionary of lemmas, small: to write simplemma's into the lexicon takes longer than all else of a small build.
DICTIONARY = {
    "नेता": "नेता",
    "नेताओं": "नेता",
    "मंत्री": "मंत्री",
    "मंत्रियों": "मंत्री",
    "बैठक": "बैठक",
    "बैठकें": "बैठक",
    "चुनाव": "चुनाव",
    "चुनावों": "चुनाव",
    "करना": "करना",
    "करेगी": "करना",
    "लड़का": "लड़का",
    "लड़के": "लड़का",
}


@contextmanager
def small_dictionary() -> Iterator[None]:
    """Build with ``DICTIONARY`` in place of simplemma's."""
    with mock.patch.object(lemma_table, "read_lemmas", lambda: lemma_table.LemmaTable.of(DICTIONARY)):
        lemma.hindi_dictionary.cache_clear()
        yield
    lemma.hindi_dictionary.cache_clear()


class _InThisProcess(Workers):
    """As many workers as are wanted, none of which is a process."""

    _wanted = 1

    @property
    def count(self) -> int:
        return self._wanted

    def start(self, count: int) -> None:
        self._wanted = max(self._wanted, count)

    def run(
        self,
        function: Callable[[Any, Advanced], Any],
        tasks: Sequence[Any],
        tell: Callable[[int], None],
    ) -> list[Any]:
        return [function(task, lambda: None) for task in tasks]


def build_index(
    folder: Path, articles: Sequence[Mapping[str, object]], *, segments: int = 1, keep: int = 3
) -> Path:
    """Index the articles (an ``id``, a ``body``, what else there is) in so many segments, in this process; the index's folder."""
    source, index = folder / "articles.jsonl", folder / "index"
    source.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles))
    with (
        mock.patch.object(pipeline, "_BYTES_WORTH_A_WORKER", 1),
        mock.patch.object(pipeline, "Workers", _InThisProcess),
    ):
        indexer.build([source], index, workers=min(segments, len(articles)), keep=keep)
    return index


def article(identity: str, body: str, **fields: object) -> dict[str, object]:
    """A record of an article."""
    return {"id": identity, "body": body, **fields}
