"""The façade: open an index, search it, close it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from indexer.analysis.chain import FINGERPRINT, Chain
from indexer.codec.columns import NO_DATE
from indexer.codec.lexicon import Lexicon
from indexer.codec.stored import StoredArticle
from indexer.errors import AnalysisMismatchError, IndexCorruptError
from indexer.generations.generation import Generation, current_number, read_current

from . import scoring
from .evaluate import Evaluator
from .facets import check_facets, count_facet
from .matches import Matches
from .parser import parse_literal, parse_query
from .postings import PostingReader
from .ranking import Weights
from .rare_words import RareWords
from .results import Explanation, Hit, SearchResults
from .snippets import Highlighter
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from whoosh.query import Query

    from .suggest import Suggester, Suggestion, WordSuggestions

__all__ = ["Searcher", "Sort"]

Sort = Literal["relevance", "newest", "oldest"]
_SORTS: tuple[str, ...] = get_args(Sort)


class _Suggestions:
    """What to ask a searcher about words of a query. The suggester, and what it needs, is loaded when the first is rare."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._rare_words = RareWords(lexicon)

    @cached_property
    def suggester(self) -> Suggester:
        from .suggest import Suggester

        return Suggester(self._lexicon, self._vocabulary)

    def about(self, tree: Query, total: int) -> tuple[WordSuggestions, ...]:
        rare = self._rare_words.of(tree, total)
        return self.suggester.for_rare(rare) if rare else ()


class _Opened(NamedTuple):
    """One generation with all that searches need of it; never changed, so a search keeps the one that it began with."""

    generation: Generation
    reader: PostingReader
    lexicon: Lexicon
    chain: Chain
    vocabulary: Vocabulary
    evaluator: Evaluator
    suggestions: _Suggestions


class Searcher:
    """Searches one index. Threads may share it; ``refresh`` takes up a newer generation for the searches after it."""

    def __init__(self, path: Path, weights: Weights) -> None:
        self._path = path
        self._weights = weights
        self._opened = _open_served(path, weights)

    @classmethod
    def open(cls, path: str | Path, *, weights: Weights | None = None) -> Searcher:
        """Open the generation that is served.

        Raises IndexMissingError, IndexCorruptError, or AnalysisMismatchError where it was built by another version of the
        analysis and has to be rebuilt.
        """
        return cls(Path(path), weights or Weights())

    def __enter__(self) -> Searcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the index's files up. They are memory maps: what a thread still reads stays until it has ended."""
        self.__dict__.pop("_opened", None)

    def refresh(self) -> bool:
        """Take up the generation served now; whether it is another one. Searches under way end on the old one."""
        if current_number(self._path) == self._opened.generation.number:
            return False
        self._opened = _open_served(self._path, self._weights)
        return True

    @property
    def generation(self) -> Generation:
        """The generation that is searched."""
        return self._opened.generation

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        offset: int = 0,
        all_words: bool = False,
        literal: bool = False,
        sort: Sort = "relevance",
        snippets: bool = True,
        explain: bool = False,
        facets: Sequence[str] = (),
        facet_limit: int = 10,
        suggest: bool = False,
    ) -> SearchResults:
        """Find articles, best first.

        ``all_words`` demands every bare word, ``literal`` reads the text as plain words without the query language's marks,
        ``offset`` skips that many of the best. ``sort`` by date puts articles without one last; ties keep the order of the
        sources. ``facets`` are names of ``query.facets.FACETS`` to be counted over all matches, ``facet_limit`` how many values
        of each to give. ``suggest`` looks for other words in place of those that hardly occur (1 ms more where one does).

        Raises QuerySyntaxError, UnknownFieldError, IndexCorruptError; ValueError for a limit or offset below 0
        and for another facet.
        """
        if limit < 0 or offset < 0:
            raise ValueError("limit and offset are 0 or more")
        if sort not in _SORTS:
            raise ValueError(f"sort is one of {', '.join(_SORTS)}, not {sort!r}")
        check_facets(facets)
        started = time.perf_counter()
        opened = self._opened
        parse = parse_literal if literal else parse_query
        parsed = parse(text, opened.chain, opened.vocabulary, all_words=all_words)
        wanted = offset + limit if sort == "relevance" else None
        matches = opened.evaluator.evaluate(parsed.tree, wanted)
        order = _order(matches, opened.reader, sort, offset + limit)[offset:]
        shown = list(zip(matches.articles[order].tolist(), matches.scores[order].tolist(), strict=True))
        explained = _explained(opened.evaluator, parsed.tree, matches.articles[order]) if explain else {}
        highlighter = Highlighter(parsed.tree, opened.reader, opened.lexicon) if snippets and shown else None
        hits = [
            _hit(opened.reader, number, rank, score, highlighter, explained.get(number, ()))
            for rank, (number, score) in enumerate(shown, offset + 1)
        ]
        return SearchResults(
            query=text,
            total=len(matches),
            took_ms=(time.perf_counter() - started) * 1000,
            corrected=parsed.corrections,
            hits=tuple(hits),
            facets=tuple(
                count_facet(opened.reader, name, matches.articles, facet_limit)
                for name in dict.fromkeys(facets)
            ),
            suggestions=opened.suggestions.about(parsed.tree, len(matches)) if suggest else (),
        )

    def suggest(self, word: str, *, limit: int = 5) -> tuple[Suggestion, ...]:
        """Words of the corpus that a word, in either script, may have been meant for; best first, never the word itself.

        Where it is only another spelling of a form that occurs (हिन्दी for हिंदी), that form comes first. Raises IndexCorruptError.
        """
        return self._opened.suggestions.suggester.suggest(word, limit)

    def article(self, identity: str) -> StoredArticle | None:
        """The stored article with this id, or None."""
        number = self._opened.reader.number_of(identity)
        return None if number is None else self._opened.reader.stored(number)


