"""The progress of a build or an update on a terminal: stage, bar, articles, articles a second, time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, Task, TaskID
    from rich.text import Text

    from .pipeline import Progress

__all__ = ["progress_bar"]

_SECONDS_BETWEEN_FRAMES = 0.1
_BAR = 24  # columns: all of a line stands in 80


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing elsewhere. Without a thread of its own: a build forks only where there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(*_columns(), console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        yield _shown_on(bar)


def _columns() -> list[ProgressColumn]:
    from rich.progress import BarColumn, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column
    from rich.text import Text

    class Done(ProgressColumn):
        """How many, and of how many where that is known."""

        def render(self, task: Task) -> Text:
            total = "" if task.total is None else f"/{task.total:,.0f}"
            return Text(f"{task.completed:,.0f}{total}", style="progress.download")

    class Rate(ProgressColumn):
        """How many a second: of late, or of a stage that is over, all in all."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")

    stage = TextColumn("{task.description:>10}", table_column=Column(no_wrap=True))
    return [stage, BarColumn(_BAR), Done(), Rate(), TimeRemainingColumn()]


def _shown_on(bar: Bar) -> Progress:
    """What a build calls with its stage and how much of it is done; drawn at most ten times a second."""
    tasks: dict[str, TaskID] = {}
    shown = 0.0

    def show(stage: str, done: int, total: int | None) -> None:
        nonlocal shown
        if new := stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total)
        bar.update(tasks[stage], completed=done, total=total)
        if new or monotonic() > shown + _SECONDS_BETWEEN_FRAMES:
            bar.refresh()
            shown = monotonic()

    return show
