"""``khabar show``, ``story`` and ``similar``: articles by their ids; ``query.commands`` makes them known.

Annotations are values here, not text as elsewhere: see ``query.cli``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from indexer.cli import DEFAULT_INDEX, IndexOption

from .commands import FOUND, NOTHING_FOUND, JsonOption, ShownCommand, display_of, json_text

if TYPE_CHECKING:
    from .searcher import Searcher

__all__ = ["app"]

_Found = TypeVar("_Found")

app = typer.Typer(rich_markup_mode=None)

_IdentityArgument = Annotated[str, typer.Argument(metavar="ID", help="Id of an article, as search shows it.")]


@app.command(cls=ShownCommand)
def show(
    ctx: typer.Context,
    identity: _IdentityArgument,
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Show a whole article with its entities. Exits with 1 if there is none with this id."""
    from .results import article_json

    stored = _of_article(index, identity, lambda searcher: searcher.article(identity))
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
    identity: _IdentityArgument,
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Show the copies of a story that an article belongs to, the earliest first. Exits with 1 if there is no such article."""
    from .results import head_json

    members = _of_article(index, identity, lambda searcher: searcher.story(identity))
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
    identity: _IdentityArgument,
    index: IndexOption = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="Articles to show.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Show articles like one, with the words and names in both. Exits with 1 if there are none, or no such article."""
    found = _of_article(index, identity, lambda searcher: searcher.similar(identity, limit=limit))
    if as_json:
        typer.echo(json_text({"id": identity, "hits": [each.to_json() for each in found]}))
    else:
        from .render import similar_lines
        from .terminal import print_lines

        display = display_of(ctx)
        print_lines(similar_lines(found, display.lang), display)
    raise typer.Exit(FOUND if found else NOTHING_FOUND)


def _of_article(index: Path, identity: str, ask: Callable[["Searcher"], _Found | None]) -> _Found:
    """What the index says of an article. Where it has none with that id, says so and exits."""
    from .searcher import Searcher

    with Searcher.open(index) as searcher:
        found = ask(searcher)
    if found is None:
        typer.echo(f"no article has the id {identity!r}", err=True)
        raise typer.Exit(NOTHING_FOUND)
    return found
