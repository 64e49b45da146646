"""``python -m benchmarks.speed``: build rate, memory and size beside bare Whoosh; cold search; start-up."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from .build_once import BuildFigures
from .machine import describe_machine
from .tables import Table, show
from .timing import khabar_command, median_seconds

__all__ = ["main"]

_ROOT = Path(__file__).resolve().parents[1]
_SOURCES = ("news_2020.jsonl.gz", "wiki_hi.jsonl.gz")  # the last one's index is the one searched
# Common words, inflected ones, a phrase, a Roman word that only its Devanagari reading finds, a prefix.
_QUERIES = ("भारत सरकार", "प्रधानमंत्री की बैठकें", '"स्वास्थ्य मंत्रालय"', "dilli", "प्रधान* -चुनाव")

# The limits of issue 2.
_MIN_BUILD_RATIO = 0.5
_MAX_SEARCH_SECONDS = 0.4
_MAX_START_RATIO = 1.5

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure and what it must not exceed, or with ``at_least`` must reach; ``unit`` follows both."""

    what: str
    figure: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Equality meets the limit."""
        return self.figure >= self.limit if self.at_least else self.figure <= self.limit

    def row(self) -> list[str]:
        """Write figure, limit and verdict as text."""
        sign = "≥" if self.at_least else "≤"
        return [
            self.what,
            f"{self.figure:.2f} {self.unit}",
            f"{sign} {self.limit:g} {self.unit}",
            "yes" if self.met else "NO",
        ]


@app.command()
def main(
    quick: Annotated[bool, typer.Option("--quick", help="News only, one build, fewer runs.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write docs/benchmarks.md too.")] = False,
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Print the figures as tables, and with --write keep them with the machine they were measured on."""
    names = _SOURCES[:1] if quick else _SOURCES
    sources = [shared / name for name in names if (shared / name).exists()]
    runs = 7 if quick else 15
    tables = []
    with TemporaryDirectory() as folder:
        if sources:
            tables += _build_tables(sources, Path(folder), repeats=1 if quick else 3)
            tables += [_search_table(Path(folder) / "searched", sources[-1], runs)]
    tables += [_start_table(runs)]
    for table in tables:
        show(table)
    missing = [name for name in names if not (shared / name).exists()]
    if missing:
        print(f"skipped, not there: {', '.join(missing)}")
    if write:
        _write_page(tables, quick=quick)


def _build_tables(sources: list[Path], folder: Path, repeats: int) -> list[Table]:
    """Build all: figures, and ratios that issue 2 limits. The last khabar index stays in ``searched``."""
    rows, limits = [], []
    for source in sources:
        figures = _median_builds(source, folder, repeats)
        rows += [_build_row(source, engine, built) for engine, built in figures.items()]
        ratio = figures["khabar"].rate / figures["whoosh"].rate
        limits.append(
            Limit(f"{source.name}: khabar's rate / Whoosh's", ratio, _MIN_BUILD_RATIO, "×", at_least=True)
        )
    headings = ["source", "engine", "articles", "articles/s", "index, MB", "peak of largest process, MB"]
    return [
        Table("Build: khabar on all cores, bare Whoosh in one process", headings, rows),
        _limit_table("Build rate", limits),
    ]


def _median_builds(source: Path, folder: Path, repeats: int) -> dict[str, BuildFigures]:
    """Build by the engines in turns, and keep of each the build of the median rate."""
    builds: dict[str, list[BuildFigures]] = {"whoosh": [], "khabar": []}
    for number in range(repeats):
        for engine, done in builds.items():
            last = engine == "khabar" and number == repeats - 1
            with Console(stderr=True).status(f"building {source.name}: {engine}"):
                done.append(_build(engine, source, folder, keep_in=folder / "searched" if last else None))
    return {
        engine: sorted(done, key=lambda built: built.rate)[len(done) // 2] for engine, done in builds.items()
    }


def _build(engine: str, source: Path, folder: Path, *, keep_in: Path | None) -> BuildFigures:
    """Run one build in a process of its own; its index is thrown away or kept."""
    with TemporaryDirectory(dir=folder) as scratch:
        index = Path(scratch) / "index"
        command = [sys.executable, "-m", "benchmarks.build_once", engine, str(source), str(index)]
        ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise RuntimeError(f"the build of {source.name} by {engine} failed: {ended.stderr.strip()}")
        if keep_in:
            _replace_folder(index, keep_in)
    return BuildFigures(**json.loads(ended.stdout.splitlines()[-1]))


def _replace_folder(new: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    new.rename(old)


def _build_row(source: Path, engine: str, built: BuildFigures) -> list[str]:
    return [
        source.name,
        engine,
        f"{built.articles:,}",
        f"{built.rate:,.0f}",
        f"{built.index_bytes / 1e6:,.1f}",
        f"{built.peak_bytes / 1e6:,.0f}",
    ]


def _search_table(index: Path, source: Path, runs: int) -> Table:
    khabar = khabar_command()
    commands = {query: [*khabar, "search", "--index", str(index), "--", query] for query in _QUERIES}
    with Console(stderr=True).status("searching"):
        seconds = median_seconds(commands, runs=runs, cwd=_ROOT)
    limits = [
        Limit(query, taken * 1000, _MAX_SEARCH_SECONDS * 1000, "ms") for query, taken in seconds.items()
    ]
    limits.append(Limit("median of these", median(seconds.values()) * 1000, _MAX_SEARCH_SECONDS * 1000, "ms"))
    return _limit_table(f"khabar search from cold, on {source.name}, median of {runs}", limits)


def _start_table(runs: int) -> Table:
    python = [sys.executable, "-c"]
    commands = {
        "khabar --help": [*khabar_command(), "--help"],
        "import typer": [*python, "import typer"],
        "import query": [*python, "import query"],
        "import whoosh": [*python, "import whoosh"],
    }
    with Console(stderr=True).status("starting"):
        seconds = median_seconds(commands, runs=runs, cwd=_ROOT)
    limits = [
        Limit(
            f"{ours} ({seconds[ours] * 1000:.0f} ms) / {bare} ({seconds[bare] * 1000:.0f} ms)",
            seconds[ours] / seconds[bare],
            _MAX_START_RATIO,
            "×",
        )
        for ours, bare in (("khabar --help", "import typer"), ("import query", "import whoosh"))
    ]
    return _limit_table(f"Start-up, ratio of medians of {runs}", limits)


def _limit_table(title: str, limits: list[Limit]) -> Table:
    return Table(title, ["what", "figure", "limit", "met"], [limit.row() for limit in limits])


def _write_page(tables: list[Table], *, quick: bool) -> None:
    how = "`python -m benchmarks.speed --write" + (" --quick`" if quick else "`")
    head = f"# Benchmarks\n\nWritten by {how} on: {describe_machine()}.\n"
    page = "\n\n".join([head.rstrip(), *(table.markdown() for table in tables)]) + "\n"
    (_ROOT / "docs" / "benchmarks.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    app()
