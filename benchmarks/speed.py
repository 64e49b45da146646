"""``python -m benchmarks.speed``: khabar beside its peers, from text to index and from query to titles."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from .articles import iter_articles_of
from .chart import draw_chart
from .corpora import CORPORA, FULL, SHORT, Corpus, CorpusMissingError
from .engine_client import BuildFigures, EngineClient, EngineDiedError, Threads
from .engines import ENGINE_NAMES, EngineMissingError
from .feature_costs import feature_costs
from .figures import CorpusFigures, read_measured, summarise, write_measured
from .limits import BARE_IMPORTS, SEARCH, START_PAIRS
from .machine import describe_machine
from .page import corpus_tables, feature_table, page_of, start_table, update_table
from .questions import sample_questions
from .rounds import ask_in_rounds
from .tables import show
from .timing import khabar_command, median_seconds
from .updates import seconds_to_add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .questions import Question

__all__ = ["main", "measure_corpus"]

_ROOT = Path(__file__).resolve().parents[1]
# Common words, inflected ones, a phrase, a Roman word that only its Devanagari reading finds, a prefix (issue 2).
_COLD_QUERIES = ("भारत सरकार", "प्रधानमंत्री की बैठकें", '"स्वास्थ्य मंत्रालय"', "dilli", "प्रधान* -चुनाव")
_IN_THREADS = "2 words, any"
_THREAD_SAFE = ("tantivy", "khabar")
_THREADS = 8
_COLD_RUNS = 15
_ROUNDS = 3
# Articles of the generated index that an update is measured on.
_UPDATED, _UPDATED_FULL = 20_000, 200_000
_FEATURES_ON = "wiki"
_BUILDS = 11
# An engine is not built again once its builds of a corpus took so long: what noise there is has passed by then.
_BUILD_SECONDS = 20.0

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    *,
    full: Annotated[
        bool, typer.Option("--full", help="The large corpora in place of the small ones.")
    ] = False,
    corpus: Annotated[list[str] | None, typer.Option(help="Only these corpora.")] = None,
    engine: Annotated[list[str] | None, typer.Option(help="Only these engines.")] = None,
    questions: Annotated[int, typer.Option(min=1, help="At most so many questions a class.")] = 300,
    budget: Annotated[float, typer.Option(help="Seconds of an engine for all rounds of a class.")] = 6.0,
    write: Annotated[bool, typer.Option("--write", help="Write docs/benchmarks.* too.")] = False,
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
    cache: Annotated[Path, typer.Option(help="Generated corpora.", show_default=".cache")] = _ROOT / ".cache",
) -> None:
    """Print the figures as tables, and with --write keep them with the machine they were measured on."""
    file = _ROOT / "docs" / "benchmarks.json"
    measured = read_measured(file)
    engines = _chosen(engine, ENGINE_NAMES, "--engine")
    cache.mkdir(parents=True, exist_ok=True)
    for name in _chosen(corpus, tuple(CORPORA), "--corpus") if corpus else FULL if full else SHORT:
        try:
            located = CORPORA[name](name, shared, cache)
        except CorpusMissingError as error:
            print(f"{name}: skipped, {error}\n", flush=True)
            continue
        measured.corpora[name] = measure_corpus(located, engines, cache, questions=questions, budget=budget)
        for table in corpus_tables(measured.corpora[name]):
            show(table)
        for what, why in measured.corpora[name].absent.items():
            print(f"without {what}: {why}\n", flush=True)
    measured.start = _start_seconds()
    show(start_table(measured))
    if "khabar" in engines and not corpus:
        size = _UPDATED_FULL if full else _UPDATED
        measured.updates[str(size)] = seconds_to_add(size, cache)
        show(update_table(measured))
        measured.features = _feature_costs(shared, cache) or measured.features
        show(feature_table(measured))
    if write:
        write_measured(measured, file)
        file.with_suffix(".md").write_text(page_of(measured), encoding="utf-8")
        draw_chart(measured, file)


def _feature_costs(shared: Path, cache: Path) -> dict[str, float]:
    """Of the corpus of most real articles; none where it is not there."""
    try:
        source = CORPORA[_FEATURES_ON](_FEATURES_ON, shared, cache).source
    except CorpusMissingError:
        return {}
    with TemporaryDirectory(dir=cache) as folder:
        return feature_costs(source, Path(folder))


def measure_corpus(
    corpus: Corpus, engines: Sequence[str], cache: Path, *, questions: int, budget: float
) -> CorpusFigures:
    """Build by every engine, then ask them in turns; each keeps its process from its last build to its last answer.

    The indexes stand in ``cache`` meanwhile: they are too large for a temporary folder in memory.
    """
    figures = CorpusFigures(corpus.name, date.today().isoformat(), describe_machine(), os.getloadavg()[0])
    figures.absent.update({name: why for name, why in corpus.skipped.items() if name in engines})
    with ExitStack() as stack, Console(stderr=True).status(corpus.name) as status:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=cache)))
        wanted = [name for name in engines if name not in corpus.skipped]
        clients = {}
        for name in wanted:
            try:
                clients[name] = stack.enter_context(EngineClient(name))
            except EngineMissingError as error:
                figures.absent[name] = str(error)
        status.update(f"{corpus.name}: building")
        figures.builds = _build_in_turns(clients, corpus.source, folder)
        status.update(f"{corpus.name}: sampling questions")
        asked = sample_questions(iter_articles_of(corpus.source), questions)
        timings = {}
        for name, of_class in asked.items():
            status.update(f"{corpus.name}: {name}")
            timings[name] = ask_in_rounds(clients, of_class, rounds=_ROUNDS, budget=budget)
        summarise(figures, timings)
        if "khabar" in clients:
            status.update(f"{corpus.name}: cold searches")
            figures.cold = _cold_seconds(folder / "khabar", corpus, asked[_IN_THREADS][0])
        status.update(f"{corpus.name}: threads")
        # Last: an engine that is not safe in threads may take its process with it.
        for name in _THREAD_SAFE:
            if name in clients:
                figures.threads[name] = _in_threads(clients[name], asked[_IN_THREADS])
    return figures


def _build_in_turns(clients: dict[str, EngineClient], source: Path, folder: Path) -> dict[str, BuildFigures]:
    """Build by each in turns until it was built eleven times or long enough; of each engine the build of the median rate.

    Its running process builds last, into the folder of its name; the builds before are of processes that end.
    """
    builds: dict[str, list[BuildFigures]] = {name: [] for name in clients}
    for number in range(_BUILDS):
        for name, client in clients.items():
            if number == 0:
                builds[name].append(client.build(source, folder / name))
            elif sum(built.seconds for built in builds[name]) < _BUILD_SECONDS:
                with TemporaryDirectory(dir=folder) as scratch, EngineClient(name) as other:
                    builds[name].append(other.build(source, Path(scratch) / name))
    return {name: sorted(done, key=lambda built: built.rate)[len(done) // 2] for name, done in builds.items()}


def _in_threads(client: EngineClient, questions: Sequence[Question]) -> Threads:
    try:
        return client.ask_in_threads(questions, _THREADS)
    except EngineDiedError as error:
        return Threads(0.0, 0.0, len(questions), str(error))


def _cold_seconds(index: Path, corpus: Corpus, question: Question) -> dict[str, float]:
    """Time commands from start to exit: a search beside the imports that it cannot do without, then issue 2's queries."""
    search = [*khabar_command(), "search", "--index", str(index), "--"]
    commands = {SEARCH: [*search, question.text], BARE_IMPORTS: [sys.executable, "-c", BARE_IMPORTS]}
    if corpus.known_words:
        commands |= {f"{SEARCH} {query}": [*search, query] for query in _COLD_QUERIES}
    return median_seconds(commands, runs=_COLD_RUNS, cwd=_ROOT)


def _start_seconds() -> dict[str, float]:
    commands = {
        name: [*khabar_command(), "--help"] if name == "khabar --help" else [sys.executable, "-c", name]
        for pair in START_PAIRS
        for name in pair
    }
    with Console(stderr=True).status("starting"):
        return median_seconds(commands, runs=_COLD_RUNS, cwd=_ROOT)


def _chosen(wanted: list[str] | None, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    unknown = sorted(set(wanted or ()) - set(known))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: not one of {', '.join(known)}", param_hint=option)
    return tuple(name for name in known if not wanted or name in wanted)


if __name__ == "__main__":
    app()
