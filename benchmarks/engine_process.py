"""``python -m benchmarks.engine_process ENGINE``: one engine in a process of its own, told what to do by lines of JSON.

Its own, because one engine's memory, threads and garbage must not be charged to another. Orders come by standard
input, ``{"do": …}``; each gets one line of answer on standard output. khabar's build starts this module again in
each of its workers, so it imports nothing that they would have to load for nothing.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .engines import Engine
    from .questions import Question

__all__ = ["EngineProcess", "folder_bytes"]


class EngineProcess:
    """The orders, one method each; what they return is sent back as JSON."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def build(self, source: str, folder: str) -> dict[str, Any]:
        """Build; ``seconds`` include reading the source, ``peak_bytes`` are those of the largest single process."""
        from pathlib import Path

        started = perf_counter()
        articles = self._engine.build(Path(source), Path(folder))
        seconds = perf_counter() - started
        size = folder_bytes(Path(folder))
        return {"articles": articles, "seconds": seconds, "index_bytes": size, "peak_bytes": _largest_peak()}

    def ask(self, questions: list[dict[str, Any]]) -> dict[str, Any]:
        """Answer one after the other: seconds and number of answers of each, or why there are none."""
        from .engines import UnsupportedError
        from .questions import Question

        seconds, counts = [], []
        try:
            for question in map(Question.of_json, questions):
                started = perf_counter()
                found = self._engine.answer(question)
                seconds.append(perf_counter() - started)
                counts.append(len(found))
        except UnsupportedError as error:
            return {"unsupported": str(error)}
        return {"seconds": seconds, "counts": counts}

    def ask_in_threads(self, questions: list[dict[str, Any]], threads: int) -> dict[str, Any]:
        """Answer all in one thread, then in several: queries a second of both, how many answers differ or fail.

        ``error`` is the first failure's name and words, "" without one; it counts as an answer that differs.
        """
        from .questions import Question

        asked = [Question.of_json(question) for question in questions]
        alone_rate, alone = _rate(asked, self._engine.answer, 1)
        together_rate, together = _rate(asked, self._engine.answer, threads)
        different = sum(one != other for one, other in zip(alone, together, strict=True))
        error = next((answer for answer in [*alone, *together] if isinstance(answer, str)), "")
        return {"alone": alone_rate, "together": together_rate, "different": different, "error": error}

    def close(self) -> dict[str, Any]:
        """Close the engine."""
        self._engine.close()
        return {}


def folder_bytes(folder: Path) -> int:
    """Add up the bytes of all files below; a file with several hard links counts once."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}.values())


def _rate(
    questions: Sequence[Question], answer: Callable[[Question], list[str]], threads: int
) -> tuple[float, list[list[str] | str]]:
    """Queries a second, and the answers in order; in place of one that failed, the error's name and words."""
    from concurrent.futures import ThreadPoolExecutor

    def attempt(question: Question) -> list[str] | str:
        try:
            return answer(question)
        except Exception as error:  # whatever it is, that is what this measurement has to say
            return f"{type(error).__name__}: {error}"

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(attempt, questions[:threads]))  # the threads are started, their stacks warm
        started = perf_counter()
        answers = list(pool.map(attempt, questions))
        return len(questions) / (perf_counter() - started), answers


def _largest_peak() -> int:
    """Return the larger of this process's peak and its largest ended child's: the kernel keeps no sum."""
    largest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    # Linux counts in KiB, macOS in bytes (getrusage(2) of each).
    return largest if sys.platform == "darwin" else largest * 1024


def _main() -> None:
    # The answers have standard output for themselves: what an engine prints goes to standard error.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from .engines import EngineMissingError, open_engine

    try:
        process = EngineProcess(open_engine(sys.argv[1]))
    except EngineMissingError as error:
        print(json.dumps({"missing": str(error)}), file=answers, flush=True)
        return
    print("{}", file=answers, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        reply = getattr(process, order.pop("do"))(**order)
        print(json.dumps(reply), file=answers, flush=True)


if __name__ == "__main__":
    _main()
