"""The figures as docs/benchmarks.md has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .engines import ENGINE_NAMES
from .limits import LIMIT_HEADINGS, iter_feature_limits, iter_limits, iter_start_limits, iter_update_limits
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .engine_client import BuildFigures
    from .figures import CorpusFigures, Measured

__all__ = ["corpus_tables", "feature_table", "page_of", "start_table", "update_table"]

_BUSY = 0.5

_HEAD = """# Benchmarks

Written by `make bench` (news_2020, wiki) and `make bench-full` (synthetic_200k, synthetic_1m); each corpus says when and where it
was measured. Figures and chart are made from `benchmarks.json`.

![Articles a second, and median times of queries, by engine](benchmarks.svg)

## How it is measured

- Every engine builds from the same JSON Lines and runs in a process of its own. khabar builds with its
  defaults: all cores, its whole analysis, entities. tantivy: 2 threads, a regex tokenizer that keeps Hindi
  words whole, stored title and body, the binding's default of memory. Whoosh (whoosh3, its own codec), FTS5
  (`categories 'L* N* M* Co'`) and bm25s (Snowball stems): one thread, as they are used. khabar_on_whoosh: all of
  khabar's fields and analysis, entities included, by Whoosh's ordinary writer and its own codec, as khabar was
  before it had one of its own; it is built only, and not on the generated corpora, where it takes most of an hour.
- Build: from the file to an index ready for searching. Small corpora are built up to eleven times, the
  engines in turns: the median rate. Peak memory: resident memory of all processes of the engine together,
  sampled every 50 ms; what processes share counts in each. Index bytes: title and body stored, except
  bm25s, which stores no text.
- A query is timed inside the engine's process, from the text (or where a peer's parser has no such query,
  its query object) through scoring to the titles of the first ten. Questions are sampled from the corpus,
  so each finds something. All engines get the same ones, in turns of ten; one round warms up, three count,
  and a question's time is the median of the three. Cells: median / p95 / p99 in ms, over the questions; an
  engine that ran out of its time answered only the first of them, whose number follows. Ratios are over the
  questions that both engines answered.
- Threads: each answers its share of the questions, over and over for half a second and more; one thread and
  eight in turns, five times, of which the pair of the median ratio counts.
- The peers search title and body, and score them by BM25. khabar searches title, lead, body, entities and
  tags, by lemma as well as word, scores pairs of neighbours too, and always counts all matches. tantivy
  counts them too unless told not to: "no total" does. tantivy and Whoosh give every match of a prefix or
  fuzzy query the same score. Fuzzy: one edit; khabar and Whoosh hold the first letter.
- wiki has no titles and no dates: a headline there is the first nine words of the article. The synthetic
  corpora are described in `benchmarks/synthetic.py`; no real names occur in them.
"""


def page_of(measured: Measured) -> str:
    """Return the whole page, which ends with a newline."""
    parts = [_HEAD.rstrip()]
    for figures in measured.corpora.values():
        parts += [table.markdown() for table in corpus_tables(figures)]
        parts += [_notes(figures)] if figures.absent else []
    if measured.start:
        parts.append(start_table(measured).markdown())
    if measured.updates:
        parts.append(update_table(measured).markdown())
    if measured.features:
        parts.append(feature_table(measured).markdown())
    return "\n\n".join(parts) + "\n"


def corpus_tables(figures: CorpusFigures) -> Iterator[Table]:
    """Yield the tables of one corpus: limits, build, queries, threads."""
    busy = f"; the machine was busy, load {figures.load:.1f}" if figures.load > _BUSY else ""
    where = f"{figures.corpus}: against the limits ({figures.day}; {figures.machine}{busy})"
    yield Table(where, LIMIT_HEADINGS, [limit.row() for limit in iter_limits(figures)])
    engines = [name for name in ENGINE_NAMES if name in figures.builds]
    yield Table(
        f"{figures.corpus}: build",
        ["engine", "articles", "articles/s", "index, MB", "peak memory, MB"],
        [_build_row(name, figures.builds[name]) for name in engines],
    )
    asked = [name for name in engines if any(name in by_engine for by_engine in figures.queries.values())]
    yield Table(
        f"{figures.corpus}: queries, median / p95 / p99 in ms",
        ["class", "questions", *asked],
        [_query_row(name, by_engine, asked) for name, by_engine in figures.queries.items()],
    )
    if figures.threads:
        yield Table(
            f"{figures.corpus}: 2 words, queries/s",
            ["engine", "1 thread", "8 threads", "answers that differ", "first error"],
            [
                [name, f"{each.alone:,.0f}", f"{each.together:,.0f}", str(each.different), each.error]
                for name, each in figures.threads.items()
            ],
        )


def start_table(measured: Measured) -> Table:
    """Return issue 2's limits of start-up."""
    return Table(
        "Start-up, ratio of medians",
        LIMIT_HEADINGS,
        [limit.row() for limit in iter_start_limits(measured.start)],
    )


def update_table(measured: Measured) -> Table:
    """Return issue 5's limit of updates; the peers have no like: their writers add to an index, and analyse next to nothing."""
    rows = [limit.row() for limit in iter_update_limits(measured.updates)]
    return Table("Updates of generated indexes, median of three", LIMIT_HEADINGS, rows)


def feature_table(measured: Measured) -> Table:
    """Return issue 4's limit of what the learned tagger and aliases cost, on wiki (``feature_costs``)."""
    rows = [limit.row() for limit in iter_feature_limits(measured.features)]
    return Table(
        "Costs of names and aliases on wiki, CPU of a build, median of headlines", LIMIT_HEADINGS, rows
    )


def _build_row(engine: str, built: BuildFigures) -> list[str]:
    sizes = (built.index_bytes / 1e6, built.peak_bytes / 1e6)
    return [engine, f"{built.articles:,}", f"{built.rate:,.0f}", *(f"{size:,.1f}" for size in sizes)]


def _query_row(
    name: str, by_engine: dict[str, tuple[int, float, float, float]], engines: list[str]
) -> list[str]:
    asked = max(count for count, *_ in by_engine.values())
    return [name, str(asked), *(_cell(by_engine.get(engine), asked) for engine in engines)]


def _cell(timed: tuple[int, float, float, float] | None, asked: int) -> str:
    if timed is None:
        return "–"
    count, *seconds = timed
    shown = " / ".join(_milliseconds(each) for each in seconds)
    return shown if count == asked else f"{shown} ({count})"


def _milliseconds(seconds: float) -> str:
    """Three digits that count, no more decimals than two."""
    return f"{seconds * 1000:,.{2 if seconds < 0.01 else 1 if seconds < 0.1 else 0}f}"


def _notes(figures: CorpusFigures) -> str:
    return "\n".join(f"- Without {name}: {reason}." for name, reason in figures.absent.items())
