"""The end of a command, and the collector of garbage while it runs: each claim in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from query.single_answer import leave

_LEAVE = "import sys\nfrom query.single_answer import leave\n"


def run(program: str, *args: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, in an environment that says nothing of numpy's threads or Python's buffers."""
    dropped = {"OPENBLAS_NUM_THREADS", "PYTHONUNBUFFERED"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    return subprocess.run(
        [sys.executable, "-c", program, *args],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment, **options},
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("code", [0, 1, 2, 130])
def test_leaving(code: int) -> None:
    """The process ends there with that code, what was printed is written, and what was registered for the end is done."""
    ran = run(
        f"{_LEAVE}import atexit\natexit.register(print, 'registered')\n"
        f"print('out')\nprint('err', end='', file=sys.stderr)\nleave({code})\nprint('went on')\n"
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, "out\nregistered\n", "err")


@pytest.mark.parametrize("code", [None, "a message"])
def test_other_codes(code: object) -> None:
    """What is no number is left to Python."""
    assert leave(code) is None


def test_thread_at_work() -> None:
    """A thread is waited for, as Python does."""
    work = (
        "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), print('done'))).start()\n"
    )
    ran = run(f"{_LEAVE}{work}leave(0)\nsys.exit(3)\n")
    assert (ran.returncode, ran.stdout) == (3, "done\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written() -> None:
    """It is left to Python to say so."""
    with Path("/dev/full").open("w") as full:
        ran = run(f"{_LEAVE}print('out')\nleave(0)\n", stdout=full)
    assert ran.returncode == 120
    assert "No space left" in ran.stderr


_COMMAND = """
import atexit, gc, os, sys, threading
atexit.register(lambda: print(gc.isenabled(), os.environ['OPENBLAS_NUM_THREADS'], file=sys.stderr))
from query.cli import main
main()
"""


def test_collector(newsroom_index: Path, tmp_path: Path) -> None:
    """It is off for a single answer and on where there are many; numpy starts no threads for either."""
    queries = tmp_path / "queries"
    queries.write_text("विदेश\n", encoding="utf-8")
    index = ("--index", str(newsroom_index))
    assert run(_COMMAND, "search", "विदेश", "--ids", *index).stderr == "False 1\n"
    assert run(_COMMAND, "search", "--batch", str(queries), *index).stderr == "True 1\n"


def test_collector_of_a_build(tmp_path: Path) -> None:
    """A build collects: it lives long, and its memory is bounded."""
    source = tmp_path / "one.csv"
    source.write_text("id,title,body\n1,शीर्षक,एक लेख\n", encoding="utf-8")
    ran = run(_COMMAND, "index", "build", str(source), "--index", str(tmp_path / "index"), "--workers", "1")
    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (0, "True 1")
