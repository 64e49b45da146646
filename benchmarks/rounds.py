"""Questions asked of several engines in turns, so that a slow moment of the machine falls on all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from statistics import median
from typing import TYPE_CHECKING, Protocol

from .engines import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .questions import Question

__all__ = ["Answering", "Timings", "ask_in_rounds", "percentile", "ratio"]

_CHUNK = 10


class Answering(Protocol):
    """What can be asked: an EngineClient."""

    def ask(self, questions: Sequence[Question]) -> list[float]:
        """Return the seconds of each answer; raises UnsupportedError."""


@dataclass(frozen=True, slots=True)
class Timings:
    """The timings of one class of questions.

    ``seconds``: engine → seconds of each question, the median of the counted rounds, in the order of the questions.
    An engine that used up its time answered fewer: the first of them. ``unsupported``: engine → why it answered none.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    unsupported: dict[str, str] = field(default_factory=dict)


def ask_in_rounds(
    engines: Mapping[str, Answering], questions: Sequence[Question], *, rounds: int, budget: float
) -> Timings:
    """Ask all once to warm up, then ``rounds`` times that count, the engines in turns every ten questions.

    ``budget`` is the time in seconds that an engine may take for all rounds together, ten questions at least.
    """
    chunks = [questions[start : start + _CHUNK] for start in range(0, len(questions), _CHUNK)]
    timings = Timings()
    chunks_of = _warm_up(engines, chunks, budget / (rounds + 1), timings)
    taken: dict[str, list[list[float]]] = {name: [[] for _ in range(rounds)] for name in chunks_of}
    for number in range(rounds):
        for place, chunk in enumerate(chunks):
            for name, count in chunks_of.items():
                if place < count:
                    taken[name][number] += engines[name].ask(chunk)
    for name, by_round in taken.items():
        timings.seconds[name] = [median(seconds) for seconds in zip(*by_round, strict=True)]
    return timings


def percentile(seconds: Sequence[float], percent: float) -> float:
    """The smallest value that ``percent`` % of all do not exceed (nearest rank); raises ValueError without values."""
    if not seconds:
        raise ValueError("no values")
    ranked = sorted(seconds)
    return ranked[max(0, ceil(len(ranked) * percent / 100) - 1)]


def ratio(timings: Timings, ours: str, peer: str, percent: float) -> float | None:
    """Our percentile by the peer's over the questions that both answered; None where either answered none."""
    first, second = timings.seconds.get(ours), timings.seconds.get(peer)
    if not first or not second:
        return None
    both = min(len(first), len(second))
    return percentile(first[:both], percent) / percentile(second[:both], percent)


def _warm_up(
    engines: Mapping[str, Answering], chunks: Sequence[Sequence[Question]], budget: float, timings: Timings
) -> dict[str, int]:
    """Ask once; return how many chunks each engine managed in its time, and note who cannot answer at all."""
    spent = dict.fromkeys(engines, 0.0)
    managed = dict.fromkeys(engines, 0)
    for chunk in chunks:
        for name, engine in engines.items():
            if name in timings.unsupported or spent[name] > budget:
                continue
            try:
                spent[name] += sum(engine.ask(chunk))
                managed[name] += 1
            except UnsupportedError as error:
                timings.unsupported[name] = str(error)
    return {name: count for name, count in managed.items() if count}
