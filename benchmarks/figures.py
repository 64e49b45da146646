"""What one corpus gave: the figures that the page, the chart and the limits are made of, and their file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from .engine_client import BuildFigures, Threads
from .rounds import Timings, percentile, ratio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["PERCENTS", "CorpusFigures", "Measured", "read_measured", "summarise", "write_measured"]

PERCENTS = (50, 95, 99)
_OURS = "khabar"


@dataclass(slots=True)
class CorpusFigures:
    """``day`` and ``machine`` tell when and where; times are seconds.

    ``queries``: class → engine → (number of questions, median, p95, p99). ``ratios``: class → peer → khabar's median and p99 by
    the peer's, over the questions that both answered. ``absent``: class or engine → why it has no figures.
    ``cold``: command → median. ``load``: how many processes wanted a core in the minute before; above 0.5 the figures are unsure.
    """

    corpus: str
    day: str
    machine: str
    load: float = 0.0
    builds: dict[str, BuildFigures] = field(default_factory=dict)
    queries: dict[str, dict[str, tuple[int, float, float, float]]] = field(default_factory=dict)
    ratios: dict[str, dict[str, tuple[float, float]]] = field(default_factory=dict)
    threads: dict[str, Threads] = field(default_factory=dict)
    cold: dict[str, float] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Measured:
    """All corpora measured so far, how long commands take to start (command → seconds, median), updates (articles of the
    generated index, as text → seconds that 1,000 more took), and features (what → how many times as long it takes with them)."""

    corpora: dict[str, CorpusFigures] = field(default_factory=dict)
    start: dict[str, float] = field(default_factory=dict)
    updates: dict[str, float] = field(default_factory=dict)
    features: dict[str, float] = field(default_factory=dict)


def summarise(figures: CorpusFigures, timings: Mapping[str, Timings]) -> None:
    """Put the timings of each class into the figures; a class that khabar cannot answer is left out with the reason."""
    for name, timing in timings.items():
        if _OURS in timing.unsupported:
            figures.absent[name] = timing.unsupported[_OURS]
            continue
        figures.queries[name] = {
            engine: (len(seconds), *(percentile(seconds, percent) for percent in PERCENTS))  # type: ignore[misc]
            for engine, seconds in timing.seconds.items()
        }
        peers = [engine for engine in timing.seconds if engine != _OURS]
        both = {peer: (ratio(timing, _OURS, peer, 50), ratio(timing, _OURS, peer, 99)) for peer in peers}
        figures.ratios[name] = {
            peer: (middle, tail)
            for peer, (middle, tail) in both.items()
            if middle is not None and tail is not None
        }


def write_measured(measured: Measured, path: Path) -> None:
    """Write the figures as JSON: the page and the chart can be made anew from it."""
    path.write_text(json.dumps(asdict(measured), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_measured(path: Path) -> Measured:
    """Read what ``write_measured`` wrote; nothing measured where there is no file."""
    if not path.exists():
        return Measured()
    record = json.loads(path.read_text(encoding="utf-8"))
    return Measured(
        {name: _corpus(each) for name, each in record["corpora"].items()},
        record["start"],
        record.get("updates", {}),
        record.get("features", {}),
    )


def _corpus(record: dict[str, Any]) -> CorpusFigures:
    read = CorpusFigures(**record)
    read.builds = {engine: BuildFigures(**each) for engine, each in record["builds"].items()}
    read.threads = {engine: Threads(**each) for engine, each in record["threads"].items()}
    # JSON knows lists only.
    read.queries = _tuples(record["queries"])
    read.ratios = _tuples(record["ratios"])
    return read


def _tuples(record: Mapping[str, Mapping[str, list[Any]]]) -> dict[str, dict[str, Any]]:
    return {name: {engine: tuple(each) for engine, each in by.items()} for name, by in record.items()}
