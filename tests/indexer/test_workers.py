"""Work on two sides: both results come back, or the error of either."""

import os
from functools import partial

import pytest

from indexer.errors import IndexCorruptError
from indexer.workers import Workers


def refuse(what: str) -> None:
    raise IndexCorruptError(what)


@pytest.mark.parametrize("count", [1, 2])
def test_both_are_called(count):
    """The first here, the second in another process where there is one."""
    with Workers(int) as team:
        team.start(count)
        here, there = team.run_both(os.getpid, os.getpid)
        assert here == os.getpid()
        assert (there == here) == (count == 1)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("calls", [(partial(refuse, "it"), int), (int, partial(refuse, "it"))])
def test_either_may_fail(count, calls):
    """Its error is raised here."""
    with Workers(int) as team, pytest.raises(IndexCorruptError, match="it"):
        team.start(count)
        team.run_both(*calls)


def test_loading_is_beside_other_work(tmp_path):
    """What tasks need is loaded by the others while this process does something else."""
    with Workers(partial(note_process, tmp_path)) as team:
        team.start(3)
        assert team.run_beside_loading(lambda: len(team._others)) == 2
        loaded = {int(path.name) for path in tmp_path.iterdir()}
        assert len(loaded) == 2
        assert os.getpid() not in loaded


def note_process(folder):
    """Leave a file of the process's number."""
    (folder / str(os.getpid())).touch()
