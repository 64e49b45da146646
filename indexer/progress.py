"""The progress of a build or an update on a terminal: stage, bar, articles, articles a second, time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Task, TaskID

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
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.table import Column

    class Rate(TextColumn):
        """How many a second: of late, or of a stage that is over, all in all."""

        def render(self, task: Task):  # type: ignore[no-untyped-def]  # noqa: ANN202
            speed = task.finished_speed or task.speed
            self.text_format = f"{speed:,.0f}/s" if speed else ""
            return super().render(task)

    layout = (
        TextColumn("{task.description:>10}", table_column=Column(no_wrap=True)),
        BarColumn(_BAR),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(),
    )
    with Bar(*layout, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
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

        yield show
