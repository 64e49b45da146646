"""``khabar facets`` and ``khabar trends``: what there is, counted. ``query.commands`` makes them part of ``khabar``.

Annotations are values here, not text as elsewhere: see ``query.cli``.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.cli import DEFAULT_INDEX, IndexOption

from .commands import (
    FOUND,
    NOTHING_FOUND,
    AllOption,
    Display,
    ExactScriptOption,
    JsonOption,
    LiteralOption,
    display_of,
    json_text,
    read_facets,
)
from .filter_options import FilteredCommand

if TYPE_CHECKING:
    from .results import SearchResults
    from .trends import Trends

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None)

_WORDS_HELP = "What to find, as for search; all articles where there are none."
_FACETS = "source,category,place,person,org,month"
_BAR = 20  # columns


class Period(StrEnum):
    """What trends count by."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


@app.command(cls=FilteredCommand)
def facets(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help=_WORDS_HELP)] = None,
    index: IndexOption = DEFAULT_INDEX,
    facet: Annotated[
        list[str] | None,
        typer.Option(
            "--facet",
            metavar="NAMES",
            help="What to count by: source, category, author, place, person, org, tag, year, month.",
            show_default=_FACETS,
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=1, help="Values of each to show.")
    ] = 10,
    all_words: AllOption = False,
    literal: LiteralOption = False,
    exact_script: ExactScriptOption = False,
    as_json: JsonOption = False,
) -> None:
    """Count all articles that match by source, place, person, month … Exits with 1 if none matches."""
    names = read_facets(facet or [_FACETS])
    from .searcher import Searcher

    with Searcher.open(index) as searcher:
        results = searcher.search(
            " ".join(words or []),
            limit=0,
            all_words=all_words,
            literal=literal,
            exact_script=exact_script,
            facets=names,
            facet_limit=limit,
            filters=ctx.obj,
        )
    if as_json:
        typer.echo(json_text(results.to_json()))
    else:
        _print_facets(results, display_of(ctx))
    raise typer.Exit(FOUND if results.total else NOTHING_FOUND)


def _print_facets(results: "SearchResults", display: Display) -> None:
    """Bars on a terminal; in a pipe name, value and count between tabs."""
    from . import render, terminal

    counted = results.facets
    render.print_notes(results.unknown_values, display.lang)
    if terminal.screen(display) is None:
        rows = ((facet.name, value, str(count)) for facet in counted for value, count in facet.counts)
        terminal.print_table(("facet", "value", "count"), rows, display)
        return
    lines: list[terminal.Line] = []
    for facet in counted:
        blank = [terminal.Line([])] if lines else []
        lines += [*blank, *render.facet_lines(facet, display.lang, _BAR)]
    terminal.print_lines(lines, display)


@app.command(cls=FilteredCommand)
def trends(
    ctx: typer.Context,
    queries: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="Queries, one an argument; all articles where there are none."),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    by: Annotated[
        Period | None,
        typer.Option("--by", help="What to count by.", show_default="the shortest with at most 70 periods"),
    ] = None,
    all_words: AllOption = False,
    literal: LiteralOption = False,
    exact_script: ExactScriptOption = False,
    as_json: JsonOption = False,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="FILE", help="Draw a picture too: needs khabar[charts].")
    ] = None,
    svg: Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="The same as SVG.")] = None,
) -> None:
    """Chart how many articles match each query by day, week, month or year. Exits with 1 if none matches any."""
    from .searcher import Searcher

    with Searcher.open(index) as searcher:
        counted = searcher.trends(
            queries or [""],
            by=by.value if by else None,
            all_words=all_words,
            literal=literal,
            exact_script=exact_script,
            filters=ctx.obj,
        )
    _write_figures(counted, png, svg)
    if as_json:
        typer.echo(json_text(counted.to_json()))
    else:
        _print_trends(counted, display_of(ctx))
    raise typer.Exit(FOUND if any(trend.total for trend in counted.trends) else NOTHING_FOUND)


def _write_figures(counted: "Trends", png: Path | None, svg: Path | None) -> None:
    if png or svg:
        from .figure import write_figures

        write_figures(counted, {kind: path for kind, path in (("png", png), ("svg", svg)) if path})


def _print_trends(counted: "Trends", display: Display) -> None:
    """A chart on a terminal; in a pipe a period a line, its counts between tabs."""
    from . import render, terminal

    render.print_notes(counted.unknown_values, display.lang)
    screen = terminal.screen(display)
    if screen is None:
        headings = (counted.by, *(trend.query or "*" for trend in counted.trends))
        counts = zip(*(trend.counts for trend in counted.trends), strict=True)
        rows = ((label, *map(str, each)) for label, each in zip(counted.labels(), counts, strict=True))
        terminal.print_table(headings, rows, display)
        return
    from .chart import chart_lines

    width, colored = screen
    corrected = dict.fromkeys(each for trend in counted.trends for each in trend.corrected)
    lines = render.corrected_lines(corrected, display.lang)
    chart = chart_lines(counted, display.lang, width, colored=colored)
    terminal.print_lines([*lines, *chart], display)
