"""The ``khabar`` command: parse, one call of the library, render.

Annotations are values here, not text as elsewhere: typer evaluates each text four times, 3 ms of every start.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from indexer.cli import DEFAULT_INDEX, IndexOption
from indexer.updates_cli import app as index_app

from .batch import iter_answers
from .commands import (
    FAILED,
    FOUND,
    NOTHING_FOUND,
    AllOption,
    Display,
    ExactScriptOption,
    JsonOption,
    KhabarGroup,
    LiteralOption,
    ShownCommand,
    display_of,
    json_text,
    read_facets,
    set_up_streams,
)
from .filter_options import FilteredCommand
from .single_answer import leave, spare_start

if TYPE_CHECKING:
    from indexer.analysis.chain import Chain

    from .results import SearchResults

__all__ = ["app", "main"]


class SortOrder(StrEnum):
    """The order of results."""

    relevance = "relevance"
    newest = "newest"
    oldest = "oldest"


_JsonlOption = Annotated[bool, typer.Option("--jsonl", help="The same; for --batch, a JSON object a line.")]
_TextsOption = Annotated[
    str | None, typer.Option("--batch", metavar="FILE", help="A text a line (- is standard input).")
]


app = typer.Typer(
    name="khabar",
    cls=KhabarGroup,
    help="Full-text search for Hindi news.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(index_app, name="index")


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
                _print_answers(iter_answers(batch, lambda query: ask(query).to_json(), blank=False))
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


def _print_answers(answers: Iterable[dict[str, Any]]) -> int:
    """Print a line for each answer; the exit code: an error in any is an error, else one that found is enough."""
    codes = {NOTHING_FOUND}
    for answer in answers:
        typer.echo(json_text(answer))
        codes.add(FAILED if "error" in answer else FOUND if answer.get("total", 1) else NOTHING_FOUND)
    return FAILED if FAILED in codes else min(codes)


@app.command(cls=ShownCommand)
def suggest(
    ctx: typer.Context,
    word: Annotated[str | None, typer.Argument(help="A word, in either script.")] = None,
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="Words to show.")] = 5,
    as_json: JsonOption = False,
    as_jsonl: _JsonlOption = False,
    batch: Annotated[
        str | None, typer.Option("--batch", metavar="FILE", help="A word a line (- is standard input).")
    ] = None,
) -> None:
    """Show words of the corpus that a word may have been meant for, best first. Exits with 1 if there are none."""
    if (word is None) == (batch is None):
        raise typer.BadParameter("give either a word or --batch FILE")
    from .searcher import Searcher
    from .suggest import WordSuggestions

    with Searcher.open(index) as searcher:

        def ask(typed: str) -> WordSuggestions:
            return WordSuggestions(typed, searcher.suggest(typed, limit=limit))

        if batch is not None:
            raise typer.Exit(
                _print_answers(iter_answers(batch, lambda typed: ask(typed).to_json(), blank=True))
            )
        assert word is not None
        answer = ask(word)
    if as_json or as_jsonl:
        typer.echo(json_text(answer.to_json()))
    elif answer.suggestions:
        from .terminal import print_table

        rows = ((each.word, each.kind, f"{each.score:.3f}") for each in answer.suggestions)
        print_table(("word", "kind", "score"), rows, display_of(ctx))
    raise typer.Exit(FOUND if answer.suggestions else NOTHING_FOUND)


@app.command(cls=ShownCommand)
def aliases(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD…", help="A name, of one or more words.")],
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Show by which other names a name is sought: letters, acronyms, persons, sounds. Exits with 1 if there are none."""
    from .searcher import Searcher

    name = " ".join(words)
    with Searcher.open(index) as searcher:
        found = searcher.aliases(name)
    if as_json:
        typer.echo(json_text({"name": name, "aliases": [each.to_json() for each in found]}))
    elif found:
        from .terminal import print_table

        rows = ((each.alias, each.kind, str(each.articles), str(each.evidence)) for each in found)
        print_table(("alias", "kind", "articles", "evidence"), rows, display_of(ctx))
    raise typer.Exit(FOUND if found else NOTHING_FOUND)


