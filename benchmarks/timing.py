"""Commands timed from start to exit, in turns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import which
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["khabar_command", "median_seconds"]

# What the installed console script runs, for a tree that is not installed.
_ENTRY_POINT = "import sys; from query.cli import main; sys.argv[0] = 'khabar'; sys.exit(main())"


def median_seconds(commands: Mapping[str, Sequence[str]], *, runs: int, cwd: Path) -> dict[str, float]:
    """Return each command's median wall time in seconds over ``runs`` rounds, after one that does not count.

    Each round runs every command once, so that a slow moment of the machine falls on all of them. The warm-up
    writes bytecode and fills the page cache: "cold" means a new process, not a cold disk. Raises RuntimeError
    with the command's own words when it does not exit with 0.
    """
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            seconds[name].append(_seconds(command, cwd))
    return {name: median(taken[1:]) for name, taken in seconds.items()}


def khabar_command() -> list[str]:
    """Return the console script beside this interpreter, else the interpreter with the same entry point.

    Not the one on PATH: it may be another installation than the tree that is measured.
    """
    # Not resolved: an environment's interpreter is often a link to one outside.
    script = which("khabar", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-c", _ENTRY_POINT]


def _seconds(command: Sequence[str], cwd: Path) -> float:
    started = perf_counter()
    ended = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    taken = perf_counter() - started
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"{command[-1]!r} exited with {ended.returncode}: {said}")
    return taken