def _open_served(path: Path, weights: Weights) -> _Opened:
    while True:
        generation = read_current(path)
        try:
            return _open_generation(generation, weights)
        except IndexCorruptError:
            # Builds may have replaced and pruned it while its files were being opened.
            if current_number(path) == generation.number:
                raise


def _open_generation(generation: Generation, weights: Weights) -> _Opened:
    built_with = generation.manifest.fingerprint
    if built_with != FINGERPRINT:
        raise AnalysisMismatchError(
            f"the index in {generation.path} was built with the analysis {built_with}, this khabar has {FINGERPRINT}: "
            "words would not meet. Rebuild it with `khabar index build`"
        )
    reader = PostingReader(generation.path, _segments_of(generation))
    lexicon = Lexicon(generation.path)
    vocabulary = Vocabulary(lexicon)
    return _Opened(
        generation,
        reader,
        lexicon,
        Chain(lexicon.lemma),
        vocabulary,
        Evaluator(reader, weights),
        _Suggestions(lexicon, vocabulary),
    )


def _segments_of(generation: Generation) -> list[str]:
    """The names of the segments, from the manifest: files of the generation, or it is damaged."""
    names = generation.manifest.details.get("segments")
    if not isinstance(names, list) or not all(name in generation.manifest.files for name in names):
        raise IndexCorruptError(
            f"the manifest of {generation.path} does not list its segments; rebuild with `khabar index build`"
        )
    return names


def _order(matches: Matches, reader: PostingReader, sort: Sort, top_k: int) -> np.ndarray:
    """Places in the matches of the ``top_k`` first, int64: by score or date, then by article number."""
    if sort == "relevance":
        return scoring.best(matches.scores, top_k)
    # Seconds are exact as float64.
    published = reader.published()[matches.articles].astype(np.float64)
    dated = published != NO_DATE
    keys = np.where(dated, published if sort == "newest" else -published, -np.inf)
    return scoring.best(keys, top_k)


def _hit(
    reader: PostingReader,
    number: int,
    rank: int,
    score: float,
    highlighter: Highlighter | None,
    explanation: tuple[Explanation, ...],
) -> Hit:
    head = reader.head(number)
    return Hit(
        rank,
        score,
        head,
        snippet=highlighter.best(reader.body(number)) if highlighter else None,
        marked_title=highlighter.whole(head.title) if highlighter and head.title else None,
        explanation=explanation,
    )


def _explained(evaluator: Evaluator, tree: Query, articles: np.ndarray) -> dict[int, tuple[Explanation, ...]]:
    from .explain import explain

    return explain(evaluator, tree, articles)
