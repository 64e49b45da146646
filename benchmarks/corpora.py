"""The corpora that speed is measured on: two real ones of the shared test data, and generated ones of any size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .synthetic import existing_or_written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["CORPORA", "FULL", "SHORT", "Corpus", "CorpusMissingError"]

_TOO_LONG = "it would build for the better part of an hour"
_TOO_LARGE = "it holds all words of all articles in memory"


class CorpusMissingError(Exception):
    """The file of the corpus is not there."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """``source`` is JSON Lines, plain or gzipped. ``skipped``: engine → why it is not asked to hold this corpus.

    ``known_words`` says that the articles are Hindi, so that the queries written for the cold search find something.
    """

    name: str
    source: Path
    known_words: bool
    skipped: dict[str, str]


def _shared(file_name: str) -> Callable[[str, Path, Path], Corpus]:
    def locate(name: str, shared: Path, cache: Path) -> Corpus:
        source = shared / file_name
        if not source.exists():
            raise CorpusMissingError(f"{file_name} is not there")
        return Corpus(name, source, known_words=True, skipped={})

    return locate


def _synthetic(articles: int, **skipped: str) -> Callable[[str, Path, Path], Corpus]:
    def generate(name: str, shared: Path, cache: Path) -> Corpus:
        return Corpus(name, existing_or_written(articles, cache), known_words=False, skipped=skipped)

    return generate


# Name → corpus, from the name, the folder of shared test data and the cache folder; a generated one is written first.
CORPORA: dict[str, Callable[[str, Path, Path], Corpus]] = {
    "news_2020": _shared("news_2020.jsonl.gz"),
    "wiki": _shared("wiki_hi.jsonl.gz"),
    "synthetic_200k": _synthetic(200_000, khabar_on_whoosh=_TOO_LONG),
    "synthetic_1m": _synthetic(1_000_000, whoosh=_TOO_LONG, khabar_on_whoosh=_TOO_LONG, bm25s=_TOO_LARGE),
}
SHORT = ("news_2020", "wiki")
FULL = ("synthetic_200k", "synthetic_1m")
