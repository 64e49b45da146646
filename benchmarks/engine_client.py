"""The other end of ``engine_process``: start an engine, give it orders, watch its memory."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .engines import EngineMissingError, UnsupportedError
from .memory import PeakMemory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from .questions import Question

__all__ = ["BuildFigures", "EngineClient", "EngineDiedError", "Threads"]

_ROOT = Path(__file__).resolve().parents[1]


class EngineDiedError(Exception):
    """The process of the engine ended; what it said is on standard error."""


@dataclass(frozen=True, slots=True)
class BuildFigures:
    """``seconds`` include reading the source; ``peak_bytes`` are those of all processes together."""

    articles: int
    seconds: float
    index_bytes: int
    peak_bytes: int

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds


@dataclass(frozen=True, slots=True)
class Threads:
    """Queries a second of one thread and of several, how many answers of the several differ or failed, the first error."""

    alone: float
    together: float
    different: int
    error: str = ""


class EngineClient:
    """A running engine. Raises EngineMissingError at the start where it cannot run, EngineDiedError."""

    def __init__(self, name: str) -> None:
        self.name = name
        command = [sys.executable, "-m", "benchmarks.engine_process", name]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        with ExitStack() as stack:
            stack.callback(self.close)
            if missing := self._reply().get("missing"):
                raise EngineMissingError(missing)
            stack.pop_all()

    def __enter__(self) -> EngineClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def build(self, source: Path, folder: Path) -> BuildFigures:
        """Build into the folder, which the engine keeps open."""
        with PeakMemory(self._process.pid) as peak:
            figures = self._do("build", source=str(source), folder=str(folder))
        figures["peak_bytes"] = max(figures["peak_bytes"], peak.bytes)
        return BuildFigures(**figures)

    def ask(self, questions: Sequence[Question]) -> list[float]:
        """Return the seconds that each answer took; raises UnsupportedError."""
        reply = self._do("ask", questions=[question.to_json() for question in questions])
        if "unsupported" in reply:
            raise UnsupportedError(reply["unsupported"])
        seconds: list[float] = reply["seconds"]
        return seconds

    def ask_in_threads(self, questions: Sequence[Question], threads: int) -> Threads:
        """Ask all in one thread, then in several."""
        asked = [question.to_json() for question in questions]
        return Threads(**self._do("ask_in_threads", questions=asked, threads=threads))

    def close(self) -> None:
        """End the process, by closing its input; harmless when it has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _do(self, order: str, **arguments: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            print(json.dumps({"do": order, **arguments}), file=self._process.stdin, flush=True)
        except BrokenPipeError as error:
            raise self._died() from error
        return self._reply()

    def _reply(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise self._died()
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _died(self) -> EngineDiedError:
        return EngineDiedError(
            f"the process of {self.name} ended with {self._process.wait()}; its words are above"
        )
