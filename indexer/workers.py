"""Work shared between this process and others, which end when their work, or whoever waits for it, has ended.

Not ``concurrent.futures``: its pool lets the other workers finish when one has failed or the user has pressed Ctrl-C, and its
caller only waits.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import BuildError

if TYPE_CHECKING:
    from ctypes import Array, c_longlong
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess
    from types import TracebackType

__all__ = ["Advanced", "Workers"]

_REPORT_SECONDS = 0.1
_MOST_WORKERS = 1024

Task = TypeVar("Task")
Report = TypeVar("Report")
Result = TypeVar("Result")
Advanced = Callable[[], None]
"""What a task's function calls after each article."""


class Workers:
    """The process itself, and those it has started. Leaving the ``with`` block ends them at once.

    ``prepare`` loads what the tasks need: in a process that is spawned at once, else in all of them when ``run_beside_loading``
    is called.
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        self.forks = _may_fork()
        """Whether a process that is started is of use at once; else half a second later."""
        self._context: BaseContext = multiprocessing.get_context("fork" if self.forks else "spawn")
        self._prepare = prepare
        self._done: Array[c_longlong] = self._context.RawArray("q", _MOST_WORKERS)
        self._others: list[_Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._others:
            worker.end()

    @property
    def count(self) -> int:
        """How many there are, this process among them."""
        return 1 + len(self._others)

    def start(self, count: int) -> None:
        """Have that many, at least."""
        prepare = None if self.forks else self._prepare
        with _interrupts_held_back():
            while self.count < min(count, _MOST_WORKERS):
                self._others.append(_start_worker(self._context, self._done, self.count, prepare))

    def run(
        self,
        function: Callable[[Task, Advanced], Report],
        tasks: Sequence[Task],
        tell: Callable[[int], None],
    ) -> list[Report]:
        """Call the function on each task, the first here, each other in a process of its own; the reports in order of the tasks.

        There are ``count`` tasks at most. ``tell`` is called with how many articles are done: after each where there is one task,
        else every 0.1 s or so. Raises what a task raised, and BuildError where a process died.
        """
        run = _Run(self._others[: len(tasks) - 1], self._done, tell)
        self._done[: len(tasks)] = [0] * len(tasks)
        for worker, task in zip(run.workers, tasks[1:], strict=True):
            worker.begin(function, task)
        own = [function(task, run.advanced) for task in tasks[:1]]
        return [*own, *run.reports()]

    def begin(self, call: Callable[[], Result], number: int = 1) -> Callable[[], Result]:
        """Begin a call in another process, the first or the one of that number, after what it was told before.

        It must be one that can be sent there; where there is no such process, it is called here at once. What is given waits for
        the result, or raises what the call raised; of one process, results are taken in the order of their calls, and before
        ``run``.
        """
        if number > len(self._others):
            result = call()
            return lambda: result
        worker = self._others[number - 1]
        worker.begin(_call, call)
        return worker.report

    def run_beside_loading(self, here: Callable[[], Report]) -> Report:
        """Call it here, while the others load what tasks need; it is loaded here when it is needed. Raises what any raised."""
        loading = [self.begin(self._prepare, number) for number in range(1, self.count)]
        first = here()
        for each in loading:
            each()
        return first


def _call(task: Callable[[], Any], _: Advanced) -> Any:
    return task()


class _Run:
    """One call of a function on tasks: what the processes have reported until now."""

    def __init__(
        self, workers: Sequence[_Worker], done: Array[c_longlong], tell: Callable[[int], None]
    ) -> None:
        self.workers = workers
        self._done = done
        self._tell = tell
        self._reports: dict[_Worker, Any] = {}
        self._looked = time.monotonic()

    def advanced(self) -> None:
        """One article more is done here. Looks after the others now and then."""
        self._done[0] += 1
        if not self.workers:
            self._tell(self._done[0])
        elif (now := time.monotonic()) > self._looked + _REPORT_SECONDS:
            self._looked = now
            self._look(0)

    def reports(self) -> list[Any]:
        """Wait for all."""
        while len(self._reports) < len(self.workers):
            self._look(_REPORT_SECONDS)
        return [self._reports[worker] for worker in self.workers]

    def _look(self, seconds: float) -> None:
        at_work = {worker.connection: worker for worker in self.workers if worker not in self._reports}
        for ready in wait(at_work, seconds):
            worker = at_work[ready]  # type: ignore[index]  # wait() gives back what it was given
            self._reports[worker] = worker.report()
        self._tell(sum(self._done[: len(self.workers) + 1]))


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    """A process. It is told a task, and reports or raises, as often as it is asked; when it dies, the connection breaks."""

    process: BaseProcess
    connection: Connection[Any, Any]

    def begin(self, function: Callable[[Any, Advanced], Any], task: object) -> None:
        with self._death_as_build_error():
            self.connection.send((function, task))

    def report(self) -> Any:
        with self._death_as_build_error():
            answer = self.connection.recv()
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


def _start_worker(
    context: BaseContext, done: Array[c_longlong], number: int, prepare: Callable[[], object] | None
) -> _Worker:
    ours, theirs = context.Pipe()
    # What is long goes through the pipe, not among the arguments: start() waits for ever if the process dies first.
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # of every context but the base
        target=_work, args=(theirs, done, number, prepare), daemon=True
    )
    with theirs:
        process.start()
    return _Worker(process, ours)


def _may_fork() -> bool:
    """Whether a forked child is safe: with other threads in the host program, it could wait for ever for what one of them held.

    It saves half a second a process, in which Python starts and everything is loaded: half of the build of 4,000 articles. (The
    system's own libraries, OpenBLAS among them, see to their threads at a fork. macOS' do not.)
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _leave_parent(own: int) -> None:
    """In a forked child: hold none of the parent's files and pipes open but ``own``, nor do what it does at signals.

    Their numbers lead to nowhere from here on: an object of the parent that closes its file must not close one of ours.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if descriptor > 2 and descriptor not in (own, parent.sentinel):
            with suppress(OSError):  # the one that listed them is closed already
                os.dup2(nowhere, descriptor)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Block Ctrl-C while processes start; they inherit that, so that of all whom the terminal tells only the parent acts."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    connection: Connection[Any, Any],
    done: Array[c_longlong],
    number: int,
    prepare: Callable[[], object] | None,
) -> None:
    """What a worker process runs, until it is ended; ``done[number]`` is how many articles of its task are done.

    ``prepare`` is None in one that was forked.
    """
    if prepare is None:
        _leave_parent(connection.fileno())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Nothing of a build makes cycles, but it makes millions of tuples for the collector to walk over: a sixth of the time.
    gc.disable()
    if prepare is not None:
        prepare()

    def advanced() -> None:
        done[number] += 1

    while True:
        function, task = connection.recv()
        try:
            answer = function(task, advanced)
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
