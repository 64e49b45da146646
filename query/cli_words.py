"""``khabar suggest``, ``aliases``, ``analyze`` and ``entities``: words and names; ``query.commands`` makes them known.

Annotations are values here, not text as elsewhere: see ``query.cli``.
"""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from indexer.cli import DEFAULT_INDEX, IndexOption

from .batch import iter_answers, print_answers
from .commands import FOUND, NOTHING_FOUND, JsonOption, ShownCommand, display_of, json_text

if TYPE_CHECKING:
    from indexer.analysis.chain import Chain

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None)

_JsonlOption = Annotated[bool, typer.Option("--jsonl", help="The same; for --batch, a JSON object a line.")]
_TextsOption = Annotated[
    str | None, typer.Option("--batch", metavar="FILE", help="A text a line (- is standard input).")
]


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
                print_answers(iter_answers(batch, lambda typed: ask(typed).to_json(), blank=True))
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
        raise typer.Exit(print_answers(iter_answers(batch, partial(_analysis_json, chain), blank=True)))
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
        raise typer.Exit(print_answers(iter_answers(batch, name, blank=True)))
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
