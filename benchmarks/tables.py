"""A table, as rich on a terminal and as Markdown in a pipe or a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table as RichTable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Table", "show"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headings; the first column is left-aligned, the others are right-aligned."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """Write heading, empty line and table without a newline at the end; a "|" in a cell is escaped."""
        rules = [":--", *("--:" for _ in self.headings[1:])]
        lines = [self.headings, rules, *self.rows]
        table = ["| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines]
        return "\n".join([f"## {self.title}", "", *table])


def show(table: Table) -> None:
    """Print to standard output."""
    console = Console()
    if not console.is_terminal:
        print(table.markdown(), end="\n\n", flush=True)
        return
    drawn = RichTable(title=table.title, box=box.SIMPLE_HEAD, title_justify="left")
    for number, heading in enumerate(table.headings):
        drawn.add_column(heading, justify="right" if number else "left")
    for row in table.rows:
        drawn.add_row(*row)
    console.print(drawn)
