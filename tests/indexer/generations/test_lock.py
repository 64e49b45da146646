import os
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.errors import IndexLockedError, IndexMissingError, IndexStateError
from indexer.generations.lock import LOCK, write_lock

ROOT = Path(__file__).parents[2]

HOLD = """
import os, pathlib, sys
from indexer.generations.lock import write_lock
with write_lock(pathlib.Path(sys.argv[1])):
    print(os.getpid(), flush=True)
    sys.stdin.read()
"""

# A build whose worker outlives it: the parent kills itself while the forked child still has its descriptors.
ORPHAN = """
import os, pathlib, signal, sys
from indexer.generations.lock import write_lock
with write_lock(pathlib.Path(sys.argv[1])):
    child = os.fork()
    if not child:
        sys.stdin.read()
        os._exit(0)
    print(child, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""

# Two workers, one by one: each tries to lock what its parent has locked, then leaves the parent's `with`.
WORKERS = """
import os, pathlib, sys
from indexer.errors import IndexLockedError
from indexer.generations.lock import write_lock
index = pathlib.Path(sys.argv[1])
with write_lock(index):
    for turn in range(2):
        worker = os.fork()
        if not worker:
            try:
                with write_lock(index):
                    print("taken twice", flush=True)
            except IndexLockedError as error:
                print(error, flush=True)
            sys.exit()
        os.waitpid(worker, 0)
"""


# A worker forked during a build that itself wants the lock when the build has ended.
LATER = """
import os, pathlib, sys
from indexer.generations.lock import write_lock
index = pathlib.Path(sys.argv[1])
ended, end = os.pipe()
with write_lock(index):
    worker = os.fork()
    if not worker:
        os.close(end)
        os.read(ended, 1)
        with write_lock(index):
            print("locked", flush=True)
        os._exit(0)
os.close(end)
os.waitpid(worker, 0)
"""


@contextmanager
def running(script: str, index: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a process of ours and read the number that it prints first; closing its input ends it."""
    command = [sys.executable, "-c", script, os.fspath(index)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process, int(process.stdout.readline())
        process.stdin.close()


def test_other_process_is_named(tmp_path):
    """A second process is refused with the first's pid, host and time, and let in when it has ended."""
    with running(HOLD, tmp_path) as (process, pid):
        assert process.pid == pid
        said = rf"process {pid} on {platform.node()} since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
        with pytest.raises(IndexLockedError, match=said), write_lock(tmp_path):
            pass
    with write_lock(tmp_path):
        assert f"process {os.getpid()} " in _text_seen_by_another_process(tmp_path)


def _text_seen_by_another_process(index: Path) -> str:
    """Read the text of the lock file elsewhere: this process must not open it, or it loses the lock."""
    command = [sys.executable, "-c", "import sys; print(open(sys.argv[1]).read())", os.fspath(index / LOCK)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_text_is_emptied(tmp_path):
    """The lock file stays when the lock is given back, and names nobody."""
    with write_lock(tmp_path):
        pass
    assert (tmp_path / LOCK).read_text() == ""


def test_killed_holder_does_not_block(tmp_path):
    """The lock of a process killed by SIGKILL is free at once, though its text is still there."""
    with running(HOLD, tmp_path) as (process, pid):
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert f"process {pid} " in (tmp_path / LOCK).read_text()
        with write_lock(tmp_path):
            assert f"process {os.getpid()} " in _text_seen_by_another_process(tmp_path)


def test_orphaned_worker_does_not_block(tmp_path):
    """A forked child that outlives a killed build does not keep its lock."""
    with running(ORPHAN, tmp_path) as (process, child):
        assert process.wait() == -signal.SIGKILL
        os.kill(child, 0)  # raises unless the child lives
        with write_lock(tmp_path):
            os.kill(child, 0)


def test_workers_are_refused_and_harmless(tmp_path):
    """A forked child is refused in its parent's name; leaving the parent's block gives nothing back."""
    command = [sys.executable, "-c", WORKERS, os.fspath(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.read()
    assert said.count(f"is being written by process {process.pid} on") == 2
    assert "taken twice" not in said


def test_worker_after_the_build(tmp_path):
    """A child forked while its parent held the lock can take it once the parent has given it back."""
    command = [sys.executable, "-c", LATER, os.fspath(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "locked\n"


def test_same_process_is_refused(tmp_path):
    """A second lock in one process is refused, by whatever path, and the first still holds against others."""
    folder = tmp_path / "index"
    folder.mkdir()
    (tmp_path / "alias").symlink_to(folder)
    with write_lock(folder):
        for path in (folder, tmp_path / "alias", tmp_path / "index" / ".." / "index"):
            with pytest.raises(IndexLockedError, match=rf"process {os.getpid()} .*this very process"):
                write_lock(path).__enter__()
        refused = subprocess.run(
            [sys.executable, "-c", HOLD, os.fspath(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            input="",
            check=False,
        )
        assert "IndexLockedError" in refused.stderr
        assert f"process {os.getpid()} " in refused.stderr
    with write_lock(folder):
        pass


def test_one_thread_wins(tmp_path):
    """Of many threads that want the lock at the same moment one gets it."""
    barrier = threading.Barrier(8)
    outcomes: list[str] = []

    def take() -> None:
        barrier.wait()
        try:
            with write_lock(tmp_path):
                outcomes.append("held")
                barrier.wait()
        except IndexLockedError:
            outcomes.append("refused")
            barrier.wait()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["held"] + ["refused"] * 7


def test_two_indexes(tmp_path):
    """Locks of two folders do not meet."""
    for name in ("wiki", "news"):
        (tmp_path / name).mkdir()
    with write_lock(tmp_path / "wiki"), write_lock(tmp_path / "news"):
        assert (tmp_path / "wiki" / LOCK).exists()
        assert (tmp_path / "news" / LOCK).exists()


def test_given_back_after_an_error(tmp_path):
    """An exception in the middle of a build gives the lock back."""
    with pytest.raises(ZeroDivisionError), write_lock(tmp_path):
        raise ZeroDivisionError
    with write_lock(tmp_path):
        pass


@pytest.mark.parametrize("text", ["process 1 on newsdesk since 2025\n", "\x1b[2J\x07" * 9, "क" * 999])
def test_stale_text_does_not_block(tmp_path, text):
    """Only the OS lock counts: whatever a lock file says, it can be taken when nobody holds it."""
    (tmp_path / LOCK).write_text(text, encoding="utf-8")
    with write_lock(tmp_path):
        assert f"process {os.getpid()} " in _text_seen_by_another_process(tmp_path)


def test_unprintable_holder(tmp_path):
    """A lock file that was overwritten with terminal codes is not printed."""
    with running(HOLD, tmp_path):
        (tmp_path / LOCK).write_bytes(b"\x1b[2J")
        with pytest.raises(IndexLockedError, match="is being written by another process"):
            write_lock(tmp_path).__enter__()


def test_no_folder(tmp_path):
    """There is no lock where there is no index folder, and none where the lock cannot be a file."""
    with pytest.raises(IndexMissingError, match="no index in"):
        write_lock(tmp_path / "nowhere").__enter__()
    (tmp_path / LOCK).mkdir()
    with pytest.raises(IndexStateError, match="cannot be opened for writing"):
        write_lock(tmp_path).__enter__()
