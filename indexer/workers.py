"""Segments built in several processes at once, which end when their work, or whoever waits for it, has ended.

Not ``concurrent.futures``: its pool lets the other workers finish when one has failed or the user has pressed Ctrl-C.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from .analysis.lemma import hindi_dictionary, share_dictionary
from .errors import BuildError
from .segment import SegmentReport, SegmentTask, build_segments

if TYPE_CHECKING:
    from ctypes import Array, c_longlong
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext, SpawnProcess

__all__ = ["run_in_processes"]

_REPORT_SECONDS = 0.1


def run_in_processes(tasks: Sequence[SegmentTask], tell: Callable[[int], None]) -> list[SegmentReport]:
    """Build each task's segment in a process of its own; the reports in the order of the tasks.

    ``tell`` is called every 0.1 s or so with how many articles are indexed. Raises what a worker raised, and BuildError where one
    died; in either case, and when the caller is interrupted, no worker is left.
    """
    # Not fork: the host program may have threads, and a forked child would keep the parent's files and pipes open.
    context = multiprocessing.get_context("spawn")
    done: Array[c_longlong] = context.RawArray("q", len(tasks))
    workers: list[_Worker] = []
    reports: dict[_Worker, SegmentReport] = {}
    try:
        with _interrupts_held_back():
            for number in range(len(tasks)):
                workers.append(_start_worker(context, done, number))  # noqa: PERF401 - all begun are to be ended
        for worker, task in zip(workers, tasks, strict=True):
            worker.begin(task)
        while at_work := {worker.connection: worker for worker in workers if worker not in reports}:
            for ready in wait(at_work, _REPORT_SECONDS):
                worker = at_work[ready]  # type: ignore[index]  # wait() gives back what it was given
                reports[worker] = worker.report()
            tell(sum(done))
        return [reports[worker] for worker in workers]
    finally:
        for worker in workers:
            worker.end()


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    """A process that indexes one slice. It is told the task, and reports or raises once; when it dies, the connection breaks."""

    process: SpawnProcess
    connection: Connection[Any, Any]

    def begin(self, task: SegmentTask) -> None:
        with self._death_as_build_error():
            self.connection.send((task, hindi_dictionary()))

    def report(self) -> SegmentReport:
        with self._death_as_build_error():
            answer: SegmentReport | Exception = self.connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    @contextmanager
    def _death_as_build_error(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError):
            self.process.join()
            raise BuildError(
                f"a worker of the build died (exit code {self.process.exitcode}; -9: killed, or out of memory); the old index is "
                'served still. A script that builds must be importable: call build() under `if __name__ == "__main__":`'
            ) from None

    def end(self) -> None:
        """End it at once: it has reported, or nobody waits for it any more."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def _start_worker(context: SpawnContext, done: Array[c_longlong], number: int) -> _Worker:
    ours, theirs = context.Pipe()
    # What is long goes through the pipe, not among the arguments: start() waits for ever if the process dies first.
    process = context.Process(target=_work, args=(theirs, done, number), daemon=True)
    with theirs:
        process.start()
    return _Worker(process, ours)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Block Ctrl-C while processes start; they inherit that, so that of all whom the terminal tells only the parent acts."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection[Any, Any], done: Array[c_longlong], number: int) -> None:
    """What a worker process runs; ``done[number]`` is how many articles it has indexed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    task, dictionary = connection.recv()
    share_dictionary(dictionary)

    def indexed() -> None:
        done[number] += 1

    answer: SegmentReport | Exception
    try:
        answer = build_segments(task, indexed)
    except Exception as error:
        error.add_note(traceback.format_exc())  # where it happened does not travel with it
        answer = error
    connection.send(answer)


def _end_with_parent() -> None:
    """The parent may be killed: end with it, rather than write on for nobody."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
