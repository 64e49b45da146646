"""A Searcher for programs that run an event loop: every search in a thread, as many at once as are allowed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, TypeVar, Unpack

from indexer.codec.stored import StoredArticle, StoredHead

from .options import IterOptions, SearchOptions
from .results import Hit, SearchResults
from .searcher import Searcher

if TYPE_CHECKING:
    from indexer.generations.generation import Generation

    from .filters import Filters
    from .other_names import OtherNameFound
    from .ranking import Weights
    from .similar import SimilarArticle
    from .suggest import Suggestion
    from .trends import Period, Trends

__all__ = ["AsyncSearcher"]

_P = ParamSpec("_P")
_T = TypeVar("_T")
_PAGE = 50


class AsyncSearcher:
    """What a Searcher does, awaited. Tasks may share it; it belongs to the event loop in which it is first used.

    At most ``threads`` searches run at once, others wait their turn. A task that is cancelled while it waits for its turn takes
    none; one that is cancelled later ends at once, and what it had begun ends in its thread and is thrown away.
    Methods, options and errors are those of ``Searcher``.
    """

    def __init__(self, searcher: Searcher, *, threads: int = 4) -> None:
        if threads < 1:
            raise ValueError("threads is 1 or more")
        self._searcher = searcher
        self._turns = asyncio.Semaphore(threads)

    @classmethod
    async def open(
        cls, path: str | Path, *, weights: Weights | None = None, threads: int = 4
    ) -> AsyncSearcher:
        """Open the generation that is served, as ``Searcher.open`` does."""
        return cls(await asyncio.to_thread(Searcher.open, path, weights=weights), threads=threads)

    async def __aenter__(self) -> AsyncSearcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the index's files up; searches under way end in peace."""
        self._searcher.close()

    @property
    def generation(self) -> Generation:
        """The generation that is searched."""
        return self._searcher.generation

    async def refresh(self) -> bool:
        """Take up the generation served now; whether it is another one."""
        return await self._run(self._searcher.refresh)

    async def search(self, text: str, **options: Unpack[SearchOptions]) -> SearchResults:
        """Find articles, best first; the hits are all made."""
        return await self._run(_search_and_make, self._searcher, text, options)

    async def iter(self, text: str, **options: Unpack[IterOptions]) -> AsyncIterator[Hit]:
        """Find articles and yield every hit, best first; 50 are made at a time."""
        hits = await self._run(self._searcher.iter, text, **options)
        while page := await self._run(_take, hits):
            for hit in page:
                yield hit

    async def trends(
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
        """How many articles match each query by day, week, month or year."""
        return await self._run(
            self._searcher.trends,
            queries,
            by=by,
            all_words=all_words,
            literal=literal,
            exact_script=exact_script,
            filters=filters,
            now=now,
        )

    async def suggest(self, word: str, *, limit: int = 5) -> tuple[Suggestion, ...]:
        """Words of the corpus that a word may have been meant for."""
        return await self._run(self._searcher.suggest, word, limit=limit)

    async def aliases(self, name: str) -> tuple[OtherNameFound, ...]:
        """The other names by which a name is sought."""
        return await self._run(self._searcher.aliases, name)

    async def article(self, identity: str) -> StoredArticle | None:
        """The stored article with this id, or None."""
        return await self._run(self._searcher.article, identity)

    async def story(self, identity: str) -> tuple[StoredHead, ...] | None:
        """The article with this id and its near-duplicates, in order of time; None where there is none."""
        return await self._run(self._searcher.story, identity)

    async def similar(self, identity: str, *, limit: int = 10) -> tuple[SimilarArticle, ...] | None:
        """Articles like the one with this id, best first; None where there is none with it."""
        return await self._run(self._searcher.similar, identity, limit=limit)

    async def _run(self, function: Callable[_P, _T], *args: _P.args, **options: _P.kwargs) -> _T:
        """Call it in a thread when it is its turn. The turn lasts until the thread has ended, whatever becomes of the task."""
        await self._turns.acquire()
        running = asyncio.ensure_future(asyncio.to_thread(function, *args, **options))
        running.add_done_callback(self._end_turn)
        return await asyncio.shield(running)

    def _end_turn(self, ended: asyncio.Future[_T]) -> None:
        self._turns.release()
        if not ended.cancelled():
            ended.exception()  # taken, so that asyncio does not complain of one that nobody waits for any more


def _search_and_make(searcher: Searcher, text: str, options: SearchOptions) -> SearchResults:
    results = searcher.search(text, **options)
    return replace(results, hits=tuple(results.hits))


def _take(hits: Iterator[Hit]) -> list[Hit]:
    return list(islice(hits, _PAGE))
