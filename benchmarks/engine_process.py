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

# Of the rates of threads: shorter rounds told of little but how often the interpreter happened to change threads.
_ROUND_SECONDS = 0.5
_ROUNDS = 5


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
        """Answer all in one thread and in several, in turns: queries a second of both, how many answers differ or fail.

        ``error`` is the first failure's name and words, "" without one; it counts as an answer that differs.
        """
        from .questions import Question

        asked = [Question.of_json(question) for question in questions]
        seconds, alone = _answer_all(asked, self._engine.answer, 1)
        _, together = _answer_all(asked, self._engine.answer, threads)
        different = sum(one != other for one, other in zip(alone, together, strict=True))
        error = next((answer for answer in [*alone, *together] if isinstance(answer, str)), "")
        rates = self._rates(asked * max(1, round(_ROUND_SECONDS / seconds)), threads)
        return {"alone": rates[0], "together": rates[1], "different": different, "error": error}

    def _rates(self, asked: Sequence[Question], threads: int) -> tuple[float, float]:
        """Queries a second of one thread and of several, in turns: the pair of the median ratio."""
        pairs = []
        for _ in range(_ROUNDS):
            alone, together = (_answer_all(asked, self._engine.answer, each)[0] for each in (1, threads))
            pairs.append((len(asked) / alone, len(asked) / together))
        return sorted(pairs, key=lambda pair: pair[1] / pair[0])[_ROUNDS // 2]

    def close(self) -> dict[str, Any]:
        """Close the engine."""
        self._engine.close()
        return {}


def folder_bytes(folder: Path) -> int:
    """Add up the bytes of all files below; a file with several hard links counts once."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}.values())


def _answer_all(
    questions: Sequence[Question], answer: Callable[[Question], list[str]], threads: int
) -> tuple[float, list[list[str] | str]]:
    """Seconds, and the answers in order; in place of one that failed, the error's name and words.

    Each thread answers its share, one question after another. No pool: it would wake the main thread for each answer.
    """
    from threading import Thread

    answers: list[list[str] | str] = [""] * len(questions)

    def answer_share(first: int) -> None:
        for place in range(first, len(questions), threads):
            try:
                answers[place] = answer(questions[place])
            except Exception as error:  # whatever it is, that is what this measurement has to say
                answers[place] = f"{type(error).__name__}: {error}"

    shares = [Thread(target=answer_share, args=(first,)) for first in range(threads)]
    started = perf_counter()
    for share in shares:
        share.start()
    for share in shares:
        share.join()
    return perf_counter() - started, answers


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
