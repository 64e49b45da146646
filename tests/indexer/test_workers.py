"""Calls in other processes: what they gave comes back, in order, or the error that they raised."""

import os
from functools import partial

import pytest

from indexer.errors import BuildError, IndexCorruptError
from indexer.workers import Workers


def refuse(what: str) -> None:
    raise IndexCorruptError(what)


@pytest.mark.parametrize("count", [1, 2])
def test_a_call_is_begun_elsewhere(count):
    """In another process, where there is one."""
    with Workers(int) as team:
        team.start(count)
        assert (team.begin(os.getpid)() == os.getpid()) == (count == 1)


def test_a_call_waits_for_the_one_before():
    """Of one process, calls are done and answered in order; another is not waited for."""
    with Workers(int) as team:
        team.start(3)
        calls = [(1, "first"), (1, "second"), (2, "beside")]
        first, second, beside = [team.begin(partial(in_process, text), number) for number, text in calls]
        process, text = first()
        assert text == "first"
        assert second() == (process, "second")
        other, text = beside()
        assert text == "beside"
        assert len({process, other, os.getpid()}) == 3


@pytest.mark.parametrize("count", [1, 2])
def test_its_error_is_raised_here(count):
    """As it was raised there."""
    with Workers(int) as team, pytest.raises(IndexCorruptError, match="it"):
        team.start(count)
        team.begin(partial(refuse, "it"))()


def test_a_death_is_a_build_error():
    """A process that is killed at its call leaves nobody waiting."""
    with Workers(int) as team, pytest.raises(BuildError, match="exit code 3"):
        team.start(2)
        team.begin(partial(os._exit, 3))()


def in_process(text: str) -> tuple[int, str]:
    return os.getpid(), text


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
