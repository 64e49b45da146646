"""``python -m benchmarks.quality``: how well khabar and its peers rank, one table a collection."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from .ablation import ablation_tables, read_collections
from .articles import write_articles
from .conflation import conflation_tables
from .engines import SEARCHED_NAMES, EngineMissingError, open_engine
from .entity_spans import iter_entity_tables
from .judged_collections import COLLECTIONS, CollectionMissingError
from .measures import MEASURES, evaluate
from .misspellings import misspelling_tables
from .near_duplicates import near_duplicate_tables
from .roman_words import roman_tables
from .rule_counts import rule_tables
from .tables import Table, show
from .tuning import tuning_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .engines import Engine
    from .judged_collections import JudgedCollection

__all__ = ["main", "measure_engine"]

_ROOT = Path(__file__).resolve().parents[1]
_PAGE = _ROOT / "docs" / "quality.md"
_ERRORS = _ROOT / "docs" / "errors"  # written by hand
_INTRODUCTION = """# Ranking quality

Written by `python -m benchmarks.quality --write` (`make quality`), all engines in one run.

- `newsroom`: the project's own sample newsroom and judgements (`data/judgements/`). They cover what khabar is made for, Roman
  script among it, so its peers can only lose there.
- `xquad`: questions, and the paragraph that answers each.
- `headlines`: titles of news articles, which were indexed without them.

Below them: lemmas, Roman script, misspellings and names; what each rule of the analysis changes; what each part of analysis and
ranking brings; whether other weights would rank better; and khabar's worst errors, read and named by hand (`docs/errors/`). What
must not fall is pinned in `benchmarks/floors.json`, which `make check` looks at.

`xquad` and `headlines` come from outside the project and are skipped where they are absent. The peers get the same texts and the
words of the same queries: Whoosh with a tokenizer that keeps Devanagari words whole, SQLite FTS5 likewise, bm25s with a Snowball
stemmer for Hindi.
"""
_TOP_K = 100  # the deepest cut of the measures

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    *,
    collection: Annotated[list[str] | None, typer.Option(help="Only these collections.")] = None,
    engine: Annotated[list[str] | None, typer.Option(help="Only these engines.")] = None,
    queries: Annotated[int | None, typer.Option(min=1, help="At most so many queries a collection.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures here too.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write docs/quality.md too.")] = False,
    data: Annotated[Path, typer.Option(help="The sample newsroom.", show_default="data")] = _ROOT / "data",
    shared: Annotated[
        Path, typer.Option(help="Shared test data.", show_default="../shared/data")
    ] = _ROOT.parent / "shared" / "data",
) -> None:
    """Print nDCG@10, MRR@10 and recall@100 of every engine on every collection that is there."""
    names = _chosen(collection, tuple(COLLECTIONS), "--collection")
    engine_names = _chosen(engine, SEARCHED_NAMES, "--engine")
    reports = []
    for name in names:
        report = _report_on(name, engine_names, data=data, shared=shared, queries=queries)
        reports.append(report)
        _show(report)
    tables = [] if collection or engine else list(_iter_tables(data, shared))
    for table in tables:
        show(table)
    if write:
        _PAGE.write_text(_page(reports, tables), encoding="utf-8")
    if json_file:
        json_file.write_text(json.dumps({"collections": reports}, indent=2) + "\n", encoding="utf-8")


def measure_engine(engine: Engine, collection: JudgedCollection, folder: Path) -> dict[str, float]:
    """Build the engine in the folder, run every query, close it; the means by heading of ``MEASURES``."""
    with closing(engine):
        source = folder / "articles.jsonl"
        write_articles(collection.articles, source)
        engine.build(source, folder / "index")
        run = {query_id: engine.search(query, _TOP_K) for query_id, query in collection.queries.items()}
    return evaluate(collection.qrels, run)


def _chosen(wanted: list[str] | None, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    unknown = sorted(set(wanted or ()) - set(known))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: not one of {', '.join(known)}", param_hint=option)
    return tuple(name for name in known if not wanted or name in wanted)


def _report_on(
    name: str, engine_names: tuple[str, ...], *, data: Path, shared: Path, queries: int | None
) -> dict[str, Any]:
    """Return a collection's figures as JSON has them; ``skipped`` holds the reason where there are none."""
    try:
        collection = COLLECTIONS[name](data, shared)
    except CollectionMissingError as error:
        return {"collection": name, "skipped": str(error)}
    if queries:
        collection = collection.sample(queries)
    return {
        "collection": name,
        "articles": len(collection.articles),
        "queries": len(collection.queries),
        "query_language": collection.query_language,
        "engines": {engine_name: _figures(engine_name, collection) for engine_name in engine_names},
    }


def _figures(engine_name: str, collection: JudgedCollection) -> dict[str, Any]:
    console = Console(stderr=True)
    try:
        with console.status(f"{collection.name}: {engine_name}"), TemporaryDirectory() as folder:
            engine = open_engine(engine_name, query_language=collection.query_language)
            return dict(measure_engine(engine, collection, Path(folder)))
    except EngineMissingError as error:
        return {"skipped": str(error)}


def _show(report: Mapping[str, Any]) -> None:
    if "skipped" not in report:
        show(_table(report))
    for line in _skipped(report):
        print(f"{line}\n", flush=True)


def _page(reports: Sequence[Mapping[str, Any]], tables: Sequence[Table]) -> str:
    parts = [_INTRODUCTION]
    for report in reports:
        if "skipped" not in report:
            parts.append(_table(report).markdown() + "\n")
        parts += [f"{line}\n" for line in _skipped(report)]
    parts += [f"{table.markdown()}\n" for table in tables]
    parts += [path.read_text(encoding="utf-8") for path in sorted(_ERRORS.glob("*.md"))]
    return "\n".join(parts)


def _table(report: Mapping[str, Any]) -> Table:
    title = f"{report['collection']}: {report['articles']:,} articles, {report['queries']:,} queries"
    if report["query_language"]:
        # Said beside the figures: the peers get the words of such a query and none of its operators.
        title += " in khabar's query language"
    return Table(
        title,
        ["engine", *MEASURES],
        [[name, *_cells(figures)] for name, figures in report["engines"].items()],
    )


def _skipped(report: Mapping[str, Any]) -> list[str]:
    """What was not measured, and why."""
    if "skipped" in report:
        return [f"{report['collection']}: skipped, {report['skipped']}"]
    return [
        f"skipped: {figures['skipped']}" for figures in report["engines"].values() if "skipped" in figures
    ]


def _cells(figures: Mapping[str, Any]) -> list[str]:
    return [f"{figures[heading]:.3f}" if heading in figures else "-" for heading in MEASURES]


def _iter_tables(data: Path, shared: Path) -> Iterator[Table]:
    """Yield what is not of rankings beside the peers: words, scripts, slips, names; what each part and rule brings."""
    yield from conflation_tables(shared)
    yield from roman_tables(shared)
    yield from misspelling_tables(shared)
    yield from iter_entity_tables(shared)
    yield from near_duplicate_tables(shared)
    yield from rule_tables(shared)
    collections = read_collections(data, shared)
    yield from ablation_tables(collections)
    yield tuning_table(collections)


if __name__ == "__main__":
    app()
