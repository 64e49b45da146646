"""``khabar index …``: the commands of ``indexer.updates_cli``, which ``query.commands`` makes known when they are called for."""

import typer

from indexer.updates_cli import app as index_app

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None)
app.add_typer(index_app, name="index")
