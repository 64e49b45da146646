"""The façade: open an index, search it, close it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from indexer.codec.stored import StoredArticle, StoredHead
from indexer.generations.generation import Generation, current_number

from .answer import Answer, Question, parse
from .facets import check_facets, count_facet
from .find import find
from .opened import open_served
from .options import Sort
from .ranking import Weights
from .results import Hit, SearchResults

if TYPE_CHECKING:
    from .filters import Filters
    from .other_names import OtherNameFound
    from .similar import SimilarArticle
    from .suggest import Suggestion
    from .trends import Period, Trends

__all__ = ["Searcher"]


class Searcher:
    """Searches one index. Threads may share it; ``refresh`` takes up a newer generation for the searches after it.

    A forked child may go on with the one it was born with; to another process goes the path, for it cannot be pickled.
    """

    def __init__(self, path: Path, weights: Weights) -> None:
        self._path = path
        self._weights = weights
        self._opened = open_served(path, weights)

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
        self._opened = open_served(self._path, self._weights)
        return True

    def __reduce__(self) -> NoReturn:
        """Refuse to travel between processes: it is memory maps and what was read of them."""
        raise TypeError(
            "a Searcher cannot be pickled; hand the path of the index over, and call Searcher.open there"
        )

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

        Hits are made when they are taken: ``took_ms`` is the time before that, and what is damaged in a stored article shows
        then.
        """
        if limit < 0 or offset < 0:
            raise ValueError("limit and offset are 0 or more")
        check_facets(facets)
        started = time.perf_counter()
        opened = self._opened
        answer = Answer(
            opened,
            Question(
                text,
                all_words,
                literal,
                exact_script,
                sort,
                snippets,
                explain,
                filters,
                recency,
                now,
                collapse,
            ),
            self._weights.recency,
            empty_is_all=bool(facets),
        )
        ranked = answer.rank(offset + limit)
        matches = ranked.found.matches
        articles = matches.every() if facets or collapse else matches.articles
        return SearchResults(
            query=text,
            total=matches.total,
            took_ms=(time.perf_counter() - started) * 1000,
            corrected=answer.parsed.corrections,
            hits=answer.hits(ranked, offset, offset + limit),
            facets=tuple(
                [count_facet(opened.reader, name, articles, facet_limit) for name in dict.fromkeys(facets)]
            ),
            suggestions=opened.suggestions.about(answer.parsed.tree, matches.total) if suggest else (),
            stories=opened.stories.count(articles) if collapse else None,
            filters=filters,
            unknown_values=ranked.found.unknown,
        )

    def iter(
        self,
        text: str,
        *,
        all_words: bool = False,
        literal: bool = False,
        exact_script: bool = False,
        sort: Sort = "relevance",
        snippets: bool = True,
        explain: bool = False,
        filters: Filters | None = None,
        recency: str | timedelta | None = None,
        now: datetime | None = None,
        collapse: bool = True,
    ) -> Iterator[Hit]:
        """Find articles and yield every hit, best first, as ``search`` would over all pages; options as there.

        The query is read at once, and raises as in ``search``; hits are made as they are taken, and the whole order only where
        more than the first 50 are. All come of one generation, whatever ``refresh`` takes up meanwhile. An empty text is
        every article.
        """
        question = Question(
            text,
            all_words,
            literal,
            exact_script,
            sort,
            snippets,
            explain,
            filters,
            recency,
            now or datetime.now(UTC),  # one moment for all pages
            collapse,
        )
        return Answer(self._opened, question, self._weights.recency, empty_is_all=True).iter_hits()

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
            parse(opened, Question(text, all_words, literal, exact_script, now=now), empty_is_all=True)
            for text in queries
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
