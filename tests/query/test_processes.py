"""A searcher and other processes: forked children, spawned ones, and what cannot travel."""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from pathlib import Path

import pytest

from query import Searcher

QUERIES = ("बाढ़ राहत", '"विदेश मंत्री"', "चुना*", "kosi", "तटबंद~", "category:खेल")
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def answers(searcher: Searcher) -> list[tuple[int, list[tuple[str, float, str]]]]:
    """What a searcher says to all kinds of queries."""
    return [
        (found.total, [(hit.id, hit.score, hit.snippet.marked()) for hit in found])
        for found in (searcher.search(text, suggest=True, facets=["source"]) for text in QUERIES)
    ]


def answers_at(index: Path) -> list:
    """The same of an index that is opened here."""
    with Searcher.open(index) as searcher:
        return answers(searcher)


def in_forked_child(work) -> int:
    """The exit code of a child that does the work: 0, 1 where it raised, -SIGALRM where it hung."""
    child = os.fork()
    if not child:
        signal.alarm(20)
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@forks
def test_a_forked_child_searches_with_its_parents_searcher(newsroom_index):
    """Child and parent get the same answers, with a searcher that was used before and with one that was not."""
    expected = answers_at(newsroom_index)

    def check() -> None:
        assert answers(searcher) == expected

    for used in (False, True):
        with Searcher.open(newsroom_index) as searcher:
            if used:
                check()
            assert in_forked_child(check) == 0
            check()


@forks
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_child_forked_while_threads_search_does_not_hang(newsroom_index):
    """Whatever other threads were at when the child was born, it searches on with their searcher, and rightly."""
    expected = answers_at(newsroom_index)
    searchers = [Searcher.open(newsroom_index)]
    stop = threading.Event()

    def search_on() -> None:
        while not stop.is_set():
            answers(searchers[-1])

    def check() -> None:
        assert answers(searchers[-1]) == expected

    threads = [threading.Thread(target=search_on) for _ in range(3)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    for thread in threads:
        thread.start()
    try:
        codes = []
        for _ in range(8):
            searchers.append(Searcher.open(newsroom_index))  # with all still to be read
            codes.append(in_forked_child(check))
    finally:
        stop.set()
        sys.setswitchinterval(interval)
        for thread in threads:
            thread.join()
    assert codes == [0] * 8


@pytest.mark.parametrize("method", sorted({"fork", "spawn"} & set(multiprocessing.get_all_start_methods())))
def test_worker_processes_open_by_path(newsroom_index, method):
    """Workers of either kind that are handed the path give the answers of this process."""
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.apply(answers_at, (newsroom_index,)) == answers_at(newsroom_index)


def test_a_searcher_does_not_pickle(newsroom_index):
    """To pickle a searcher is a TypeError that says what to hand over instead."""
    with Searcher.open(newsroom_index) as searcher, pytest.raises(TypeError, match=r"path.*Searcher\.open"):
        pickle.dumps(searcher)
