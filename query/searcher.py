"""The façade: open an index, search it, close it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np
from whoosh.query import Every

from indexer.analysis.chain import FINGERPRINT, Chain
from indexer.codec.aliases import AliasTable
from indexer.codec.columns import NO_DATE
from indexer.codec.lexicon import Lexicon
from indexer.codec.stored import StoredArticle, StoredHead
from indexer.errors import AnalysisMismatchError, IndexCorruptError
from indexer.generations.generation import Generation, current_number, read_current, segment_names

from . import scoring
from .collapse import NO_COPIES, Copies, Stories
from .evaluate import Evaluator
from .facets import check_facets, count_facet
from .find import Ageing, Found, find, read_half_life
from .matches import Matches
from .parser import ParsedQuery, parse_literal, parse_query
from .postings import PostingReader
from .ranking import Weights
from .rare_words import RareWords
from .results import Explanation, Hit, SearchResults
from .snippets import Highlighter
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from whoosh.query import Query

    from .filters import Filters
    from .other_names import OtherNameFound
    from .similar import SimilarArticle
    from .suggest import Suggester, Suggestion, WordSuggestions
    from .trends import Period, Trends

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
    in_script: Vocabulary
    evaluator: Evaluator
    suggestions: _Suggestions
    stories: Stories


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
        exact_script: bool = False,
        sort: Sort = "relevance",
        snippets: bool = True,
        explain: bool = False,
        facets: Sequence[str] = (),
        facet_limit: int = 10,
        suggest: bool = False,
        filters: Filters | None = None,
        recency: str | timedelta | None = None,
        now: datetime | None = None,
        collapse: bool = True,
    ) -> SearchResults:
        """Find articles, best first.

        ``all_words`` demands every bare word, ``literal`` reads the text as plain words without the query language's marks,
        ``exact_script`` seeks no word in the other script, ``offset`` skips that many of the best. ``sort`` by date puts articles
        without one last; ties keep the order of the sources. ``facets`` are names of ``query.facets.FACETS`` to be counted over
        all matches, ``facet_limit`` how many values of each to give. ``suggest`` looks for other words in place of those that
        hardly occur (1 ms more where one does). ``collapse`` shows of the copies of one story only the first, and limit and
        offset count stories then; totals and facets are of all articles.

        ``filters`` say which articles may be found; with them, or for facets, the text may be empty: then all articles match.
        ``recency`` is the age ("7d", "2 हफ्ते") at which half of what ``Weights.recency`` lets an article lose is lost (see
        ``ranking.recency``; an article without a date loses all of it). Ages, and days like आज, count from ``now``, the present
        moment if that is None.

        Raises QueryError (QuerySyntaxError, UnknownFieldError), IndexCorruptError; ValueError for a limit or offset below 0,
        another facet or no half-life.
        """
        if limit < 0 or offset < 0:
            raise ValueError("limit and offset are 0 or more")
        if sort not in _SORTS:
            raise ValueError(f"sort is one of {', '.join(_SORTS)}, not {sort!r}")
        check_facets(facets)
        started = time.perf_counter()
        opened = self._opened
        parsed = _parse(opened, text, literal, all_words, exact_script, now, bool(filters or facets))
        ageing = None if recency is None else Ageing(read_half_life(recency), self._weights.recency)

        def evaluate(top_k: int) -> Found:
            best = top_k if sort == "relevance" else None
            return find(
                opened.reader,
                opened.evaluator,
                parsed.tree,
                top_k=best,
                filters=filters,
                ageing=ageing,
                now=now,
            )

        def first(found: Found, top_k: int) -> np.ndarray:
            return _order(found.matches, opened.reader, sort, top_k)

        if collapse:
            found, places = opened.stories.best(offset + limit, evaluate, first)
        else:
            found = evaluate(offset + limit)
            places = first(found, offset + limit)
        places = places[offset:]
        articles = found.matches.articles
        shown, scores = articles[places], found.matches.scores[places].tolist()
        copies = opened.stories.copies(shown, articles) if collapse else [NO_COPIES] * len(places)
        explained = _explained(opened.evaluator, parsed.tree, shown) if explain else {}
        highlighter = (
            Highlighter(parsed.tree, opened.reader, opened.lexicon) if snippets and len(places) else None
        )
        hits = [
            _hit(opened.reader, number, rank, score, highlighter, explained.get(number, ()), factor, others)
            for rank, (number, score, factor, others) in enumerate(
                zip(shown.tolist(), scores, found.factors_of(places), copies, strict=True), offset + 1
            )
        ]
        return SearchResults(
            query=text,
            total=len(articles),
            took_ms=(time.perf_counter() - started) * 1000,
            corrected=parsed.corrections,
            hits=tuple(hits),
            facets=tuple(
                count_facet(opened.reader, name, articles, facet_limit) for name in dict.fromkeys(facets)
            ),
            suggestions=opened.suggestions.about(parsed.tree, len(articles)) if suggest else (),
            stories=opened.stories.count(articles) if collapse else None,
            filters=filters,
            unknown_values=found.unknown,
        )

    def trends(
        self,
        queries: Sequence[str],
        *,
        by: Period | None = None,
        all_words: bool = False,
        literal: bool = False,
        exact_script: bool = False,
        filters: Filters | None = None,
        now: datetime | None = None,
    ) -> Trends:
        """How many articles match each query by day, week, month or year, over the same time.

        That is the time between ``filters.after`` and ``before``, where given, and else from the first to the last match. ``by``
        None is the shortest period of which there are at most 70. An empty query counts all articles. Raises as ``search``
        does, and ValueError for another period.
        """
        from .filters import time_span
        from .trends import Trend, Trends, check_period, count_trends

        check_period(by)
        started = time.perf_counter()
        opened = self._opened
        parsed = [
            _parse(opened, text, literal, all_words, exact_script, now, empty_is_all=True) for text in queries
        ]
        found = [
            find(opened.reader, opened.evaluator, each.tree, top_k=0, filters=filters, now=now)
            for each in parsed
        ]
        published = [opened.reader.published()[each.matches.articles] for each in found]
        by, starts, counts = count_trends(published, by, *time_span(filters, now) if filters else ())
        trends = tuple(
            Trend(text, len(times), len(times) - sum(count), tuple(count), each.corrections)
            for text, times, count, each in zip(queries, published, counts, parsed, strict=True)
        )
        took_ms = (time.perf_counter() - started) * 1000
        return Trends(by, starts, trends, took_ms, filters, found[0].unknown if found else ())

    def suggest(self, word: str, *, limit: int = 5) -> tuple[Suggestion, ...]:
        """Words of the corpus that a word, in either script, may have been meant for; best first, never the word itself.

        Where it is only another spelling of a form that occurs (हिन्दी for हिंदी), that form comes first. Raises IndexCorruptError.
        """
        return self._opened.suggestions.suggester.suggest(word, limit)

    def aliases(self, name: str) -> tuple[OtherNameFound, ...]:
        """The other names by which a name of one or more words is sought, as the corpus has them. Raises IndexCorruptError."""
        from .other_names import find_other_names

        opened = self._opened
        return find_other_names(name, opened.chain, opened.vocabulary, opened.evaluator)

    def article(self, identity: str) -> StoredArticle | None:
        """The stored article with this id, or None."""
        number = self._opened.reader.number_of(identity)
        return None if number is None else self._opened.reader.stored(number)

    def story(self, identity: str) -> tuple[StoredHead, ...] | None:
        """The article with this id and its near-duplicates, in order of time, undated ones last; None where there is none."""
        opened = self._opened
        number = opened.reader.number_of(identity)
        return None if number is None else opened.stories.members(number)

    def similar(self, identity: str, *, limit: int = 10) -> tuple[SimilarArticle, ...] | None:
        """Articles like the one with this id, best first, with the words and names in both; None where there is none with it.

        Copies of its own story are left out, and of each other story all but the best. Raises ValueError for a limit below 0.
        """
        from .similar import find_similar

        if limit < 0:
            raise ValueError("limit is 0 or more")
        opened = self._opened
        number = opened.reader.number_of(identity)
        if number is None:
            return None
        return find_similar(number, limit, opened.reader, opened.evaluator, opened.chain, opened.stories)


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
    reader = PostingReader(generation.path, segment_names(generation), generation.manifest.files)
    lexicon = Lexicon(generation.path)
    names = AliasTable(generation.path)
    vocabulary = Vocabulary(lexicon, names)
    return _Opened(
        generation,
        reader,
        lexicon,
        Chain(lexicon.lemma),
        vocabulary,
        Vocabulary(lexicon, names, exact_script=True),
        Evaluator(reader, weights),
        _Suggestions(lexicon, vocabulary),
        Stories(generation.path, reader),
    )


def _parse(
    opened: _Opened,
    text: str,
    literal: bool,
    all_words: bool,
    exact_script: bool,
    now: datetime | None,
    empty_is_all: bool,
) -> ParsedQuery:
    """Read a query; an empty one is every article, where that may be asked for."""
    if empty_is_all and not text.strip():
        return ParsedQuery(Every(), ())
    vocabulary = opened.in_script if exact_script else opened.vocabulary
    if literal:
        return parse_literal(text, opened.chain, vocabulary, all_words=all_words)
    return parse_query(text, opened.chain, vocabulary, all_words=all_words, now=now)


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
    recency: float | None,
    copies: Copies,
) -> Hit:
    head = reader.head(number)
    return Hit(
        rank,
        score,
        head,
        snippet=highlighter.best(reader.body(number)) if highlighter else None,
        marked_title=highlighter.whole(head.title) if highlighter and head.title else None,
        explanation=explanation,
        recency=recency,
        copies=copies,
    )


def _explained(evaluator: Evaluator, tree: Query, articles: np.ndarray) -> dict[int, tuple[Explanation, ...]]:
    from .explain import explain

    return explain(evaluator, tree, articles)
