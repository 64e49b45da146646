"""SIGKILL before every system call of a publication, a rollback and a pruning, one after the other.

One child process forks for each step n: its own child copies the index, counts the calls below, and kills
itself before the n-th. It ends with the first n that is never reached. This tries what a kill leaves; what a
power failure leaves rests on the order of the syncs (test_durable.py).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.errors import IndexMissingError
from indexer.generations.publish import (
    list_generations,
    prune,
    read_current,
    rollback,
    stage_generation,
    verify_generation,
)

ROOT = Path(__file__).parents[2]
KILLER = """
import os, shutil, signal, sys
from pathlib import Path
from indexer.generations.publish import prune, rollback, stage_generation

CALLS = ("open", "fsync", "replace", "mkdir", "unlink", "rmdir", "scandir", "ftruncate", "pwrite", "close")
base, work, action = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def build(index):
    with stage_generation(index) as staging:
        for name in ("शब्द.bin", "पद.bin"):
            (staging.path / name).write_text(f"{name} {staging.number}", encoding="utf-8")
        staging.publish(fingerprint="hi-1", articles=2, details={}, keep=2)

def kill_before(step):
    calls = 0
    def counted(call):
        def wrapper(*args, **kwargs):
            nonlocal calls
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)
        return wrapper
    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))

def run(step):
    index = work / str(step)
    if base.exists():
        shutil.copytree(base, index)
    kill_before(step)
    {"build": build, "rollback": rollback, "prune": lambda index: prune(index, 1)}[action](index)

for step in range(1, 1000):
    child = os.fork()
    if not child:
        status = 1
        try:
            run(step)
            status = 0
        finally:
            os._exit(status)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended != -signal.SIGKILL:
        print(step, ended)
        break
"""


def build(index: Path, *, keep: int = 9) -> int:
    with stage_generation(index) as staging:
        for name in ("शब्द.bin", "पद.bin"):
            (staging.path / name).write_text(f"{name} {staging.number}", encoding="utf-8")
        return staging.publish(fingerprint="hi-1", articles=2, details={}, keep=keep).number


def kill_at_each_step(base: Path, work: Path, action: str) -> list[Path]:
    """Run the action on copies of an index, killed at each step; the last copy is unharmed."""
    work.mkdir()
    command = [sys.executable, "-c", KILLER, os.fspath(base), os.fspath(work), action]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    steps, status = map(int, ran.stdout.split())
    assert status == 0
    return [work / str(step) for step in range(1, steps + 1)]


def served_number(index: Path) -> int:
    """Read what is served, 0 for nothing, after every byte of it has been tried."""
    try:
        served = read_current(index)
    except IndexMissingError:
        return 0
    verify_generation(served)
    for name in ("शब्द.bin", "पद.bin"):
        assert (served.path / name).read_text(encoding="utf-8") == f"{name} {served.number}"
    return served.number


def no_index(index: Path) -> None:
    assert not index.exists()


def two_generations(index: Path) -> None:
    build(index)
    build(index)


def rolled_back(index: Path) -> None:
    for _ in range(3):
        build(index)
    rollback(index)


def leftovers(index: Path) -> None:
    two_generations(index)
    for name in (".staging-000003", ".removed-000001", "000004"):
        shutil.copytree(index / "generations" / "000002", index / "generations" / name)
    (index / "CURRENT.new").write_bytes(b"00")


@pytest.mark.parametrize(
    ("history", "before", "after"),
    [(no_index, 0, 1), (two_generations, 2, 3), (rolled_back, 2, 4), (leftovers, 2, 5)],
)
def test_killed_build(tmp_path, history, before, after):
    """Killed at any step, a build leaves the old generation served or the new one; the next cleans up."""
    history(tmp_path / "base")
    outcomes = []
    for index in kill_at_each_step(tmp_path / "base", tmp_path / "work", "build"):
        outcomes.append(served_number(index))
        next_number = build(index, keep=2)
        assert next_number > outcomes[-1]
        assert served_number(index) == next_number
        assert sorted(path.name for path in index.iterdir()) == ["CURRENT", "generations", "lock"]
        folders = sorted(path.name for path in (index / "generations").iterdir())
        assert folders == [f"{generation.number:06d}" for generation in list_generations(index)]
        assert folders[-1] == f"{next_number:06d}"
        assert len(folders) <= 2
    assert sorted(outcomes) == outcomes, "once switched it stays"
    assert set(outcomes) == {before, after}


def test_killed_rollback(tmp_path):
    """Killed at any step, a rollback has happened or has not, and can be done again."""
    two_generations(tmp_path / "base")
    outcomes = []
    for index in kill_at_each_step(tmp_path / "base", tmp_path / "work", "rollback"):
        outcomes.append(served_number(index))
        if outcomes[-1] == 2:
            rollback(index)
        assert served_number(index) == 1
        assert build(index) == 3
    assert sorted(outcomes, reverse=True) == outcomes
    assert set(outcomes) == {2, 1}


def test_killed_pruning(tmp_path):
    """Killed at any step, a pruning leaves whole generations only, and the next one ends its work."""
    rolled_back(tmp_path / "base")
    outcomes = set()
    for index in kill_at_each_step(tmp_path / "base", tmp_path / "work", "prune"):
        assert served_number(index) == 2
        whole = list_generations(index)
        for generation in whole:
            verify_generation(generation)
        outcomes.add(tuple(generation.number for generation in whole))
        prune(index, 1)
        assert sorted(path.name for path in (index / "generations").iterdir()) == ["000002", "000003"]
    assert outcomes == {(1, 2, 3), (2, 3)}
