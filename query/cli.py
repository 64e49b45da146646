"""The ``khabar`` command: parse, one call of the library, render.

Annotations are values here, not text as elsewhere: typer evaluates each text four times, 3 ms of every start.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.cli import DEFAULT_INDEX, IndexOption

from .batch import iter_answers, print_answers
from .commands import (
    FOUND,
    NOTHING_FOUND,
    AllOption,
    Display,
    ExactScriptOption,
    JsonOption,
    KhabarGroup,
    LiteralOption,
    display_of,
    json_text,
    read_facets,
    set_up_streams,
)
from .filter_options import FilteredCommand
from .single_answer import leave, spare_start

if TYPE_CHECKING:
    from .results import SearchResults

__all__ = ["app", "main"]


class SortOrder(StrEnum):
    """The order of results."""

    relevance = "relevance"
    newest = "newest"
    oldest = "oldest"


app = typer.Typer(
    name="khabar",
    cls=KhabarGroup,
    help="Full-text search for Hindi news.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"khabar {version('khabar')}")
        raise typer.Exit


@app.callback()
def _khabar(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command(cls=FilteredCommand)
def search(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(help='What to find: words, "phrases", -word, +word, field:word, date:2025-11 …'),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="Articles to show.")] = 10,
    offset: Annotated[int, typer.Option("--offset", metavar="N", min=0, help="Articles to skip.")] = 0,
    sort: Annotated[SortOrder, typer.Option("--sort", help="Order of the results.")] = SortOrder.relevance,
    recency: Annotated[
        str | None,
        typer.Option(
            "--recency",
            metavar="HALF-LIFE",
            help="Prefer new articles: at this age (7d, '2 हफ्ते') a quarter of the score is lost, at last a half.",
        ),
    ] = None,
    all_words: AllOption = False,
    literal: LiteralOption = False,
    exact_script: ExactScriptOption = False,
    as_json: JsonOption = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print a JSON object a hit.")] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Print ids only, one a line.")] = False,
    count: Annotated[bool, typer.Option("--count", help="Print how many articles match.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each score is made of.")] = False,
    facet: Annotated[
        list[str] | None,
        typer.Option(
            "--facet",
            metavar="NAMES",
            help="Count the matches by source, category, author, place, person, org, tag, year or month.",
        ),
    ] = None,
    facet_limit: Annotated[
        int, typer.Option("--facet-limit", metavar="N", min=1, help="Values of each facet to show.")
    ] = 10,
    no_snippets: Annotated[bool, typer.Option("--no-snippets", help="Leave the passages out.")] = False,
    no_collapse: Annotated[
        bool, typer.Option("--no-collapse", help="Show every copy of a story, not the best alone.")
    ] = False,
    batch: Annotated[
        str | None,
        typer.Option(
            "--batch", metavar="FILE", help="A query a line (- is standard input) → a JSON object a line."
        ),
    ] = None,
) -> None:
    """Find articles and rank them. Exits with 0 if any was found, 1 if none, 2 on an error."""
    if sum((as_json, as_jsonl, ids, count)) > 1:
        raise typer.BadParameter("--json, --jsonl, --ids and --count exclude one another")
    if (batch and words) or not (batch or words or ctx.obj):
        raise typer.BadParameter("give either words or --batch FILE; filters alone will do too")
    if batch and (ids or count):
        raise typer.BadParameter(
            "--batch prints JSON lines, with ids and totals in them: leave out --ids and --count"
        )
    if facet and (as_jsonl or ids or count):
        raise typer.BadParameter(
            "--facet goes with results as text or --json: leave out --jsonl, --ids and --count"
        )
    facets = read_facets(facet or [])
    _check_half_life(recency)
    from .searcher import Searcher

    text = " ".join(words or [])
    shows_text = not (ids or count)
    with Searcher.open(index) as searcher:

        def ask(query: str) -> "SearchResults":
            return searcher.search(
                query,
                limit=0 if count else limit,
                offset=offset,
                all_words=all_words,
                literal=literal,
                exact_script=exact_script,
                sort=sort.value,
                snippets=shows_text and not no_snippets,
                explain=explain,
                facets=facets,
                facet_limit=facet_limit,
                suggest=shows_text and not as_jsonl,
                filters=ctx.obj,
                recency=recency,
                collapse=not no_collapse,
            )

        if batch:
            raise typer.Exit(
                print_answers(iter_answers(batch, lambda query: ask(query).to_json(), blank=False))
            )
        results = ask(text)
    if results.unknown_values and not (as_json or as_jsonl):
        from .render import print_notes

        print_notes(results.unknown_values, display_of(ctx).lang)
    if count:
        typer.echo(str(results.total))
    elif ids:
        _echo_lines(hit.id for hit in results.hits)
    elif as_json:
        typer.echo(json_text(results.to_json()))
    elif as_jsonl:
        _echo_lines(json_text(hit.to_json()) for hit in results.hits)
    else:
        _render(results, display_of(ctx), offset)
    raise typer.Exit(FOUND if results.total else NOTHING_FOUND)


def _check_half_life(recency: str | None) -> None:
    if recency is None:
        return
    from .find import read_half_life

    try:
        read_half_life(recency)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--recency") from None


def _render(results: "SearchResults", display: Display, offset: int) -> None:
    from .labels import LABELS
    from .render import result_lines
    from .terminal import print_lines

    print_lines(result_lines(results, display.lang, offset=offset), display)
    if not results.total:
        typer.echo(LABELS[display.lang].nothing, err=True)


def _echo_lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def main() -> None:
    """Run the command line."""
    spare_start()
    set_up_streams()
    try:
        app()
    except SystemExit as end:
        leave(end.code)
        raise


if __name__ == "__main__":
    main()