@app.command(cls=ShownCommand)
def show(
    ctx: typer.Context,
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id of an article, as search shows it.")],
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Show a whole article with its entities. Exits with 1 if there is none with this id."""
    from .results import article_json
    from .searcher import Searcher

    with Searcher.open(index) as searcher:
        stored = searcher.article(identity)
    if stored is None:
        _no_article(identity)
    if as_json:
        typer.echo(json_text(article_json(stored)))
        return
    from .render import article_lines
    from .terminal import print_lines

    display = display_of(ctx)
    print_lines(article_lines(stored, display.lang), display)


@app.command(cls=ShownCommand)
def story(
    ctx: typer.Context,
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id of an article, as search shows it.")],
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Show the copies of a story that an article belongs to, the earliest first. Exits with 1 if there is no such article."""
    from .results import head_json
    from .searcher import Searcher

    with Searcher.open(index) as searcher:
        members = searcher.story(identity)
    if members is None:
        _no_article(identity)
    if as_json:
        typer.echo(json_text({"id": identity, "articles": [head_json(each) for each in members]}))
        return
    from . import render, terminal

    display = display_of(ctx)
    if terminal.screen(display) is None:
        terminal.print_table(("published", "source", "id", "title"), map(render.story_row, members), display)
    else:
        terminal.print_lines(render.story_lines(members, display.lang), display)


@app.command(cls=ShownCommand)
def similar(
    ctx: typer.Context,
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id of an article, as search shows it.")],
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="Articles to show.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Show articles like one, with the words and names in both. Exits with 1 if there are none, or no such article."""
    from .searcher import Searcher

    with Searcher.open(index) as searcher:
        found = searcher.similar(identity, limit=limit)
    if found is None:
        _no_article(identity)
    if as_json:
        typer.echo(json_text({"id": identity, "hits": [each.to_json() for each in found]}))
    else:
        from .render import similar_lines
        from .terminal import print_lines

        display = display_of(ctx)
        print_lines(similar_lines(found, display.lang), display)
    raise typer.Exit(FOUND if found else NOTHING_FOUND)


def _no_article(identity: str) -> NoReturn:
    typer.echo(f"no article has the id {identity!r}", err=True)
    raise typer.Exit(NOTHING_FOUND)


@app.command(cls=ShownCommand)
def analyze(
    ctx: typer.Context,
    text: Annotated[str | None, typer.Argument(help="Text to analyse.")] = None,
    as_json: JsonOption = False,
    as_jsonl: _JsonlOption = False,
    batch: _TextsOption = None,
) -> None:
    """Show what the analysis makes of a text, word by word: as written → exact form → lemma, and by which rules."""
    if (text is None) == (batch is None):
        raise typer.BadParameter("give either a text or --batch FILE")
    from indexer.analysis.chain import Chain

    chain = Chain()
    if batch is not None:
        raise typer.Exit(_print_answers(iter_answers(batch, partial(_analysis_json, chain), blank=True)))
    assert text is not None
    if as_json or as_jsonl:
        typer.echo(json_text(_analysis_json(chain, text)))
        return
    from .terminal import print_table

    rows = (
        (
            *(str(getattr(token, name)) for name in _TOKEN[:-1]),
            "stop" if token.stop else "",
            ", ".join(f"{step.rule} → {step.after}" for step in chain.steps(token)),
        )
        for token in chain.tokens(text)
    )
    print_table((*_TOKEN, "rules"), rows, display_of(ctx))


_TOKEN = ("text", "start", "end", "exact", "lemma", "stop")


def _analysis_json(chain: "Chain", text: str) -> dict[str, Any]:
    return {
        "tokens": [
            {
                **{name: getattr(token, name) for name in _TOKEN},
                "steps": [step._asdict() for step in chain.steps(token)],
            }
            for token in chain.tokens(text)
        ]
    }


@app.command(cls=ShownCommand)
def entities(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="ID|TEXT", help="Id of an article of the index, or a text.")
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
    as_jsonl: _JsonlOption = False,
    batch: _TextsOption = None,
) -> None:
    """Show the persons, places and organisations of a text: as written, kind, where, and the entity's name."""
    if (text is None) == (batch is None):
        raise typer.BadParameter("give either an id or a text, or --batch FILE")
    from .named import article_text, entity_namer

    name = entity_namer()
    if batch is not None:
        raise typer.Exit(_print_answers(iter_answers(batch, name, blank=True)))
    assert text is not None
    answer = name(article_text(text, index) or text)
    if as_json or as_jsonl:
        typer.echo(json_text(answer))
    else:
        from .terminal import print_table

        headings = ("text", "kind", "start", "end", "canonical")
        rows = (tuple(str(each[heading]) for heading in headings) for each in answer["entities"])
        print_table(headings, rows, display_of(ctx))
    raise typer.Exit(FOUND if answer["entities"] else NOTHING_FOUND)


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
