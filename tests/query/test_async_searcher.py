"""The searcher of event loops: the same answers, a limit, cancellation, newer generations."""

import asyncio
import threading

import pytest
from small_index import article, build_index, small_dictionary

from query import AsyncSearcher, IndexMissingError, QuerySyntaxError, Searcher


def test_it_answers_as_the_searcher_does(newsroom_index):
    """Each method gives what the same method of Searcher gives."""

    async def ask() -> None:
        async with await AsyncSearcher.open(newsroom_index) as searcher:
            with Searcher.open(newsroom_index) as plain:
                found, expected = await searcher.search("बाढ़", limit=3), plain.search("बाढ़", limit=3)
                assert (found.hits, found.total) == (tuple(expected), expected.total)
                assert [hit async for hit in searcher.iter("भारत", sort="newest")] == list(
                    plain.iter("भारत", sort="newest")
                )
                best = found.hits[0].id
                for name, value in (
                    ("article", best),
                    ("story", best),
                    ("similar", best),
                    ("suggest", "दिल्लि"),
                    ("aliases", "SCO"),
                ):
                    assert await getattr(searcher, name)(value) == getattr(plain, name)(value)
                assert (await searcher.trends(["बाढ़"], by="month")).trends == plain.trends(
                    ["बाढ़"], by="month"
                ).trends
                assert searcher.generation == plain.generation

    asyncio.run(ask())


def test_errors_come_through(newsroom_index, tmp_path):
    """What Searcher raises is raised where it is awaited."""

    async def ask() -> None:
        with pytest.raises(IndexMissingError):
            await AsyncSearcher.open(tmp_path)
        async with await AsyncSearcher.open(newsroom_index) as searcher:
            with pytest.raises(QuerySyntaxError):
                await searcher.search('"बाढ़')
            with pytest.raises(QuerySyntaxError):
                await anext(searcher.iter('"बाढ़'))
        with pytest.raises(ValueError, match="threads"):
            await AsyncSearcher.open(newsroom_index, threads=0)

    asyncio.run(ask())


class Slow:
    """A searcher whose searches last until they are let go."""

    def __init__(self) -> None:
        self.running = self.most = 0
        self.lock, self.go = threading.Lock(), threading.Event()

    def suggest(self, word: str, *, limit: int) -> tuple[str, ...]:
        """Wait."""
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self.go.wait(20)
        with self.lock:
            self.running -= 1
        return (word,)


async def until(condition) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.001)


def test_no_more_searches_than_allowed_run_at_once():
    """Of ten tasks two search at a time; the event loop goes on meanwhile, and all get their answers."""

    async def ask() -> None:
        slow = Slow()
        searcher = AsyncSearcher(slow, threads=2)
        tasks = [asyncio.create_task(searcher.suggest(str(number))) for number in range(10)]
        await until(lambda: slow.running == 2)
        slow.go.set()
        assert await asyncio.gather(*tasks) == [(str(number),) for number in range(10)]
        assert slow.most == 2

    asyncio.run(ask())


def test_a_cancelled_search_ends_at_once_and_gives_its_turn_back():
    """The task ends while its thread is still at work; the next search waits for that thread, not for ever."""

    async def ask() -> None:
        slow = Slow()
        searcher = AsyncSearcher(slow, threads=1)
        first, second = (asyncio.create_task(searcher.suggest(word)) for word in ("एक", "दो"))
        await until(lambda: slow.running == 1)
        for task in (second, first):
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        third = asyncio.create_task(searcher.suggest("तीन"))
        await asyncio.sleep(0.01)
        assert (slow.running, third.done()) == (1, False)
        slow.go.set()
        assert await third == ("तीन",)
        assert slow.most == 1

    asyncio.run(ask())


def test_refresh(tmp_path):
    """A newer generation is taken up when asked, and told."""

    async def ask() -> None:
        index = build_index(tmp_path, [article("old", "नदी")])
        async with await AsyncSearcher.open(index) as searcher:
            assert not await searcher.refresh()
            build_index(tmp_path, [article("new", "नदी")])
            assert [hit.id for hit in await searcher.search("नदी")] == ["old"]
            assert await searcher.refresh()
            assert [hit.id for hit in await searcher.search("नदी")] == ["new"]

    with small_dictionary():
        asyncio.run(ask())
